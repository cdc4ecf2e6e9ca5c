"""The headings of a formulation: what is understood of a case, the ways it may go, and what each would need.

They are our own headings, answered in people's own words; the instruments belong to whoever publishes them.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from risk.enums import Audience


@dataclass(frozen=True, slots=True)
class Heading:
    """One box. `code` is what the words are kept under, so it never changes."""

    code: str
    label: str
    hint: str = ""
    is_fact: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """One page of it, and for whom it is. A scenario is one way in which it may go."""

    code: str
    title: str
    audience: Audience
    headings: tuple[Heading, ...]
    is_scenario: bool = False
    intro: str = ""


SCENARIOS = {
    "repeat": ("More of the same", "It goes on as it has."),
    "twist": ("A twist", "A new way of doing it, or somebody else it is done to."),
    "escalation": ("Escalation", "It becomes graver: violence, or harm that cannot be undone."),
    "improvement": ("Improvement", "It becomes less, or ends. What would have to hold?"),
}
ASKED = (
    Heading("nature", "What would happen?"),
    Heading("severity", "How serious would it be?", "In words: for whom, and what would be lost."),
    Heading("imminence", "How soon?", "What would have to come first."),
    Heading("frequency", "How often?", "Once, again and again, or for how long."),
    Heading("likelihood", "How likely is it?", "In words. No number: likelihoods of scenarios do not add up."),
    Heading("warning", "Warning signs", "One to a line: what anybody on the case might notice first."),
    Heading("monitoring", "Monitoring it needs", "Who looks at what, and how often."),
    Heading("supervision", "Supervision it needs", "Conditions, orders, contact with him or her."),
    Heading("treatment", "Treatment it needs", "What could change it, and whether it would be taken up."),
)
WHY = Part(
    "why",
    "How we understand it",
    Audience.TEAM,
    (
        Heading("presenting", "What is happening now", "Facts, with where they come from.", is_fact=True),
        Heading("predisposing", "What made it possible", "What was there long before."),
        Heading("precipitating", "What set it off", "The loss, change or event."),
        Heading("perpetuating", "What keeps it going", "What it gives, and what gets in the way of stopping."),
        Heading("protective", "What protects", "What holds it back, on every side."),
    ),
)
HERS = Part(
    "victim",
    "The victim’s strengths and needs",
    Audience.VICTIM,
    (
        Heading("strengths", "Strengths", "What the victim does, has and knows that keeps them safer."),
        Heading("needs", "Needs", "What is missing around them. Nothing that happened is theirs to answer for."),
    ),
    intro="What the victim did or did not do explains nothing of what is done to them.",
)
SAFETY = Part(
    "safety",
    "What the victim’s safety needs",
    Audience.VICTIM,
    tuple(Heading(f"safety-{code}", f"If this comes: {title.lower()}") for code, (title, _) in SCENARIOS.items()),
    intro="For each way it may go. No address.",
)
TYPE = Part(
    "type",
    "Type of stalking",
    Audience.CLINICAL,
    (
        Heading("typology", "Type"),
        Heading("type-status", "How sure", "Provisional or confirmed, on what it rests, and since when."),
    ),
    intro="Only mental health writes this. Types stand on this page and nowhere else.",
)
AXES = "axes"
PARTS = (
    WHY,
    *(
        Part(
            code,
            title,
            Audience.TEAM,
            tuple(Heading(f"{code}-{one.code}", one.label, one.hint) for one in ASKED),
            is_scenario=True,
            intro=what,
        )
        for code, (title, what) in SCENARIOS.items()
    ),
    Part(AXES, "How high on each", Audience.TEAM, ()),
    HERS,
    SAFETY,
    TYPE,
)


def part(code: str) -> Part | None:
    """One page, by its code."""
    return next((one for one in PARTS if one.code == code), None)


def headed() -> Iterator[tuple[Part, Heading]]:
    """Every heading with its page, in order."""
    for one in PARTS:
        for heading in one.headings:
            yield one, heading
