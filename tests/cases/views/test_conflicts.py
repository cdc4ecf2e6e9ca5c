"""The page that hides a case from the unit."""

import pytest
from django.urls import reverse

from cases.enums import Grant, Side, State
from cases.models import Case
from tests.cast import Cast


def page(case: Case) -> str:
    return reverse("cases:restrict", kwargs={"pk": case.pk})


def test_a_screener_hides_a_referral_and_no_longer_sees_it(cast: Cast) -> None:
    case = cast.case(State.SCREENING)
    assert page(case) in cast.client("police").get(case.get_absolute_url()).content.decode()
    answer = cast.client("police").post(page(case), {"reason": "The suspect is an officer."})
    assert answer["Location"] == reverse("cases:list")
    case.refresh_from_db()
    assert case.is_restricted
    for slug in ("police", "lead", "advocate", "auditor"):
        assert cast.client(slug).get(case.get_absolute_url()).status_code == 404, slug
    assert cast.client("lead-alternate").get(case.get_absolute_url()).status_code == 200


def test_somebody_named_on_it_goes_on_with_it(cast: Cast) -> None:
    case = cast.case()
    cast.place(case, "advocate", Side.VICTIM)
    answer = cast.client("advocate").post(page(case), {"reason": "His brother works in the trust."})
    assert answer["Location"] == case.get_absolute_url()


def test_the_reason_must_be_given(cast: Cast) -> None:
    case = cast.case(State.SCREENING)
    answer = cast.client("police").post(page(case), {})
    assert answer.status_code == 422
    case.refresh_from_db()
    assert not case.is_restricted


def test_a_case_that_nobody_would_see_is_not_hidden(cast: Cast) -> None:
    unit = cast.unit
    unit.first_alternate = unit.second_alternate = None
    unit.save(update_fields=["first_alternate", "second_alternate"])
    case = cast.case(State.SCREENING)
    answer = cast.client("police").post(page(case), {"reason": "The suspect is an officer."})
    assert answer.status_code == 422
    assert "Name somebody on it first." in answer.content.decode()


@pytest.mark.parametrize("slug", ["health", "auditor"])
def test_whoever_only_looks_does_not_hide_it(cast: Cast, slug: str) -> None:
    case = cast.case()
    cast.place(case, "health", Side.SUSPECT, grant=Grant.VIEW)
    assert cast.client(slug).get(page(case)).status_code == 403
    assert cast.client("outreach").get(page(case)).status_code == 404
