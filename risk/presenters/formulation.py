"""A formulation in words: what is understood, the ways it may go and their warning signs, and what changed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse

from cases.models import Case
from cases.policy import Action
from risk.enums import Audience, Axis, Imminence
from risk.headings import AXES, PARTS, Heading, Part
from risk.models import Formulation, FormulationAgreement, FormulationDraft, FormulationWords
from risk.presenters import readers
from risk.presenters.answers import NO_ANSWER
from risk.presenters.changes import Change, VersionWords, pieces
from risk.presenters.writing import DONE, IN_PROGRESS, NOT_STARTED, Answered, hands_words
from risk.services.formulations import AXIS_NAMES, WARNING, SeenFormulation, Writing, boxes
from risk.services.writing import said
from stalking_unit.ui.parts import Link, Row, Task
from stalking_unit.ui.words import day, instant

AXIS_WORDS = {
    "violence": "Violence",
    "persistence": "Persistence",
    "recurrence": "Recurrence after it has stopped",
    "psychosocial": "Harm to mind and daily life",
    "imminence": "How soon",
}
STANCES = {True: "Facts", False: "What we think"}


@dataclass(frozen=True, slots=True)
class FormulationCard:
    """One version as its reader may know it."""

    title: str
    by: str
    agreed: str
    parts: Sequence[Answered]
    item: UUID | None


def card(one: SeenFormulation) -> FormulationCard:
    """What it says, part by part; a part in which nothing is this reader's is not there."""
    held = one.agreement
    return FormulationCard(
        title=f"Version {one.version.number}",
        by=by_words(one.version),
        agreed=_agreed(held) if held else "",
        parts=[shown for part in PARTS if (shown := _shown(part, one)).rows],
        item=held.item_id if held else None,
    )


def _agreed(held: FormulationAgreement) -> str:
    return f"Agreed at the conference of {day(held.item.held_at)}, recorded by {held.agreed_by.name}"


def by_words(version: Formulation) -> str:
    """Who proposed it and when, and who wrote in it."""
    words = f"Proposed by {version.author.name}, {version.agency.short_name}, {instant(version.proposed_at)}"
    written_with = hands_words(version.hands, but=version.author_id)
    return f"{words}. {written_with}." if written_with else words


def warning_rows(signs: Iterable[FormulationWords]) -> list[Row]:
    """What to watch for, one row for each way it may go."""
    said = {one.heading: one.text for one in signs}
    return [
        Row(part.title, said[code]) for part in PARTS if part.is_scenario and (code := f"{part.code}{WARNING}") in said
    ]


def paper_rows(one: SeenFormulation) -> list[Row]:
    """For a paper: everything this reader may know of it, each heading once; the type of stalking stays on its page."""
    rows = [part for part in PARTS if part.audience is not Audience.CLINICAL]
    return [
        Row(f"{part.title}: {row.label}" if part.is_scenario else row.label, row.value)
        for part in rows
        for row in _shown(part, one).rows
    ]


def tasks(case: Case, now: Writing) -> list[Task]:
    """The parts this person may write, with how far each is and who wrote there."""
    return [_task(case, part, now) for part in now.parts]


def parts(case: Case, now: Writing) -> list[Answered]:
    """What stands in the boxes, part by part, to read over."""
    return [
        Answered(part.title, _typed(part, now), Link("Change", part_address(case, part), f" {part.title}"))
        for part in now.parts
    ]


def draft_words(row: FormulationDraft | None, me: UUID | None) -> str:
    """Whose words somebody goes on with; every name stays."""
    if row is None or row.hands == [me]:
        return ""
    begun = f"{row.begun_by.name} began this part."
    if row.saved_by_id == me:
        return f"{begun} Both names stay with it."
    return f"{begun} {row.saved_by.name} saved it last, {instant(row.saved_at)}. If you go on with it, both names stay."


def version_words(found: Sequence[SeenFormulation]) -> list[VersionWords]:
    """Every version, the latest first, each beside the one before it."""
    before = {one.version.number: one for one in found}
    return [
        VersionWords(
            title=f"Version {one.version.number}",
            by=by_words(one.version),
            decided=card(one).agreed,
            changes=_changes(before.get(one.version.number - 1), one),
            is_first=one.version.number == 1,
        )
        for one in found
    ]


def part_address(case: Case, part: Part) -> str:
    """The page on which this part is written."""
    return reverse("risk:write_formulation", kwargs={"pk": case.pk, "part": part.code})


def readers_words(part: Part) -> str:
    """Who will read what is written in it."""
    return READERS[part.audience]


READERS = {
    Audience.TEAM: "Everybody who works this case, on either side, the team lead and the auditor can read this "
    f"once it is proposed. {readers.DEFENCE}",
    Audience.VICTIM: "Those who work on the victim’s side and the team lead can read this once it is proposed. "
    f"{readers.DEFENCE}",
    Audience.CLINICAL: f"{readers.who(Action.VIEW_TYPOLOGY)} can read this once it is proposed, and so can the team "
    f"lead. {readers.DEFENCE}",
}


def _shown(part: Part, one: SeenFormulation) -> Answered:
    if part.code == AXES:
        return Answered(
            part.title, [Row(AXIS_WORDS[name], axis_words(name, getattr(one.version, name))) for name in AXIS_NAMES]
        )
    rows = [
        Row(_label(part, heading), one.words[heading.code].text)
        for heading in part.headings
        if heading.code in one.words
    ]
    return Answered(part.title, rows)


def axis_words(name: str, value: str) -> str:
    """Where it stands on one axis."""
    return str(Imminence(value).label if name == "imminence" else Axis(value).label)


def _label(part: Part, heading: Heading) -> str:
    """Fact and opinion are told apart where both stand in one part."""
    mixed = len({one.is_fact for one in part.headings}) > 1
    return f"{heading.label} ({STANCES[heading.is_fact].lower()})" if mixed else heading.label


def _task(case: Case, part: Part, now: Writing) -> Task:
    given = [bool(said(now.typed, name)) for name in boxes(part)]
    status = DONE if all(given) else IN_PROGRESS if any(given) else NOT_STARTED
    row = now.drafts.get(part.code)
    by = f"{row.saved_by.name}, {instant(row.saved_at)}" if row else ""
    return Task(part.title, status, part_address(case, part), by, is_done=status == DONE)


def _typed(part: Part, now: Writing) -> list[Row]:
    if part.code == AXES:
        chosen = [(name, said(now.typed, name)) for name in AXIS_NAMES]
        return [Row(AXIS_WORDS[name], axis_words(name, value) if value else NO_ANSWER) for name, value in chosen]
    return [
        Row(_label(part, heading), (now.typed.get(heading.code) or [""])[0] or NO_ANSWER) for heading in part.headings
    ]


def _changes(was: SeenFormulation | None, now: SeenFormulation) -> list[Change]:
    """Only what the reader may know of both is compared."""
    if was is None:
        return []
    old, new = _texts(was), _texts(now)
    return [
        Change(label, pieces(old.get(label, ""), new.get(label, "")), new.get(label, ""), old.get(label, ""))
        for label in dict.fromkeys([*new, *old])
        if str(old.get(label, "")) != str(new.get(label, ""))
    ]


def _texts(one: SeenFormulation) -> dict[str, str]:
    return {f"{part.title}: {row.label}": row.value for part in _all(one) for row in part.rows}


def _all(one: SeenFormulation) -> Iterable[Answered]:
    return [_shown(part, one) for part in PARTS]
