"""An officer on the street: a small screen, no script, and no mouse."""

from __future__ import annotations

from collections.abc import Callable

from tests.journeys.person import Person
from tools.browser import NARROW, sideways

HAPPENED = "He stood at her gate with a torch for ten minutes."
DONE = "999 called; a patrol is with her."


def test_an_officer_records_an_incident_and_raises_the_red_flag_by_keyboard(person: Callable[..., Person]) -> None:
    officer = person("police", viewport=NARROW, script=False)
    lead = person("lead")

    # Given a referral that the officer has sent from the same telephone
    case, reference = refer(officer)
    # when the officer records what has just happened, pressing keys only
    officer.opens(case)
    officer.tabs_to("Record an incident", "link")
    officer.presses_enter()
    assert sideways(officer.page) == []
    officer.tabs_to("Day", "textbox")
    officer.types("1")
    officer.tabs_to("Month", "textbox")
    officer.types("6")
    officer.tabs_to("Year", "textbox")
    officer.types("2026")
    officer.tabs_to("What happened?", "textbox")
    officer.types(HAPPENED)
    officer.tabs_to("Record the incident", "button")
    officer.presses_enter()
    # then the page says what is missing, with every word still there
    officer.sees("There is a problem", "Enter how we know")
    officer.tabs_to("How do we know?", "textbox")
    officer.types("She phoned while it happened.")
    officer.tabs_to("Record the incident", "button")
    officer.presses_enter()
    officer.sees("Incident recorded.")
    officer.opens(f"{case}timeline/")
    officer.sees(HAPPENED)

    # and when it cannot wait, the red flag goes up and those who lead are told.
    officer.tabs_to("Raise a red flag", "link")
    officer.presses_enter()
    assert sideways(officer.page) == []
    officer.tabs_to("What has been done now?", "textbox")
    officer.types(DONE)
    officer.tabs_to("Raise the red flag", "button")
    officer.presses_enter()
    officer.sees("The red flag is up, and the people of this case have been told.")
    lead.comes_back_until("/inbox/", reference)
    lead.opens(case)
    lead.sees("Red flag", "Nobody has it yet.")
    lead.presses("I have it", within="Alarm")
    lead.sees("You have it.")
    lead.opens(f"{case}timeline/")
    lead.sees(HAPPENED)


def refer(officer: Person) -> tuple[str, str]:
    """A referral with the three facts that it takes."""
    officer.opens("/refer/")
    officer.chooses("No")
    officer.presses("Continue")
    case = officer.path.removesuffix("referral/")
    officer.fills("First names", "Philippa", of="Who is in danger")
    officer.fills("What is happening?", "Her neighbour follows her to work.")
    officer.chooses("No", of="Is anyone in danger now?")
    officer.fills("How can we reach you?", "01632 960180")
    officer.presses("Send the referral")
    officer.sees("Referral received")
    return case, officer.page.locator("p strong", has_text="CHS-").inner_text()
