"""The rule read the other way round: who may do this to that."""

from datetime import datetime

from django.db.models import Model, Q
from django.utils import timezone

from cases.models import Case, CaseGrant, UnitGrant
from cases.policy.actions import Action
from cases.policy.gate import can
from stalking_unit.accounts.actor import Actor, acting
from stalking_unit.accounts.models import Membership, Unit, User


def who_can(action: Action, record: Model, *, at: datetime) -> list[User]:
    """The people who may take this action on this record, by name, whoever asks.

    The candidates are those with any live grant on the case or its unit: a handful. Each is asked through `can`, so
    that there is one rule and not a second one that could drift from it.
    """
    people: dict[User, None] = {}
    with acting(Actor.system("who can", at)):
        seats = Membership.objects.whole().live(timezone.localdate(at)).filter(_candidates(record, at))
        for seat in seats.order_by("user__name", "user_id", "starts_on", "pk"):
            if seat.user not in people and can(Actor.of(seat.user, seat, now=at), action, record):
                people[seat.user] = None
    return list(people)


def _candidates(record: Model, at: datetime) -> Q:
    """The seats worth asking: a right rests on a grant, or for a unit on working there."""
    if isinstance(record, Unit):
        return Q(unit=record)
    case = record if isinstance(record, Case) else Case.objects.get(pk=record.case_id)  # type: ignore[attr-defined]
    live = Q(ends_at=None) | Q(ends_at__gt=at)
    named = CaseGrant.objects.filter(live, content_object=case, starts_at__lte=at).values("user_id")
    units = [case.unit_id, case.offered_to_id]
    reaching = UnitGrant.objects.filter(live, content_object_id__in=units, starts_at__lte=at).values("user_id")
    return Q(user_id__in=named) | Q(user_id__in=reaching)
