"""The API refuses in one shape, tells nothing by it, and shows nothing that no rule shows."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.cache import cache
from django.test import Client

from tests.db.probe import STACK
from tests.rest.urls import ERRORS


@pytest.fixture
def api(settings: Any, db: Any) -> Client:
    settings.MIDDLEWARE, settings.ROOT_URLCONF = STACK, "tests.rest.urls"
    cache.clear()
    return Client(raise_request_exception=False)


@pytest.mark.parametrize(
    ("how", "status", "code"),
    [
        ("hidden", 404, "not_found"),
        ("missing", 404, "not_found"),
        ("forbidden", 403, "permission_denied"),
        ("not_allowed", 403, "permission_denied"),
        ("own_work", 422, "own_work"),
        ("refused", 422, "refused"),
        ("conflict", 409, "conflict"),
        ("fields", 400, "invalid"),
        ("together", 400, "invalid"),
        ("unparsed", 400, "parse_error"),
    ],
)
class TestRefusals:
    def test_they_have_one_shape(self, api: Client, how: str, status: int, code: str) -> None:
        answer = api.get(f"/refuses/{how}")
        assert (answer.status_code, answer.json()["code"]) == (status, code)
        assert answer.json().keys() == {"code", "message", "fields"}
        assert answer.json()["message"].endswith(".")

    def test_they_leave_nothing_behind(self, api: Client, how: str, status: int, code: str) -> None:
        api.get(f"/refuses/{how}")
        assert not Group.objects.exists()


def test_every_refusal_is_tried() -> None:
    [mark] = TestRefusals.pytestmark  # type: ignore[attr-defined]
    assert {row[0] for row in mark.args[1]} == ERRORS.keys()


def test_hidden_and_missing_are_the_same_bytes(api: Client) -> None:
    hidden, missing = api.get("/refuses/hidden"), api.get("/refuses/missing")
    assert hidden.content == missing.content
    assert hidden.headers == missing.headers


def test_a_rule_of_the_domain_speaks_for_itself(api: Client) -> None:
    assert api.get("/refuses/own_work").json()["message"] == "Someone else must sign off your assessment."


def test_fields_say_what_is_wrong_with_them(api: Client) -> None:
    assert api.get("/refuses/fields").json()["fields"] == {"level": ["Choose a level."]}
    assert api.get("/refuses/together").json()["fields"] == {"non_field_errors": ["End comes before start."]}


def test_a_fault_is_a_fault(api: Client) -> None:
    assert api.get("/fails/quietly").status_code == 500


def test_a_view_that_names_no_rule_is_shown_to_nobody(api: Client) -> None:
    assert api.get("/says-nothing").status_code == 403


def test_who_is_asking_must_be_said(api: Client) -> None:
    answer = api.get("/asks-who")
    assert (answer.status_code, answer.json()["code"]) == (401, "not_authenticated")
    assert answer.headers["WWW-Authenticate"].startswith("Token")


def test_whoever_asks_too_often_waits(api: Client) -> None:
    answers = [api.get("/seldom/please") for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert answers[-1].json()["code"] == "throttled"
    assert 0 < int(answers[-1].headers["Retry-After"]) <= 60


def test_pages_follow_each_other_without_a_count(api: Client) -> None:
    Group.objects.bulk_create([Group(name=f"{number:03}") for number in range(60)])
    names, address, sizes = [], "/groups", []
    while address:
        page = api.get(address).json()
        assert page.keys() == {"next", "previous", "results"}
        names += [row["name"] for row in page["results"]]
        sizes.append(len(page["results"]))
        address = page["next"]
    assert sizes == [25, 25, 10]
    assert names == [f"{number:03}" for number in range(60)]


def test_a_page_is_never_longer_than_a_hundred(api: Client) -> None:
    Group.objects.bulk_create([Group(name=f"{number:03}") for number in range(120)])
    assert len(api.get("/groups?page_size=1000").json()["results"]) == 100
