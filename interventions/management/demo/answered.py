"""Whoever leads has what rings in a story a few minutes later; one alarm is left for whoever opens the demonstration."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from cases.enums import AlarmKind
from cases.models import Alarm, Case
from cases.services import alarms, overdue
from stalking_unit import clock
from stalking_unit.accounts.actor import Actor, acting
from stalking_unit.accounts.models import User

ANSWERED_AFTER = timedelta(minutes=6)
NOBODY_HAS = {"case__reference": "CHS-2026-81206", "kind": AlarmKind.URGENT_REFERRAL}


def lead_of(case: Case) -> str:
    """The lead of the case's unit; a case that concerns Cheshire's own is led from the neighbouring unit."""
    return "other-unit-lead" if case.is_restricted or case.unit.code == "HMP" else "lead"


def answer(users: Mapping[str, User], rang_at: datetime, **where: str) -> None:
    """Whoever leads takes what rang at this instant."""
    with acting(Actor.system("demo", rang_at)):
        rang = Alarm.objects.open().exclude(**NOBODY_HAS).filter(raised_at=rang_at, **where)
        ringing = list(rang.select_related("case__unit").order_by("pk"))
    answered_at = max(rang_at, min(rang_at + ANSWERED_AFTER, clock.now()))
    for alarm in ringing:
        with acting(Actor.of(users[lead_of(alarm.case)], now=answered_at, via="demo")) as by:
            alarms.take(alarm, by=by)


def answer_overdue(users: Mapping[str, User], reference: str, now: datetime) -> None:
    """What ran out on a case of the demonstration has been answered when it opens."""
    rang_at = now - ANSWERED_AFTER
    with acting(Actor.system("demo", rang_at)) as by:
        overdue.raise_overdue(by=by)
    answer(users, rang_at, case__reference=reference)
