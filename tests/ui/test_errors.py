"""When something goes wrong the page says what to do, tells nobody what exists, and asks the database nothing."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

import pytest
from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.test import RequestFactory
from django.utils import timezone

from stalking_unit.ui import gallery, views
from tests.strictness import assert_strict

Answer = Callable[[HttpRequest], HttpResponse]


@pytest.fixture
def request_(rf: RequestFactory) -> HttpRequest:
    return rf.get("/cases/1/")


def test_a_hidden_page_and_a_missing_one_are_the_same_to_the_byte(rf: RequestFactory) -> None:
    hidden = views.not_found(rf.get("/cases/1/"), Http404("Case 1 is restricted"))
    missing = views.not_found(rf.get("/cases/of-nobody/?page=2"), Http404())
    assert hidden.status_code == missing.status_code == HTTPStatus.NOT_FOUND
    assert hidden.content == missing.content
    assert hidden.headers == missing.headers


@pytest.mark.parametrize(
    ("answer", "status", "said"),
    [
        (lambda r: views.bad_request(r, Exception()), 400, "That did not work"),
        (lambda r: views.bad_request(r, RequestDataTooBig()), 413, "too large"),
        (lambda r: views.forbidden(r, PermissionDenied()), 403, "ask the case’s lead"),
        (lambda r: views.not_found(r, Http404()), 404, "Page not found"),
        (lambda r: views.too_many(r), 429, "Wait 15 minutes"),
        (lambda r: views.form_expired(r), 403, "open for too long"),
        (lambda r: views.server_error(r), 500, "The fault is ours"),
    ],
)
def test_each_error_page_says_what_to_do(request_: HttpRequest, answer: Answer, status: int, said: str) -> None:
    response = answer(request_)
    page = response.content.decode()
    assert response.status_code == status
    assert said in page
    assert_strict(page)


def test_a_database_that_cannot_be_reached_is_a_service_that_will_be_back(request_: HttpRequest) -> None:
    try:
        raise OperationalError("connection refused")
    except OperationalError:
        response = views.server_error(request_)
    assert response.status_code == HTTPStatus.SERVICE_UNAVAILABLE
    assert "Try again in a few minutes" in response.content.decode()


def test_when_somebody_saved_first_both_texts_are_shown_and_the_form_stays_filled(rf: RequestFactory) -> None:
    conflict, form = gallery.conflict(timezone.localtime())
    page = views.saved_first(rf.post("/"), conflict=conflict, form=form).render().content.decode()  # type: ignore[attr-defined]
    assert "Ngozi Eze saved first" in page
    assert conflict.clashes[0].theirs in page
    assert page.count(conflict.clashes[0].mine) == 2
