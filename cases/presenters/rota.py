"""The rota in words: who is awake, until when, and where nobody is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from cases import policy
from cases.policy import Action
from stalking_unit.accounts.actor import Actor
from stalking_unit.accounts.models import Unit
from stalking_unit.duty.enums import Hours
from stalking_unit.duty.models import Turn
from stalking_unit.duty.rota import Awake, Holder, awake, gaps
from stalking_unit.ui.words import clock, next_time, weekday

HOURS_IN_BRIEF = {Hours.WORKING: "Working hours", Hours.OUTSIDE: "Outside working hours", Hours.ALL: "All hours"}
CONTROL_ROOM = "Phone the force control room."


@dataclass(frozen=True, slots=True)
class AwakeWords:
    """Who is awake, one sentence for each with the telephone apart; or that nobody is, and what to do."""

    holders: Sequence[tuple[str, str]]
    nobody: str = ""
    first: str = ""  # what to know before phoning anybody


@dataclass(frozen=True, slots=True)
class Line:
    """One stretch of the rota. Without a person nobody is on duty."""

    when: str
    who: str = ""
    telephone: str = ""
    hours: str = ""
    turn: UUID | None = None


def who_is_awake(actor: Actor, unit: Unit) -> AwakeWords:
    """For this reader: the number is for who may read the rota; everybody else is given the unit's own."""
    found = awake(unit, actor.now)
    may_read = policy.can(actor, Action.VIEW_ROTA, unit)
    return AwakeWords(
        [
            held_words(holder, holder.telephone if may_read else unit.on_duty_phone, actor.now)
            for holder in found.holders
        ],
        nobody=_nobody(found, actor.now) if not found.holders else "",
    )


def held_words(holder: Holder, telephone: str, now: datetime) -> tuple[str, str]:
    """Who, until when, and the telephone apart."""
    return f"{holder.user.name} is on duty until {next_time(holder.until, now)}.", telephone


def rota_lines(turns: Sequence[Turn], *, start: datetime, end: datetime) -> list[Line]:
    """Turns in order, and between them, in words, where nobody is on duty."""
    lines = [
        (
            turn.starts_at,
            Line(
                _stretch(turn.starts_at, turn.ends_at),
                turn.user.name,
                turn.telephone,
                HOURS_IN_BRIEF[Hours(turn.hours)],
                turn.pk,
            ),
        )
        for turn in turns
    ]
    empty = [(gap[0], Line(_stretch(*gap))) for gap in gaps(turns, start, end)]
    return [line for _, line in sorted([*lines, *empty], key=lambda pair: pair[0])]


def _nobody(found: Awake, now: datetime) -> str:
    until = f" until {next_time(found.resumes_at, now)}" if found.resumes_at else ""
    return f"No one in this unit is on duty{until}. {CONTROL_ROOM}"


def _stretch(start: datetime, end: datetime) -> str:
    """Friday 27 November 2026, 5pm to Monday 30 November 2026, 9am; within one day, the day once."""
    first, last = weekday(start), weekday(end)
    return f"{first}, {clock(start)} to {clock(end) if first == last else f'{last}, {clock(end)}'}"
