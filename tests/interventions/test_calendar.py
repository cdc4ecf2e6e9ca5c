"""The calendar feed says which days are busy and nothing else, to whoever knows its one secret address."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils.timezone import localdate

from interventions.models import PlanAction
from interventions.services import planning
from stalking_unit.accounts.models import Membership
from stalking_unit.reminders.models import CalendarAddress
from tests.cast import Cast

SETTINGS = "/inbox/settings/"


def address(cast: Cast, slug: str) -> str:
    page = cast.client(slug).post(f"{SETTINGS}calendar/").content.decode()
    found = re.search(r"https://unit\.example(/calendar/\S+?\.ics)", page)
    assert found is not None
    return found[1]


def test_it_says_busy_and_how_often_and_holds_no_word_of_any_case(cast: Cast, action: PlanAction) -> None:
    answer = Client().get(address(cast, "health"))
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    lines = answer.content.decode().split("\r\n")
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-2:] == ["END:VCALENDAR", ""]
    assert f"DTSTART;VALUE=DATE:{action.due_on:%Y%m%d}" in lines
    assert [line for line in lines if line.startswith("SUMMARY")] == ["SUMMARY:Busy\\, 1"]
    said = answer.content.decode()
    assert not any(word in said for word in ("CHS-", "Notown", str(action.case_id), str(action.pk), "LOCATION"))
    assert max(len(line.encode()) for line in lines) <= 75
    assert "no-store" in answer["Cache-Control"]


def test_what_is_late_makes_today_busy(cast: Cast, action: PlanAction) -> None:
    PlanAction.objects.filter(pk=action.pk).update(due_on=localdate(cast.now) - timedelta(days=9))
    said = Client().get(address(cast, "health")).content.decode()
    assert f"DTSTART;VALUE=DATE:{localdate(cast.now):%Y%m%d}" in said


def test_what_is_done_and_what_is_anothers_makes_nobody_busy(cast: Cast, action: PlanAction) -> None:
    feed = address(cast, "health")
    assert "BEGIN:VEVENT" not in Client().get(address(cast, "probation")).content.decode()
    planning.finish(action, by=cast["health"], outcome="Held")
    assert "BEGIN:VEVENT" not in Client().get(feed).content.decode()


@pytest.mark.parametrize("ended", ["stopped", "made anew", "left", "seat over"])
def test_an_address_that_ended_reads_like_one_that_never_was(cast: Cast, ended: str) -> None:
    feed = address(cast, "health")
    if ended == "stopped":
        cast.client("health").post(f"{SETTINGS}calendar/stop/")
    elif ended == "made anew":
        assert address(cast, "health") != feed
    elif ended == "left":
        type(cast.users["health"]).objects.filter(pk=cast.users["health"].pk).update(is_active=False)
    else:
        Membership.objects.filter(user=cast.users["health"]).update(ends_on=localdate(cast.now) - timedelta(days=1))
    gone, wrong = Client().get(feed), Client().get("/calendar/never-was-one.ics")
    assert gone.status_code == wrong.status_code == 404
    assert gone.content == wrong.content


def test_the_address_is_shown_once_and_kept_as_a_hash(cast: Cast) -> None:
    feed = address(cast, "health")
    secret = feed.removeprefix("/calendar/").removesuffix(".ics")
    assert secret not in cast.client("health").get(SETTINGS).content.decode()
    assert secret not in str(CalendarAddress.objects.values_list("secret_hash").get())
    assert len(secret) >= 43
