"""The case list: what it is asked for it says in words, and what somebody may not see it neither counts nor orders."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases import grants
from cases.enums import Basis, Grant, Level, Side, State
from cases.models import Case
from tests.cast import Cast


def body(cast: Cast, slug: str, asked: str = "") -> str:
    answer = cast.client(slug).get(f"/cases/?{asked}")
    assert answer.status_code == 200, (slug, asked)
    return answer.content.decode()


def known(case: Case) -> str:
    return case.reference or ""


@pytest.fixture
def pair(cast: Cast) -> tuple[Case, Case]:
    """A high case with its whole team and no review soon, and one that is not assessed, whose review has passed."""
    first = cast.case(State.PLAN_ACTIVE, level=Level.HIGH, review_on=cast.now.date() + timedelta(days=9))
    cast.whole_team(first)
    second = cast.case(State.TRIAGE, review_on=cast.now.date() - timedelta(days=2))
    cast.place(second, "police")
    return first, second


@pytest.mark.parametrize(
    ("asked", "shows_first", "said"),
    [
        ("level=high", True, "level high"),
        ("level=none", False, "level not assessed yet"),
        ("level=very_high&level=high", True, "level very high or high"),
        ("stage=worked", True, "taken on"),
        ("stage=intake", False, "being screened and decided"),
        ("without=advocacy", False, "nobody from advocacy"),
        ("due=on", False, "review due or overdue"),
    ],
)
def test_the_list_shows_what_was_asked_and_says_so(
    cast: Cast, pair: tuple[Case, Case], asked: str, shows_first: bool, said: str
) -> None:
    shown, left_out = pair if shows_first else pair[::-1]
    page = body(cast, "lead", asked)
    assert f"Of the cases you may see: {said}." in page
    assert "Show all open cases" in page
    assert known(shown) in page
    assert known(left_out) not in page


def test_the_list_is_everything_open_until_somebody_asks(cast: Cast, pair: tuple[Case, Case]) -> None:
    ended = cast.case(State.CLOSED)
    for asked in ("", "level=&stage=", "stage=nonsense&without=nobody&sort=nothing"):
        page = body(cast, "lead", asked)
        assert "Open cases you may see." in page, asked
        assert all(known(case) in page for case in pair), asked
        assert known(ended) not in page, asked
    assert known(ended) in body(cast, "lead", "stage=ended")
    assert known(ended) in body(cast, "lead", "stage=all")


def test_my_cases_are_those_i_am_named_on_and_my_units_are_its_own(cast: Cast, pair: tuple[Case, Case]) -> None:
    first, second = pair
    assert known(second) not in body(cast, "health", "whose=mine")
    assert known(first) in body(cast, "health", "whose=mine")
    assert known(first) not in body(cast, "lead", "whose=mine")
    cast.place(second, "other-unit-police")
    assert known(second) in body(cast, "other-unit-police")
    for slug, sees in (("lead", True), ("other-unit-police", False)):
        assert (known(second) in body(cast, slug, "whose=unit")) is sees, slug


def test_a_heading_sorts_turns_round_and_keeps_what_was_asked(cast: Cast, pair: tuple[Case, Case]) -> None:
    first, second = (known(case) for case in pair)
    for order, earlier, later in (
        ("level", first, second),
        ("stage", second, first),
        ("review", second, first),
        ("-review", first, second),
    ):
        page = body(cast, "lead", f"sort={order}")
        assert page.index(earlier) < page.index(later), order
    page = body(cast, "lead", "sort=level&stage=worked&page=1")
    assert page.count('aria-sort="ascending"') == 1
    assert 'href="?stage=worked&amp;sort=-level"' in page
    assert 'aria-sort="descending"' in body(cast, "lead", "sort=-level")


def test_who_is_missing_says_nothing_of_a_team_one_may_not_see(cast: Cast) -> None:
    case = cast.case(level=Level.HIGH)
    cast.whole_team(case)
    grants.give(
        case,
        cast.users["guest"],
        Grant.VIEW,
        by=cast["lead"],
        basis=Basis.GUEST,
        ends_at=cast.now + timedelta(days=3),
        record_types=["cases.Case"],
    )
    assert known(case) in body(cast, "guest")
    alone = cast.case()
    cast.place(alone, "health", Side.SUSPECT)
    assert known(alone) in body(cast, "health", "without=advocacy")
    assert known(case) not in body(cast, "health", "without=advocacy")
    for kind in ("advocacy", "probation"):
        assert known(case) not in body(cast, "guest", f"without={kind}")


@pytest.mark.parametrize("asked", ["", "level=high&stage=worked&whose=mine&without=probation&due=on&sort=-level"])
def test_twelve_questions_whatever_is_asked_for_two_cases_as_for_twenty(cast: Cast, asked: str) -> None:
    def more(number: int) -> None:
        for _ in range(number):
            yesterday: Any = cast.now.date() - timedelta(days=1)
            cast.place(cast.case(State.REVIEW, level=Level.HIGH, review_on=yesterday), "police")

    counts = []
    body(cast, "police", asked)
    for number in (2, 18):
        more(number)
        with CaptureQueriesContext(connection) as caught:
            body(cast, "police", asked)
        counts.append(len([one for one in caught if not one["sql"].startswith(("SAVEPOINT", "RELEASE"))]))
    assert counts[0] == counts[1]
    assert counts[1] <= 12
