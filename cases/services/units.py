"""Reach over a unit's unrestricted cases: what comes with a role, and who screens."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from cases import grants
from cases.enums import UnitRight
from stalking_unit.accounts.actor import Actor
from stalking_unit.accounts.enums import Role
from stalking_unit.accounts.models import Membership, Unit, User
from stalking_unit.audit import trail

WITH_THE_ROLE = {Role.TEAM_LEAD: UnitRight.LEAD, Role.AUDITOR: UnitRight.AUDIT, Role.COORDINATOR: UnitRight.SCREEN}


@transaction.atomic
def equip(unit: Unit, *, by: Actor, screeners: Iterable[User] = ()) -> None:
    """Give the unit's leads, auditors and coordinators the reach of their role, and these people that of screeners.

    Given once, it stands; run again, it changes nothing.
    """
    seats = Membership.objects.whole().live(timezone.localdate(by.now)).filter(unit=unit, role__in=list(WITH_THE_ROLE))
    given = [(seat.user, WITH_THE_ROLE[Role(seat.role)]) for seat in seats.order_by("pk")]
    for user, right in [*given, *((screener, UnitRight.SCREEN) for screener in screeners)]:
        grants.give_unit(unit, user, right, by=by)
        trail.record(by, trail.Operation.ALTER, "give_unit_reach", record=user, fields=[right.value])
