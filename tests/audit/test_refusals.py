"""A refusal outlives the transaction that it ended; what was done before it does not."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.test import Client

from stalking_unit.audit import trail
from stalking_unit.audit.models import AuditEvent
from tests.audit import urls
from tests.db.probe import STACK

pytestmark = pytest.mark.committed


@pytest.fixture
def visitor(settings: Any) -> Client:
    settings.MIDDLEWARE, settings.ROOT_URLCONF = STACK, "tests.audit.urls"
    return Client(raise_request_exception=False)


def the_only_line() -> AuditEvent:
    with trail.reading():
        return AuditEvent.objects.get()


def assert_refused(line: AuditEvent) -> None:
    assert (line.outcome, line.operation, line.subtype, line.reason) == ("refused", "consult", "page", "stranger")
    assert (line.record_type, line.record_id, line.case_id) == ("cases.case", urls.CASE, urls.CASE)
    assert line.request_id is not None
    assert line.is_intact


@pytest.mark.parametrize("how", ["hidden", "forbidden"])
@pytest.mark.parametrize("channel", ["page", "api"])
def test_on_a_page_and_in_the_api(visitor: Client, channel: str, how: str) -> None:
    assert visitor.get(f"/{channel}/{how}").status_code in {403, 404}
    assert_refused(the_only_line())


@pytest.mark.parametrize(("how", "error"), [("hidden", Http404), ("forbidden", PermissionDenied)])
def test_in_the_background(how: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        urls.task.delay(how)
    assert_refused(the_only_line())


def test_wherever_a_transaction_is_opened_by_hand() -> None:
    with pytest.raises(Http404), trail.keeping_refusals(), transaction.atomic():
        urls.look_and_be_refused("hidden")
    assert_refused(the_only_line())


def test_an_ordinary_fault_is_no_refusal() -> None:
    with pytest.raises(ZeroDivisionError), trail.keeping_refusals(), transaction.atomic():
        raise ZeroDivisionError
    with trail.reading():
        assert not AuditEvent.objects.exists()


def test_what_cannot_be_told_is_not_done(visitor: Client) -> None:
    answer = visitor.get("/cannot")
    assert answer.status_code == 500
    assert b"all about it" not in answer.content
    assert not Group.objects.exists()


def test_each_piece_of_work_has_its_own_number_and_its_parts_share_it() -> None:
    with trail.one_request() as first, trail.one_request() as part:
        assert part == first
    with trail.one_request() as second:
        assert second != first
