"""What is told when it falls due: to whom, once, and without a fact."""

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from django.utils import timezone

from cases.clocks import working_day_after
from cases.enums import State
from cases.models import Case, CasePerson, Exclusion
from cases.services import telling
from cases.services.files import Due
from interventions.enums import Initiator, MadeVia, OrderKind
from interventions.models import Order, PlanAction, SupportContact
from interventions.reminders import actions_due, contacts_due, handovers_due, notifications_due, orders_end
from interventions.services import orders, planning, support
from stalking_unit.accounts.actor import Actor
from stalking_unit.notifications.models import Notification
from tests.cast import Cast


def told_of(dues: Sequence[Due], *kinds: str) -> set[tuple[str, object, object]]:
    """Of these kinds, or of all but what is told because nobody acted."""
    wanted = [due for due in dues if (due.kind in kinds if kinds else not due.kind.startswith("late-"))]
    rows = [row for due in wanted for row in due.rows]
    return {(kind, subject, recipient) for kind, subject, _, _, recipient in rows}


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


def test_an_offered_action_that_nobody_answers_is_told_to_both_after_a_working_day(
    cast: Cast, action: PlanAction
) -> None:
    planning.hand_over(action, by=cast["health"], to=cast.users["outreach"])
    offered_on = timezone.localdate(cast.now)
    next_day = working_day_after(offered_on, 1)
    assert told_of(handovers_due(next_day - timedelta(days=1))) == set()
    both = {
        ("action-offered", action.pk, cast.users["outreach"].pk),
        ("action-not-accepted", action.pk, cast.users["health"].pk),
    }
    assert told_of(handovers_due(next_day)) == both
    planning.accept(action, by=cast["outreach"])
    assert told_of(handovers_due(next_day)) == set()


def test_an_order_that_ends_is_told_a_month_and_a_week_before(cast: Cast, order: Order) -> None:
    ends_on = timezone.localdate(cast.now) + timedelta(days=100)
    Order.objects.filter(pk=order.pk).update(ends_on=ends_on)
    everybody = {cast.users[slug].pk for slug in ("police", "advocate", "lead", "lead-alternate")}
    assert told_of(orders_end(ends_on - timedelta(days=31))) == set()
    month, week = orders_end(ends_on - timedelta(days=30)), orders_end(ends_on - timedelta(days=7))
    assert told_of(month) == {("order-end", order.pk, key) for key in everybody}
    assert told_of(week, "order-end-soon") == {("order-end-soon", order.pk, key) for key in everybody}
    assert told_of(orders_end(ends_on + timedelta(days=1))) == set()


@pytest.mark.parametrize("times", [1, 3])
def test_it_is_told_once_without_a_fact(cast: Cast, action: PlanAction, times: int) -> None:
    sweep = Actor.system("reminders", cast.now)
    for _ in range(times):
        telling.tell_due(action.due_on, by=sweep)
    told = Notification.objects.filter(recipient=cast.users["health"], kind="action", text__contains="due")
    assert [notice.text for notice in told] == ["An action of yours is due."]
