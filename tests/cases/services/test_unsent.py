"""A referral that says somebody is in danger now and is not sent rings: for its author first, then for who may know."""

from __future__ import annotations

from datetime import timedelta

import pytest

from cases import policy
from cases.clocks import ALARM_REPEATS, UNSENT_DANGER_AFTER
from cases.enums import AlarmKind, State, Transition
from cases.models import Alarm, AlarmCall, Exclusion, Referral
from cases.policy import Action
from cases.services import alarms, conflicts, intake, moves, overdue
from cases.services.drafts import Typed
from cases.services.intake import Answers, Named
from cases.tasks import raise_overdue
from stalking_unit.accounts.actor import Actor, acting
from stalking_unit.notifications.models import Notification
from tests.cast import Cast
from tests.duty.test_rota import turn

DANGER: Typed = {"immediate_danger": ["yes"], "happening": ["He is outside with a knife."]}
NO_DANGER: Typed = {**DANGER, "immediate_danger": ["no"]}
ANSWERS = Answers(
    victim=Named(given="Marigold"),
    in_danger="Marigold",
    happening="He is outside.",
    suspect_known=False,
    immediate_danger=True,
    done_now="999 called.",
    referrer_contact="01632 960170",
)
SAYS = "began a referral that may speak of danger and has not sent it. Phone them."


def begin(cast: Cast, slug: str = "health", *, involves_agency: bool = False, typed: Typed = DANGER) -> Referral:
    with acting(cast[slug]) as by:
        referral = intake.begin(cast.unit, by=by, involves_agency=involves_agency)
        intake.keep(referral, typed, by=by)
    return referral


def left_unsent(cast: Cast, slug: str = "health", *, involves_agency: bool = False) -> Alarm:
    """The alarm of a draft that was left for an hour; the hour is in the past, so that it rings now."""
    begin(cast, slug, involves_agency=involves_agency).author.drafts.update(saved_at=cast.now - UNSENT_DANGER_AFTER)
    assert sweep(cast) == 1
    return Alarm.objects.get(kind=AlarmKind.UNSENT_DANGER)


def sweep(cast: Cast, **later: float) -> int:
    return overdue.raise_overdue(by=Actor.system("alarms", cast.now + timedelta(**later)))


def ring(cast: Cast, rings: float = 1) -> bool:
    return alarms.ring_one(by=Actor.system("alarms", cast.now + rings * ALARM_REPEATS))


def called(alarm: Alarm, number: int) -> set[str]:
    return set(AlarmCall.objects.filter(alarm=alarm, ring=number).values_list("user__name", flat=True))


def told(cast: Cast) -> set[str]:
    return set(Notification.objects.filter(kind="unsent").values_list("recipient__name", flat=True))


def names(cast: Cast, *slugs: str) -> set[str]:
    return {cast[slug].name for slug in slugs}


# When it rings


def test_it_rings_when_it_has_lain_for_an_hour_and_not_before_and_once(cast: Cast) -> None:
    begin(cast)
    assert sweep(cast, minutes=59) == 0
    assert sweep(cast, hours=1) == 1
    assert sweep(cast, hours=2) == 0
    assert Alarm.objects.get().kind == AlarmKind.UNSENT_DANGER


def test_whoever_is_typing_is_left_in_peace(cast: Cast) -> None:
    referral = begin(cast)
    with acting(cast.at("health", minutes=50)) as by:
        intake.keep(referral, {**DANGER, "done_now": ["999"]}, by=by)
    assert sweep(cast, minutes=109) == 0
    assert sweep(cast, minutes=110) == 1


@pytest.mark.parametrize("typed", [NO_DANGER, {"happening": ["He waits."]}])
def test_one_that_does_not_say_so_never_rings(cast: Cast, typed: Typed) -> None:
    begin(cast, typed=typed)
    assert sweep(cast, days=13) == 0


def test_the_timetable_looks_for_it(cast: Cast) -> None:
    begin(cast).author.drafts.update(saved_at=cast.now - timedelta(hours=1, minutes=1))
    raise_overdue.delay()
    assert Alarm.objects.get().raised_by is None


# Whom it calls


def test_its_author_is_called_first_and_every_time_while_nobody_else_may_see_it(cast: Cast) -> None:
    turn(cast, "police-supervisor", -1, 48)
    alarm = left_unsent(cast)
    assert ring(cast)
    assert ring(cast, 2)
    assert [called(alarm, number) for number in (1, 2, 3)] == [names(cast, "health")] * 3


@pytest.mark.parametrize("slug", ["health", "lead", "coordinator"])
def test_whoever_wrote_it_may_see_it_and_have_it(cast: Cast, slug: str) -> None:
    alarm = left_unsent(cast, slug)
    assert [user.name for user in policy.who_can(Action.TAKE_ALARM, alarm, at=cast.now)] == [cast[slug].name]
    with acting(cast[slug]) as by:
        assert [one.may_take for one in alarms.lately_once(by)] == [True]
        assert alarms.take(alarm, by=by).taken_by == by.user


def test_of_a_restricted_draft_the_named_alternates_are_called_from_the_second_ring(cast: Cast) -> None:
    alarm = left_unsent(cast, involves_agency=True)
    assert called(alarm, 1) == names(cast, "health")
    assert ring(cast)
    assert called(alarm, 2) == names(cast, "health", "other-unit-lead", "lead-alternate")


def test_of_a_restricted_draft_the_unit_is_told_nothing(cast: Cast) -> None:
    turn(cast, "police-supervisor", -1, 48)
    left_unsent(cast, involves_agency=True)
    for number in range(1, 5):
        assert ring(cast, number)
    assert told(cast) == set()


# What the unit is told


def test_the_lead_and_whoever_is_on_duty_are_told_whom_to_phone_from_the_second_ring_and_once(cast: Cast) -> None:
    turn(cast, "police-supervisor", -1, 48)
    left_unsent(cast)
    assert told(cast) == set()
    assert ring(cast)
    assert ring(cast, 2)
    assert told(cast) == names(cast, "lead", "lead-alternate", "police-supervisor")
    notices = Notification.objects.filter(kind="unsent")
    assert {(one.text, one.reference, one.path) for one in notices} == {(f"{cast['health'].name} {SAYS}", "", "/duty/")}
    assert notices.count() == 3


def test_nobody_hears_of_themselves_or_with_a_conflict_of_interest(cast: Cast) -> None:
    turn(cast, "police-supervisor", -1, 48)
    alarm = left_unsent(cast, "lead")
    Exclusion.objects.create(
        case=alarm.case, user=cast.users["police-supervisor"], reason="Kin", declared_by_name="X", declared_at=cast.now
    )
    assert ring(cast)
    assert cast["lead"].name not in told(cast)
    assert cast["police-supervisor"].name not in told(cast)


def test_where_its_author_has_left_the_unit_is_told_at_once(cast: Cast) -> None:
    referral = begin(cast)
    referral.author.memberships.update(ends_on=cast.now - timedelta(days=1))
    assert sweep(cast, hours=1) == 1
    assert called(Alarm.objects.get(), 1) == set()
    assert cast["lead"].name in told(cast)


def test_a_name_that_a_notice_may_not_hold_keeps_nothing_from_ringing(cast: Cast) -> None:
    cast.users["health"].name = "Sam 2nd@desk"
    cast.users["health"].save(update_fields=["name"])
    left_unsent(cast)
    assert ring(cast)
    assert Notification.objects.filter(kind="unsent", text=f"Sam nddesk {SAYS}").exists()


def test_a_draft_that_is_restricted_later_takes_back_what_the_unit_was_told(cast: Cast) -> None:
    alarm = left_unsent(cast)
    assert ring(cast)
    with acting(cast["health"]) as by:
        conflicts.restrict(alarm.case, by=by)
    assert not Notification.objects.filter(kind="unsent", withdrawn_at=None).exists()


# What ends it


def test_sending_it_ends_it_and_opens_no_more_of_the_case_to_its_author(cast: Cast) -> None:
    alarm = left_unsent(cast)
    with acting(cast["health"]) as by:
        intake.send(Referral.objects.get(), ANSWERS, by=by)
    alarm.refresh_from_db()
    assert alarm.taken_by == cast.users["health"]
    assert not policy.can(cast["health"], Action.VIEW_STAGE, alarm.case)


def test_cancelling_it_ends_it(cast: Cast) -> None:
    alarm = left_unsent(cast)
    with acting(cast["health"]) as by:
        moves.make(alarm.case, Transition.CANCEL, by=by, says={"reason": "She is safe."})
    assert not Alarm.objects.open().exists()


def test_saying_that_nobody_is_in_danger_any_more_ends_it(cast: Cast) -> None:
    left_unsent(cast)
    with acting(cast["health"]) as by:
        intake.keep(Referral.objects.get(), NO_DANGER, by=by)
    assert not Alarm.objects.open().exists()
    assert sweep(cast, days=3) == 0


def test_saying_so_again_and_leaving_it_rings_anew(cast: Cast) -> None:
    left_unsent(cast)
    for typed in (NO_DANGER, DANGER):
        with acting(cast.at("health", minutes=5)) as by:
            intake.keep(Referral.objects.get(), typed, by=by)
    assert sweep(cast, minutes=64) == 0
    assert sweep(cast, minutes=65) == 1


def test_whoever_has_it_and_leaves_it_for_a_day_is_called_anew(cast: Cast) -> None:
    alarm = left_unsent(cast)
    with acting(cast["health"]) as by:
        alarms.take(alarm, by=by)
    assert sweep(cast, hours=23) == 0
    assert sweep(cast, hours=24) == 1
    assert Alarm.objects.open().get().case.state == State.DRAFT


def test_one_raised_after_the_page_was_asked_for_does_not_keep_it_from_being_sent(cast: Cast) -> None:
    alarm = left_unsent(cast)
    Alarm.objects.update(raised_at=cast.now + timedelta(seconds=1))
    with acting(cast["health"]) as by:
        assert intake.send(Referral.objects.get(), ANSWERS, by=by).state == State.SUBMITTED
    alarm.refresh_from_db()
    assert alarm.taken_at == alarm.raised_at
