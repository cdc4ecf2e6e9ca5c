"""The rule read the other way round: who may do this to that."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any
from uuid import UUID

from django.db.models import BooleanField, Exists, Model, OuterRef, Q, QuerySet, Subquery, Value
from django.utils import timezone

from cases.enums import State
from cases.models import Alarm, Case, CaseGrant, Exclusion, UnitGrant
from cases.policy.actions import Action
from cases.policy.clauses import GUESTS, Clause, Reach
from cases.policy.gate import can
from cases.policy.rules import RULES
from stalking_unit.accounts.actor import Actor, Seat, acting
from stalking_unit.accounts.models import Membership, Unit, User
from stalking_unit.duty.models import Turn

# Where the grant of a clause stands, seen from the case, and what it asks of the case besides.
LASTING: Mapping[Reach, tuple[str, Mapping[str, Any]]] = {
    Reach.TEAM: ("grants", {}),
    Reach.UNIT: ("unit__grants", {"is_restricted": False}),
    Reach.OFFERED: ("offered_to__grants", {"is_restricted": False}),
}


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


def sees_case(case: str, user: str, *, at: datetime) -> Q:
    """That the person one field of a row names may see the case another names: for telling many in one statement.

    It is made of the clauses of VIEW_CASE that rest on a lasting grant. So it lets fewer through than may see the
    case, and never more: a guest, or whoever is on duty, is told in other ways.
    """
    ways = [_granted(clause, case, user, at) & _seated(clause, user, at) for clause in _lasting()]
    barred = Exclusion.objects.filter(case=OuterRef(case), user=OuterRef(user))
    return reduce(or_, ways) & ~Q(Exists(barred))


def _lasting() -> list[Clause]:
    """The clauses that rest on a lasting grant; those that differ only in their seats as one."""
    seats: dict[Clause, frozenset[Seat]] = {}
    for clause in RULES[Action.VIEW_CASE]:
        if clause.reach in LASTING and not clause.who <= GUESTS:
            alike = replace(clause, who=frozenset())
            seats[alike] = seats.get(alike, frozenset()) | clause.who
    return [replace(clause, who=who) for clause, who in seats.items()]


def there_is(rows: QuerySet[Any]) -> Q:
    """That there is such a row, looked for from each row by itself.

    PostgreSQL may answer `EXISTS` by gathering every row there is for everybody, which for grants is all of them.
    """
    return Q(Subquery(rows.order_by().values(there=Value(True))[:1], output_field=BooleanField()))


def seated(action: Action, path: str) -> Q:
    """That the membership at `path` is a seat for which this action is written: for telling many in one statement."""
    written = frozenset[tuple[Any, Any]]().union(*(clause.who for clause in RULES[action]))
    return reduce(or_, [Q(**{f"{path}role": role, f"{path}discipline__kind": kind}) for role, kind in sorted(written)])


def _seated(clause: Clause, user: str, at: datetime) -> Q:
    seats = reduce(or_, [Q(role=role, discipline__kind=kind) for role, kind in sorted(clause.who)])
    return there_is(Membership.objects.live(timezone.localdate(at)).filter(seats, user=OuterRef(user)))


def _granted(clause: Clause, case: str, user: str, at: datetime) -> Q:
    """One filter, so that every condition speaks of the same grant."""
    if clause.reach is Reach.TEAM and clause.states is None:  # the case itself need not be read
        held = CaseGrant.objects.filter(
            Q(ends_at=None) | Q(ends_at__gt=at),
            user=OuterRef(user),
            content_object=OuterRef(case),
            starts_at__lte=at,
            permission__codename__in=clause.grant.sufficing,
        )
        return there_is(held)
    path, asked = LASTING[clause.reach]
    names = clause.grant.sufficing if clause.reach is Reach.TEAM else [clause.right.value]
    of_one_grant = {"user": OuterRef(user), "starts_at__lte": at, "permission__codename__in": names}
    live = Q(**{f"{path}__ends_at": None}) | Q(**{f"{path}__ends_at__gt": at})
    cases = Case.objects.filter(
        live,
        pk=OuterRef(case),
        state__in=sorted(clause.states or State),
        **asked,
        **{f"{path}__{name}": value for name, value in of_one_grant.items()},
    )
    return there_is(cases)


def _candidates(record: Model, at: datetime) -> Q:
    """The seats worth asking: a right rests on a grant, on duty, or for a unit on working there."""
    if isinstance(record, Unit):
        return Q(unit=record)
    key = getattr(record, "case_id", None)
    if key is None and not isinstance(record, Case):  # of a unit and of no case: a meeting
        return Q(unit=getattr(record, "unit_id", None))
    case = record if isinstance(record, Case) else Case.objects.get(pk=key or UUID(int=0))
    live = Q(ends_at=None) | Q(ends_at__gt=at)
    named = CaseGrant.objects.filter(live, content_object=case, starts_at__lte=at).values("user_id")
    units = [case.unit_id, case.offered_to_id]
    reaching = UnitGrant.objects.filter(live, content_object_id__in=units, starts_at__lte=at).values("user_id")
    on_duty = Turn.objects.running(at).filter(unit_id=case.unit_id).values("user_id")
    took = Alarm.objects.filter(case=case, taken_by__isnull=False).values("taken_by_id")
    return Q(user_id__in=named) | Q(user_id__in=reaching) | Q(user_id__in=on_duty) | Q(user_id__in=took)
