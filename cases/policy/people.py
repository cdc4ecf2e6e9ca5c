"""The rule read the other way round: who may do this to that."""

from datetime import datetime

from django.db.models import Model, Q
from django.utils import timezone

from cases.models import Case, CaseGrant, UnitGrant
from cases.policy.actions import Action
from cases.policy.gate import can
from stalking_unit.accounts.actor import Actor
from stalking_unit.accounts.models import Membership, User


def who_can(action: Action, record: Model, *, at: datetime) -> list[User]:
    """The people who may take this action on this record, by name.

    The candidates are those with any live grant on the case or its unit: a handful. Each is asked through `can`, so
    that there is one rule and not a second one that could drift from it.
    """
    case: Case = record if isinstance(record, Case) else record.case  # type: ignore[attr-defined]
    live = Q(ends_at=None) | Q(ends_at__gt=at)
    named = CaseGrant.objects.filter(live, content_object=case, starts_at__lte=at).values("user_id")
    units = [case.unit_id, case.offered_to_id]
    reaching = UnitGrant.objects.filter(live, content_object_id__in=units, starts_at__lte=at).values("user_id")
    seats = (
        Membership.objects.whole()
        .live(timezone.localdate(at))
        .filter(Q(user_id__in=named) | Q(user_id__in=reaching))
        .order_by("user__name", "user_id", "starts_on", "pk")
    )
    people: dict[User, None] = {}
    for seat in seats:
        if seat.user not in people and can(Actor.of(seat.user, seat, now=at), action, record):
            people[seat.user] = None
    return list(people)
