"""The rota is planned by the lead and the coordinator, in stretches; what was planned is kept when it is called off."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from cases.clocks import LONDON
from cases.services import rota
from stalking_unit.accounts.models import Unit
from stalking_unit.audit import trail
from stalking_unit.audit.models import AuditEvent
from stalking_unit.db.errors import DomainError
from stalking_unit.duty.enums import Hours
from stalking_unit.duty.models import Turn
from stalking_unit.duty.rota import awake
from tests.cast import Cast

FRIDAY, MONDAY = date(2027, 4, 30), date(2027, 5, 3)  # a bank holiday


def plan(cast: Cast, who: str = "lead-alternate", by: str = "lead", **fields: object) -> list[Turn]:
    asked: dict[str, object] = {"first": FRIDAY, "last": MONDAY, "hours": Hours.OUTSIDE, "telephone": " 07700 900202 "}
    return rota.plan(cast.unit, cast.users[who], by=cast[by], **(asked | fields))  # type: ignore[arg-type]


@pytest.mark.parametrize("slug", ["lead", "coordinator", "lead-alternate"])
def test_the_lead_and_the_coordinator_plan_it(cast: Cast, slug: str) -> None:
    (turn,) = plan(cast, by=slug)
    assert (turn.user, turn.telephone) == (cast.users["lead-alternate"], "07700 900202")
    assert f"{turn.starts_at.astimezone(LONDON):%a %H:%M} to {turn.ends_at.astimezone(LONDON):%a %H:%M}" == (
        "Fri 17:00 to Tue 09:00"
    )


@pytest.mark.parametrize("slug", ["police", "advocate", "admin", "auditor", "guest", "other-unit-lead"])
def test_nobody_else_does(cast: Cast, slug: str) -> None:
    with pytest.raises(PermissionDenied):
        plan(cast, by=slug)
    with pytest.raises(PermissionDenied):
        rota.call_off(cast.unit, plan(cast)[0].pk, by=cast[slug])


@pytest.mark.parametrize("slug", ["coordinator", "admin", "auditor", "guest", "other-unit-police"])
def test_duty_is_held_by_those_who_work_or_lead_cases_here(cast: Cast, slug: str) -> None:
    with pytest.raises(DomainError, match="not in a seat that holds duty"):
        plan(cast, who=slug)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"first": MONDAY, "last": FRIDAY}, "before the first"),
        ({"first": MONDAY, "hours": Hours.WORKING}, "no such hours"),
        ({"first": MONDAY, "hours": Hours.ALL}, "on duty already"),
    ],
)
def test_what_cannot_be_planned_says_what_to_do(cast: Cast, fields: dict[str, object], sentence: str) -> None:
    plan(cast)
    with pytest.raises(DomainError, match=sentence):
        plan(cast, **fields)


def test_two_people_may_hold_the_same_hours(cast: Cast) -> None:
    plan(cast)
    (turn,) = plan(cast, who="police")
    assert len(awake(cast.unit, turn.starts_at).holders) == 2


def test_a_turn_is_called_off_once_and_stays_on_record(cast: Cast) -> None:
    (turn,) = plan(cast)
    rota.call_off(cast.unit, turn.pk, by=cast["coordinator"])
    kept = Turn.objects.get()
    assert (kept.called_off_at, kept.called_off_by_name) == (cast.now, "Linden Draftwood")
    assert not awake(cast.unit, turn.starts_at).holders
    with pytest.raises(DomainError, match="called off already"):
        rota.call_off(cast.unit, turn.pk, by=cast["lead"])
    assert plan(cast)


def test_a_turn_that_is_over_is_not_called_off(cast: Cast) -> None:
    (turn,) = plan(cast)
    Turn.objects.update(starts_at=cast.now - timedelta(hours=9), ends_at=cast.now)
    with pytest.raises(DomainError, match="is over"):
        rota.call_off(cast.unit, turn.pk, by=cast["lead"])


def test_the_turn_of_another_unit_is_no_turn_of_this_one(cast: Cast) -> None:
    (turn,) = plan(cast)
    other = Unit.objects.get(code="HMP")
    with pytest.raises(DomainError):
        rota.call_off(other, turn.pk, by=cast["other-unit-lead"])


def test_the_trail_says_who_planned_and_who_called_off(cast: Cast) -> None:
    (turn,) = plan(cast)
    rota.call_off(cast.unit, turn.pk, by=cast["coordinator"])
    with trail.reading():
        lines = list(AuditEvent.objects.order_by("recorded_at").values_list("actor_name", "subtype"))
    assert lines[-2:] == [("Rowan Chairley", "plan_duty"), ("Linden Draftwood", "call_off_duty")]
