"""Orders on the dates of a real case: what was served when, what it called for, what it replaced, how it was broken."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from cases.enums import State
from cases.models import Case, Trigger
from cases.services import triggers
from cases.services.errors import Changed, NotFromHere
from interventions.enums import BreachOutcome, ConditionKind, MadeVia, OrderKind
from interventions.models import Breach, Order
from interventions.services import orders
from interventions.services.orders import NewCondition
from stalking_unit.db.errors import DomainError
from stalking_unit.notifications.models import Notification
from tests.cast import Cast

SERVED = datetime(2026, 3, 7, 10, 30, tzinfo=UTC)


@pytest.fixture
def case(cast: Cast) -> Case:
    case = cast.case()
    cast.whole_team(case)
    return case


def interim(cast: Cast, case: Case) -> Order:
    return orders.record(
        case,
        by=cast["police"],
        kind=OrderKind.SPO_INTERIM,
        made_via=MadeVia.POLICE_APPLICATION,
        court="Notown Magistrates",
        reference="MC-0001",
        made_on=date(2026, 3, 6),
        conditions=[NewCondition(ConditionKind.NO_CONTACT, "Not to contact her by any means.")],
    )


def full(cast: Cast, case: Case, replaces: Order | None) -> Order:
    return orders.record(
        case,
        by=cast["police"],
        kind=OrderKind.SPO_FULL,
        made_via=MadeVia.POLICE_APPLICATION,
        court="Notown Magistrates",
        reference="MC-0002",
        made_on=date(2026, 5, 22),
        ends_on=date(2031, 5, 21),
        replaces=replaces,
    )


def test_three_days_run_from_good_service_and_the_day_of_service_is_the_first(cast: Cast, case: Case) -> None:
    order = interim(cast, case)
    assert order.notification_due_on is None
    orders.serve(order, by=cast["police"], at=SERVED)
    order.refresh_from_db()
    assert (order.served_at, order.notification_due_on) == (SERVED, date(2026, 3, 9))


def test_service_late_in_the_evening_counts_as_the_day_in_london(cast: Cast, case: Case) -> None:
    order = interim(cast, case)
    orders.serve(order, by=cast["police"], at=datetime(2026, 7, 1, 23, 30, tzinfo=UTC))  # half past midnight on the 2nd
    order.refresh_from_db()
    assert order.notification_due_on == date(2026, 7, 4)


def test_bad_service_says_what_was_wrong_and_starts_no_clock(cast: Cast, case: Case) -> None:
    order = interim(cast, case)
    with pytest.raises(DomainError, match="what was wrong"):
        orders.serve(order, by=cast["police"], at=SERVED, is_good=False)
    orders.serve(order, by=cast["police"], at=SERVED, is_good=False, words="Handed to his brother")
    order.refresh_from_db()
    assert (order.served_at, order.notification_due_on) == (None, None)
    orders.serve(order, by=cast["police"], at=SERVED + timedelta(days=1))
    order.refresh_from_db()
    assert order.notification_due_on == date(2026, 3, 10)
    assert order.service_attempts.count() == 2


def test_a_full_order_after_a_notified_interim_one_does_not_ask_again(cast: Cast, case: Case) -> None:
    first = interim(cast, case)
    orders.serve(first, by=cast["police"], at=SERVED)
    orders.notified(first, by=cast["police"], on=date(2026, 3, 9))
    second = full(cast, case, first)
    orders.serve(second, by=cast["police"], at=datetime(2026, 5, 22, 14, tzinfo=UTC))
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.superseded_by, second.notification_due_on) == (second, None)
    on = date(2026, 6, 1)
    assert (first.is_in_force(on), second.is_in_force(on)) == (False, True)


def test_a_full_order_asks_when_the_interim_one_was_never_notified(cast: Cast, case: Case) -> None:
    first = interim(cast, case)
    orders.serve(first, by=cast["police"], at=SERVED)
    second = full(cast, case, first)
    orders.serve(second, by=cast["police"], at=datetime(2026, 5, 22, 14, tzinfo=UTC))
    second.refresh_from_db()
    assert second.notification_due_on == date(2026, 5, 24)


def test_sex_offender_notification_stands_in_the_orders_place(cast: Cast, case: Case) -> None:
    order = orders.record(
        case,
        by=cast["police"],
        kind=OrderKind.SPO_FULL,
        made_via=MadeVia.POLICE_APPLICATION,
        made_on=date(2026, 3, 6),
        sex_offender_notification=True,
    )
    orders.serve(order, by=cast["police"], at=SERVED)
    order.refresh_from_db()
    assert order.notification_due_on is None


def test_a_restraining_order_calls_for_no_notification_and_stands_beside_another_order(cast: Cast, case: Case) -> None:
    standing = full(cast, case, None)
    restraining = orders.record(
        case,
        by=cast["police"],
        kind=OrderKind.RO_CONVICTION,
        made_via=MadeVia.ON_CONVICTION,
        made_on=date(2026, 10, 16),
    )
    orders.serve(restraining, by=cast["police"], at=datetime(2026, 10, 16, 12, tzinfo=UTC))
    restraining.refresh_from_db()
    assert restraining.notification_due_on is None
    on = date(2026, 11, 1)
    assert standing.is_in_force(on)
    assert restraining.is_in_force(on)


def test_only_an_impossible_order_is_refused(cast: Cast, case: Case) -> None:
    with pytest.raises(DomainError, match="ends before it starts"):
        orders.record(
            case,
            by=cast["police"],
            kind=OrderKind.BAIL_POLICE,
            made_via=MadeVia.WITHOUT_COURT,
            made_on=date(2026, 3, 6),
            ends_on=date(2026, 3, 5),
        )


def test_one_court_reference_is_one_order_on_a_case(cast: Cast, case: Case) -> None:
    interim(cast, case)
    with pytest.raises(DomainError, match="already recorded"):
        orders.record(
            case,
            by=cast["police"],
            kind=OrderKind.SPO_FULL,
            made_via=MadeVia.POLICE_APPLICATION,
            court="notown magistrates",
            reference="mc-0001 ",
        )
    elsewhere = cast.case()
    cast.place(elsewhere, "police")
    interim(cast, elsewhere)


def test_an_order_is_replaced_once(cast: Cast, case: Case) -> None:
    first = interim(cast, case)
    full(cast, case, first)
    with pytest.raises(NotFromHere):
        orders.record(case, by=cast["police"], kind=OrderKind.SPO_FULL, made_via=MadeVia.ON_CONVICTION, replaces=first)


def test_only_the_police_on_the_case_record_orders(cast: Cast, case: Case) -> None:
    for slug in ("lead", "health", "advocate", "coordinator", "police-supervisor", "other-unit-police"):
        with pytest.raises(PermissionDenied):
            orders.record(
                case, by=cast[slug], kind=OrderKind.SPO_FULL, made_via=MadeVia.POLICE_APPLICATION, court="Notown"
            )


def test_a_breach_is_recorded_told_and_decided(cast: Cast, case: Case) -> None:
    order = interim(cast, case)
    broken = orders.breach(
        order,
        by=cast["police"],
        happened_at=datetime(2026, 4, 17, 18, tzinfo=UTC),
        how="Drove past her home",
        arrested_on=date(2026, 4, 17),
    )
    assert list(Breach.objects.undecided().filter(case=case)) == [broken]
    told = Notification.objects.get(recipient=cast.users["advocate"], kind="breach")
    assert "Drove" not in told.text
    orders.decide(
        broken,
        by=cast["police"],
        outcome=BreachOutcome.CHARGED,
        charged_on=date(2026, 4, 18),
        new_crime_recorded=True,
        version=1,
    )
    assert not Breach.objects.undecided().filter(case=case).exists()
    with pytest.raises(Changed):
        orders.decide(broken, by=cast["police"], outcome=BreachOutcome.NO_CHARGE, version=1)


def test_an_order_and_its_breach_open_the_review_and_each_thing_is_recorded_once(cast: Cast, case: Case) -> None:
    order = interim(cast, case)
    happened_at = datetime(2026, 4, 17, 18, tzinfo=UTC)
    arrested_on = date(2026, 4, 17)
    broken = orders.breach(order, by=cast["police"], happened_at=happened_at, how="Drove past", arrested_on=arrested_on)
    orders.decide(broken, by=cast["police"], outcome=BreachOutcome.CHARGED, charged_on=date(2026, 4, 18))
    orders.decide(broken, by=cast["police"], outcome=BreachOutcome.CHARGED, charged_on=date(2026, 4, 18))
    case.refresh_from_db()
    assert case.state == State.REVIEW
    codes = Trigger.objects.filter(case=case).values_list("code", flat=True)
    assert sorted(codes) == ["arrest", "breach", "charge", "order-made"]


def test_an_order_that_ends_within_thirty_days_forces_a_new_look_once(cast: Cast, case: Case) -> None:
    order = interim(cast, case)
    today = timezone.localdate(cast.now)
    Order.objects.filter(pk=order.pk).update(ends_on=today + timedelta(days=30))
    assert triggers.make_due(today - timedelta(days=1), by=cast["lead"]) == 0
    assert triggers.make_due(today, by=cast["lead"]) == 1
    assert triggers.make_due(today, by=cast["lead"]) == 0
    assert Trigger.objects.filter(case=case, code="order-ending", subject_id=order.pk).count() == 1


def test_a_stale_page_does_not_serve_an_order(cast: Cast, case: Case) -> None:
    order = interim(cast, case)
    orders.notified(order, by=cast["police"], on=date(2026, 3, 9), version=1)
    with pytest.raises(Changed):
        orders.serve(order, by=cast["police"], at=SERVED, version=1)
