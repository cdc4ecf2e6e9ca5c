"""The review falls due, the case is let go, and somebody refers the same people again."""

from __future__ import annotations

import io
from datetime import timedelta

import pymupdf

from tests.journeys.steps.planning import ACTIONS, today
from tests.journeys.steps.unit import STRANGERS, SUSPECT, VICTIM, Unit
from tools.live import Live

DUE = "A review is due."
WORKING = ("police", "health", "outreach", "advocate", "police-supervisor", "health-supervisor", "coordinator")
AGAIN = "He was outside her sister’s twice this week."
WHY_CLOSED = "Nothing from him since the order; he keeps his sessions."


def bail_changes_and_the_plan_goes_on(unit: Unit) -> None:
    """Something changed, so the lead looks again at once, and wants to look once more before the day ends."""
    police, lead = unit["police"], unit["lead"]
    police.opens(unit.case)
    police.presses("Review because something changed")
    police.selects("What changed?", "Bail changed or ended")
    police.fills("What happened?", "Bail ended this morning; the order stands.")
    police.presses("Open the review")
    police.sees("The review is open, and the people of this case have been told.")

    unit.may_not("police", "advocate", path="review/")
    unit.finds_nothing("advocate-two", path="review/")
    lead.opens("/")
    lead.follows("Review the case", beside=unit.reference)
    lead.chooses("Go on with the plan")
    lead.fills("Why?", "The order holds him.")
    lead.chooses("Yes, and the advocate brings the answer")
    lead.fills("What does the victim say?", "She sleeps a little better.")
    lead.dates("Next review by", today())
    lead.presses("Save the review")
    lead.sees("Reviewed: go on with the plan")


def the_review_falls_due_and_is_told_once(unit: Unit, live: Live) -> None:
    """The clock opens it by itself, and tells everyone on the case: in the inbox, and by a mail without a fact."""
    live.keep_time()
    line = f"{DUE} {unit.reference}"
    for slug in WORKING:
        unit[slug].comes_back_until("/inbox/", line, tries=240)
    unit["lead"].comes_back_until("/inbox/", line)
    unit.hears_nothing(*STRANGERS, "other-unit-lead")
    unit["health"].follows(line)
    unit["health"].sees(unit.reference, SUSPECT)
    unit["health"].does_not_see(VICTIM)
    unit["lead"].opens(unit.case)
    unit["lead"].sees("Review the case")


def nothing_is_told_twice_and_no_mail_holds_a_fact(unit: Unit, live: Live) -> None:
    """One line in each inbox and one mail to each address, with a reference, a link, and no word of the case."""
    line = f"{DUE} {unit.reference}"
    for slug in WORKING:
        unit[slug].opens("/inbox/")
        unit[slug].sees_once(line)
    sent = [mail for mail in live.mail() if unit.reference in mail]
    assert len([mail for mail in sent if DUE in mail]) == len({*WORKING, "lead", "lead-alternate"})
    facts = (*VICTIM.split(), *SUSPECT.split(), *(words for action in ACTIONS.values() for words in action[1:]))
    assert not [mail for mail in sent for fact in facts if fact in mail]


def lead_prints_a_summary(unit: Unit) -> None:
    """The worker makes it, for whoever asked and for nobody else."""
    for slug in ("lead", "health"):
        asker = unit[slug]
        asker.opens(f"{unit.case}documents/")
        asker.presses("Make a case summary")
        asker.comes_back_until(f"{unit.case}documents/", "Ready")
    name = f"{unit.reference}-summary.pdf"
    hers, his = (_text_of(unit[slug].downloads(name)) for slug in ("lead", "health"))
    assert VICTIM in hers
    assert ACTIONS["advocate"][1] in hers
    assert SUSPECT in his
    assert not [words for words in (*VICTIM.split(), ACTIONS["advocate"][1]) if words in his]

    paper = unit["lead"].page.get_by_role("link", name=name, exact=True).get_attribute("href") or ""
    unit["health"].is_refused(paper)
    unit["advocate"].is_refused(paper)
    unit.may_not("coordinator", path="documents/")
    unit.finds_nothing(*STRANGERS, path="documents/")


def lead_steps_down_and_closes(unit: Unit) -> None:
    """First monitoring; then, with the advocate's agreement and every action done, the case is closed."""
    lead = unit["lead"]
    unit.may_not("police", "health", path="end-monitoring/")
    lead.opens("/")
    lead.follows("Review the case", beside=unit.reference)
    lead.chooses("Step down to monitoring")
    lead.chooses("Medium", of="Level of risk")
    lead.fills("Why?", "Quiet since the order.")
    lead.chooses("Yes, and the advocate brings the answer")
    lead.fills("What does the victim say?", "She wants it to end.")
    lead.fills("What is watched?", "Messages, and her way home.")
    lead.selects("Who watches it?", "DS Avery Placeholder")
    lead.dates("Until when?", today() + timedelta(days=30))
    lead.presses("Save the review")
    lead.sees("Reviewed: step down")
    lead.presses("Close after monitoring")
    lead.selects("Reason for closing", "Risk has come down and stayed down")
    lead.fills("Why, in your words", WHY_CLOSED)
    lead.chooses("Standard", of="Level of risk at the end")
    lead.chooses("Yes", of="Was the victim told how to return?")
    lead.fills("How, and by whom? If not told, why was it unsafe?", "By her advocate, by text.")
    lead.fills("Weeks without contact from the suspect", "6")
    lead.selects("Which advocate agrees?", "Bryony Exempla")
    lead.chooses("It has stopped")
    for question in ("Is daily life back to what it was?", "Does she or he know how to report?"):
        lead.chooses("Yes", of=question)
    lead.chooses("Not known", of="Is support still wanted?")
    lead.chooses("Not known", of="Content with what the police did?")
    lead.chooses("Convicted")
    lead.chooses("Completed")
    lead.chooses("No", of="Should others learn from this case?")
    lead.presses("Close the case")
    lead.sees(f"{unit.reference} is closed")


def outreach_refers_again(unit: Unit) -> None:
    """Months later somebody hears of it anew: the next episode of the same case, with the first still to be read."""
    outreach, lead, advocate = unit["outreach"], unit["lead"], unit["advocate"]
    unit.finds_nothing(*STRANGERS, path="refer-again/")
    unit.finds_the_case("outreach", "/cases/?stage=all")
    outreach.presses("Refer again")
    outreach.fills("Who is in danger?", "The same woman.")
    outreach.fills("What is happening now?", AGAIN)
    outreach.chooses("No", of="Is anyone in danger now?")
    outreach.fills("How can we reach you?", "01632 960190")
    outreach.presses("Send the referral")
    outreach.sees("Referral received")
    advocate.comes_back_until("/inbox/", f"A referral has come in and waits to be screened. {unit.reference}")
    advocate.opens(f"{unit.case}decide/")
    advocate.sees(AGAIN, "Not assessed yet", "Referred before", WHY_CLOSED)
    lead.opens(f"{unit.case}history/")
    lead.sees("Refer again", "Close after monitoring", "Adopt the plan", WHY_CLOSED)
    lead.opens(f"{unit.case}timeline/")
    lead.sees("Case conference", ACTIONS["police"][2])


def _text_of(paper: bytes) -> str:
    with pymupdf.open(stream=io.BytesIO(paper)) as pages:
        return " ".join(" ".join(page.get_text().split()) for page in pages)
