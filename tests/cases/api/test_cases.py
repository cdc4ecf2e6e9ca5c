"""The API sees what the pages see: the same policy, a token for a cookie."""

import pytest
from django.test import Client
from knox.models import AuthToken

from cases.enums import Level, Side, State
from stalking_unit.audit import trail
from tests.cast import Cast

LIST = "/api/v1/cases/"


def ask(cast: Cast, slug: str, path: str = LIST) -> tuple[int, dict]:
    _, token = AuthToken.objects.create(cast.users[slug])
    response = Client().get(path, headers={"Authorization": f"Token {token}"})
    return response.status_code, response.json()


def test_the_list_holds_the_cases_one_may_see_and_no_count(cast: Cast) -> None:
    seen = cast.case(State.REVIEW, level=Level.HIGH)
    cast.place(seen, "health", Side.SUSPECT)
    cast.case()
    status, body = ask(cast, "health")
    assert status == 200
    assert [row["reference"] for row in body["results"]] == [seen.reference]
    assert set(body) == {"next", "previous", "results"}
    assert body["results"][0] == {
        "id": str(seen.pk),
        "reference": seen.reference,
        "unit": "CHS",
        "area": None,
        "state": "review",
        "level": "high",
        "review_on": None,
        "is_restricted": False,
        "is_red_flagged": False,
        "is_paused": False,
        "version": 1,
    }


def test_a_restricted_case_is_not_there_for_the_lead(cast: Cast) -> None:
    cast.case(restricted=True)
    assert ask(cast, "lead")[1]["results"] == []


@pytest.mark.parametrize("slug", ["admin", "other-unit-lead", "advocate-two"])
def test_hidden_and_missing_are_the_same_answer(cast: Cast, slug: str) -> None:
    case = cast.case()
    hidden = ask(cast, slug, f"{LIST}{case.pk}/")
    missing = ask(cast, slug, f"{LIST}00000000-0000-4000-8000-000000000000/")
    assert hidden == missing
    assert hidden[0] == 404


def test_without_a_token_nothing_is_said(cast: Cast) -> None:
    cast.case()
    assert Client().get(LIST).status_code == 401


def test_a_cookie_alone_is_not_a_token(cast: Cast) -> None:
    assert cast.client("lead").get(LIST).status_code == 401


def test_the_list_is_on_the_trail_with_the_cases_it_showed(cast: Cast) -> None:
    case = cast.case()
    ask(cast, "lead")
    [line] = [row for row in trail.of_case(case.pk) if row.subtype == "list_cases"]
    assert (line.actor_name, line.via) == ("Rowan Chairley", "api")


def test_the_description_of_the_api_is_complete(cast: Cast) -> None:
    _, token = AuthToken.objects.create(cast.users["lead"])
    response = Client().get("/api/v1/schema/?format=json", headers={"Authorization": f"Token {token}"})
    paths = response.json()["paths"]
    assert {"/api/v1/cases/", "/api/v1/cases/{id}/"} <= set(paths)


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_no_move_of_a_case_is_made_by_a_program(cast: Cast, method: str) -> None:
    """The lifecycle is for people at pages that say what is missing; a program reads."""
    case = cast.case(State.TRIAGE)
    _, token = AuthToken.objects.create(cast.users["lead"])
    headers = {"Authorization": f"Token {token}"}
    for path in (LIST, f"{LIST}{case.pk}/", f"{LIST}{case.pk}/accept/"):
        answer = getattr(Client(), method)(path, {"state": "accepted"}, "application/json", headers=headers)
        assert answer.status_code in {404, 405}, path
    case.refresh_from_db()
    assert (case.state, case.version) == (State.TRIAGE, 1)
