"""The only writer of grants. A place on the team is the fact; the grant follows it in the same transaction."""

from collections.abc import Iterable
from datetime import datetime

from django.contrib.auth.models import Permission
from django.db import transaction

from cases.enums import Basis, Grant, UnitRight
from cases.models import Case, CaseGrant, UnitGrant
from stalking_unit.accounts.actor import Actor, acting
from stalking_unit.accounts.models import Unit, User


@transaction.atomic
def give(
    case: Case,
    user: User,
    grant: Grant,
    *,
    by: Actor,
    basis: Basis,
    reason: str = "",
    ends_at: datetime | None = None,
    record_types: Iterable[str] | None = None,
) -> CaseGrant:
    """Let this person onto the case; a live grant on the same basis ends first, so the newest counts.

    It is written as the product itself: nobody who cannot see a restricted case could open it to another.
    """
    with acting(Actor.system("grants", by.now)):
        end(case, user, by=by, basis=basis)
        grant_row: CaseGrant = CaseGrant.objects.create(
            content_object=case,
            user=user,
            permission=_permission(grant.value, "case"),
            basis=basis,
            reason=reason,
            granted_by_name=by.name,
            record_types=None if record_types is None else sorted(record_types),
            starts_at=by.now,
            ends_at=ends_at,
        )
        return grant_row


@transaction.atomic
def end(case: Case, user: User, *, by: Actor, basis: Basis | None = None) -> int:
    """End this person's live grants on the case, on one basis or on all; says how many."""
    with acting(Actor.system("grants", by.now)):
        live = CaseGrant.objects.filter(content_object=case, user=user, starts_at__lte=by.now).exclude(
            ends_at__lte=by.now
        )
        return (live if basis is None else live.filter(basis=basis)).update(ends_at=by.now)


@transaction.atomic
def give_unit(unit: Unit, user: User, right: UnitRight, *, by: Actor) -> UnitGrant:
    """Let this person reach the unit's unrestricted cases; given once, it stands."""
    standing = UnitGrant.objects.filter(content_object=unit, user=user, permission__codename=right.value, ends_at=None)
    given: UnitGrant = standing.first() or UnitGrant.objects.create(
        content_object=unit,
        user=user,
        permission=_permission(right.value, "unit"),
        granted_by_name=by.name,
        starts_at=by.now,
    )
    return given


def _permission(codename: str, model: str) -> Permission:
    return Permission.objects.get(codename=codename, content_type__model=model)
