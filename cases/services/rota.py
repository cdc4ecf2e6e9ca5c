"""The rota of a unit: the lead and the coordinator plan it, everybody of the unit reads it."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from cases import policy
from cases.clocks import duty_stretches
from cases.policy import Action
from stalking_unit.accounts.actor import Actor
from stalking_unit.accounts.models import Unit, User
from stalking_unit.audit import trail
from stalking_unit.db.errors import DomainError
from stalking_unit.duty.enums import Hours
from stalking_unit.duty.models import Turn


@transaction.atomic
def plan(unit: Unit, user: User, *, by: Actor, first: date, last: date, hours: Hours, telephone: str) -> list[Turn]:
    """Put somebody on duty for these hours of these days: one turn for each stretch without a break."""
    policy.require(by, Action.EDIT_ROTA, unit)
    if user not in candidates(unit, by=by):
        raise DomainError(f"{user.name} does not work in this unit, or not in a seat that holds duty.")
    if last < first:
        raise DomainError("The last day is before the first. Check the two dates.")
    stretches = duty_stretches(first, last, hours)
    if not stretches:
        raise DomainError("There are no such hours on these days. Check the dates and the hours.")
    if _is_on_duty(unit, user, stretches):
        raise DomainError(f"{user.name} is on duty already for some of this time. Call that off first.")
    turns = Turn.objects.bulk_create(
        Turn(
            unit=unit,
            user=user,
            telephone=telephone.strip(),
            hours=hours,
            starts_at=start,
            ends_at=end,
            planned_at=by.now,
            planned_by_name=by.name,
        )
        for start, end in stretches
    )
    trail.record(
        by, trail.Operation.COLLECT, "plan_duty", record=unit, fields=["user", "telephone", "starts_at", "ends_at"]
    )
    return turns


@transaction.atomic
def call_off(unit: Unit, pk: UUID, *, by: Actor) -> Turn:
    """Take somebody off the rota, from now on; that they were on it is kept."""
    policy.require(by, Action.EDIT_ROTA, unit)
    turns = Turn.objects.select_for_update(of=("self",)).select_related("user")
    turn = turns.filter(unit=unit, pk=pk, called_off_at=None, ends_at__gt=by.now).first()
    if turn is None:
        raise DomainError("That turn is over, or was called off already.")
    turn.called_off_at, turn.called_off_by_name = by.now, by.name
    turn.save(update_fields=["called_off_at", "called_off_by_name"])
    trail.record(by, trail.Operation.ALTER, "call_off_duty", record=turn, fields=["called_off_at"])
    return turn


def candidates(unit: Unit, *, by: Actor) -> list[User]:
    """Who can hold duty for the unit."""
    return policy.who_can(Action.HOLD_DUTY, unit, at=by.now)


def _is_on_duty(unit: Unit, user: User, stretches: list[tuple[datetime, datetime]]) -> bool:
    overlapping = Q()
    for start, end in stretches:
        overlapping |= Q(starts_at__lt=end, ends_at__gt=start)
    return Turn.objects.filter(overlapping, unit=unit, user=user, called_off_at=None).exists()
