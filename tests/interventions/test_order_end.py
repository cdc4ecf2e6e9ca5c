"""The end of an order leads to a decision: apply again or let it end, and why."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils.timezone import localdate

from interventions.enums import EndAnswer
from interventions.models import Order, OrderEnding
from interventions.services import orders
from stalking_unit.db.errors import DomainError
from tests.cast import Cast

ASK = "Decide what happens when the order ends"
WHY = "He wrote again last week"


def body(cast: Cast, slug: str, page: str) -> str:
    return cast.client(slug).get(page).content.decode()


@pytest.fixture
def ending(cast: Cast, order: Order) -> Order:
    """The order, with 20 days to go."""
    Order.objects.filter(pk=order.pk).update(ends_on=localdate(cast.now) + timedelta(days=20))
    order.refresh_from_db()
    return order


def test_the_officer_is_asked_at_home_until_it_is_decided(cast: Cast, ending: Order) -> None:
    page = f"/orders/{ending.pk}/end/"
    assert ASK in body(cast, "police", "/")
    assert page in body(cast, "police", "/")
    assert ASK not in body(cast, "advocate", "/")
    orders.decide_end(ending, by=cast["police"], answer=EndAnswer.NOT_YET, reason="Waits for the tag data")
    assert ASK in body(cast, "police", "/")
    sent = {"answer": "renew", "reason": WHY, "version": str(ending.version)}
    assert cast.client("police").post(page, sent).status_code == 303
    assert ASK not in body(cast, "police", "/")


def test_what_was_decided_and_why_is_read_by_the_team(cast: Cast, ending: Order) -> None:
    orders.decide_end(ending, by=cast["police"], answer=EndAnswer.LET_END, reason=WHY)
    plan = f"/cases/{ending.case_id}/plan/"
    for slug in ("police", "health", "advocate", "lead"):
        assert f"Let it end: {WHY}" in body(cast, slug, plan), slug
    assert "Decide what happens when it ends" in body(cast, "police", plan)
    assert "Decide what happens when it ends" not in body(cast, "advocate", plan)


def test_an_order_that_does_not_end_is_not_decided_about(cast: Cast, order: Order) -> None:
    assert "Decide what happens when it ends" not in body(cast, "police", f"/cases/{order.case_id}/plan/")
    with pytest.raises(DomainError, match="No end is recorded"):
        orders.decide_end(order, by=cast["police"], answer=EndAnswer.RENEW, reason=WHY)


def test_only_the_police_on_the_case_decide_and_they_say_why(cast: Cast, ending: Order) -> None:
    with pytest.raises(PermissionDenied):
        orders.decide_end(ending, by=cast["advocate"], answer=EndAnswer.RENEW, reason=WHY)
    assert cast.client("police").post(f"/orders/{ending.pk}/end/", {"answer": "renew"}).status_code == 422
    assert not OrderEnding.objects.exists()
