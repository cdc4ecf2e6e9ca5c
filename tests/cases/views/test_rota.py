"""The page of the rota names who is awake and where nobody is; those who plan it do so there."""

from datetime import datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases.clocks import LONDON
from stalking_unit.duty.models import Turn
from tests.cast import Cast
from tests.duty.test_rota import HOUR, turn

ASKED = {
    "person": "",
    "telephone": "07700 900202",
    "hours": "outside",
    "first-day": "30",
    "first-month": "4",
    "first-year": "2027",
    "last-day": "3",
    "last-month": "5",
    "last-year": "2027",
}


def page(cast: Cast, slug: str, path: str = "/duty/") -> str:
    answer = cast.client(slug).get(path)
    assert answer.status_code == 200
    return str(answer.content.decode())


def send(cast: Cast, slug: str = "lead", **said: str) -> Any:
    return cast.client(slug).post("/duty/plan/", ASKED | {"person": str(cast.users["police"].pk)} | said)


@pytest.mark.parametrize("slug", ["police", "advocate", "lead", "coordinator", "admin", "auditor"])
def test_everybody_of_the_unit_reads_it(cast: Cast, slug: str) -> None:
    turn(cast, "lead", -1, 1, telephone="07700 900201")
    found = page(cast, slug)
    assert "Rowan Chairley is on duty until" in found
    assert "07700 900201" in found


def test_a_guest_and_another_unit_do_not(cast: Cast) -> None:
    turn(cast, "lead", -1, 1, telephone="07700 900201")
    assert cast.client("guest").get("/duty/").status_code == 404
    assert "07700 900201" not in page(cast, "other-unit-lead")


def test_where_nobody_is_on_duty_the_page_says_until_when_and_whom_to_phone(cast: Cast) -> None:
    turn(cast, "lead", 1, 2)
    assert "No one in this unit is on duty until" in page(cast, "police")
    assert "Phone the force control room." in page(cast, "police")


def test_an_empty_rota_says_so_too(cast: Cast) -> None:
    assert "No one in this unit is on duty. Phone the force control room." in page(cast, "police")


def test_gaps_stand_between_the_turns(cast: Cast) -> None:
    turn(cast, "lead", -1, 1)
    turn(cast, "police", 3, 24 * 15)
    assert page(cast, "police").count("Nobody is on duty.") == 1


def test_what_is_shown_ahead_ends_at_the_hour_at_which_duty_changes(cast: Cast) -> None:
    assert ", 9am</dt>" in page(cast, "police")


def test_only_those_who_plan_are_led_to_planning(cast: Cast) -> None:
    assert "/duty/plan/" in page(cast, "coordinator")
    assert "/duty/plan/" not in page(cast, "police")
    assert cast.client("police").get("/duty/plan/").status_code == 404


def test_planning_puts_somebody_on_the_rota(cast: Cast) -> None:
    assert send(cast).status_code == 303
    planned = Turn.objects.get()
    assert planned.user == cast.users["police"]
    assert planned.ends_at == datetime(2027, 5, 4, 9, tzinfo=LONDON)
    found = page(cast, "lead", "/duty/plan/")
    assert "DS Avery Placeholder is on the rota." in found
    assert "Friday 30 April 2027, 5pm to Tuesday 4 May 2027, 9am" in found


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"person": ""}, "Select who is on duty"),
        ({"telephone": ""}, "Enter the telephone"),
        ({"last-month": "3"}, "The last day is before the first"),
        ({"hours": "working", "first-day": "1", "first-month": "5"}, "There are no such hours"),
    ],
)
def test_what_is_wrong_is_said_with_what_was_typed_kept(cast: Cast, said: dict[str, str], sentence: str) -> None:
    answer = send(cast, **said)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert "2027" in answer.content.decode()
    assert not Turn.objects.exists()


def test_a_turn_is_called_off_by_one_press(cast: Cast) -> None:
    planned = turn(cast, "police", 1, 2)
    answer = cast.client("coordinator").post("/duty/call-off/", {"turn": str(planned.pk)}, follow=True)
    assert "DS Avery Placeholder is not on duty at that time any more." in answer.content.decode()
    planned.refresh_from_db()
    assert planned.called_off_at


@pytest.mark.parametrize("key", ["", "nonsense", "00000000-0000-4000-8000-000000000000"])
def test_calling_off_nothing_says_so(cast: Cast, key: str) -> None:
    answer = cast.client("lead").post("/duty/call-off/", {"turn": key}, follow=True)
    assert "That turn is over, or was called off already." in answer.content.decode()


def test_a_long_rota_costs_as_many_queries_as_a_short_one(cast: Cast, django_assert_num_queries: Any) -> None:
    turn(cast, "lead", -1, 1)
    page(cast, "police")
    with CaptureQueriesContext(connection) as short:
        page(cast, "police")
    for number in range(20):
        turn(cast, "police", 2 * number + 1, 2 * number + 2, starts_at=cast.now + (2 * number + 1) * HOUR)
    with django_assert_num_queries(len(short)):
        page(cast, "police")
