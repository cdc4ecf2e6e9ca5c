"""An alarm rings wider and wider until a named person has it, and calls nobody who may not see its case."""

from __future__ import annotations

import threading
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from pytest_django import DjangoCaptureOnCommitCallbacks

from cases.clocks import ALARM_REPEATS, LONDON
from cases.enums import AlarmKind, Capacity, Grant, Side, State, Transition
from cases.models import Alarm, AlarmCall, Case, SpokenTo
from cases.services import alarms, moves, team
from cases.tasks import ring_alarms
from stalking_unit.accounts.actor import Actor, acting
from stalking_unit.audit import trail
from stalking_unit.audit.models import AuditEvent
from stalking_unit.db.errors import DomainError
from stalking_unit.notifications.models import Message, Notification
from tests.cast import Cast
from tests.duty.test_rota import turn

T = Transition
DI, STANDIN, LEAD = "DI Morgan Specimen", "Insp Marlow Standin", "Rowan Chairley"


@pytest.fixture
def case(cast: Cast) -> Case:
    return with_duty(cast)


def with_duty(cast: Cast) -> Case:
    """A case with its team. The duty is held by somebody who is not on it."""
    case = cast.case(State.PLAN_ACTIVE)
    cast.whole_team(case)
    turn(cast, "police-supervisor", -1, 48)
    return case


def flagged(cast: Cast, case: Case, slug: str = "advocate") -> Alarm:
    moves.make(case, T.RAISE_RED_FLAG, by=cast[slug], says={"done_now": "999 called."})
    return Alarm.objects.get(case=case)


def later(cast: Cast, rings: float) -> Actor:
    """The timetable, so many rings later."""
    return Actor.system("alarms", cast.now + rings * ALARM_REPEATS)


def called(alarm: Alarm, ring: int) -> set[str]:
    return set(AlarmCall.objects.filter(alarm=alarm, ring=ring).values_list("user__name", flat=True))


def mailed(alarm: Alarm) -> list[str]:
    notices = Notification.objects.filter(series=f"alarm:{alarm.pk}").order_by("told_at", "recipient__name")
    return list(notices.values_list("recipient__name", flat=True))


# Who is called


def test_a_red_flag_calls_who_is_on_duty_at_once(cast: Cast, case: Case) -> None:
    alarm = flagged(cast, case)
    assert (alarm.kind, alarm.raised_by_name, alarm.rung) == (AlarmKind.RED_FLAG, "Bryony Exempla", 1)
    assert called(alarm, 1) == {DI}
    assert mailed(alarm) == [DI]


def test_whom_the_alarm_calls_is_told_once_and_the_others_as_before(cast: Cast) -> None:
    case = cast.case()
    cast.whole_team(case)
    flagged(cast, case)
    told = Notification.objects.values_list("recipient__name", "kind").order_by("recipient__name")
    assert [kind for name, kind in told if name == LEAD] == ["alarm"]
    assert ("DS Avery Placeholder", "raise_red_flag") in told


def test_then_the_leads_as_well_and_then_everybody_who_could_have_it(cast: Cast, case: Case) -> None:
    alarm = flagged(cast, case)
    assert alarms.ring_one(by=later(cast, 1))
    assert called(alarm, 2) == {DI, LEAD, STANDIN}
    assert alarms.ring_one(by=later(cast, 2))
    assert called(alarm, 3) >= {DI, LEAD, STANDIN, "DS Avery Placeholder", "Dr Imogen Demoson", "Bryony Exempla"}
    assert "Linden Draftwood" not in called(alarm, 3), "a coordinator has no content, so cannot have it"


def test_where_nobody_is_on_duty_the_leads_are_called_at_once(cast: Cast) -> None:
    case = cast.case()
    cast.whole_team(case)
    assert called(flagged(cast, case), 1) == {LEAD, STANDIN}


def test_whoever_raised_it_is_passed_over_by_the_first_ring(cast: Cast, case: Case) -> None:
    cast.place(case, "police-supervisor")
    alarm = flagged(cast, case, "police-supervisor")
    assert called(alarm, 1) == {LEAD, STANDIN}
    alarms.ring_one(by=later(cast, 1))
    assert DI in called(alarm, 2)


def test_a_conflict_of_interest_keeps_who_is_on_duty_from_being_called(cast: Cast, case: Case) -> None:
    cast.place(case, "police-supervisor")
    team.exclude(case, cast.users["police-supervisor"], by=cast["police-supervisor"], reason="A neighbour.")
    assert called(flagged(cast, case), 1) == {LEAD, STANDIN}


def test_whoever_works_the_suspects_side_is_not_called_to_the_emergency_route(cast: Cast, case: Case) -> None:
    cast.place(case, "police-supervisor", Side.SUSPECT)
    alarm = alarms.raise_alarm(case, AlarmKind.EMERGENCY_ROUTE, uuid4(), by=cast["advocate"])
    alarms.ring_one(by=later(cast, 1))
    alarms.ring_one(by=later(cast, 2))
    assert called(alarm, 1) == {LEAD, STANDIN}
    assert called(alarm, 3) == {LEAD, STANDIN, "DS Avery Placeholder", "Bryony Exempla"}


def test_a_restricted_case_calls_its_alternates_and_nobody_who_is_on_duty(cast: Cast) -> None:
    case = cast.case(restricted=True)
    turn(cast, "police-supervisor", -1, 48)
    cast.place(case, "other-unit-lead", Side.BOTH, Capacity.ALTERNATE, Grant.LEAD)
    cast.place(case, "advocate", Side.VICTIM)
    alarm = flagged(cast, case)
    assert called(alarm, 1) == {"Sage Elsewhere"}
    for ring in (1, 2, 3):
        alarms.ring_one(by=later(cast, ring))
    assert set(mailed(alarm)) == {"Sage Elsewhere", "Bryony Exempla"}


def test_a_restricted_case_that_nobody_else_is_named_on_calls_nobody(cast: Cast) -> None:
    case = cast.case(restricted=True)
    turn(cast, "police-supervisor", -1, 48)
    cast.place(case, "advocate", Side.VICTIM)
    alarm = flagged(cast, case)
    assert (alarm.rung, mailed(alarm)) == (1, [])


def test_a_case_restricted_between_two_rings_calls_only_those_named(cast: Cast, case: Case) -> None:
    alarm = flagged(cast, case)
    Case.objects.filter(pk=case.pk).update(is_restricted=True)
    alarms.ring_one(by=later(cast, 1))
    assert not called(alarm, 2) & {DI, LEAD, STANDIN}


# When it rings


def test_it_rings_again_every_quarter_of_an_hour_until_somebody_has_it(cast: Cast, case: Case) -> None:
    alarm = flagged(cast, case)
    assert not alarms.ring_one(by=Actor.system("alarms", cast.now + ALARM_REPEATS - timedelta(seconds=1)))
    assert alarms.ring_one(by=later(cast, 1))
    assert not alarms.ring_one(by=later(cast, 1))
    alarms.take(alarm, by=cast.at("lead", minutes=16))
    assert not alarms.ring_one(by=later(cast, 9))
    alarm.refresh_from_db()
    assert alarm.rung == 2


def test_after_a_day_without_a_timetable_it_rings_once(cast: Cast, case: Case) -> None:
    alarm = flagged(cast, case)
    assert alarms.ring_one(by=later(cast, 96))
    assert not alarms.ring_one(by=later(cast, 96))
    alarm.refresh_from_db()
    assert alarm.rings_at == cast.now + 97 * ALARM_REPEATS


@pytest.mark.parametrize(
    "raised", ["2026-10-25T00:50:00+01:00", "2027-03-28T00:50:00+00:00"], ids=["clocks go back", "clocks go forward"]
)
def test_a_quarter_of_an_hour_is_one_when_the_clocks_change(cast: Cast, case: Case, raised: str) -> None:
    at = datetime.fromisoformat(raised).astimezone(LONDON)
    alarms.raise_alarm(case, AlarmKind.BREACH, uuid4(), by=Actor.system("test", at))
    rings = [Actor.system("alarms", datetime.fromisoformat(raised) + count * ALARM_REPEATS) for count in (1, 2, 3)]
    assert [alarms.ring_one(by=by) for by in rings] == [True, True, True]


def test_the_timetable_rings_every_alarm_that_is_due(
    cast: Cast, case: Case, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    for _ in range(3):
        alarms.raise_alarm(case, AlarmKind.BREACH, uuid4(), by=cast["police"])
    Alarm.objects.update(rings_at=cast.now - timedelta(days=1))
    with django_capture_on_commit_callbacks(execute=True):
        ring_alarms.delay()
    assert set(Alarm.objects.values_list("rung", flat=True)) == {2}


def test_the_same_cause_raises_one_alarm(cast: Cast, case: Case) -> None:
    cause = uuid4()
    first = alarms.raise_alarm(case, AlarmKind.BREACH, cause, by=cast["police"])
    assert alarms.raise_alarm(case, AlarmKind.BREACH, cause, by=cast["lead"]) == first
    assert mailed(first) == [DI]


def test_what_is_rolled_back_never_rang(cast: Cast, case: Case) -> None:
    with transaction.atomic():
        flagged(cast, case)
        transaction.set_rollback(True)
    assert not Alarm.objects.exists()
    assert not Notification.objects.filter(kind="alarm").exists()


def test_a_crash_while_it_rings_leaves_it_to_ring_again(
    cast: Cast, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    alarm = flagged(cast, case)
    with monkeypatch.context() as broken:
        broken.setattr(alarms.trail, "record", lambda *told, **more: (_ for _ in ()).throw(MemoryError()))
        with pytest.raises(MemoryError):
            alarms.ring_one(by=later(cast, 1))
    assert not called(alarm, 2)
    assert alarms.ring_one(by=later(cast, 1))
    assert called(alarm, 2)


@pytest.mark.committed
def test_two_timetables_at_once_ring_once(cast: Cast) -> None:
    with transaction.atomic():
        alarm = flagged(cast, with_duty(cast))
    locked, go_on, rang = threading.Event(), threading.Event(), []

    def ring(*, slowly: bool) -> None:
        by = later(cast, 1)
        with acting(by), transaction.atomic():
            rang.append(alarms.ring_one(by=by))
            if slowly:
                locked.set()
                assert go_on.wait(timeout=10)
        connection.close()

    first = threading.Thread(target=ring, kwargs={"slowly": True})
    second = threading.Thread(target=ring, kwargs={"slowly": False})
    first.start()
    assert locked.wait(timeout=10)
    second.start()
    second.join(timeout=10)
    go_on.set()
    first.join(timeout=10)
    assert rang == [True, False]
    with transaction.atomic():
        alarm.refresh_from_db()
        assert alarm.rung == 2


# Who has it


def test_whoever_is_on_duty_has_it_by_one_press_and_the_others_are_told(cast: Cast, case: Case) -> None:
    alarm = flagged(cast, case)
    alarms.ring_one(by=later(cast, 1))
    taken = alarms.take(alarm, by=cast.at("police-supervisor", minutes=20))
    assert (taken.taken_by_name, taken.taken_at) == (DI, cast.now + timedelta(minutes=20))
    told = Notification.objects.filter(text=alarms.TAKEN).values_list("recipient__name", flat=True)
    assert set(told) == {LEAD, STANDIN}


def test_the_second_to_press_is_told_who_has_it(cast: Cast, case: Case) -> None:
    alarm = flagged(cast, case)
    alarms.take(alarm, by=cast["lead"])
    assert alarms.take(alarm, by=cast.at("lead", hours=1)).taken_at == cast.now, "a double press changes nothing"
    with pytest.raises(alarms.AlreadyTaken, match="Rowan Chairley has it already"):
        alarms.take(alarm, by=cast["police"])


@pytest.mark.parametrize("slug", ["coordinator", "auditor", "admin", "guest", "advocate-two", "other-unit-lead"])
def test_who_could_not_act_on_it_cannot_have_it(cast: Cast, case: Case, slug: str) -> None:
    alarm = flagged(cast, case)
    with pytest.raises(PermissionDenied):
        alarms.take(alarm, by=cast[slug])


def test_clearing_the_flag_is_having_it(cast: Cast, case: Case) -> None:
    alarm = flagged(cast, case)
    says, agreed = {"outcome": "He is in custody.", "reason": "Charged."}, cast.users["police"].pk
    moves.make(case, T.CLEAR_RED_FLAG, by=cast["lead"], says=says, facts={"agreed_by": agreed})
    alarm.refresh_from_db()
    assert alarm.taken_by == cast.users["lead"]


def test_the_trail_says_who_was_called_and_who_took_it(cast: Cast, case: Case) -> None:
    alarm = flagged(cast, case)
    alarms.take(alarm, by=cast["lead"])
    with trail.reading():
        lines = AuditEvent.objects.filter(record_id=alarm.pk).values_list("subtype", "actor_name", "recipients")
        found = {subtype: (name, recipients) for subtype, name, recipients in lines}
    assert found == {
        "raise_alarm": ("Bryony Exempla", []),
        "ring_alarm": ("alarms", [DI]),
        "take_alarm": (LEAD, []),
    }


# Whom somebody spoke to


@pytest.mark.parametrize("slug", ["advocate", "health", "lead", "police-supervisor", "coordinator", "auditor"])
def test_whoever_sees_the_alarm_may_say_whom_they_spoke_to(cast: Cast, case: Case, slug: str) -> None:
    spoken = alarms.say_spoken_to(flagged(cast, case), by=cast[slug], words=" Sgt Doe, control room ")
    assert (spoken.words, spoken.author, spoken.happened_at) == ("Sgt Doe, control room", cast.users[slug], cast.now)


def test_that_somebody_has_it_keeps_nobody_from_saying_so(cast: Cast, case: Case) -> None:
    alarm = flagged(cast, case)
    alarms.take(alarm, by=cast["lead"])
    assert alarms.say_spoken_to(alarm, by=cast["advocate"], words="The control room.")


def test_nothing_said_and_a_stranger_are_refused(cast: Cast, case: Case) -> None:
    alarm = flagged(cast, case)
    with pytest.raises(DomainError, match="Enter who you have spoken to"):
        alarms.say_spoken_to(alarm, by=cast["lead"], words="  ")
    with pytest.raises(PermissionDenied):
        alarms.say_spoken_to(alarm, by=cast["advocate-two"], words="The control room.")
    assert not SpokenTo.objects.exists()


# The inbox


def test_the_inbox_lists_the_last_ring_and_an_old_link_still_opens(cast: Cast, case: Case) -> None:
    alarm = flagged(cast, case)
    for ring in (1, 2, 3):
        alarms.ring_one(by=later(cast, ring))
    theirs = Notification.objects.of(cast.users["police-supervisor"].pk)
    assert (theirs.count(), theirs.listed().count()) == (4, 1)
    client = cast.client("police-supervisor")
    oldest = theirs.order_by("told_at").first()
    assert oldest is not None
    assert client.get(f"/inbox/{oldest.pk}/").url == f"/alarms/{alarm.pk}/"
    assert not theirs.listed().unopened().exists()


def test_only_the_newest_mail_leaves_when_the_mail_server_was_away(cast: Cast, case: Case) -> None:
    alarm = flagged(cast, case)
    for ring in (1, 2):
        alarms.ring_one(by=later(cast, ring))
    waiting = Message.objects.due(later(cast, 2).now).filter(
        notification__series=f"alarm:{alarm.pk}", notification__recipient=cast.users["police-supervisor"]
    )
    assert [message.notification.text for message in waiting] == [alarms.RANG_AGAIN]


# What the database refuses


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"kind": "noise"}, "alarm_kind_known"),
        ({"is_victim_side": True}, "alarm_of_the_victims_side"),
        ({"taken_by_name": "Somebody"}, "alarm_is_taken_by_somebody"),
    ],
)
def test_the_database_refuses_the_impossible(
    cast: Cast, case: Case, fields: dict[str, object], constraint: str
) -> None:
    alarm = flagged(cast, case)
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Alarm.objects.filter(pk=alarm.pk).update(**fields)
