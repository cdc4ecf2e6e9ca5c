"""A contribution while it is written, and what was submitted, section by section in words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse

from cases.services.drafts import Typed, as_kept
from risk.enums import ContributionStatus, Known, Stance, Verdict
from risk.instruments import INSTRUMENTS
from risk.models import Contribution, ContributionVersion, DraftSection
from risk.presenters.answers import NO_ANSWER
from risk.presenters.assessment import NOT_KNOWN, level_words
from risk.questions import Section, sections
from risk.services import writing
from risk.services.writing import Writing, boxes_of, said, tick_in
from stalking_unit.accounts.enums import DisciplineKind
from stalking_unit.db.said import worded
from stalking_unit.ui.parts import Link, Row, Task
from stalking_unit.ui.words import counted, instant

NOT_STARTED, IN_PROGRESS, DONE = "Not started", "In progress", "Done"


GUIDES = {
    Stance.FACTS: "Facts only: what happened, when, and how you know it. “Nothing known” says that you looked and "
    "there is nothing. “Not known” says that you could not find out. What you think has a section of its own.",
    Stance.OPINION: "Opinion only. The facts it rests on belong in the sections before.",
    Stance.LEVEL: "No level is an average. Where you differ from others, that is what the conference needs to hear.",
}


@dataclass(frozen=True, slots=True)
class Answered:
    """One section in words, and where to change it."""

    title: str
    rows: Sequence[Row]
    change: Link | None = None


@dataclass(frozen=True, slots=True)
class Left:
    """One section that was begun in an earlier round."""

    key: UUID
    title: str
    rows: Sequence[Row]
    by: str


def tasks(place: Contribution, now: Writing) -> list[Task]:
    """The sections, with how far each is and who wrote there."""
    return [_task(place, section, now) for section in sections(kind_of(place))]


def left_open(place: Contribution, typed: Typed) -> str:
    """How many questions about facts have no answer: "3 questions have no answer"; nothing when all have."""
    asked = [one for section in sections(kind_of(place)) for one in section.questions if section.stance is Stance.FACTS]
    missing = sum(not writing.is_answered(typed, one) for one in asked)
    verb = "has" if missing == 1 else "have"
    return f"{counted(missing, 'question')} {verb} no answer" if missing else ""


def parts(place: Contribution, typed: Typed, *, changes: bool = False) -> list[Answered]:
    """What stands in the boxes, section by section."""
    return [
        Answered(
            section.title,
            _rows(section, typed),
            Link("Change", section_address(place, section), f" {section.title}") if changes else None,
        )
        for section in sections(kind_of(place))
    ]


def version_parts(place: Contribution, version: ContributionVersion) -> list[Answered]:
    """What was submitted, whole, for its own discipline and whoever signs it off."""
    return parts(place, boxes_of(version))


def unfinished(place: Contribution, left: Sequence[DraftSection]) -> list[Left]:
    """What was typed in an earlier round and never submitted, section by section, with every name."""
    titles = {section.code: section for section in sections(kind_of(place))}
    return [
        Left(
            key=row.pk,
            title=titles[row.section].title if row.section in titles else row.section,
            rows=_rows(titles[row.section], as_kept(row).typed) if row.section in titles else [],
            by=f"Last saved by {row.saved_by.name}, {instant(row.saved_at)}",
        )
        for row in left
    ]


def hands_words(hands: Iterable[UUID], *, but: UUID | None = None) -> str:
    """Who wrote in it besides its author: "Written with DS Avery Placeholder"."""
    names = writing.names([hand for hand in hands if hand != but])
    return f"Written with {' and '.join(filter(None, (', '.join(names[:-1]), names[-1])))}" if names else ""


def draft_words(row: DraftSection | None, me: UUID | None) -> str:
    """Whose words somebody goes on with; both names stay."""
    if row is None or row.hands == [me]:
        return ""
    begun = f"{row.begun_by.name} began this section."
    if row.saved_by_id == me:
        return f"{begun} Both names stay with it."
    return f"{begun} {row.saved_by.name} saved it last, {instant(row.saved_at)}. If you go on with it, both names stay."


def returned_words(place: Contribution, version: ContributionVersion | None) -> str:
    """Why it came back, for those who write it anew."""
    if place.status != ContributionStatus.RETURNED or version is None:
        return ""
    sign_off = version.sign_off
    if sign_off.verdict != Verdict.RETURNED:
        return ""
    return worded("{} returned it: {}", sign_off.signed_by.name, sign_off.comment)


def section_address(place: Contribution, section: Section) -> str:
    """The page of one section."""
    return reverse("risk:write", kwargs={"pk": place.pk, "section": section.code})


def kind_of(place: Contribution) -> DisciplineKind:
    """What sort of discipline it is, which decides what it is asked."""
    return DisciplineKind(place.discipline.kind)


def _task(place: Contribution, section: Section, now: Writing) -> Task:
    status = _status(section, now.typed)
    row = now.sections.get(section.code)
    by = f"{row.saved_by.name}, {instant(row.saved_at)}" if row else ""
    return Task(section.title, status, section_address(place, section), by, is_done=status == DONE)


def _status(section: Section, typed: Typed) -> str:
    if section.stance is Stance.FACTS:
        answered = [writing.is_answered(typed, one) for one in section.questions]
        has_some = any(answered) or (section.asks_else and bool(said(typed, "known")))
        return DONE if all(answered) else IN_PROGRESS if has_some else NOT_STARTED
    needed = ["level", "summary"] if section.stance is Stance.LEVEL else ["thought"]
    given = [bool(said(typed, name)) for name in needed]
    has_some = any(said(typed, name) for name in writing.boxes(section))
    return DONE if all(given) else IN_PROGRESS if has_some else NOT_STARTED


def _rows(section: Section, typed: Typed) -> list[Row]:
    given = [one for one in section.questions if writing.is_answered(typed, one)]
    rows = [Row(one.label, _answer(typed, one.code, tick_in(typed, one))) for one in given]
    if missing := [one.label for one in section.questions if one not in given]:
        rows.append(Row(NO_ANSWER, lines=missing))
    if section.asks_else and said(typed, "known"):
        rows.append(Row("Anything else we know", _answer(typed, "known")))
    if section.stance is Stance.OPINION:
        rows.append(Row("What we think", _answer(typed, "thought")))
        rows.extend(_instrument(typed))
    if section.stance is Stance.LEVEL:
        level = said(typed, "level")
        words = NOT_KNOWN if level == writing.NOT_KNOWN else level_words(level) if level else NO_ANSWER
        rows.extend([Row("Level", words), Row("In one or two sentences", _answer(typed, "summary"))])
    return rows


def _answer(typed: Typed, name: str, ticked: str = "") -> str:
    """The words as they were read, so that whoever sees them on a page can point at them."""
    values = typed.get(name) or [""]
    return values[0] or (str(Known(ticked).label) if ticked else NO_ANSWER)


def _instrument(typed: Typed) -> list[Row]:
    code = said(typed, "instrument_code")
    if not code:
        return []
    edition = worded(", {}", (typed.get("instrument_version") or [""])[0])
    result = (typed.get("instrument_result") or [""])[0] or "no result given"
    return [Row("Instrument", worded("{}{}: {}", INSTRUMENTS.get(code, code), edition, result))]
