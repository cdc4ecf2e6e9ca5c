"""What it costs to ask the policy, beside guardian's own way of asking, and whether the answers are right.

Each figure is a median of interleaved rounds, the first left out: milliseconds of processor time, here and in the
database, which others on the machine disturb least. Ratios are judged; milliseconds are only shown.
"""

import os
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection, connections, transaction
from django.db.models import QuerySet
from django.utils import timezone
from guardian.shortcuts import get_objects_for_user

from cases import policy
from cases.enums import Grant
from cases.models import Case, CaseGrant, Exclusion, Incident, UnitGrant
from cases.policy import Action
from stalking_unit.accounts.actor import Actor, acting
from stalking_unit.accounts.models import Membership
from tools import crowd, plans
from tools.meter import spent

ROUNDS = 11
PAGE = 25
ORDER = ("review_on", "-created_at", "pk")
GRANTS = [f"cases.{grant.value}" for grant in Grant]
LEAST_RATIO = 5.0
MOST_TOUCHED = 1_000
NOW = timezone.now()

# Who may see what, in sets, from the tables themselves and past every rule of row security.
GRANTED = """
SELECT content_object_id FROM cases_casegrant
WHERE user_id = %s AND starts_at <= %s AND (ends_at IS NULL OR ends_at > %s)
"""
REACHED = """
SELECT cases_case.id FROM cases_case JOIN cases_unitgrant ON cases_unitgrant.content_object_id = cases_case.unit_id
WHERE user_id = %s AND starts_at <= %s AND (ends_at IS NULL OR ends_at > %s) AND NOT is_restricted AND state <> 'draft'
"""
BARRED = "SELECT case_id FROM cases_exclusion WHERE user_id = %s"


@dataclass(frozen=True)
class Person:
    """Somebody of the crowd, what they are and how many cases are theirs to see."""

    kind: str
    seat: Membership
    sees: frozenset[UUID]

    @property
    def actor(self) -> Actor:
        """Fresh, as at the start of a request: nothing is known of their reach yet."""
        return Actor(user=self.seat.user, membership=self.seat, now=NOW)


def main(cases: int) -> int:
    """Fill, check, measure, judge."""
    started = time.monotonic()
    with transaction.atomic("owner"), connections["owner"].cursor() as cursor:
        crowd.fill(cursor, cases)
    with connections["owner"].cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    print(f"{describe()}; filled in {time.monotonic() - started:.0f} s; load {os.getloadavg()[0]:.1f}\n")
    people = list(sample(crowd.workers_for(cases)))
    return sum((check(people), measure(people), look(people))) and 1


def describe() -> str:
    counts = {"cases": Case, "grants": CaseGrant, "conflicts of interest": Exclusion, "rights over units": UnitGrant}
    return ", ".join(f"{model._base_manager.using('owner').count():,} {name}" for name, model in counts.items())


def sample(workers: int) -> Iterator[Person]:
    """24 workers, three leads, two auditors and somebody with nothing."""
    numbers = {"worker": [turn * workers // 24 for turn in range(24)]}
    numbers |= {"lead": [workers + turn for turn in (0, 33, 66)]}
    numbers |= {"auditor": [workers + crowd.UNITS + turn for turn in (0, 50)]}
    numbers |= {"nobody": [workers + 2 * crowd.UNITS]}
    for kind, chosen in numbers.items():
        for number in chosen:
            seat = Membership.objects.whole().get(user__email=f"crowd{number}@unit.example")
            yield Person(kind, seat, by_sets(seat.user_id))


def by_sets(user: UUID) -> frozenset[UUID]:
    return (keys(GRANTED, user, NOW, NOW) | keys(REACHED, user, NOW, NOW)) - keys(BARRED, user)


def keys(query: str, *params: UUID | datetime) -> frozenset[UUID]:
    with connections["owner"].cursor() as cursor:
        cursor.execute(query, params)
        return frozenset(row[0] for row in cursor.fetchall())


def check(people: list[Person]) -> int:
    """How many people get a wrong answer."""
    wrong, theirs = 0, 0
    for person in people:
        with request(person) as actor:
            wrong += frozenset(ours(actor).values_list("pk", flat=True)) != person.sees
            theirs += frozenset(guardians(actor).values_list("pk", flat=True)) != person.sees
    print(f"Wrong answers for {len(people)} people: policy {wrong}, guardian {theirs}\n")
    return wrong


def measure(people: list[Person]) -> int:
    """Page and count beside guardian's; says how many of a worker's ratios fall short."""
    short = 0
    heads = ("median ms", "sees", "page", "guardian", "ratio", "count", "guardian", "ratio")
    print("{:10}{:>7}  {:>8}{:>10}{:>7}  {:>8}{:>10}{:>7}".format(*heads))
    for person in chosen(people):
        page = interleaved(person, first_page(ours), first_page(guardians))
        count = interleaved(person, lambda actor: ours(actor).count(), lambda actor: guardians(actor).count())
        ratios = [theirs / mine for mine, theirs in (page, count)]
        print(f"{person.kind:10}{len(person.sees):7,}  " + "  ".join(shown(*both) for both in (page, count)))
        short += person.kind == "worker" and min(ratios) < LEAST_RATIO
    for person in chosen(people)[:2]:
        deep, everything = interleaved(person, first_page(incidents), everything_on(Case(pk=min(person.sees))))
        print(f"{person.kind}: incidents page {deep:.1f} ms, allowed {everything:.1f} ms")
    print()
    return short


def look(people: list[Person]) -> int:
    """What the database had in its hands for one page; says whether a worker's was too much."""
    heavy = 0
    for person in chosen(people):
        with request(person) as actor:
            plan = plans.explain(ours(actor).order_by(*ORDER)[:PAGE])
        read = plans.touched(plan)
        print(f"{person.kind}: {read:,} rows touched, {plan['Execution Time']:.2f} ms in the database")
        heavy += person.kind == "worker" and read >= MOST_TOUCHED
    return heavy


def chosen(people: list[Person]) -> list[Person]:
    """One of each kind: the worker with nearest to 45 cases."""
    nearest = {person.kind: person for person in sorted(people, key=lambda person: -abs(len(person.sees) - 45))}
    return [nearest[kind] for kind in ("worker", "lead", "nobody")]


def interleaved(person: Person, *arms: Callable[[Actor], object]) -> list[float]:
    """The median milliseconds of each arm, asked in turn as in a request of its own."""
    took: list[list[float]] = [[] for _ in arms]
    for _ in range(ROUNDS):
        for arm, times in zip(arms, took, strict=True):
            began = spent(backend())
            with request(person) as actor:
                arm(actor)
            times.append((spent(backend()) - began) * 1000)
    return [statistics.median(times[1:]) for times in took]


def backend() -> int:
    return int(connection.connection.info.backend_pid)


@contextmanager
def request(person: Person) -> Iterator[Actor]:
    """As a page does it: one transaction that names its actor, as role app, with row security on."""
    with acting(person.actor) as actor, transaction.atomic():
        yield actor


def ours(actor: Actor) -> QuerySet[Case]:
    return policy.scope(actor, Action.VIEW_CASE, Case.objects.all())


def guardians(actor: Actor) -> QuerySet[Case]:
    found: QuerySet[Case] = get_objects_for_user(actor.user, GRANTS, Case, any_perm=True, accept_global_perms=False)
    return found


def incidents(actor: Actor) -> QuerySet[Incident]:
    return policy.scope(actor, Action.VIEW_INCIDENT, Incident.objects.all())


def first_page(rows: Callable[[Actor], QuerySet]) -> Callable[[Actor], object]:  # type: ignore[type-arg]
    def arm(actor: Actor) -> object:
        found = rows(actor)
        return list(found.order_by(*(ORDER if found.model is Case else ("pk",)))[:PAGE])

    return arm


def everything_on(case: Case) -> Callable[[Actor], object]:
    return lambda actor: policy.allowed(actor, case)


def shown(mine: float, theirs: float) -> str:
    return f"{mine:8.1f}{theirs:10.1f}{theirs / mine:6.0f}x"
