"""What was typed into a draft outlives a session that ends and a screen that is hidden."""

from __future__ import annotations

from collections.abc import Callable

from tests.journeys.person import Person

Arrive = Callable[..., Person]
MINUTE = 60_000
WORDS = "He was outside her work again on Friday."


def writing(person: Arrive) -> Person:
    """An officer with words in a referral that nobody has saved."""
    officer = person("police")
    officer.page.clock.install()
    officer.opens("/refer/")
    officer.chooses("No")
    officer.presses("Continue")
    officer.fills("What is happening?", WORDS)
    return officer


def test_a_draft_is_saved_when_its_session_is_about_to_end(person: Arrive) -> None:
    officer = writing(person)
    officer.page.clock.run_for(12 * MINUTE + 1000)
    officer.sees("We have saved what you typed as a draft.")
    with officer.page.expect_navigation(url="**/accounts/login/**"):
        officer.page.clock.run_for(3 * MINUTE)
    assert "next=" in officer.path


def test_writing_goes_on_after_the_draft_was_saved(person: Arrive) -> None:
    officer = writing(person)
    officer.page.clock.run_for(12 * MINUTE + 1000)
    officer.sees("We have saved what you typed as a draft.")
    officer.page.get_by_role("button", name="Stay signed in").click()
    officer.fills("What is happening?", f"{WORDS} She saw him twice.")
    officer.presses("Save and finish later")
    officer.sees("The referral is saved.")


def test_hiding_the_screen_keeps_the_draft(person: Arrive) -> None:
    officer = writing(person)
    draft = officer.path
    officer.presses("Hide screen")
    officer.does_not_see(WORDS)
    returned = person("police")
    returned.opens(draft)
    returned.sees(WORDS)
