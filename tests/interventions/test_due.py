"""What is told when it falls due: to whom, once, and without a fact."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from cases.enums import State
from cases.models import Case, CasePerson, Exclusion
from cases.services import telling
from interventions.enums import Initiator, MadeVia, OrderKind
from interventions.models import Order, PlanAction, SupportContact
from interventions.reminders import actions_due, contacts_due, notifications_due
from interventions.services import orders, planning, support
from stalking_unit.accounts.actor import Actor
from stalking_unit.notifications.models import Notification
from tests.cast import Cast


def told_of(due: object) -> set[tuple[str, object, object]]:
    return {(kind, subject, recipient) for kind, subject, _, _, recipient in due.rows}  # type: ignore[attr-defined]


def test_an_action_is_told_to_its_owner_from_its_day_until_it_ends(cast: Cast, action: PlanAction) -> None:
    mine = {("action", action.pk, cast.users["health"].pk)}
    assert told_of(actions_due(action.due_on - timedelta(days=1))) == set()
    assert told_of(actions_due(action.due_on)) == mine
    planning.finish(action, by=cast["health"], outcome="Held")
    assert told_of(actions_due(action.due_on)) == set()


def test_after_the_case_only_who_accepted_is_still_told(cast: Cast, case: Case, action: PlanAction) -> None:
    Case.objects.filter(pk=case.pk).update(state=State.CLOSED)
    assert told_of(actions_due(action.due_on)) == set()
    planning.hand_over(action, by=cast["health"], to=cast.users["outreach"])
    planning.accept(action, by=cast["outreach"])
    assert told_of(actions_due(action.due_on)) == {("action", action.pk, cast.users["outreach"].pk)}


def test_nobody_with_a_conflict_of_interest_is_told(cast: Cast, case: Case, action: PlanAction) -> None:
    Exclusion.objects.create(case=case, user=cast.users["health"], reason="Kin", declared_at=cast.now)
    assert told_of(actions_due(action.due_on)) == set()


def test_the_officer_in_the_case_is_told_of_a_notification_that_did_not_come(cast: Cast, order: Order) -> None:
    orders.serve(order, by=cast["police"], at=cast.now)
    due_on = timezone.localdate(cast.now) + timedelta(days=2)
    assert told_of(notifications_due(due_on - timedelta(days=1))) == set()
    assert told_of(notifications_due(due_on)) == {("notification", order.pk, cast.users["police"].pk)}
    orders.notified(order, by=cast["police"], on=due_on)
    assert told_of(notifications_due(due_on)) == set()


def test_a_replaced_order_is_told_of_no_more(cast: Cast, case: Case, order: Order) -> None:
    orders.serve(order, by=cast["police"], at=cast.now)
    orders.record(case, by=cast["police"], kind=OrderKind.SPO_FULL, made_via=MadeVia.POLICE_APPLICATION, replaces=order)
    assert told_of(notifications_due(date(2027, 1, 4))) == set()


def test_a_planned_contact_is_told_until_another_is_made(
    cast: Cast, victim: CasePerson, contact: SupportContact
) -> None:
    on = timezone.localdate(cast.now) + timedelta(days=3)
    support.plan_next(contact, by=cast["advocate"], on=on)
    assert told_of(contacts_due(on - timedelta(days=1))) == set()
    assert told_of(contacts_due(on)) == {("contact", contact.pk, cast.users["advocate"].pk)}
    support.record(
        victim,
        by=cast["advocate"],
        channel=contact.channel,
        outcome=contact.outcome,
        initiated_by=Initiator.VICTIM,
    )
    assert told_of(contacts_due(on)) == set()


@pytest.mark.parametrize("times", [1, 3])
def test_it_is_told_once_without_a_fact(cast: Cast, action: PlanAction, times: int) -> None:
    sweep = Actor.system("reminders", cast.now)
    for _ in range(times):
        telling.tell_due(action.due_on, by=sweep)
    told = Notification.objects.filter(recipient=cast.users["health"], kind="action", text__contains="due")
    assert [notice.text for notice in told] == ["An action of yours is due."]
