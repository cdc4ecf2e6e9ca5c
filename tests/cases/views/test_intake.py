"""The pages of a referral, as each seat gets them."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from cases import policy
from cases.enums import Grant, Level, Side, State
from cases.models import Case, Draft
from cases.policy import Action
from cases.presenters.alarms import NAMED_ONLY
from stalking_unit.accounts.actor import Actor
from stalking_unit.duty.models import Turn
from stalking_unit.notifications.models import Notification
from stalking_unit.ui.words import clock, day
from tests.cast import Cast

TYPED = {
    "victim_given": "Henrietta",
    "victim_family": "Blankley",
    "suspect_known": "no",
    "happening": "130 messages on the workplace chat.",
    "immediate_danger": "no",
    "referrer_contact": "01632 960002",
}


def begin(cast: Cast, slug: str = "outreach", answer: str = "no") -> str:
    response = cast.client(slug).post("/refer/", {"involves_agency": answer})
    assert response.status_code == 303
    return str(response["Location"])


def post(cast: Cast, page: str, slug: str = "outreach", **typed: Any) -> Any:
    return cast.client(slug).post(page, {**TYPED, "do": "send", "version": revision(), **typed})


def revision() -> int:
    draft = Draft.objects.first()
    return draft.revision if draft else 0


@pytest.mark.parametrize("slug", ["police", "health", "outreach", "advocate", "probation", "coordinator", "lead"])
def test_the_first_question_stands_alone(cast: Cast, slug: str) -> None:
    page = cast.client(slug).get("/refer/")
    assert page.status_code == 200
    assert "work for, or know, any agency here?" in page.content.decode()
    assert "danger" not in page.content.decode()


@pytest.mark.parametrize("slug", ["admin", "auditor", "guest"])
def test_those_who_do_not_refer_have_no_such_page(cast: Cast, slug: str) -> None:
    assert cast.client(slug).get("/refer/").status_code == 404
    assert "/refer/" not in cast.client(slug).get("/").content.decode()


def test_the_first_question_must_be_answered(cast: Cast) -> None:
    page = cast.client("outreach").post("/refer/", {})
    assert page.status_code == 422
    assert "Select yes if anyone involved works for or knows any agency here" in page.content.decode()
    assert Case.objects.count() == 0


def test_a_referral_is_sent_and_answered_with_received_and_a_reference(cast: Cast) -> None:
    page = begin(cast)
    assert cast.client("outreach").get(page).status_code == 200
    sent = post(cast, page)
    assert sent.status_code == 303
    answer = cast.client("outreach").get(sent["Location"]).content.decode()
    case = Case.objects.get()
    assert case.state == State.SUBMITTED
    assert "Referral received" in answer
    assert str(case.reference) in answer
    assert "Blankley" not in answer


def test_saving_for_later_asks_for_nothing_and_loses_nothing(cast: Cast) -> None:
    page = begin(cast)
    saved = post(cast, page, do="later", happening="", referrer_contact="")
    assert saved["Location"] == "/"
    home = cast.client("outreach").get("/").content.decode()
    assert "Finish the referral" in home
    assert page in home
    assert 'value="Blankley"' in cast.client("outreach").get(page).content.decode()


def test_what_is_missing_is_said_beside_the_box_with_everything_else_still_there(cast: Cast) -> None:
    answer = post(cast, begin(cast), happening="", immediate_danger="yes")
    body = answer.content.decode()
    assert answer.status_code == 422
    assert "Enter what is happening" in body
    assert "Enter what has been done now" in body
    assert 'value="Blankley"' in body
    assert Case.objects.get().state == State.DRAFT


def test_a_second_tab_shows_both_texts(cast: Cast) -> None:
    page = begin(cast)
    post(cast, page, do="later")
    answer = post(cast, page, do="later", version=0, happening="She has moved out.")
    body = answer.content.decode()
    assert answer.status_code == 409
    assert "130 messages on the workplace chat." in body
    assert "She has moved out." in body
    assert "130 messages on the workplace chat." in cast.client("outreach").get(page).content.decode()


def test_what_is_typed_wrongly_is_kept_as_it_was_typed(cast: Cast) -> None:
    page = begin(cast)
    day = {"victim_born_on-day": "31", "victim_born_on-month": "Febr", "victim_born_on-year": ""}
    assert post(cast, page, **day).status_code == 422
    body = cast.client("outreach").get(page).content.decode()
    assert 'value="31"' in body
    assert 'value="Febr"' in body


def test_the_page_saves_itself_and_is_told_when(cast: Cast) -> None:
    page = begin(cast)
    answer = post(cast, page, do="keep", tab="a" * 32, turn=1, happening="He waits")
    assert answer.json() == {"words": f"Saved at {clock(Draft.objects.get().saved_at)}", "version": 1}
    assert "He waits" in cast.client("outreach").get(page).content.decode()
    again = post(cast, page, do="keep", version=0, tab="b" * 32, turn=1, happening="He left")
    assert again.status_code == 409
    assert "another tab" in again.json()["words"]


def test_a_draft_on_the_disk_is_sealed(cast: Cast) -> None:
    post(cast, begin(cast), do="later")
    with connection.cursor() as cursor:
        cursor.execute("SELECT words FROM cases_draft")
        [[sealed]] = cursor.fetchall()
    assert b"messages" not in bytes(sealed)


def test_a_draft_is_nobody_elses(cast: Cast) -> None:
    page = begin(cast)
    for slug in ("lead", "police", "advocate", "other-unit-lead"):
        assert cast.client(slug).get(page).status_code == 404, slug


def test_a_restricted_draft_shows_in_no_list_and_says_who_will_know(cast: Cast) -> None:
    page = begin(cast, answer="yes")
    assert "Only you and the unit’s named alternates can see it" in cast.client("outreach").get(page).content.decode()
    post(cast, page)
    case = Case.objects.get()
    for slug in ("lead", "police", "advocate", "coordinator", "auditor"):
        assert str(case.reference) not in cast.client(slug).get("/cases/").content.decode(), slug
        assert cast.client(slug).get(case.get_absolute_url()).status_code == 404, slug
    assert cast.client("other-unit-lead").get(case.get_absolute_url()).status_code == 200


def test_a_unit_without_alternates_is_told_so_plainly(cast: Cast) -> None:
    unit = cast.unit
    unit.first_alternate = unit.second_alternate = None
    unit.save(update_fields=["first_alternate", "second_alternate"])
    page = begin(cast, answer="yes")
    assert "named nobody to receive a restricted referral" in cast.client("outreach").get(page).content.decode()
    sent = post(cast, page)
    assert "nobody has been told" in cast.client("outreach").get(sent["Location"]).content.decode()


def test_referring_again_shows_why_it_ended_before(cast: Cast) -> None:
    case = cast.case(State.CLOSED)
    cast.place(case, "police", grant=Grant.VIEW)
    page = reverse("cases:re_refer", kwargs={"pk": case.pk})
    assert "Decided before" in cast.client("police").get(page).content.decode()
    typed = {"in_danger": "Marigold", "happening": "He is back.", "immediate_danger": "no", "referrer_contact": "x"}
    answer = cast.client("police").post(page, typed)
    assert answer.status_code == 303
    case.refresh_from_db()
    assert case.state == State.SUBMITTED
    assert cast.client("health").get(page).status_code == 404


def test_a_case_referred_again_says_so_on_every_page_and_has_no_level_yet(cast: Cast) -> None:
    case = cast.case(State.CLOSED, level=Level.HIGH)
    case.episodes.update(closed_at=cast.now, end_level=Level.STANDARD)
    cast.place(case, "police", grant=Grant.VIEW)
    page = reverse("cases:timeline", kwargs={"pk": case.pk})
    assert "Referred before" not in cast.client("police").get(page).content.decode()
    typed = {"in_danger": "Marigold", "happening": "He is back.", "immediate_danger": "no", "referrer_contact": "x"}
    cast.client("police").post(reverse("cases:re_refer", kwargs={"pk": case.pk}), typed)
    words = cast.client("police").get(page).content.decode()
    assert "Referred before" in words
    assert f"Ended {day(cast.now)}, less than 12 months ago, standard" in words
    assert "Not assessed yet" in words


def test_the_two_names_stand_in_groups_that_say_whose_they_are(cast: Cast) -> None:
    page = cast.client("outreach").get(begin(cast)).content.decode()
    victims, suspects = page.index("Who is in danger</legend>"), page.index("Who is doing it</legend>")
    assert victims < page.index('name="victim_given"') < suspects < page.index('name="suspect_given"')


def test_whoever_refers_may_keep_it_from_an_alternate_before_anything_is_written(cast: Cast) -> None:
    first, second = cast.unit.first_alternate, cast.unit.second_alternate
    assert first is not None
    assert second is not None
    assert first.name in cast.client("outreach").get("/refer/").content.decode()
    answer = cast.client("outreach").post(
        "/refer/", {"involves_agency": "yes", "how": "", "kept_from": [str(first.pk)]}
    )
    assert answer.status_code == 303
    case = Case.objects.get()
    sees = {user: policy.can(Actor.of(user, now=timezone.now()), Action.VIEW_CASE, case) for user in (first, second)}
    assert sees == {first: False, second: True}
    told = set(Notification.objects.values_list("recipient", flat=True))
    assert told == {second.pk}


def test_nobody_is_kept_from_a_referral_that_is_not_restricted(cast: Cast) -> None:
    first = cast.unit.first_alternate
    assert first is not None
    answer = cast.client("outreach").post("/refer/", {"involves_agency": "no", "how": "", "kept_from": [str(first.pk)]})
    assert answer.status_code == 422
    assert Case.objects.count() == 0


def test_a_page_says_so_when_everybody_who_would_receive_it_must_not_see_it(cast: Cast) -> None:
    keys = [str(user.pk) for user in (cast.unit.first_alternate, cast.unit.second_alternate) if user]
    answer = cast.client("outreach").post("/refer/", {"involves_agency": "yes", "how": "", "kept_from": keys})
    assert "only you can see it" in cast.client("outreach").get(answer["Location"]).content.decode()


def test_referring_again_saves_itself_and_is_found_again(cast: Cast) -> None:
    case = cast.case(State.CLOSED)
    cast.place(case, "police", Side.BOTH)
    page = reverse("cases:re_refer", kwargs={"pk": case.pk})
    typed = {"happening": "He waits outside again.", "do": "keep", "version": 0, "tab": "a" * 32, "turn": 1}
    assert cast.client("police").post(page, typed).json()["version"] == 1
    again = cast.client("police").get(page).content.decode()
    assert "He waits outside again." in again
    assert "data-autosave" in again
    assert Case.objects.get().state == State.CLOSED
    sent = {"in_danger": "Her.", "happening": "He waits.", "immediate_danger": "no", "referrer_contact": "01632 960001"}
    assert cast.client("police").post(page, {**sent, "do": "send", "version": 1}).status_code == 303
    assert not Draft.objects.exists()


def first_words(cast: Cast, page: str) -> str:
    main = cast.client("outreach").get(page).content.decode().partition("<main")[2].partition(">")[2]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def on_duty_now(cast: Cast, slug: str) -> str:
    now, hour = timezone.now(), timedelta(hours=1)
    turn = Turn.objects.create(
        unit=cast.unit,
        user=cast.users[slug],
        telephone="07700 900140",
        hours="all",
        starts_at=now - hour,
        ends_at=now + hour,
        planned_at=now - hour,
    )
    return turn.user.name


def test_a_referral_begins_with_999_and_with_who_is_awake(cast: Cast) -> None:
    assert first_words(cast, begin(cast)).startswith("In danger now: phone 999. No one in this unit is on duty")
    name = on_duty_now(cast, "advocate")
    assert first_words(cast, begin(cast)).startswith(f"In danger now: phone 999. {name} is on duty until")


def test_a_restricted_referral_sends_nobody_to_whoever_happens_to_be_on_duty(cast: Cast) -> None:
    name = on_duty_now(cast, "police")
    words = first_words(cast, begin(cast, answer="yes"))
    assert words.startswith(f"In danger now: phone 999. {NAMED_ONLY}")
    assert name not in words
    assert "07700 900140" not in words
