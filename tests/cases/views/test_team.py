"""Naming one more person on a case: who may, who is offered, and that nothing typed is lost."""

from typing import Any

from django.urls import reverse

from cases import policy
from cases.enums import Side
from cases.models import Case, TeamMember
from cases.policy import Action
from cases.services import team
from tests.cast import Cast


def page(case: Case) -> str:
    return reverse("cases:name_somebody", kwargs={"pk": case.pk})


def typed(cast: Cast, slug: str, **answers: str) -> dict[str, Any]:
    seat = cast[slug].membership
    assert seat is not None
    return {"who": str(seat.pk), "side": "suspect", "reason": "Countersigns for the trust", **answers}


def test_the_lead_names_a_supervisor_who_is_told_and_finds_the_case(cast: Cast) -> None:
    case = cast.case()
    assert not policy.can(cast["health-supervisor"], Action.VIEW_CASE, case)
    response = cast.client("lead").post(page(case), typed(cast, "health-supervisor"))
    assert response.status_code == 303
    assert cast.client("health-supervisor").get(case.get_absolute_url()).status_code == 200
    assert "You are named on a case." in cast.client("health-supervisor").get(reverse("inbox")).content.decode()


def test_access_that_covers_for_somebody_ends_after_its_last_day(cast: Cast) -> None:
    case = cast.case()
    until = {"until-day": "1", "until-month": "2", "until-year": "2027"}
    cast.client("lead").post(page(case), typed(cast, "health", **until))
    place = TeamMember.objects.get(case=case)
    assert place.ends_at is not None
    assert place.ends_at.isoformat() == "2027-02-01T23:59:00+00:00"


def test_who_works_the_case_may_not_name_anybody_and_a_stranger_finds_nothing(cast: Cast) -> None:
    case = cast.case()
    cast.place(case, "police", Side.BOTH)
    for slug, status in (("police", 403), ("health", 404), ("other-unit-lead", 404)):
        assert cast.client(slug).get(page(case)).status_code == status
        assert cast.client(slug).post(page(case), typed(cast, "outreach")).status_code == status
    assert TeamMember.objects.filter(case=case).count() == 1


def test_nobody_is_offered_who_works_the_case_or_has_a_conflict_of_interest(cast: Cast) -> None:
    case = cast.case()
    cast.place(case, "police", Side.BOTH)
    team.exclude(case, cast.users["health"], by=cast["lead"], reason="A neighbour.")
    offered = {seat.user for seat in team.candidates(case, by=cast["lead"])}
    assert offered.isdisjoint({cast.users["police"], cast.users["health"], cast.users["other-unit-police"]})
    assert {cast.users["health-supervisor"], cast.users["advocate"]} <= offered


def test_an_advocate_is_not_put_on_the_suspects_side_and_what_was_typed_stays(cast: Cast) -> None:
    case = cast.case()
    response = cast.client("lead").post(page(case), typed(cast, "advocate"))
    assert response.status_code == 422
    words = response.content.decode()
    assert "works on the victim’s side and no other" in words
    assert "Countersigns for the trust" in words
    assert not TeamMember.objects.filter(case=case).exists()


def test_only_the_lead_is_shown_the_way_to_it(cast: Cast) -> None:
    case = cast.case()
    cast.place(case, "police", Side.BOTH)
    for route in ("cases:overview", "cases:history"):
        address = reverse(route, kwargs={"pk": case.pk})
        assert page(case) in cast.client("lead").get(address).content.decode()
        assert page(case) not in cast.client("police").get(address).content.decode()
