"""A round of assessment in words: who has answered, and where the disciplines differ."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse

from cases.enums import EventKind, Level
from cases.services.files import Event
from risk.enums import STILL_TO_COME, ContributionStatus, RoundTrigger, Verdict
from risk.instruments import INSTRUMENTS
from risk.models import Contribution, ContributionOpinion, ContributionVersion, Round
from risk.presenters.answers import fact_rows, opinion_rows
from risk.services.contributions import Seen
from stalking_unit.accounts.enums import DisciplineKind
from stalking_unit.accounts.models import Discipline
from stalking_unit.db.said import worded
from stalking_unit.ui.parts import Row, Task, TimelineItem
from stalking_unit.ui.words import counted, day, due, instant, lower_first

S = ContributionStatus
NOT_KNOWN = "Not known"
MISSING = frozenset({S.AWAITED, S.VACANT})
PLURAL = frozenset({DisciplineKind.POLICE})
DID_NOT_ANSWER = "Did not answer"


@dataclass(frozen=True, slots=True)
class View:
    """One discipline's column: how high it puts the risk, in short, and what stands behind it."""

    discipline: str
    by: str
    level: str | None  # empty for "not known"; None while it is not the reader's to know
    summary: str = ""
    thought: str = ""
    instrument: str = ""
    known: str = ""
    facts: Sequence[Row] = ()
    opinions: Sequence[Row] = ()
    note: str = ""
    version: int = 1
    versions: str = ""  # where to read what changed
    signed_off: str = ""


@dataclass(frozen=True, slots=True)
class SeenRound:
    """One round as its reader may know it: who has answered, and what may be compared."""

    title: str
    status: str
    tasks: Sequence[Task]
    difference: str
    absent: Sequence[str]
    views: Sequence[View]


def round_of(one: Round, parts: Sequence[Seen], today: date) -> SeenRound:
    """One round, for the reader whose parts these are."""
    shown = [part for part in parts if part.facts or part.opinion or part.level]
    return SeenRound(
        title=f"Round {one.number}: {RoundTrigger(one.trigger).label.lower()}",
        status=_status(one, parts, today),
        tasks=[_task(part, is_over=one.closed_at is not None) for part in parts],
        difference=difference(parts),
        absent=absent(parts, is_over=one.closed_at is not None),
        views=[_view(part) for part in shown],
    )


def difference(parts: Iterable[Seen]) -> str:
    """The first thing to read: whether the disciplines agree, and if not, who says what. Never an average."""
    said: dict[str, list[Discipline]] = {}
    for part in parts:
        if part.level:
            said.setdefault(part.level.level or "", []).append(part.contribution.discipline)
    if not said:
        return ""
    if len(said) == 1:
        (level, names), *_ = said.items()
        alone = _says(names, level)
        return f"{alone[:1].upper()}{alone[1:]}." if len(names) == 1 else f"They agree: {alone}."
    order = [*(level.value for level in Level), ""]
    return f"They differ: {', '.join(_says(said[level], level) for level in order if level in said)}."


def absent(parts: Iterable[Seen], *, is_over: bool) -> list[str]:
    """Who has said nothing: a sentence each, so that nobody takes silence for agreement."""
    return [
        f"{part.contribution.discipline.name}: {lower_first(_absence(part.contribution, is_over=is_over))}"
        for part in parts
        if part.contribution.status in MISSING
    ]


def level_words(level: str | None) -> str:
    """A discipline's level; "not known" is an answer."""
    return str(Level(level).label) if level else NOT_KNOWN


def level_rows(parts: Iterable[Seen]) -> list[Row]:
    """For a card or a paper: each discipline with its level in words and its sentence or two."""
    return [
        Row(part.contribution.discipline.name, f"{level_words(part.level.level)}. {part.level.summary}".strip())
        for part in parts
        if part.level
    ]


def level_badges(parts: Iterable[Seen], *, with_reasons: bool = True) -> list[Row]:
    """For a page: each level as its badge, with the sentence or two where there is room for them."""
    return [
        Row(
            part.contribution.discipline.name,
            "" if part.level.level else NOT_KNOWN,
            level=part.level.level,  # type: ignore[arg-type]  # one of Level, by constraint
            sub=part.level.summary if with_reasons else "",
        )
        for part in parts
        if part.level
    ]


def round_event(one: Round, difference: str) -> Event | None:
    """The line of the timeline on which disciplines could first be compared; none for a reader who may not."""
    if one.closed_at is None or not difference:
        return None
    title = f"What each discipline thinks: round {one.number}"
    item = TimelineItem(title=title, when=instant(one.closed_at), text=difference, at=one.closed_at)
    return Event(one.closed_at, item, EventKind.ASSESSMENT)


def status_rows(parts: Iterable[Seen]) -> list[Row]:
    """For a card: who has answered and who has not, and nothing of what was said."""
    return [Row(part.contribution.discipline.name, status_words(part.contribution)) for part in parts]


def status_words(place: Contribution) -> str:
    """Answered, still to come, or gone on without and why."""
    words = _absence(place) if place.status == S.VACANT else str(S(place.status).label)
    return worded("{}. Gone on without: {}", words, place.gone_on_without) if place.gone_on_without else words


def submitted_by(version: ContributionVersion) -> str:
    """Who answered, for whom, and when."""
    return f"{version.author.name}, {version.agency.short_name}, {instant(version.submitted_at)}"


def contribute_address(place: Contribution) -> str:
    """Where a discipline writes its part."""
    return reverse("risk:contribute", kwargs={"pk": place.pk})


def sign_off_address(place: Contribution) -> str:
    """Where a second person signs it."""
    return reverse("risk:sign_off", kwargs={"pk": place.pk})


def _status(one: Round, parts: Sequence[Seen], today: date) -> str:
    if one.closed_at:
        return f"Over since {day(one.closed_at)}"
    missing = sum(part.contribution.status in STILL_TO_COME for part in parts)
    left = f"{counted(missing, 'answer')} still to come" if missing else "Everybody has answered"
    return f"{left}. {due(one.due_on, today)}: {day(one.due_on)}."


def _task(part: Seen, *, is_over: bool) -> Task:
    place = part.contribution
    without = worded("Gone on without: {}", place.gone_on_without)
    return Task(
        title=place.discipline.name,
        status=_absence(place, is_over=is_over) if place.status in MISSING else str(S(place.status).label),
        hint=without or _by(place),
        is_done=place.status in {S.SIGNED, S.SUBMITTED},
    )


def _absence(place: Contribution, *, is_over: bool = False) -> str:
    """ "Vacant since 1 October", "Still to come", "Did not answer"."""
    if place.status == S.VACANT:
        return f"Vacant since {day(place.vacant_since)}" if place.vacant_since else str(S.VACANT.label)
    return DID_NOT_ANSWER if is_over else str(S(place.status).label)


def _says(disciplines: Sequence[Discipline], level: str) -> str:
    """ "police say high", "mental health and outreach say medium", "outreach says not known"."""
    is_many = len(disciplines) > 1 or disciplines[0].kind in PLURAL
    names = _listed([lower_first(one.name) for one in disciplines])
    return f"{names} {'say' if is_many else 'says'} {level_words(level).lower()}"


def _view(part: Seen) -> View:
    facts, opinion, level = part.facts, part.opinion, part.level
    kind = DisciplineKind(part.contribution.discipline.kind)
    return View(
        discipline=part.contribution.discipline.name,
        by=submitted_by(facts) if facts else _by(part.contribution, part.answered_at),
        level=(level.level or "") if level else None,
        summary=level.summary if level else "",
        thought=opinion.thought if opinion else "",
        instrument=instrument_words(opinion) if opinion and opinion.instrument_code else "",
        known=_known(facts) if facts else "",
        facts=fact_rows(kind, facts) if facts else (),
        opinions=opinion_rows(kind, opinion) if opinion else (),
        note=_note(part),
        version=part.number,
        versions=versions_address(part.contribution) if part.number > 1 else "",
        signed_off=_signed_off(part),
    )


def _known(facts: ContributionVersion) -> str:
    return "Nothing is known to us." if facts.nothing_known else facts.known


def _by(place: Contribution, at: datetime | None = None) -> str:
    whose = f"{place.author.name}, {place.agency.short_name}" if place.author and place.agency else ""
    return f"{whose}, {instant(at)}" if at else whose


def _note(part: Seen) -> str:
    """Why a column is not whole, without a hint of what is missing."""
    if part.level is None:
        return "Its level and opinion show when your own discipline has answered, or the round is over."
    if part.facts is None:
        return "What stands behind this is not shown to your discipline on this side of the case."
    return ""


def versions_address(place: Contribution) -> str:
    """Where every version stands beside the one before it."""
    return reverse("risk:versions", kwargs={"pk": place.pk})


def _signed_off(part: Seen) -> str:
    signed = part.sign_off
    if signed is None or signed.verdict != Verdict.AGREED or part.contribution.status != S.SIGNED:
        return ""
    return f"Signed off by {signed.signed_by.name}, {day(signed.signed_at)}"


def instrument_words(opinion: ContributionOpinion) -> str:
    """Its name and edition, and what it came to."""
    name = INSTRUMENTS.get(opinion.instrument_code, opinion.instrument_code)
    edition = worded(", {}", opinion.instrument_version)
    return worded("{}{}: {}", name, edition, opinion.instrument_result or "no result given")


def _listed(names: Sequence[str]) -> str:
    return " and ".join(part for part in (", ".join(names[:-1]), names[-1]) if part)
