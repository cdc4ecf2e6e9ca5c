"""From the first word of a referral to the decision that the unit takes it on."""

from __future__ import annotations

from tests.journeys.steps.unit import STRANGERS, SUSPECT, VICTIM, Unit

HAPPENING = "He follows her home from the ward, and 47 messages came on Sunday."
WARD = "the ward on Imaginary Road"
SCREENED = "Former partner. Two calls to the police before; nothing on the health side."


def police_refer_her(unit: Unit) -> None:
    """A sergeant hears of it in the morning and sends what is known; the rest may follow."""
    police = unit["police"]
    police.opens("/")
    police.follows("Make a referral")
    police.chooses("No", of="Does anyone involved work for, or know, any agency here?")
    police.presses("Continue")
    unit.case = police.path.removesuffix("referral/")
    unit["advocate"].is_refused(unit.case)
    unit["lead"].is_refused(unit.case)

    police.fills("First names", "Clementine", of="Who is in danger")
    police.fills("Last name", "Mocksworth", of="Who is in danger")
    police.chooses("Yes", of="Is it known who is doing it?")
    police.fills("First names", "Lysander", of="Who is doing it")
    police.fills("Last name", "Pretendham", of="Who is doing it")
    police.selects("Who this person is to the one in danger", "Former partner, lived together")
    police.presses("Send the referral")
    police.sees("There is a problem", "Enter what is happening", "Enter how to reach you")

    police.fills("What is happening?", HAPPENING)
    police.chooses("No", of="Is anyone in danger now?")
    police.fills("When and how is it safe to contact the person in danger?", "By text, never a voicemail.")
    police.chooses("Agrees", of="What does the person in danger think about sharing this?")
    police.fills("How can we reach you?", "01632 960150")
    police.selects("Where this referral comes from", "Police")
    police.presses("Send the referral")
    police.sees("Referral received")
    unit.reference = police.page.locator("p strong", has_text="CHS-").inner_text()


def nobody_else_finds_the_referral(unit: Unit) -> None:
    """It is there for those who screen and lead, and for nobody else."""
    unit.finds_nothing(*STRANGERS, "health", "outreach", "other-unit-lead", path="decide/")
    unit.finds_the_case("lead")


def advocate_screens_it(unit: Unit) -> None:
    """She is told, opens it, and passes it on with what she found."""
    advocate = unit["advocate"]
    advocate.comes_back_until("/inbox/", f"A referral has come in and waits to be screened. {unit.reference}")
    advocate.follows(f"A referral has come in and waits to be screened. {unit.reference}")
    advocate.sees(VICTIM, SUSPECT)
    advocate.presses("Screen the referral")
    advocate.sees(HAPPENING, "Same person?")
    unit["health"].sends_and_is_refused(f"{unit.case}pass-to-triage/")

    advocate.follows("Take")
    advocate.ticks("Fixated")
    advocate.fills("Fixated: what you see", "He waits each night.")
    advocate.fills("What else did screening find?", SCREENED)
    advocate.ticks("Police")
    advocate.presses("Pass to triage")
    advocate.sees("The referral waits for a decision, and the team lead has been told.")


def lead_takes_it_on(unit: Unit) -> None:
    """Only the lead decides, and names who leads each strand and on which side."""
    lead = unit["lead"]
    unit.may_not("advocate", "police", path="accept/")
    unit.finds_nothing(*STRANGERS, path="accept/")
    lead.comes_back_until("/inbox/", f"A referral waits for a decision. {unit.reference}")
    lead.follows(f"A referral waits for a decision. {unit.reference}")
    lead.presses("Decide at triage")
    lead.sees(HAPPENING)
    lead.follows("Accept")
    lead.fills("Why?", "Followed home; it grows.")
    lead.ticks("Police")
    lead.ticks("Advocacy")
    lead.chooses("No", of="Is the victim a suspect in another case, or the suspect a victim?")
    lead.fills("Stalking protection order considered?", "Police will apply once statements are in.")
    lead.chooses("This week")
    lead.chooses("High", of="Level for now")
    lead.fills("Who owns the risk until the conference?", "DS Placeholder")
    lead.selects("Who leads it?", "DS Avery Placeholder, Cheshire Police", of="Legal sanction")
    lead.selects("Who leads it?", "Dr Imogen Demoson, Mersey Vale Trust", of="Psychological intervention")
    lead.selects("Who leads it?", "Kit Sandboxe, Bridgeway", of="Social support")
    lead.selects("Who leads it?", "Bryony Exempla, Harbour Light", of="Victim’s safety and support")
    lead.selects("Coordinator", "Linden Draftwood, Partnership Office")
    lead.presses("Accept the case")
    lead.sees("The case is accepted, and those you named have been told.")


def those_named_find_the_case(unit: Unit) -> None:
    """Each on their side: who works with the suspect never learns whom he stalks, the coordinator not even his name."""
    for slug in ("health", "outreach", "coordinator"):
        unit.finds_the_case(slug)
        unit[slug].does_not_see(VICTIM, "Mocksworth", HAPPENING)
    unit["health"].sees(SUSPECT, "Do not contact the victim. Ask Bryony Exempla.")
    unit["police"].opens(unit.case)
    unit["police"].sees(VICTIM, SUSPECT)
    unit.finds_nothing(*STRANGERS)
