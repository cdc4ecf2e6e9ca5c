"""The alarm is had by one press wherever somebody is, and every page says who is awake and what became of the mail."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from cases.enums import AlarmKind, Capacity, Grant, Side, State
from cases.models import Alarm, Case, SpokenTo
from cases.services import alarms
from stalking_unit import clock
from stalking_unit.db.said import HIDDEN, Place
from stalking_unit.notifications.tasks import deliver
from tests.cases.services.test_unsent import left_unsent
from tests.cast import Cast
from tests.duty.test_rota import turn

FLAG = {"done_now": "999 called, control room told."}
NOBODY = "No one in this unit is on duty. Phone the force control room. Who have you spoken to?"


@pytest.fixture
def case(cast: Cast) -> Case:
    case = cast.case(State.PLAN_ACTIVE)
    cast.whole_team(case)
    return case


@pytest.fixture
def on_duty(cast: Cast) -> None:
    turn(cast, "police-supervisor", -1, 48, telephone="07700 900202")


def flag(cast: Cast, case: Case, slug: str = "advocate") -> Any:
    return cast.client(slug).post(f"/cases/{case.pk}/raise-red-flag/", FLAG | {"version": case.version}, follow=True)


def page(cast: Cast, slug: str, path: str) -> str:
    answer = cast.client(slug).get(path)
    assert answer.status_code == 200, path
    return str(answer.content.decode())


@pytest.fixture
def alarm(cast: Cast, case: Case, on_duty: None) -> Alarm:
    return alarms.raise_alarm(case, AlarmKind.RED_FLAG, uuid4(), by=cast["advocate"])


# After raising


def test_whoever_raises_a_red_flag_is_shown_who_is_awake(cast: Cast, case: Case, on_duty: None) -> None:
    body = flag(cast, case).content.decode()
    assert "A red flag was raised" in body
    assert "DI Morgan Specimen is on duty until" in body
    assert "07700 900202" in body
    assert FLAG["done_now"] in body


def test_or_that_nobody_is_and_is_asked_whom_they_have_spoken_to(cast: Cast, case: Case) -> None:
    assert NOBODY in flag(cast, case).content.decode()


def test_the_page_says_from_when_somebody_is_on_duty_again(cast: Cast, case: Case) -> None:
    turn(cast, "lead", 1, 2)
    body = flag(cast, case).content.decode()
    assert "No one in this unit is on duty until" in body
    assert "Phone the force control room. Who have you spoken to?" in body


def test_whom_they_spoke_to_is_recorded_and_shown(cast: Cast, alarm: Alarm) -> None:
    answer = cast.client("advocate").post(f"/alarms/{alarm.pk}/", {"words": "Sgt Doe, control room"}, follow=True)
    assert answer.status_code == 200
    assert "Sgt Doe, control room" in answer.content.decode()
    assert SpokenTo.objects.get().author == cast.users["advocate"]
    refused = cast.client("advocate").post(f"/alarms/{alarm.pk}/", {"words": ""})
    assert refused.status_code == 422
    assert "Enter who you have spoken to" in refused.content.decode()


def test_what_they_were_told_can_be_hidden_where_it_stands(cast: Cast, alarm: Alarm) -> None:
    cast.client("advocate").post(f"/alarms/{alarm.pk}/", {"words": "Her neighbour at 14 Elm Road", "stays": "words"})
    address = str(Place("cases.SpokenTo", SpokenTo.objects.get().pk, "words"))
    assert "14 Elm Road" in page(cast, "police-supervisor", f"/alarms/{alarm.pk}/")
    assert f'value="{address}"' in page(cast, "police-supervisor", f"/alarms/{alarm.pk}/")
    cast.client("advocate").post("/hide/", {"place": address, "words": "14 Elm Road"})
    assert f"Her neighbour at {HIDDEN}" in page(cast, "police-supervisor", f"/alarms/{alarm.pk}/")
    assert "14 Elm Road" in page(cast, "advocate", f"/alarms/{alarm.pk}/")


def test_a_guest_who_raises_one_comes_back_to_the_case(cast: Cast, case: Case) -> None:
    cast.place(case, "guest", Side.HEADER)
    case.grants.filter(user=cast.users["guest"]).update(record_types=["cases.Case"])
    assert flag(cast, case, "guest").redirect_chain == [(f"/cases/{case.pk}/", 303)]
    assert Alarm.objects.exists()


def test_a_restricted_case_names_nobody_who_is_on_duty_for_the_unit(cast: Cast, on_duty: None) -> None:
    case = cast.case(restricted=True)
    cast.place(case, "advocate", Side.VICTIM)
    cast.place(case, "other-unit-lead", Side.BOTH, Capacity.ALTERNATE, Grant.LEAD)
    body = flag(cast, case).content.decode()
    assert "DI Morgan Specimen" not in body
    assert "Speak about it to nobody but those named on it." in body
    assert "Nobody named on this case is on duty. If somebody is in danger now, call 999." in body
    seat = cast["other-unit-lead"].membership
    assert seat is not None
    turn(cast, "other-unit-lead", -1, 1, unit=seat.unit, telephone="01632 960021")
    assert "01632 960021" in page(cast, "advocate", f"/alarms/{Alarm.objects.get().pk}/")


# Having it


@pytest.mark.parametrize("path", ["/", "/inbox/", "/duty/", "/cases/"])
def test_it_is_had_by_one_press_from_every_page(cast: Cast, alarm: Alarm, path: str) -> None:
    body = page(cast, "police-supervisor", path)
    assert f'action="/alarms/{alarm.pk}/take/"' in body
    answer = cast.client("police-supervisor").post(f"/alarms/{alarm.pk}/take/", follow=True)
    assert "DI Morgan Specimen has it, since" in answer.content.decode()
    assert f'action="/alarms/{alarm.pk}/take/"' not in page(cast, "police-supervisor", path)


def test_whoever_is_on_duty_opens_the_case_and_the_emergency_route(cast: Cast, case: Case, alarm: Alarm) -> None:
    assert "Open the emergency route" in page(cast, "police-supervisor", f"/cases/{case.pk}/support/")
    assert "I have it" in page(cast, "police-supervisor", f"/cases/{case.pk}/")
    victim = case.casepersons.victims().get()  # type: ignore[attr-defined]
    route = cast.client("police-supervisor").post(f"/victims/{victim.pk}/emergency/", follow=True)
    assert route.status_code == 200
    assert "Marigold" not in page(cast, "police-supervisor", f"/cases/{case.pk}/people/")


def test_somebody_on_duty_sees_no_case_without_an_alarm(cast: Cast, case: Case, on_duty: None) -> None:
    assert cast.client("police-supervisor").get(f"/cases/{case.pk}/").status_code == 404


def test_the_second_to_press_reads_who_has_it(cast: Cast, alarm: Alarm) -> None:
    cast.client("lead").post(f"/alarms/{alarm.pk}/take/")
    answer = cast.client("police").post(f"/alarms/{alarm.pk}/take/", follow=True)
    assert "Rowan Chairley has it already." in answer.content.decode()


def test_who_may_only_see_it_has_no_button(cast: Cast, alarm: Alarm) -> None:
    body = page(cast, "coordinator", f"/alarms/{alarm.pk}/")
    assert "Nobody has it yet" in body
    assert "I have it" not in body
    assert cast.client("coordinator").post(f"/alarms/{alarm.pk}/take/").status_code == 403


@pytest.mark.parametrize("slug", ["advocate-two", "other-unit-lead", "guest"])
def test_to_a_stranger_it_is_not_there(cast: Cast, alarm: Alarm, slug: str) -> None:
    assert cast.client(slug).get(f"/alarms/{alarm.pk}/").status_code == 404
    assert cast.client(slug).post(f"/alarms/{alarm.pk}/take/").status_code == 404


def test_the_suspects_side_does_not_learn_of_an_emergency_route(cast: Cast, case: Case, on_duty: None) -> None:
    alarm = alarms.raise_alarm(case, AlarmKind.EMERGENCY_ROUTE, uuid4(), by=cast["advocate"])
    assert cast.client("health").get(f"/alarms/{alarm.pk}/").status_code == 404
    for path in ("/", f"/cases/{case.pk}/", f"/cases/{case.pk}/timeline/"):
        assert "emergency route" not in page(cast, "health", path).lower()
    assert "The emergency route was used" in page(cast, "advocate", f"/cases/{case.pk}/")


# Of a draft


@pytest.fixture
def unsent(cast: Cast) -> Alarm:
    return left_unsent(cast)


@pytest.mark.parametrize("path", ["/", "/cases/", "/duty/"])
def test_the_author_of_a_draft_that_speaks_of_danger_is_led_to_it_from_every_page(
    cast: Cast, unsent: Alarm, path: str
) -> None:
    assert f'href="/alarms/{unsent.pk}/"' in page(cast, "health", path)
    body = page(cast, "health", f"/alarms/{unsent.pk}/")
    assert "Until you send it, nobody else can read it." in body
    assert f'href="/cases/{unsent.case_id}/referral/"' in body
    assert body.index("Send it now") < body.index("I have it")
    answer = cast.client("health").post(f"/alarms/{unsent.pk}/take/", follow=True)
    assert "has it, since" in answer.content.decode()
    assert f'action="/alarms/{unsent.pk}/take/"' not in page(cast, "health", path)


def test_to_the_lead_and_whoever_is_on_duty_the_alarm_of_a_draft_is_not_there(
    cast: Cast, unsent: Alarm, on_duty: None
) -> None:
    for slug in ("lead", "police-supervisor", "coordinator", "admin", "auditor"):
        assert cast.client(slug).get(f"/alarms/{unsent.pk}/").status_code == 404
        assert cast.client(slug).post(f"/alarms/{unsent.pk}/take/").status_code == 404
        assert str(unsent.pk) not in page(cast, slug, "/duty/")


def test_an_alternate_of_a_restricted_draft_is_told_whom_to_phone(cast: Cast) -> None:
    alarm = left_unsent(cast, involves_agency=True)
    body = page(cast, "other-unit-lead", f"/alarms/{alarm.pk}/")
    assert f"{cast['health'].name} said that somebody is in danger now and has not sent it. Phone them." in body
    assert "Send it now" not in body


# What became of it


def test_the_mail_is_shown_as_what_it_is(cast: Cast, alarm: Alarm) -> None:
    assert "Not e-mailed yet. Not opened yet." in page(cast, "advocate", f"/alarms/{alarm.pk}/")
    deliver.delay()
    body = page(cast, "advocate", f"/alarms/{alarm.pk}/")
    assert "E-mailed at" in body
    assert "Not opened yet." in body
    notice = cast.users["police-supervisor"].notifications.get()
    cast.client("police-supervisor").get(f"/inbox/{notice.pk}/")
    assert "Opened at" in page(cast, "advocate", f"/alarms/{alarm.pk}/")


def test_every_time_stands_on_the_timeline_when_it_is_over(cast: Cast, case: Case, alarm: Alarm) -> None:
    alarms.take(alarm, by=cast["police-supervisor"])
    body = page(cast, "lead", f"/cases/{case.pk}/timeline/")
    assert "Alarm: A red flag was raised" in body
    assert "It rang once. DI Morgan Specimen had it on" in body


def test_an_urgent_referral_says_who_is_awake_when_it_is_sent(cast: Cast, on_duty: None) -> None:
    case = cast.case(State.SUBMITTED)
    cast.place(case, "police", Side.HEADER, Capacity.REFERRER)
    alarms.raise_alarm(case, AlarmKind.URGENT_REFERRAL, uuid4(), by=cast["police"])
    body = page(cast, "police", f"/cases/{case.pk}/received/")
    assert "DI Morgan Specimen is on duty until" in body
    assert "A referral says that somebody is in danger now" in body


def test_home_names_who_is_awake_and_what_nobody_has(cast: Cast, alarm: Alarm) -> None:
    body = page(cast, "coordinator", "/")
    assert "DI Morgan Specimen is on duty until" in body
    assert "A red flag was raised" in body


def test_home_asks_whom_they_spoke_to_only_while_something_rings(cast: Cast, case: Case) -> None:
    assert "No one in this unit is on duty. Phone the force control room." in page(cast, "lead", "/")
    assert NOBODY not in page(cast, "lead", "/")
    alarms.raise_alarm(case, AlarmKind.BREACH, uuid4(), by=cast["police"])
    assert NOBODY in page(cast, "lead", "/")


def test_the_rota_page_lists_what_rang_lately(cast: Cast, case: Case, alarm: Alarm) -> None:
    alarms.take(alarm, by=cast["lead"])
    body = page(cast, "auditor", "/duty/")
    assert case.reference in body
    assert "Rowan Chairley has it, since" in body


def test_an_alarm_of_last_week_is_in_nobodys_way(cast: Cast, case: Case, alarm: Alarm) -> None:
    alarms.take(alarm, by=cast["police-supervisor"])
    Alarm.objects.update(raised_at=clock.now() - timedelta(days=9), taken_at=clock.now() - timedelta(days=8))
    assert "has it, since" not in page(cast, "lead", f"/cases/{case.pk}/")
    assert cast.client("police-supervisor").get(f"/cases/{case.pk}/").status_code == 404


def test_many_alarms_cost_as_many_queries_as_one(cast: Cast, alarm: Alarm, django_assert_num_queries: Any) -> None:
    page(cast, "lead", "/cases/")
    with django_assert_num_queries(12):
        page(cast, "lead", "/cases/")
    for _ in range(10):
        alarms.raise_alarm(cast.case(), AlarmKind.BREACH, uuid4(), by=cast["police"])
    with django_assert_num_queries(12):
        page(cast, "lead", "/cases/")
