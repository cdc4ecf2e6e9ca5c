"""A clock that runs out rings, by the working day for a referral and by the hour for a red flag; so does a release."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from cases.clocks import LONDON
from cases.enums import AlarmKind, Side, State, Transition
from cases.models import Alarm, Case
from cases.services import alarms, moves, overdue
from cases.tasks import raise_overdue
from stalking_unit.accounts.actor import Actor
from tests.cases.services.test_alarms import flagged, with_duty
from tests.cast import Cast

T = Transition


@pytest.fixture
def case(cast: Cast) -> Case:
    return with_duty(cast)


def test_a_referral_not_screened_by_the_end_of_its_day_rings(cast: Cast) -> None:
    case = cast.case(State.SUBMITTED)
    sent = datetime(2026, 11, 20, 16, 55, tzinfo=LONDON)
    case.episodes.update(started_at=sent)
    assert overdue.raise_overdue(by=Actor.system("alarms", sent + timedelta(minutes=4))) == 0
    assert overdue.raise_overdue(by=Actor.system("alarms", sent + timedelta(minutes=5))) == 1
    assert Alarm.objects.get().kind == AlarmKind.NOT_SCREENED
    assert overdue.raise_overdue(by=Actor.system("alarms", sent + timedelta(hours=5))) == 0


def test_one_sent_on_a_bank_holiday_rings_at_the_end_of_the_next_working_day(cast: Cast) -> None:
    case = cast.case(State.SUBMITTED)
    case.episodes.update(started_at=datetime(2027, 5, 1, 10, tzinfo=LONDON))
    assert overdue.raise_overdue(by=Actor.system("alarms", datetime(2027, 5, 4, 16, 59, tzinfo=LONDON))) == 0
    assert overdue.raise_overdue(by=Actor.system("alarms", datetime(2027, 5, 4, 17, 0, tzinfo=LONDON))) == 1


def test_a_red_flag_in_intake_rings_again_when_nobody_has_decided_in_four_hours(cast: Cast) -> None:
    case = cast.case(State.TRIAGE)
    cast.place(case, "advocate", Side.VICTIM)
    flagged(cast, case)
    alarms.take(Alarm.objects.get(), by=cast["lead"])
    assert overdue.raise_overdue(by=Actor.system("alarms", cast.now + timedelta(hours=3, minutes=59))) == 0
    assert overdue.raise_overdue(by=Actor.system("alarms", cast.now + timedelta(hours=4))) == 1
    assert Alarm.objects.open().get().kind == AlarmKind.NOT_DECIDED


def test_a_red_flag_on_a_case_that_is_worked_has_no_such_clock(cast: Cast, case: Case) -> None:
    flagged(cast, case)
    assert overdue.raise_overdue(by=Actor.system("alarms", cast.now + timedelta(days=9))) == 0


def test_the_timetable_looks_for_clocks_that_ran_out(cast: Cast) -> None:
    case = cast.case(State.SUBMITTED)
    case.episodes.update(started_at=cast.now - timedelta(days=9))
    raise_overdue.delay()
    assert Alarm.objects.get().raised_by is None


@pytest.mark.parametrize("trigger", ["release", "bail-change"])
@pytest.mark.parametrize("state", [State.PLAN_ACTIVE, State.ASSESSMENT])
def test_release_and_bail_ring(cast: Cast, trigger: str, state: State) -> None:
    case = cast.case(state)
    cast.whole_team(case)
    move = T.TRIGGER_REVIEW if state is State.PLAN_ACTIVE else T.BRING_FORWARD
    moves.make(case, move, by=cast["police"], says={"reason": "Out at noon."}, facts={"trigger": trigger})
    assert Alarm.objects.get().kind == AlarmKind.RELEASE


def test_other_changes_do_not(cast: Cast, case: Case) -> None:
    facts = {"trigger": "new-incident"}
    moves.make(case, T.TRIGGER_REVIEW, by=cast["police"], says={"reason": "A letter."}, facts=facts)
    assert not Alarm.objects.exists()
