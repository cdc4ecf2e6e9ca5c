"""Reviews are told once, to those named on the case and those who lead its unit, and to nobody else."""

from datetime import date, timedelta

import pytest
from django.utils.timezone import localdate

from cases.enums import Capacity, Grant, Level, Side, State, Transition
from cases.models import Case
from cases.services import lifecycle, reviews, team, telling
from cases.tasks import tell_what_is_due
from stalking_unit.accounts.actor import Actor
from stalking_unit.notifications.models import Message, Notification
from tests.cast import Cast


@pytest.fixture
def due(cast: Cast) -> Case:
    case = cast.case(State.PLAN_ACTIVE, level=Level.HIGH, review_on=cast.now.date())
    cast.place(case, "advocate", Side.VICTIM, Capacity.NAMED_ADVOCATE)
    cast.place(case, "coordinator", Side.HEADER, Capacity.COORDINATOR, Grant.VIEW)
    return case


def told(case: Case) -> set[str]:
    names = Notification.objects.filter(reference=case.reference or "").order_by("recipient__name")
    return set(names.values_list("recipient__name", flat=True))


def test_the_review_opens_and_everyone_it_concerns_is_told(cast: Cast, due: Case) -> None:
    tell_what_is_due()
    due.refresh_from_db()
    assert due.state == State.REVIEW
    assert told(due) == {"Bryony Exempla", "Linden Draftwood", "Rowan Chairley", "Insp Marlow Standin"}


def test_a_second_sweep_tells_nobody_again(cast: Cast, due: Case) -> None:
    tell_what_is_due()
    tell_what_is_due()
    assert Notification.objects.filter(reference=due.reference or "").count() == 4
    assert Message.objects.count() == 4


def test_a_day_missed_is_caught_up(cast: Cast, due: Case) -> None:
    Case.objects.filter(pk=due.pk).update(review_on=cast.now.date() - timedelta(days=2))
    tell_what_is_due()
    assert "Bryony Exempla" in told(due)


def test_before_the_day_nothing_is_told_and_nothing_moves(cast: Cast, due: Case) -> None:
    by = Actor.system("reminders", cast.now)
    yesterday = cast.now.date() - timedelta(days=1)
    assert reviews.open_due(yesterday, by=by) == 0
    assert telling.tell_due(yesterday, by=by) == 0


def test_a_restricted_case_is_told_to_those_named_on_it_only(cast: Cast, due: Case) -> None:
    Case.objects.filter(pk=due.pk).update(is_restricted=True)
    tell_what_is_due()
    assert told(due) == {"Bryony Exempla", "Linden Draftwood"}


def test_nobody_with_a_conflict_of_interest_is_told(cast: Cast, due: Case) -> None:
    team.exclude(due, cast.users["lead"], by=cast["lead"], reason="She is a friend.")
    tell_what_is_due()
    assert "Rowan Chairley" not in told(due)


def test_who_left_the_case_is_not_told(cast: Cast, due: Case) -> None:
    place = due.teammembers.get(user=cast.users["advocate"])
    place.ends_at = cast.now - timedelta(seconds=1)
    place.save(update_fields=["ends_at"])
    tell_what_is_due()
    assert "Bryony Exempla" not in told(due)


def test_the_words_hold_no_fact(cast: Cast, due: Case) -> None:
    tell_what_is_due()
    text = {(row.text, row.path) for row in Notification.objects.filter(reference=due.reference or "")}
    assert text == {("A review is due.", f"/cases/{due.pk}/")}


def advised(cast: Cast, follow_up_on: date) -> Case:
    case = cast.case(State.SCREENING)
    cast.place(case, "advocate", Side.VICTIM)
    cast.place(case, "outreach", Side.HEADER, Capacity.REFERRER, Grant.VIEW)
    says = {"advice": "Keep a diary.", "recipient": "PC Doe", "risk_owner": "PC Doe"}
    lifecycle.move(case, Transition.ADVISE_NOW, by=cast["police"], says=says, facts={"follow_up_on": follow_up_on})
    case.refresh_from_db()
    return case


def test_advice_is_followed_up_on_its_day_by_those_who_work_the_case_and_those_who_lead(cast: Cast) -> None:
    case = advised(cast, localdate(cast.now))
    later = advised(cast, localdate(cast.now) + timedelta(days=1))
    tell_what_is_due()
    tell_what_is_due()
    assert told(case) == {"Bryony Exempla", "Rowan Chairley", "Insp Marlow Standin"}
    assert Notification.objects.filter(reference=case.reference or "").count() == 3
    assert told(later) == set()


def test_of_advice_that_was_given_twice_the_later_day_counts(cast: Cast) -> None:
    case = advised(cast, localdate(cast.now))
    Case.objects.filter(pk=case.pk).update(state=State.CONSULTATION)
    says = {"advice": "Ring us.", "recipient": "PC Doe"}
    tomorrow = localdate(cast.now) + timedelta(days=1)
    later = cast.at("lead", minutes=5)
    lifecycle.move(case, Transition.ISSUE_ADVICE, by=later, says=says, facts={"follow_up_on": tomorrow})
    tell_what_is_due()
    assert told(case) == set()
