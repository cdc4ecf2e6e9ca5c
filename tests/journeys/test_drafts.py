"""What the page said was saved is there, whatever ends it: the browser, the server, the session or a hidden screen."""

from __future__ import annotations

import os
import re
import signal
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import expect

from tests.journeys.person import Person
from tests.journeys.steps.unit import Unit
from tools.live import Live

Arrive = Callable[..., Person]
MINUTE = 60_000
PATIENCE_MS = 40_000  # a server that was killed starts again, and what was typed is sent again
WORDS = "He was outside her work again on Friday."
MORE = " She saw him twice, and has a photograph of the car."
SAVED = re.compile(r"^Saved at [0-9:]+[ap]m$|^Saved at mid(day|night)$")


def begin(officer: Person) -> str:
    """A referral with nothing in it; its address."""
    officer.opens("/refer/")
    officer.chooses("No")
    officer.presses("Continue")
    return officer.path


def writes(officer: Person, words: str) -> None:
    officer.page.get_by_label("What is happening?").press("End")
    officer.page.keyboard.type(words)


def hears_that_it_is_saved(officer: Person) -> None:
    expect(officer.page.locator("[data-saved-words]")).to_have_text(SAVED, timeout=PATIENCE_MS)


def comes_back(person: Arrive, draft: str, words: str) -> None:
    """Another browser, another session, the same person: the box holds every word."""
    returned = person("police")
    returned.opens(draft)
    expect(returned.page.get_by_label("What is happening?")).to_have_value(words)


def kill_the_pages(live: Live) -> None:
    """Every process that answers pages, at once and without a warning; their master starts others."""
    web = next(child for child in live.family.children if child.name == "web server")
    children = Path(f"/proc/{web.process.pid}/task/{web.process.pid}/children").read_text(encoding="ascii").split()
    assert children
    for child in children:
        os.kill(int(child), signal.SIGKILL)


def test_the_browser_dies(person: Arrive) -> None:
    officer = person("police")
    draft = begin(officer)
    writes(officer, WORDS)
    hears_that_it_is_saved(officer)
    officer.page.context.close()
    comes_back(person, draft, WORDS)


def test_the_server_is_killed_while_somebody_types(person: Arrive, live: Live) -> None:
    officer = person("police")
    draft = begin(officer)
    for words in (WORDS, MORE):
        kill_the_pages(live)
        writes(officer, words)
        hears_that_it_is_saved(officer)
    officer.complaints.taken()  # of the moment when nobody answered
    kill_the_pages(live)
    officer.page.context.close()
    comes_back(person, draft, WORDS + MORE)


def test_a_server_that_is_away_is_said_and_waited_for(person: Arrive) -> None:
    officer = person("police")
    draft = begin(officer)
    writes(officer, WORDS)
    hears_that_it_is_saved(officer)
    officer.page.route("**/referral/", lambda route: route.abort())
    writes(officer, MORE)
    officer.sees("Not saved: the server does not answer. Trying again. Last saved at")
    comes_back(person, draft, WORDS)
    officer.page.unroute("**/referral/")
    hears_that_it_is_saved(officer)
    officer.complaints.taken()
    comes_back(person, draft, WORDS + MORE)


def test_the_session_runs_out(person: Arrive) -> None:
    officer = person("police")
    officer.page.clock.install()
    draft = begin(officer)
    writes(officer, WORDS)
    officer.page.clock.run_for(3000)
    hears_that_it_is_saved(officer)
    officer.page.clock.run_for(12 * MINUTE)
    officer.sees("You will be signed out soon")
    with officer.page.expect_navigation(url="**/accounts/login/**"):
        officer.page.clock.run_for(3 * MINUTE)
    comes_back(person, draft, WORDS)


def test_somebody_is_signed_out_while_they_type_and_signs_in_in_another_tab(person: Arrive) -> None:
    officer = person("police")
    draft = begin(officer)
    other = officer.page.context.new_page()
    other.goto(f"{officer.url}/")
    with other.expect_navigation():
        other.get_by_role("button", name="Sign out").click()
    writes(officer, WORDS)
    officer.sees("You are signed out, and what you typed last is only in this page.")
    other.goto(f"{officer.url}/demo/")
    with other.expect_navigation():
        other.locator('form[action$="/sign-in/police/"] button').click()
    hears_that_it_is_saved(officer)
    officer.complaints.taken()  # of the token that the sign-in made worthless
    comes_back(person, draft, WORDS)


def test_two_tabs_never_overwrite_each_other(person: Arrive) -> None:
    officer, elsewhere = person("police"), person("police")
    draft = begin(officer)
    elsewhere.opens(draft)
    writes(officer, WORDS)
    hears_that_it_is_saved(officer)
    writes(elsewhere, MORE)
    elsewhere.sees("You saved this in another tab after opening this page.")
    elsewhere.complaints.taken()
    elsewhere.presses("Save and come back later")
    elsewhere.sees("Saved in the other tab", WORDS, MORE.strip())
    comes_back(person, draft, WORDS)


def test_hiding_the_screen_keeps_the_draft(person: Arrive) -> None:
    officer = person("police")
    draft = begin(officer)
    writes(officer, WORDS)
    officer.presses("Hide screen")
    officer.does_not_see(WORDS)
    comes_back(person, draft, WORDS)


def test_a_form_that_does_not_save_itself_is_held_when_the_session_ends(person: Arrive) -> None:
    unit = Unit(person, reference="CHS-2026-00012")
    officer = unit["police"]
    officer.page.clock.install()
    unit.finds_the_case("police")
    officer.opens(f"{officer.path}notes/new/?readers=team")
    note = officer.path
    officer.fills("Note", WORDS)
    officer.page.clock.run_for(12 * MINUTE + 1000)
    officer.sees("We have saved what you typed as a draft.")
    with officer.page.expect_navigation(url="**/accounts/login/**"):
        officer.page.clock.run_for(3 * MINUTE)
    returned = person("police")
    returned.opens(note)
    expect(returned.page.get_by_label("Note", exact=True)).to_have_value(WORDS)
    returned.sees("You typed this at", "Only you can see it.")


def test_without_script_a_button_saves_it(person: Arrive) -> None:
    officer = person("police", script=False)
    draft = begin(officer)
    officer.sees("This page does not save by itself in your browser.")
    officer.fills("What is happening?", WORDS)
    officer.presses("Save and come back later")
    officer.sees("You find your referral on your home page.")
    comes_back(person, draft, WORDS)
