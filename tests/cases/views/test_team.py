"""The team page: who works the case, the lead who changes that, and conflicts of interest."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.timezone import localtime

from cases import policy
from cases.enums import Capacity, Grant, Side
from cases.models import Case, Exclusion, TeamMember
from cases.policy import Action
from stalking_unit.notifications.models import Notification
from tests.cases.views.planted import HER_PLACES, NAMES, RULES, Planted, planted
from tests.cast import Cast

__all__ = ["planted"]

EVERYBODY = ("police", "health", "outreach", "advocate", "coordinator", "lead", "auditor")


@pytest.fixture
def case(cast: Cast) -> Case:
    case = cast.case()
    cast.whole_team(case)
    return case


def page_of(case: Case, rest: str = "") -> str:
    return f"/cases/{case.pk}/team/{rest}"


def read(cast: Cast, slug: str, page: str) -> str:
    response = cast.client(slug).get(page)
    assert response.status_code == 200, (slug, page, response.status_code)
    return response.content.decode()


def seat_of(cast: Cast, slug: str) -> str:
    seat = cast[slug].membership
    assert seat is not None
    return str(seat.pk)


def appoint(cast: Cast, case: Case, slug: str, **typed: Any) -> Any:
    answers = {"seat": seat_of(cast, slug), "side": "victim", "capacity": "member", "reason": "Covers Bryony.", **typed}
    return cast.client("lead").post(page_of(case, "new/"), answers)


def test_everyone_on_the_case_sees_who_works_it_on_which_side_and_since_when(cast: Cast, case: Case) -> None:
    since = f"Since {localtime(cast.now).day} {localtime(cast.now):%B %Y}"
    for slug in EVERYBODY:
        body = read(cast, slug, page_of(case))
        for words in ("Bryony Exempla", "Victim’s side, named advocate", "Advocacy, Harbour Light", since):
            assert words in body, (slug, words)
        assert ("Name somebody" in body) is (slug == "lead"), slug
        assert ("End the place" in body) is (slug == "lead"), slug
        assert ("Declare a conflict of interest" in body) is (slug != "auditor"), slug
        assert ("No access" in body) is (slug in {"lead", "auditor"}), slug
    assert cast.client("advocate-two").get(page_of(case)).status_code == 404


def test_the_overview_and_the_history_lead_there(cast: Cast, case: Case) -> None:
    for slug in EVERYBODY:
        for page in ("", "history/"):
            assert f'href="{page_of(case)}"' in read(cast, slug, f"/cases/{case.pk}/{page}"), (slug, page)


@pytest.mark.parametrize("rest", ["new/", "no-access/"])
def test_only_the_lead_changes_the_team(cast: Cast, case: Case, rest: str) -> None:
    for slug, status in (("police", 403), ("advocate", 403), ("coordinator", 403), ("auditor", 403), ("guest", 404)):
        assert cast.client(slug).get(page_of(case, rest)).status_code == status, slug
        assert cast.client(slug).post(page_of(case, rest), {}).status_code == status, slug
    place = TeamMember.objects.get(case=case, user=cast.users["health"])
    for slug, status in (("police", 403), ("auditor", 403), ("advocate-two", 404)):
        assert cast.client(slug).post(page_of(case, f"{place.pk}/end/")).status_code == status, slug
    place.refresh_from_db()
    assert place.ends_at is None


# Naming somebody


def test_the_lead_names_somebody_who_is_told_and_may_see_the_case_at_once(cast: Cast, case: Case) -> None:
    assert cast.client("advocate-two").get(f"/cases/{case.pk}/").status_code == 404
    answer = appoint(cast, case, "advocate-two")
    assert (answer.status_code, answer["Location"]) == (303, page_of(case))
    body = read(cast, "lead", page_of(case))
    assert "Odile Facsimile is named on the case and has been told." in body
    assert "Covers Bryony." in body
    assert read(cast, "advocate-two", f"/cases/{case.pk}/")
    assert Notification.objects.get(recipient=cast.users["advocate-two"]).text == "You are named on a case."


def test_cover_ends_by_itself_after_its_last_day(cast: Cast, case: Case) -> None:
    last = localtime(cast.now).date() + timedelta(days=2)
    typed = {"until-day": last.day, "until-month": last.month, "until-year": last.year}
    assert appoint(cast, case, "advocate-two", **typed).status_code == 303
    place = TeamMember.objects.get(case=case, user=cast.users["advocate-two"])
    assert place.ends_at is not None
    assert localtime(place.ends_at).date() == last + timedelta(days=1)
    assert f"to {last.day} {last:%B %Y}" in read(cast, "lead", page_of(case))
    late = place.ends_at - cast.now
    assert policy.can(cast.at("advocate-two", seconds=late.total_seconds() - 1), Action.VIEW_CASE, case)
    assert not policy.can(cast.at("advocate-two", seconds=late.total_seconds()), Action.VIEW_CASE, case)


def test_only_people_of_the_unit_who_work_cases_can_be_named(cast: Cast, case: Case) -> None:
    form = read(cast, "lead", page_of(case, "new/"))
    for name in ("Odile Facsimile, Advocacy, Harbour Light", "DI Morgan Specimen", "Insp Marlow Standin"):
        assert name in form
    for slug in ("admin", "auditor", "guest", "other-unit-police"):
        assert seat_of(cast, slug) not in form, slug
        assert appoint(cast, case, slug).status_code == 422, slug


@pytest.mark.parametrize(
    ("slug", "typed", "sentence"),
    [
        ("advocate", {"capacity": "named_advocate"}, "Bryony Exempla has this place on the case already."),
        ("health", {"capacity": "chair"}, "Dr Imogen Demoson works another side of this case. End that place first."),
        ("advocate-two", {"capacity": "officer_in_case"}, "The officer in the case is a police officer."),
        (
            "outreach-victim-side",
            {"capacity": "named_advocate"},
            "The named advocate is an advocate.",
        ),
        (
            "advocate-two",
            {"side": "suspect"},
            "Odile Facsimile is an advocate, and works on the victim’s side and no other.",
        ),
        ("coordinator", {"side": "victim"}, "A coordinator is on the team as coordinator"),
        ("advocate-two", {"capacity": "coordinator"}, "A coordinator is on the team as coordinator"),
        (
            "police-supervisor",
            {"side": "header"},
            "A coordinator is on the team as coordinator and without content, and nobody else is.",
        ),
        (
            "advocate-two",
            {"until-day": "1", "until-month": "1", "until-year": "2024"},
            "The last day must be today or later",
        ),
        ("advocate-two", {"reason": " "}, "Enter what for"),
    ],
)
def test_a_place_that_is_not_for_them_is_refused_and_nothing_typed_is_lost(
    cast: Cast, case: Case, slug: str, typed: dict[str, str], sentence: str
) -> None:
    before = TeamMember.objects.filter(case=case).count()
    answer = appoint(cast, case, slug, **{"reason": "Because of the court date.", **typed})
    body = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in body
    assert f'value="{seat_of(cast, slug)}" selected' in body
    assert ("Because of the court date." in body) is ("reason" not in typed)
    assert TeamMember.objects.filter(case=case).count() == before


def test_the_lead_ends_a_place_and_it_is_kept_as_ended(cast: Cast, case: Case) -> None:
    place = TeamMember.objects.get(case=case, user=cast.users["outreach"])
    page = page_of(case, f"{place.pk}/end/")
    assert "Kit Sandboxe: Suspect’s side." in read(cast, "lead", page)
    answer = cast.client("lead").post(page)
    assert (answer.status_code, answer["Location"]) == (303, page_of(case))
    body = read(cast, "lead", page_of(case))
    assert "The place of Kit Sandboxe has ended." in body
    assert "Kit Sandboxe" in body.partition("Places that have ended")[2]
    assert cast.client("outreach").get(f"/cases/{case.pk}/").status_code == 404
    again = cast.client("lead").post(page)
    assert again.status_code == 422
    assert "This place has already ended." in again.content.decode()
    assert "Kit Sandboxe" not in read(cast, "lead", f"/cases/{case.pk}/history/").partition("Every move")[0]


def test_a_lead_who_ends_her_own_last_place_on_a_restricted_case_lands_on_home(cast: Cast) -> None:
    case = cast.case(restricted=True)
    place = cast.place(case, "lead", Side.BOTH, grant=Grant.LEAD)
    answer = cast.client("lead").post(page_of(case, f"{place.pk}/end/"))
    assert (answer.status_code, answer["Location"]) == (303, "/")
    assert cast.client("lead").get(f"/cases/{case.pk}/").status_code == 404


# Conflicts of interest


@pytest.mark.parametrize("slug", ["police", "health", "advocate", "coordinator", "lead"])
def test_anybody_on_the_case_declares_a_conflict_and_is_out_at_once(cast: Cast, case: Case, slug: str) -> None:
    page = page_of(case, "conflict/")
    assert "Your access to this case ends at once." in read(cast, slug, page)
    silent = cast.client(slug).post(page, {"reason": ""})
    assert (silent.status_code, Exclusion.objects.count()) == (422, 0)
    answer = cast.client(slug).post(page, {"reason": "He is my cousin."})
    assert (answer.status_code, answer["Location"]) == (303, "/")
    home = read(cast, slug, "/")
    assert f"You have no access to {case.reference} any more." in home
    for gone in (f"/cases/{case.pk}/", page_of(case), page):
        assert cast.client(slug).get(gone).status_code == 404, gone


def test_who_only_audits_or_does_not_know_the_case_declares_nothing(cast: Cast, case: Case) -> None:
    assert cast.client("auditor").get(page_of(case, "conflict/")).status_code == 403
    assert cast.client("advocate-two").post(page_of(case, "conflict/"), {"reason": "Me."}).status_code == 404


def test_the_leads_are_told_that_a_place_is_empty_and_not_whose_or_why(cast: Cast, case: Case) -> None:
    cast.client("advocate").post(page_of(case, "conflict/"), {"reason": "She is my cousin."})
    told = Notification.objects.filter(kind="vacant").select_related("recipient")
    assert {one.recipient.name for one in told} == {cast["lead"].name, cast["lead-alternate"].name}
    assert {one.text for one in told} == {"A place on a case team is empty. Name who takes over."}


def test_the_lead_ends_the_access_of_somebody_who_knows_a_party(cast: Cast, case: Case) -> None:
    page = page_of(case, "no-access/")
    form = read(cast, "lead", page)
    for slug in ("health", "police-supervisor", "auditor", "lead-alternate"):
        assert cast[slug].name in form, slug
    assert f'value="{cast.users["lead"].pk}"' not in form
    answer = cast.client("lead").post(page, {"person": str(cast.users["health"].pk), "reason": "Treated her once."})
    assert (answer.status_code, answer["Location"]) == (303, page_of(case))
    assert cast.client("health").get(f"/cases/{case.pk}/").status_code == 404
    for slug in ("lead", "auditor"):
        no_access = read(cast, slug, page_of(case)).partition("No access</h2>")[2]
        for words in ("Dr Imogen Demoson", "Treated her once.", f"declared by {cast['lead'].name}"):
            assert words in no_access, (slug, words)
    for slug in ("police", "advocate"):
        assert "Treated her once." not in read(cast, slug, page_of(case)), slug
    assert "Dr Imogen Demoson" not in read(cast, "lead", page)


def test_somebody_with_no_access_can_be_named_by_nobody(cast: Cast, case: Case) -> None:
    typed = {"person": str(cast.users["advocate-two"].pk), "reason": "Her neighbour."}
    cast.client("lead").post(page_of(case, "no-access/"), typed)
    assert seat_of(cast, "advocate-two") not in read(cast, "lead", page_of(case, "new/"))
    assert appoint(cast, case, "advocate-two").status_code == 422


def test_no_page_of_the_team_says_who_the_victim_is(cast: Cast, planted: Planted) -> None:
    for slug in ("health", "outreach", "coordinator"):
        for rest in ("", "new/", "conflict/", "no-access/"):
            page = page_of(planted.case, rest)
            for answer in (cast.client(slug).get(page), *([cast.client(slug).post(page, {})] if rest else [])):
                body = answer.content.decode()
                assert not [word for word in (*NAMES, *HER_PLACES, *RULES) if word in body], (slug, page)


def test_the_page_asks_as_much_of_the_database_for_two_people_as_for_twenty(cast: Cast) -> None:
    case = cast.case()
    slugs = [slug for slug in cast.users if cast[slug].membership and slug not in {"lead", "admin"}]
    for slug in slugs[:2]:
        cast.place(case, slug)
    read(cast, "lead", page_of(case))
    with CaptureQueriesContext(connection) as few:
        read(cast, "lead", page_of(case))
    for slug in slugs[2:]:
        cast.place(case, slug)
    with CaptureQueriesContext(connection) as many:
        read(cast, "lead", page_of(case))
    assert len(many) == len(few)


def test_a_chair_and_a_named_advocate_hold_two_places_on_one_side(cast: Cast, case: Case) -> None:
    assert appoint(cast, case, "advocate", capacity="chair").status_code == 303
    held = TeamMember.objects.live(timezone.now()).filter(case=case, user=cast.users["advocate"])
    assert {place.capacity for place in held} == {Capacity.NAMED_ADVOCATE, Capacity.CHAIR}
