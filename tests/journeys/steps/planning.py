"""The conference sits, its plan is live at once, and each action is done by whoever owns it."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from tests.journeys.person import Person
from tests.journeys.steps.unit import STRANGERS, VICTIM, Unit

LONDON = ZoneInfo("Europe/London")
ACTIONS = {  # whose it is: strand, what will be done, what came of it
    "health": ("Psychological intervention", "Offer him six sessions about the separation.", "He came to the first."),
    "outreach": ("Social support", "Find him a room outside Notown.", "Room found; he moved in."),
    "police": ("Legal sanction", "Apply for a stalking protection order.", "The interim order was made."),
    "advocate": ("Victim safety", "Fit a door camera at her sister’s.", "Fitted and tested with her."),
}
NAMES = {
    "health": "Dr Imogen Demoson",
    "outreach": "Kit Sandboxe",
    "police": "DS Avery Placeholder",
    "advocate": "Bryony Exempla",
}
PRESENT = (
    "DS Avery Placeholder, Police, Cheshire Police",
    "Dr Imogen Demoson, Mental health, Mersey Vale Trust",
    "Kit Sandboxe, Outreach, Bridgeway",
    "Bryony Exempla, Advocacy, Harbour Light",
)
OTHER_VIEW = "He was calm with me twice."


def now() -> datetime:
    """The time on the unit's clock."""
    return datetime.now(LONDON)


def today() -> date:
    """The day on the unit's calendar."""
    return now().date()


def lead_holds_the_conference(unit: Unit) -> None:
    """Who was there for this case is written down before anything is decided."""
    lead = unit["lead"]
    unit.may_not("police", "advocate", path="conference/record/")
    lead.opens("/")
    lead.follows("Record the conference", beside=unit.reference)
    lead.fills("What time did this case start?", f"{now():%H:%M}")
    lead.selects("Who was in the chair?", "Rowan Chairley, Partnership office, Partnership Office")
    for name in PRESENT:
        lead.ticks(name, of="Who else was there for this case?")
    lead.ticks("Nobody did")
    lead.presses("Record the conference")
    lead.sees("The conference is recorded.")
    lead.does_not_see("without its quorum")


def lead_adopts_the_plan(unit: Unit) -> None:
    """Level and reason, a different view, an action in each strand, the order considered, the day of the review."""
    lead = unit["lead"]
    unit.may_not("outreach", "health", path="plan/adopt/")
    unit.finds_nothing("advocate-two", "other-unit-lead", path="plan/adopt/")
    lead.opens("/")
    lead.follows("Adopt the plan", beside=unit.reference)
    lead.sees("Very high", "She has given up her own home at night.")
    lead.chooses("High", of="Level of risk")
    lead.fills("Why this level?", "It grows, and he knows her ways.")
    lead.chooses("Considered: police apply", of="Was a stalking protection order considered?")
    lead.fills("Why is it sought, or not?", "Police apply this week.")
    for slug, (strand, what, _) in ACTIONS.items():
        lead.fills("What will be done?", what, of=strand)
        lead.selects("Who does it?", NAMES[slug], of=strand)
        if slug != "advocate":
            lead.dates("By when?", today() + timedelta(days=5), of=strand)
    lead.selects("Who sees it differently?", "Kit Sandboxe")
    lead.fills("Why?", OTHER_VIEW)
    lead.dates("Next review by", today() + timedelta(days=7))
    lead.presses("Adopt the plan")
    lead.sees("Enter by when it is done")
    lead.dates("By when?", today() + timedelta(days=5), of="Victim safety")
    lead.presses("Adopt the plan")
    lead.sees("The plan is adopted. Everyone with an action is told.", *(what for _, what, _ in ACTIONS.values()))


def each_side_reads_its_plan(unit: Unit) -> None:
    """What keeps her safe is read on her side; the other side reads that something is in place."""
    for slug in ("health", "outreach"):
        unit[slug].opens(f"{unit.case}plan/")
        unit[slug].sees(ACTIONS["police"][1], "In place. What it is, the victim’s side knows.")
        unit[slug].does_not_see(ACTIONS["advocate"][1], VICTIM)
        unit[slug].opens(f"{unit.case}assessment/")
        unit[slug].sees(OTHER_VIEW)
    unit["coordinator"].opens(f"{unit.case}plan/")
    unit["coordinator"].does_not_see(*(what for _, what, _ in ACTIONS.values()))
    unit.finds_nothing(*STRANGERS, path="plan/")


def owners_finish_their_actions(unit: Unit) -> None:
    """From their own home page; nobody else says it for them but the lead, and hers cannot even be found."""
    others = {"health": "outreach", "outreach": "police", "police": "health"}
    for slug, (_, what, came_of_it) in ACTIONS.items():
        owner = unit[slug]
        owner.opens("/")
        owner.follows(what, beside=unit.reference)
        action = owner.path
        if slug == "advocate":
            for stranger in ("health", "outreach", "advocate-two"):
                unit[stranger].is_refused(action)
        else:
            unit[others[slug]].is_refused(f"{action}done/", 403)
            unit["other-unit-lead"].is_refused(f"{action}done/")
        owner.presses("It is done")
        owner.fills("What came of it?", came_of_it)
        owner.presses("Save as done")
        owner.sees("The action is done", came_of_it)


def advocate_agrees_how_to_reach_her(unit: Unit) -> None:
    """Until she has, nobody is to contact her, and the product opens no number."""
    advocate = unit["advocate"]
    advocate.opens(f"{unit.case}support/")
    advocate.sees("Do not contact yet. Nothing is agreed on how this person may be reached.")
    advocate.presses("Write down what was agreed")
    rules = advocate.path
    unit["health"].is_refused(rules, 403)
    unit["advocate-two"].is_refused(rules)
    advocate.ticks("Text message")
    advocate.chooses("No", of="May a voicemail be left?")
    advocate.fills("Sign as", "Dental Reminders")
    advocate.dates("When was this agreed with them?", today())
    advocate.presses("Save the rules")
    advocate.sees("The rules of safe contact are saved.")
    advocate.follows("Add a number")
    advocate.chooses("Text message")
    advocate.fills("Number, e-mail address or account name", "07700 900555")
    advocate.chooses("Yes", of="Has it been checked that it is really theirs?")
    advocate.presses("Add the number")


def advocate_speaks_with_her(unit: Unit) -> None:
    """One press shows the number and opens the log; what was outside the rule is recorded, and says so."""
    advocate = unit["advocate"]
    advocate.opens(f"{unit.case}support/")
    advocate.sees("You may text")
    advocate.presses("Text")
    advocate.sees("07700 900555", "Sign as “Dental Reminders”")
    contact = advocate.page.locator("main form").get_attribute("action") or ""
    for slug in ("health", "outreach", "lead", "police"):
        unit[slug].is_refused(contact, 403)
    unit["advocate-two"].is_refused(contact)
    _record(advocate, "She slept two nights at home.")
    advocate.sees("The contact is recorded")
    advocate.presses("Record a contact")
    _record(advocate, "She rang off at once.", channel="Phone call")
    advocate.sees("This was outside the safe-contact rule.")
    advocate.fills("If this was outside the safe-contact rule, why did it happen?", "He was at her door.")
    advocate.presses("Record it")
    advocate.sees("The contact is recorded as outside the rule", "She slept two nights at home.", "Outside the rule")
    for slug in ("lead", "police", "health", "outreach"):
        unit[slug].opens(f"{unit.case}support/")
        unit[slug].does_not_see("She slept two nights at home.", "07700 900555")


def _record(advocate: Person, said: str, *, channel: str = "") -> None:
    if channel:
        advocate.chooses(channel, of="How?")
    advocate.chooses("We spoke or wrote to each other", of="How did it end?")
    advocate.fills("In the victim’s own words", said)
    advocate.presses("Record it")
