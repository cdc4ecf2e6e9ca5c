"""Hearings in words: on the plan page, in the overview and on the timeline."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from cases.enums import EventKind, Paper
from cases.services.files import Event, Section
from cases.services.locators import without
from interventions.enums import HearingAnswer, HearingResult
from interventions.models import Hearing
from interventions.services.hearings import standing, starts_at
from stalking_unit.ui.parts import Link, Row, Tag, TimelineItem
from stalking_unit.ui.words import clock, day, lower_first

NOT_SAID = "Nobody has said yet whether the victim has been told"


@dataclass(frozen=True, slots=True)
class HearingCard:
    """One hearing on the plan page, with what this reader may do about it."""

    title: str
    rows: Sequence[Row]
    links: Sequence[Link]


def hearing_cards(
    hearings: Iterable[Hearing], *, today: date, may: Collection[bool], reads_told: bool, says_told: bool
) -> list[HearingCard]:
    """Every hearing, the latest first. `may` says of which sort this reader may record."""
    return [
        HearingCard(
            f"{one}, {day(one.held_on)}",
            hearing_rows(one, today=today, reads_told=reads_told),
            _links(one, today, may_record=one.is_hers in may, says_told=says_told),
        )
        for one in hearings
    ]


def hearing_sections(
    hearings: Iterable[Hearing], *, today: date, reads_told: bool, papers: frozenset[Paper]
) -> list[Section]:
    """Every hearing for a paper, the latest first; what has the shape of an address stays on the page."""
    return [
        Section(
            f"Hearing: {lower_first(str(one))}, {day(one.held_on)}",
            order=52,
            rows=hearing_rows(one, today=today, reads_told=reads_told, words=without),
            papers=papers,
        )
        for one in hearings
    ]


def next_hearing(on: date | None) -> list[Row]:
    """The day of the next hearing, for the overview."""
    return [Row("Next hearing", day(on), sub="Court and time are on the plan page")] if on else []


def hearing_events(hearings: Iterable[Hearing], *, today: date) -> list[Event]:
    """Hearings whose day has come, each with what became of it."""
    return [_event(one) for one in hearings if one.held_on <= today]


def when(hearing: Hearing) -> str:
    """2 December 2026 at 10am, or the day alone."""
    return f"{day(hearing.held_on)} at {clock(hearing.held_time)}" if hearing.held_time else day(hearing.held_on)


def told_words(hearing: Hearing) -> str:
    """What was said last of telling the victim."""
    said = standing(hearing)
    if said is None:
        return NOT_SAID
    who = f"{said.author.name}, {said.agency.short_name}"
    return f"{HearingAnswer(said.answer).label}: {day(said.happened_at)}, {who}"


def hearing_rows(
    one: Hearing, *, today: date, reads_told: bool, words: Callable[[str], str] = lambda text: text
) -> list[Row]:
    """One hearing in full; lines that would say nothing are left out. `words` goes over what somebody typed."""
    rows = [
        Row("State", tag=_tag(one, today)),
        Row("When", when(one)),
        Row("Court", words(one.court)),
        Row("Order", str(one.order or "")),
        Row("About", words(one.about)),
        Row("Who attends", words(one.attends)),
        Row("What came of it", words(one.outcome)),
        Row("Who may know", "The victim’s side and the team lead only" if one.is_hers else ""),
        Row("Has the victim been told?", told_words(one) if reads_told else ""),
    ]
    return [row for row in rows if row.value or row.tag]


def _tag(one: Hearing, today: date) -> Tag:
    if one.result:
        return Tag(str(HearingResult(one.result).label), "grey")
    return Tag("To come", "blue") if one.held_on >= today else Tag("What came of it is not recorded yet", "yellow")


def _links(one: Hearing, today: date, *, may_record: bool, says_told: bool) -> list[Link]:
    ways = (
        ("Say whether the victim has been told", "hearing-told", says_told and not one.result),
        ("Record what became of it", "hearing-result", may_record and not one.result),
        ("Put it right", "change-hearing", may_record),
    )
    of = f"of the hearing of {day(one.held_on)}"
    return [
        Link(text, reverse(f"interventions:{route}", kwargs={"pk": one.pk}), more=of)
        for text, route, holds in ways
        if holds
    ]


def _event(one: Hearing) -> Event:
    became = f" ({HearingResult(one.result).label.lower()})" if one.result else ""
    at = starts_at(one)
    title = f"Hearing: {one}{became}"
    item = TimelineItem(title=title, when=when(one), by=one.agency.short_name, text=one.outcome, at=at)
    return Event(at, item, EventKind.ORDER)
