"""A meeting in words: when it sits, why a case is on its agenda, which seats are filled."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse

from cases.models import CasePerson
from cases.services import people
from risk.enums import AgendaReason, Quorum
from risk.models import Conference
from risk.services.agenda import Line
from stalking_unit.accounts.actor import Actor
from stalking_unit.ui.parts import Link, Row
from stalking_unit.ui.words import clock, day, weekday

NOBODY: Mapping[UUID, str] = {}
PRESSES = {"up": "Move up", "back": "Put back", "talk": "Talk it over"}


@dataclass(frozen=True, slots=True)
class MeetingLine:
    """One meeting in the list."""

    link: Link
    sub: str


@dataclass(frozen=True, slots=True)
class AgendaLine:
    """One case on the agenda, as its page shows it."""

    key: UUID
    link: Link
    who: str
    level: str | None
    why: Sequence[str]
    last: str
    review: str
    missing: str
    press: str = ""  # what one press on it does
    press_label: str = ""
    reason: str = ""  # why it was left out


def title(meeting: Conference) -> str:
    """Conference of Tuesday 8 December 2026."""
    return f"Conference of {weekday(meeting.held_on)}"


def when(meeting: Conference) -> str:
    """10:30am, with Priya Lead in the chair."""
    starts = f"{clock(meeting.starts_at)}, " if meeting.starts_at else ""
    return f"{starts}{meeting.chair.name} in the chair"


def steps(meeting: Conference, *, unchanged: int, new_people: int, is_ahead: bool) -> list[Link]:
    """What whoever runs the meeting does in it, the next thing first."""
    room = Link("Say who is in the room", _page("risk:room", meeting))
    together = "the one that has" if unchanged == 1 else f"the {unchanged} that have"
    possible = (
        (not meeting.room_known, room),
        (
            bool(new_people),
            Link(f"Ask about conflicts of interest: {new_people} new", _page("risk:no_conflict", meeting)),
        ),
        (
            bool(unchanged) and not is_ahead,
            Link(f"Agree {together} not changed", _page("interventions:no-change", meeting)),
        ),
        (True, Link("Add a case", _page("risk:add_case", meeting))),
        (meeting.room_known, room),
        (True, Link("Change day, time or chair", _page("risk:change_meeting", meeting))),
    )
    return [step for holds, step in possible if holds]


def meeting_line(meeting: Conference) -> MeetingLine:
    """A meeting with what has become of it."""
    link = Link(title(meeting), reverse("interventions:meeting", kwargs={"pk": meeting.pk}))
    signed = f". Minutes signed {day(meeting.locked_at)}" if meeting.locked_at else ""
    return MeetingLine(link, when(meeting) + signed)


def agenda_line(
    line: Line,
    meeting: Conference,
    *,
    why: Iterable[str] | None = None,
    missing: Sequence[Quorum] = (),
    who: Mapping[UUID, str] = NOBODY,
    press: str = "",
) -> AgendaLine:
    """A case, why it is on the agenda, and whose word would be missing."""
    case = line.case
    told = why_words(line) if why is None else list(why)
    return AgendaLine(
        key=case.pk,
        link=Link(case.reference or "", reverse("interventions:talk", kwargs={"pk": case.pk, "meeting": meeting.pk})),
        who=who.get(case.pk, ""),
        level=case.level,
        why=told,
        last=day(line.last_held_at) if line.last_held_at else "",
        review=day(case.review_on) if case.review_on else "",
        missing=f"To be decided subject to {seat_names(missing)}." if missing else "",
        press=f"{press}:{case.pk}" if press else "",
        press_label=PRESSES.get(press, ""),
        reason=line.row.left_out_reason if line.row else "",
    )


def why_words(line: Line) -> list[str]:
    """Why it is there, in words."""
    return [_why(line, reason) for reason in line.reasons]


def _page(name: str, meeting: Conference) -> str:
    return reverse(name, kwargs={"pk": meeting.pk})


def seat_names(seats: Sequence[Quorum]) -> str:
    """chair, police and mental health."""
    names = [Quorum(seat).label.lower() for seat in seats]
    return " and ".join(part for part in (", ".join(names[:-1]), *names[-1:]) if part)


def seat_rows(missing: Iterable[Quorum]) -> list[Row]:
    """Which seats are filled now."""
    empty = set(missing)
    return [Row(str(seat.label), "Empty" if seat in empty else "Filled") for seat in Quorum]


def named_people(actor: Actor, found: Sequence[CasePerson]) -> list[tuple[str, str]]:
    """Each of these people by the name this reader may know them under, with their case."""
    seen = people.seen_among(actor, found)
    return [(seen[part.pk].name, part.case.reference or "") for part in found if part.pk in seen]


def _why(line: Line, reason: AgendaReason) -> str:
    if reason is AgendaReason.TRIGGER:
        told = line.told_at
        return f"Something changed on {day(told)}, since the last conference" if told else "It is to be talked over"
    if reason is AgendaReason.REVIEW_DUE and line.case.review_on:
        return f"Its review is due by {day(line.case.review_on)}"
    return str(reason.label)
