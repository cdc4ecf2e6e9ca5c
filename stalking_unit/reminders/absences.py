"""Being away: a person says for which days, and who covers. It brings the cover to no case they may not see."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from stalking_unit.accounts.actor import Actor
from stalking_unit.accounts.enums import Role
from stalking_unit.accounts.models import Membership, User
from stalking_unit.audit import trail
from stalking_unit.db.errors import DomainError
from stalking_unit.notifications import outbox
from stalking_unit.reminders.models import Absence

COVERS = (Role.PRACTITIONER, Role.SUPERVISOR, Role.COORDINATOR, Role.TEAM_LEAD)


@transaction.atomic
def say_away(*, by: Actor, first: date, last: date, cover: User | None) -> Absence:
    """Be away for some days, the last included. Whoever covers is told, once."""
    if last < first:
        raise DomainError("The last day is before the first. Check the two dates.")
    if last < timezone.localdate(by.now):
        raise DomainError("These days are over. Enter days that are still to come.")
    if cover is not None and not candidates(by).filter(pk=cover.pk).exists():
        raise DomainError(f"{cover.name} does not work in your unit. Choose somebody else.")
    if standing(by).filter(starts_on__lte=last, ends_on__gte=first).exists():
        raise DomainError("You have said already that you are away on some of these days. Call that off first.")
    away = Absence.objects.create(user_id=by.user_id, cover=cover, starts_on=first, ends_on=last, said_at=by.now)
    trail.record(by, trail.Operation.COLLECT, "say_away", record=away, fields=["starts_on", "ends_on", "cover"])
    if cover is not None:
        outbox.tell(
            [cover.pk],
            kind="cover",
            reference="",
            path="/inbox/settings/",
            text="You cover for a colleague who will be away.",
            key=f"cover:{away.pk}",
            by=by,
        )
    return away


@transaction.atomic
def call_off(pk: UUID, *, by: Actor) -> None:
    """Be there after all. That one had said otherwise is kept."""
    away = standing(by).select_for_update(of=("self",)).filter(pk=pk).first()
    if away is None:
        raise DomainError("These days are over, or were called off already.")
    away.called_off_at = by.now
    away.save(update_fields=["called_off_at"])
    trail.record(by, trail.Operation.ALTER, "call_off_away", record=away, fields=["called_off_at"])


def standing(by: Actor) -> QuerySet[Absence]:
    """One's own days away, now and to come, the next first."""
    return Absence.objects.to_come(timezone.localdate(by.now)).filter(user_id=by.user_id).select_related("cover")


def covered_by(by: Actor) -> QuerySet[Absence]:
    """For whom one covers, now and to come."""
    return Absence.objects.to_come(timezone.localdate(by.now)).filter(cover_id=by.user_id).select_related("user")


def candidates(by: Actor) -> QuerySet[User]:
    """Who can cover: colleagues of the same unit who work its cases."""
    seats = Membership.objects.live(timezone.localdate(by.now)).filter(unit=by.unit, role__in=COVERS)
    return User.objects.filter(pk__in=seats.values("user")).exclude(pk=by.user_id).order_by("name", "pk")
