"""The shape of the policy's queries: a page of a worker's cases leaves the other 20,000 cases alone.

`./run bench policy` measures the same on 100,000; here only what was read is counted, which no machine changes.
"""

from __future__ import annotations

import pytest
from django.db import connections

from cases import policy
from cases.models import Case, Incident
from cases.policy import Action
from stalking_unit.accounts.actor import Actor, acting
from stalking_unit.accounts.models import User
from tools import crowd, plans

CASES = 20_000
WORKER, LEAD, NOBODY = 7, crowd.workers_for(CASES), crowd.workers_for(CASES) + 2 * crowd.UNITS
pytestmark = pytest.mark.committed


@pytest.fixture
def people() -> dict[int, Actor]:
    with connections["owner"].cursor() as cursor:
        crowd.fill(cursor, CASES)
    return {n: Actor.of(User.objects.get(email=f"crowd{n}@unit.example")) for n in (WORKER, LEAD, NOBODY)}


def test_a_page_reads_no_more_than_the_person_may_see(people: dict[int, Actor]) -> None:
    """Cases and what hangs on them, in a page and one by one; the database looks on as it always does."""
    read: dict[tuple[str, str], int] = {}
    for name, number, most in (("worker", WORKER, 1_000), ("lead", LEAD, 2_000), ("nobody", NOBODY, 100)):
        with acting(people[number]) as actor:
            for action, records in (
                (Action.VIEW_CASE, Case.objects.order_by("review_on", "-created_at", "pk")),
                (Action.VIEW_INCIDENT, Incident.objects.order_by("pk")),
            ):
                plan = plans.explain(policy.scope(actor, action, records)[:25])
                assert "cases_case" not in plans.read_whole(plan), (name, action)
                read[name, action] = plans.touched(plan)
                assert read[name, action] < most, (name, action)
    assert read["worker", Action.VIEW_CASE] > 25  # or nothing was asked
