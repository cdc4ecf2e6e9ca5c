"""Hearings: recorded before or after, kept to the victim's side where the suspect must not know, and told in time."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.utils.timezone import localdate

from cases.enums import Level, Side, State
from cases.models import Case, TeamMember, Trigger
from cases.services import triggers
from cases.services.errors import Changed
from cases.views.calendar import busy_days
from interventions.enums import HearingAnswer, HearingKind, HearingResult
from interventions.models import Hearing, HearingTold
from interventions.services import hearings
from interventions.services.hearings import HearingSaid
from stalking_unit.accounts.actor import Actor
from stalking_unit.db.errors import DomainError
from stalking_unit.notifications.models import Notification
from tests.cast import Cast
from tests.interventions.test_late import sweep, told

COURT = "Notown Family Court"


def said(cast: Cast, *, days: int = 5, is_hers: bool = False, kind: HearingKind = HearingKind.FAMILY) -> HearingSaid:
    return HearingSaid(kind=kind, court=COURT, held_on=localdate(cast.now) + timedelta(days=days), is_hers=is_hers)


def typed(on: date, **more: Any) -> dict[str, Any]:
    day = {"held_on-day": on.day, "held_on-month": on.month, "held_on-year": on.year}
    return {"kind": "family", "court": COURT, "held_time": "10:30am", "who": "everyone", **day, **more}


def body(cast: Cast, slug: str, page: str) -> str:
    return cast.client(slug).get(page).content.decode()


def test_an_advocate_records_one_and_the_team_reads_it(cast: Cast, case: Case) -> None:
    on = localdate(cast.now) + timedelta(days=5)
    sent = cast.client("advocate").post(f"/cases/{case.pk}/hearings/record/", typed(on, attends="The officer"))
    assert sent.status_code == 303
    for slug in ("police", "health", "outreach", "advocate", "lead"):
        page = body(cast, slug, f"/cases/{case.pk}/plan/")
        assert COURT in page, slug
        assert "at 10:30am" in page, slug
        assert "The officer" in page, slug
    assert "Next hearing" in body(cast, "health", f"/cases/{case.pk}/")


def test_one_that_is_over_is_recorded_too(cast: Cast, case: Case) -> None:
    hearing = hearings.record(case, said(cast, days=-30), by=cast["police"])
    hearings.conclude(hearing, by=cast["police"], result=HearingResult.HELD, words="Adjourned for reports")
    assert "Adjourned for reports" in body(cast, "health", f"/cases/{case.pk}/timeline/")


@pytest.mark.parametrize("page", ["", "plan/", "timeline/"])
def test_one_kept_to_her_side_is_nothing_to_the_suspects_side(cast: Cast, case: Case, page: str) -> None:
    here = f"/cases/{case.pk}/{page}"
    before = body(cast, "health", here).count("earing")
    hearing = hearings.record(case, said(cast, days=0, is_hers=True), by=cast["advocate"])
    for slug in ("police", "advocate", "lead"):
        assert COURT in body(cast, slug, f"/cases/{case.pk}/plan/"), slug
    for slug in ("health", "outreach"):
        assert COURT not in body(cast, slug, here), slug
    assert body(cast, "health", here).count("earing") == before
    for way in ("change", "result", "told"):
        assert cast.client("health").get(f"/hearings/{hearing.pk}/{way}/").status_code == 404


def test_only_her_side_is_asked_who_may_know_and_may_keep_it_there(cast: Cast, case: Case) -> None:
    record = f"/cases/{case.pk}/hearings/record/"
    assert "Who may know of it?" in body(cast, "advocate", record)
    assert "Who may know of it?" not in body(cast, "health", record)
    with pytest.raises(PermissionDenied):
        hearings.record(case, said(cast, is_hers=True), by=cast["health"])
    cast.client("health").post(record, typed(localdate(cast.now), who="hers"))
    assert not Hearing.objects.get().is_hers


def test_whether_she_was_told_is_for_her_side_to_say_and_to_know(cast: Cast, case: Case) -> None:
    hearing = hearings.record(case, said(cast), by=cast["police"])
    plan = f"/cases/{case.pk}/plan/"
    assert "Nobody has said yet whether the victim has been told" in body(cast, "advocate", plan)
    assert cast.client("advocate").post(f"/hearings/{hearing.pk}/told/", {"answer": "told"}).status_code == 303
    assert HearingTold.objects.get().answer == HearingAnswer.TOLD
    assert "Yes, the victim has been told" in body(cast, "lead", plan)
    for page in (plan, f"/cases/{case.pk}/"):
        assert "victim has been told" not in body(cast, "health", page)
        assert "Has the victim been told" not in body(cast, "health", page)
    assert cast.client("health").get(f"/hearings/{hearing.pk}/told/").status_code == 403
    with pytest.raises(PermissionDenied):
        hearings.say_told(hearing, by=cast["outreach"], answer=HearingAnswer.TOLD)


def test_it_is_put_right_and_whoever_comes_second_is_told(cast: Cast, case: Case) -> None:
    hearing = hearings.record(case, said(cast), by=cast["police"])
    hearings.change(hearing, said(cast, days=9), by=cast["advocate"], version=1)
    with pytest.raises(Changed):
        hearings.change(hearing, said(cast, days=8), by=cast["police"], version=1)
    hearing.refresh_from_db()
    assert hearing.held_on == localdate(cast.now) + timedelta(days=9)
    shown = body(cast, "police", f"/hearings/{hearing.pk}/change/")
    assert f'value="{COURT}"' in shown


def test_what_is_to_come_did_not_take_place_yet(cast: Cast, case: Case) -> None:
    hearing = hearings.record(case, said(cast), by=cast["police"])
    with pytest.raises(DomainError, match="still to come"):
        hearings.conclude(hearing, by=cast["police"], result=HearingResult.HELD)
    moved = {"result": "moved", "outcome": "", "version": "1"}
    answer = cast.client("police").post(f"/hearings/{hearing.pk}/result/", moved, follow=True)
    assert "Record the new day as a hearing of its own." in answer.content.decode()


def test_those_who_must_know_are_told_a_week_before_and_again(cast: Cast, case: Case) -> None:
    hearing = hearings.record(case, said(cast, days=30), by=cast["advocate"])
    sweep(cast, hearing.held_on - timedelta(days=8))
    assert told(cast, "hearing") == set()
    for before in (7, 6, 5):
        sweep(cast, hearing.held_on - timedelta(days=before))
    assert told(cast, "hearing") == {"police", "advocate", "lead", "lead-alternate"}
    assert Notification.objects.filter(kind="hearing").count() == 4
    sweep(cast, hearing.held_on)
    assert told(cast, "hearing-soon") == {"police", "advocate", "lead", "lead-alternate"}


def test_one_kept_to_her_side_is_told_to_nobody_of_his(cast: Cast, case: Case) -> None:
    TeamMember.objects.filter(case=case, user=cast.users["police"]).update(side=Side.SUSPECT)
    hearing = hearings.record(case, said(cast, is_hers=True), by=cast["advocate"])
    sweep(cast, hearing.held_on)
    assert told(cast, "hearing") == {"advocate", "lead", "lead-alternate"}


def test_what_is_concluded_is_told_no_more(cast: Cast, case: Case) -> None:
    hearing = hearings.record(case, said(cast), by=cast["police"])
    hearings.conclude(hearing, by=cast["police"], result=HearingResult.CANCELLED)
    sweep(cast, hearing.held_on)
    assert told(cast, "hearing") | told(cast, "hearing-soon") == set()


def test_whoever_keeps_the_case_finds_it_at_home_and_their_calendar_is_busy(cast: Cast, case: Case) -> None:
    hearing = hearings.record(case, said(cast), by=cast["police"])
    assert "Hearing: Family court" in body(cast, "advocate", "/")
    assert busy_days(cast["advocate"])[hearing.held_on] == 1
    assert "Hearing: Family court" not in body(cast, "health", "/")
    Hearing.objects.update(held_on=localdate(cast.now) - timedelta(days=1))
    assert "Record what became of the hearing" in body(cast, "police", "/")


@pytest.mark.parametrize(
    ("kind", "code"), [(HearingKind.CHILDREN, "child-hearing"), (HearingKind.TRIAL, "hearing")], ids=str
)
def test_one_within_a_fortnight_opens_a_review_once(cast: Cast, case: Case, kind: HearingKind, code: str) -> None:
    hearing = hearings.record(case, said(cast, days=20, kind=kind), by=cast["police"])
    system = Actor.system("triggers", cast.now)
    triggers.make_due(localdate(cast.now), by=system)
    assert not Trigger.objects.exists()
    for _ in range(2):
        triggers.make_due(hearing.held_on - timedelta(days=14), by=system)
    assert Trigger.objects.get().code == code
    case.refresh_from_db()
    assert case.state == State.REVIEW


def test_one_kept_to_her_side_opens_no_review_that_would_tell_of_it(cast: Cast, case: Case) -> None:
    hearing = hearings.record(case, said(cast, is_hers=True), by=cast["advocate"])
    triggers.make_due(hearing.held_on, by=Actor.system("triggers", cast.now))
    assert not Trigger.objects.exists()


def test_a_sentence_is_a_reason_to_look_again(cast: Cast, case: Case) -> None:
    hearing = hearings.record(case, said(cast, days=0, kind=HearingKind.SENTENCE), by=cast["police"])
    hearings.conclude(hearing, by=cast["police"], result=HearingResult.HELD, words="A community order")
    assert Trigger.objects.get().code == "court"


def test_a_lead_finds_the_hearings_of_the_week(cast: Cast, case: Case) -> None:
    Case.objects.filter(pk=case.pk).update(level=Level.HIGH, level_agreed_at=cast.now)
    hearings.record(case, said(cast, is_hers=True), by=cast["advocate"])
    hearings.record(case, said(cast, days=8), by=cast["police"])
    assert "1 hearing is in the next 7 days" in body(cast, "lead", "/start-of-the-week/")
    assert COURT in body(cast, "lead", "/start-of-the-week/hearings/")
