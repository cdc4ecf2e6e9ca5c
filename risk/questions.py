"""What each discipline is asked, section by section: facts under headings of their own, then opinion, then the level.

They are our own topics. The wording of licensed instruments belongs to their publishers and stands nowhere here.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from risk.enums import Stance
from stalking_unit.accounts.enums import DisciplineKind

K = DisciplineKind


@dataclass(frozen=True, slots=True)
class Question:
    """One box. `code` is what an answer is kept under, so it never changes."""

    code: str
    label: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """One page of a contribution."""

    code: str
    title: str
    stance: Stance
    questions: tuple[Question, ...] = ()
    asks_else: bool = False  # the last section of facts has a box for whatever fits nowhere


Q = Question
FACTS: Mapping[DisciplineKind, tuple[tuple[str, str, tuple[Question, ...]], ...]] = {
    K.POLICE: (
        (
            "history",
            "Offences and history",
            (
                Q("crimes", "Crimes and reports", "What is recorded, when, and what came of it."),
                Q("records", "National records (PNC, PND)", "Convictions, cautions, markers, records of other forces."),
                Q("calls", "Calls to either of them", "Call-outs to the suspect or the victim, with dates."),
                Q(
                    "previous-victims",
                    "Previous victims",
                    "Who else he or she has done this to, as far as may be said.",
                ),
            ),
        ),
        (
            "danger",
            "Intelligence and weapons",
            (
                Q("intelligence", "Intelligence", "Only what may be shared with those named above the box."),
                Q(
                    "firearms",
                    "Firearms and other weapons",
                    "Certificates, access through others, weapons used or found.",
                ),
            ),
        ),
        (
            "investigation",
            "Orders and investigation",
            (
                Q("orders", "Orders and bail", "What is in force, its conditions and dates, and any breach."),
                Q("digital", "Digital lines", "Devices, accounts, trackers: seized, examined, still to do."),
                Q("gaps", "Gaps in the evidence", "What is missing, and who is getting it."),
                Q("charging", "Charging position", "With whom it lies, and what is expected when."),
            ),
        ),
    ),
    K.HEALTH: (
        (
            "services",
            "Contact with services",
            (
                Q("known-to", "Known to services", "Which, since when, and whether there is a care team now."),
                Q("legal-status", "Status under the Mental Health Act", "In force or applied for, with dates."),
                Q("diagnosis", "Diagnosis", "Only if the others need it to manage the risk."),
            ),
        ),
        (
            "risk-history",
            "Risk history and red flags",
            (
                Q("risk-history", "Risk history", "Harm to self or others, what came before it, what helped."),
                Q(
                    "red-flags",
                    "Red flags",
                    "Suicidal or homicidal ideas, last-resort thinking, beliefs about the victim.",
                ),
            ),
        ),
    ),
    K.OUTREACH: (
        (
            "home-work-money",
            "Home, work and money",
            (
                Q("housing", "Housing", "Where things stand: settled, at risk, without a home. No address."),
                Q("work", "Work", "Employed or not, since when, hours, what is at stake."),
                Q("money", "Money", "Income, debts, benefits, anything that presses."),
            ),
        ),
        (
            "people",
            "People and daily life",
            (
                Q("family", "Family", "Who there is, and how they stand to what is happening."),
                Q("isolation", "Isolation", "Who he or she talks to, and how often."),
                Q("routine", "Routine", "How the days go, and what has changed."),
                Q("substances", "Alcohol and drugs", "What, how much, and how it shows."),
            ),
        ),
        (
            "ways-in",
            "Strengths and ways in",
            (
                Q("strengths", "Strengths", "What holds, what he or she is good at, what could be built on."),
                Q("willing", "Willingness to be in contact", "With whom, about what, and how they answered so far."),
            ),
        ),
    ),
    K.ADVOCACY: (
        (
            "account",
            "The victim’s account",
            (
                Q("account", "What the victim says happened", "In their own words where you can."),
                Q("fear", "Fear", "Of what, how great, and whether they believe they will be killed."),
                Q("daily-life", "Daily life", "What they have given up, changed or avoid."),
            ),
        ),
        (
            "wishes",
            "What the victim wants",
            (
                Q("wants", "What they want"),
                Q("does-not-want", "What they do not want"),
                Q("sharing", "What they think of sharing", "What may be told to whom, and what may not."),
            ),
        ),
        (
            "safety",
            "Safety and support",
            (
                Q("safety-gaps", "Gaps in safety", "What is in place, and what is missing. No address."),
                Q("children", "Children", "How they are affected, and who looks after what."),
                Q("support", "Support network", "Who helps, and who knows."),
            ),
        ),
    ),
    K.PROBATION: (
        (
            "sentence",
            "Sentence and release",
            (
                Q("sentence", "Sentence", "What for, how long, and where it is served."),
                Q("licence", "Licence and conditions", "What is in force, and until when."),
                Q("release", "Release dates", "Dates, what they depend on, and who has been told."),
            ),
        ),
        (
            "supervision",
            "Supervision",
            (
                Q("compliance", "Compliance", "Appointments kept and missed, recalls, breaches."),
                Q("programmes", "Programmes", "What was offered, begun, finished or refused."),
            ),
        ),
    ),
}
OPINIONS: Mapping[DisciplineKind, tuple[Question, ...]] = {
    K.POLICE: (Q("next-steps", "What the police would do next", "In the investigation, and to keep the victim safe."),),
    K.HEALTH: (
        Q("formulation", "How we understand it", "What it grew from, what set it off, what keeps it going."),
        Q("drives", "What seems to drive it", "Provisional, and in your own words."),
        Q("treatable", "What treatment could change", "What, how soon, and whether he or she would take it."),
    ),
    K.OUTREACH: (Q("would-help", "What would help", "What would make it less likely, and how soon it can be had."),),
    K.ADVOCACY: (Q("would-be-safer", "What would make the victim safer", "Now, and in the coming weeks."),),
    K.PROBATION: (Q("manageable", "How it can be managed", "By licence, supervision or recall."),),
}


def sections(kind: DisciplineKind) -> tuple[Section, ...]:
    """The pages of one discipline's contribution, in order."""
    *earlier, last = FACTS[kind]
    facts = [Section(code, title, Stance.FACTS, asked) for code, title, asked in earlier]
    code, title, asked = last
    return (
        *facts,
        Section(code, title, Stance.FACTS, asked, asks_else=True),
        Section("opinion", "What we think", Stance.OPINION, OPINIONS[kind]),
        Section("level", "How high we put the risk", Stance.LEVEL),
    )


def section(kind: DisciplineKind, code: str) -> Section | None:
    """One page, by its code."""
    return next((one for one in sections(kind) if one.code == code), None)


def asked_of(kind: DisciplineKind, stance: Stance) -> Iterator[Question]:
    """Every question about facts, or every one about opinion, in the order of the pages."""
    for one in sections(kind):
        if one.stance is stance:
            yield from one.questions


def label_of(kind: DisciplineKind, code: str) -> str:
    """The words of a question; its code where it is asked no longer."""
    known = {asked.code: asked.label for one in sections(kind) for asked in one.questions}
    return known.get(code, code)
