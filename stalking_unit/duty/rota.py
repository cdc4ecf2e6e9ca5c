"""Who is awake, until when, and where the rota has nobody: read from turns, with nothing computed in advance."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from stalking_unit.accounts.models import Unit, User
from stalking_unit.duty.models import Turn

Stretch = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody who is on duty, their telephone, and until when, over all their turns that follow without a break."""

    user: User
    telephone: str
    until: datetime


@dataclass(frozen=True, slots=True)
class Awake:
    """Who is on duty at an instant; when nobody is, from when somebody will be, if the rota says."""

    holders: Sequence[Holder]
    resumes_at: datetime | None


def awake(unit: Unit, at: datetime) -> Awake:
    """Who is on duty for this unit at this instant."""
    turns = list(Turn.objects.to_come(at).filter(unit=unit).select_related("user"))
    running = [turn for turn in turns if turn.starts_at <= at]
    later = [turn.starts_at for turn in turns if turn.starts_at > at]
    return Awake([_holder(turn, turns) for turn in running], min(later, default=None))


def awake_among(user_ids: Sequence[UUID], at: datetime) -> list[Holder]:
    """Who of these people is on duty at this instant, for whichever unit."""
    turns = list(Turn.objects.to_come(at).filter(user__in=user_ids).select_related("user"))
    return [_holder(turn, turns) for turn in turns if turn.starts_at <= at]


def gaps(turns: Iterable[Turn], start: datetime, end: datetime) -> list[Stretch]:
    """The stretches between two instants in which nobody is on duty."""
    found, covered = [], start
    for turn in sorted(turns, key=lambda turn: turn.starts_at):
        if turn.starts_at > covered:
            found.append((covered, min(turn.starts_at, end)))
        covered = max(covered, turn.ends_at)
        if covered >= end:
            return found
    return [*found, (covered, end)]


def _holder(turn: Turn, turns: Sequence[Turn]) -> Holder:
    """Turns are in order, so one pass follows somebody from turn to turn."""
    until = turn.ends_at
    for other in turns:
        if other.user_id == turn.user_id and other.starts_at <= until:
            until = max(until, other.ends_at)
    return Holder(turn.user, turn.telephone, until)
