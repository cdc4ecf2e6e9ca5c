"""What every page does in a browser, shown on the page of components and in the frame around it."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import ViewportSize, expect

from tests.journeys.person import Person
from tools.browser import NARROW, WIDE, Complaints, axe_faults
from tools.looks import Look

Arrive = Callable[..., Person]
MINUTE = 60_000


@pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["wide", "narrow"])
def test_every_component_stands_the_test_of_axe_blank_and_wrong(person: Arrive, viewport: ViewportSize) -> None:
    officer = person("police", viewport=viewport)
    officer.opens("/components/")
    officer.presses("Send")
    officer.sees("There is a problem", "Enter who spoke to her")


def test_the_keyboard_reaches_everything_and_shows_where_it_is(person: Arrive, tmp_path: Path) -> None:
    officer = person("police")
    officer.opens("/components/")
    assert Look(officer.page, Complaints(officer.page), tmp_path / "components").whole() == []


def test_a_page_that_is_broken_on_purpose_fails(person: Arrive) -> None:
    """A check that says nothing must be one that would have spoken."""
    stranger = person()
    stranger.opens("/components/")
    stranger.page.evaluate("document.querySelector('label').remove()")
    assert any("(label)" in fault for fault in axe_faults(stranger.page))
    stranger.page.evaluate("document.body.insertAdjacentHTML('beforeend', '<p style=\"color: red\">')")
    with stranger.page.expect_event("pageerror"):
        stranger.page.evaluate("void setTimeout(() => { throw new Error('broken on purpose') })")
    found = stranger.complaints.taken()
    assert any("Content Security Policy" in line for line in found)
    assert "script failed: broken on purpose" in found


def test_what_is_wrong_takes_the_focus_and_leads_to_the_box(person: Arrive) -> None:
    officer = person("police")
    officer.opens("/components/")
    officer.presses("Send")
    expect(officer.page.locator(".govuk-error-summary")).to_be_focused()
    officer.page.get_by_role("link", name="Enter what she said").click()
    expect(officer.page.get_by_label("What she said", exact=True)).to_be_focused()


def test_every_page_works_without_script(person: Arrive) -> None:
    officer = person("police", script=False)
    officer.opens("/components/")
    officer.sees("What she said", "You can enter up to 400 characters")
    officer.presses("Send")
    officer.sees("There is a problem")
    expect(officer.page).to_have_title(re.compile("^Error: "))


def test_a_session_that_rests_is_warned_and_can_be_kept(person: Arrive) -> None:
    officer = person("police")
    officer.page.clock.install()
    officer.opens("/components/")
    dialog = officer.page.get_by_role("dialog", name="You will be signed out soon")
    officer.page.clock.run_for(11 * MINUTE)
    expect(dialog).to_be_hidden()
    officer.page.clock.run_for(MINUTE + 1000)
    expect(dialog).to_be_visible()
    officer.sees("3 minutes")
    assert axe_faults(officer.page) == []
    officer.page.get_by_role("button", name="Stay signed in").click()
    expect(dialog).to_be_hidden()
    officer.page.clock.run_for(11 * MINUTE)
    expect(dialog).to_be_hidden()


def test_a_session_that_rested_too_long_asks_to_sign_in_and_comes_back(person: Arrive) -> None:
    officer = person("police")
    officer.page.clock.install()
    officer.opens("/components/?page=2")
    officer.page.context.clear_cookies(name="sid")
    with officer.page.expect_navigation():
        officer.page.clock.run_for(16 * MINUTE)
    assert "next=%2Fcomponents%2F%3Fpage%3D2" in officer.page.url


def test_words_that_are_not_saved_are_named_when_the_session_ends_soon(person: Arrive) -> None:
    officer = person("police")
    officer.page.clock.install()
    officer.opens("/components/")
    officer.fills("What she said", "He was outside again.")
    officer.page.clock.run_for(13 * MINUTE)
    officer.sees("This page holds words that are not saved yet.")


def test_leaving_asks_only_when_something_is_unsaved(person: Arrive) -> None:
    officer = person("police")
    asked: list[str] = []
    officer.page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    officer.opens("/components/")
    officer.opens("/components/?again")
    assert asked == []
    officer.fills("What she said", "He was outside again.")
    officer.opens("/components/")
    assert asked == ["beforeunload"]
    officer.fills("What she said", "He was outside again.")
    officer.presses("Send")
    assert asked == ["beforeunload"]


def test_three_presses_of_shift_hide_the_screen_until_the_second_factor(person: Arrive) -> None:
    officer = person("police")
    officer.opens("/components/")
    for key in ("Shift", "a", "Shift", "Shift"):
        officer.page.keyboard.press(key)
    officer.sees("Risk levels")
    with officer.page.expect_navigation():
        officer.page.keyboard.press("Shift")
    officer.does_not_see("Risk levels", "CHS-2026-48213")
    officer.page.goto(f"{officer.url}/components/")
    expect(officer.page.get_by_text("Hide screen")).to_be_hidden()


def test_error_pages_say_what_to_do(person: Arrive) -> None:
    stranger = person()
    for code, said in (
        (403, "ask the case’s lead"),
        (404, "Page not found"),
        (409, "saved first"),
        (429, "Wait 15 minutes"),
    ):
        stranger.meets(f"/components/error/{code}/", code)
        stranger.sees(said)
    stranger.meets("/components/error/form-expired/", 403)
    stranger.sees("This page was open for too long")


def test_a_page_on_paper_has_no_navigation_and_everything_open(person: Arrive) -> None:
    officer = person("police")
    officer.opens("/components/")
    officer.page.emulate_media(media="print")
    expect(officer.page.get_by_role("navigation", name="Pages of this list")).to_be_hidden()
    expect(officer.page.get_by_text("Police, health, outreach and the victim’s advocate.")).to_be_visible()
    expect(officer.page.get_by_text("Official – sensitive.")).to_be_visible()
