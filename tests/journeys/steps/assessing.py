"""Every discipline answers apart, a second person signs it off, and only then are the answers laid side by side."""

from __future__ import annotations

from dataclasses import dataclass

from tests.journeys.steps.unit import STRANGERS, VICTIM, Unit


@dataclass(frozen=True)
class Answer:
    """What one discipline knows, thinks, and how high it puts the risk."""

    slug: str
    discipline: str
    section: str
    question: str
    known: str
    thought: str
    level: str
    summary: str


ANSWERS = (
    Answer(
        "police",
        "Police",
        "Offences and history",
        "Crimes and reports",
        "Two reports since May; bailed on Friday with conditions.",
        "He will test the conditions.",
        "High",
        "Two reports in half a year, and bail conditions since Friday.",
    ),
    Answer(
        "health",
        "Mental health",
        "Contact with services",
        "Known to services",
        "No diagnosis. Seen once at the surgery, angry about the separation.",
        "Grievance, not illness, drives it.",
        "Medium",
        "A grievance about the separation; no illness.",
    ),
    Answer(
        "outreach",
        "Outreach",
        "Home, work and money",
        "Housing",
        "Lost his room on the first of the month.",
        "With a room he will sleep, and drive about less.",
        "Medium",
        "Without a room since the first of the month.",
    ),
    Answer(
        "advocate",
        "Advocacy",
        "The victim’s account",
        "Daily life",
        "She has changed her way home and sleeps at her sister’s.",
        "Her fear is well founded.",
        "Very high",
        "She has given up her own home at night.",
    ),
)
SECOND = {"police": "police-supervisor", "health": "health-supervisor"}
SUPERVISORS = {
    "police-supervisor": "DI Morgan Specimen, Police, Cheshire Police",
    "health-supervisor": "Dr Fenwick Mockridge, Mental health, Mersey Vale Trust",
}


def lead_asks_every_discipline(unit: Unit) -> None:
    """All at once; and names the two who sign off for their agencies."""
    lead = unit["lead"]
    unit.may_not("police", "advocate", "coordinator", path="assessment/start/")
    lead.opens("/")
    lead.follows("Start the assessment", beside=unit.reference)
    lead.presses("Ask these disciplines")
    lead.sees("The assessment has started.", "4 answers still to come")
    for slug, words in SUPERVISORS.items():
        unit.finds_nothing(slug)
        lead.opens(unit.case)
        lead.follows("See the team")
        lead.presses("Name somebody")
        lead.selects("Who?", words)
        lead.chooses("Suspect’s side")
        lead.fills("What for?", "Signs off for the agency.")
        lead.presses("Name them")
        lead.sees(f"{words.split(',')[0]} is named on the case and has been told.")


def each_discipline_answers_apart(unit: Unit) -> None:
    """Facts show at once to those who may know them; a level shows to nobody whose own is still to come."""
    for number, answer in enumerate(ANSWERS):
        author = unit[answer.slug]
        given, still_to_come = ANSWERS[:number], ANSWERS[number:]
        author.opens("/")
        author.follows("Write your part of the assessment", beside=unit.reference)
        page = author.path
        author.opens(f"{unit.case}assessment/")
        author.does_not_see(*(word for other in given for word in (other.thought, other.summary)))

        author.opens(page)
        author.follows(answer.section)
        author.fills(answer.question, answer.known)
        author.presses("Save and go on")
        author.opens(page)
        author.follows("What we think")
        author.fills("What we think", answer.thought)
        author.presses("Save and go on")
        author.sees("How high we put the risk")
        author.opens(f"{page}check/")
        author.presses("Submit")
        author.sees("Select how high you put the risk, or that it is not known")
        author.opens(f"{page}write/level/")
        author.chooses(answer.level)
        author.fills("In one or two sentences", answer.summary)
        author.presses("Save and go on")
        for later in still_to_come[1:]:
            unit[later.slug].is_refused(page, 403)
            unit[later.slug].is_refused(f"{page}check/", 403)
        author.presses("Submit")
        author.sees("Your part is submitted.", *(other.summary for other in given))

        unit["lead"].is_refused(page, 403)
        unit["advocate-two"].is_refused(page)
    unit["lead"].opens(f"{unit.case}assessment/")
    unit["lead"].sees(*(answer.known for answer in ANSWERS), "Everybody has answered")
    unit["lead"].does_not_see(*(word for answer in ANSWERS for word in (answer.thought, answer.summary)))


def supervisors_sign_off(unit: Unit) -> None:
    """Somebody other than the author stands behind what an agency says, where the agency asks for it."""
    for author, other in (("police", "health"), ("health", "police")):
        supervisor = unit[SECOND[author]]
        discipline = next(answer.discipline for answer in ANSWERS if answer.slug == author)
        supervisor.opens("/")
        supervisor.follows(f"Sign off: {discipline}", beside=unit.reference)
        page = supervisor.path
        unit[author].is_refused(page, 403)
        unit[SECOND[other]].is_refused(page, 403)
        unit["other-unit-lead"].is_refused(page)
        supervisor.does_not_see(VICTIM)
        supervisor.chooses("Yes, I sign it off")
        supervisor.presses("Confirm")
        supervisor.sees("Signed off.")


def lead_calls_the_conference(unit: Unit) -> None:
    """Now everybody on the case may compare; what stands behind it still depends on their side."""
    lead = unit["lead"]
    unit.may_not("police", "health", path="assessment/call-conference/")
    lead.opens("/")
    lead.follows("Call the conference", beside=unit.reference)
    lead.presses("Call the conference")
    lead.sees("The conference is called.", "They differ: advocacy says very high, police say high, mental health")
    lead.sees(*(answer.thought for answer in ANSWERS))
    police, health, outreach, advocate = ANSWERS
    unit["health"].opens(f"{unit.case}assessment/")
    unit["health"].sees(police.thought, outreach.thought, advocate.summary)
    unit["health"].does_not_see(advocate.known, advocate.thought, VICTIM)
    unit["outreach"].opens(f"{unit.case}assessment/")
    unit["outreach"].sees(police.summary, health.summary, advocate.summary)
    unit["outreach"].does_not_see(police.known, health.thought, advocate.known, VICTIM)
    unit["advocate"].opens(f"{unit.case}assessment/")
    unit["advocate"].does_not_see(police.known, health.known, outreach.known)
    unit["coordinator"].opens(f"{unit.case}assessment/")
    unit["coordinator"].does_not_see(*(answer.summary for answer in ANSWERS))
    unit.finds_nothing(*STRANGERS, path="assessment/")
