"""Reviews: who decides, what must be said, and what becomes of actions that are overdue."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from cases.clocks import next_review
from cases.enums import Level, State, Transition
from cases.models import Case, StateChange
from cases.services.errors import Changed, Incomplete, NotFromHere, NotYet
from interventions.enums import ActionStatus, Strand
from interventions.models import PlanAction
from interventions.services import planning, reviews
from interventions.services.reviews import Settled, Watch
from tests.cast import Cast


@pytest.fixture
def case(cast: Cast) -> Case:
    case = cast.case(State.REVIEW, level=Level.HIGH)
    cast.whole_team(case)
    return case


def review(cast: Cast, case: Case, outcome: Transition, *, by: str = "lead", **said: object) -> StateChange:
    words = {"level": Level.MEDIUM, "reason": "Nothing new", "victims_view": "She feels safer", **said}
    return reviews.review(case, outcome, by=cast[by], **words)  # type: ignore[arg-type]


def overdue(cast: Cast, case: Case) -> PlanAction:
    yesterday = (cast.now - timedelta(days=1)).date()
    return planning.add(
        case,
        by=cast["lead"],
        strand=Strand.SOCIAL,
        text="Debt plan",
        owner=cast.users["outreach"],
        due_on=yesterday,
    )


def test_a_plan_goes_on_for_as_long_as_its_level_allows(cast: Cast, case: Case) -> None:
    change = review(cast, case, Transition.KEEP_PLAN)
    case.refresh_from_db()
    today = timezone.localdate(cast.now)
    assert (case.state, case.level, case.review_on) == (
        State.PLAN_ACTIVE,
        Level.MEDIUM,
        next_review(Level.MEDIUM, today),
    )
    assert set(change.statements.values_list("heading", flat=True)) == {"reason", "victims_view"}


def test_each_outcome_leads_where_the_table_says(cast: Cast) -> None:
    until = date(2037, 1, 4)
    for outcome, state in (
        (Transition.RECALL_CONFERENCE, State.CONFERENCE_DUE),
        (Transition.STEP_DOWN, State.STEP_DOWN),
    ):
        case = cast.case(State.REVIEW, level=Level.HIGH)
        review(cast, case, outcome, until=until, watch=Watch("Her way to work", cast.users["police"]))
        case.refresh_from_db()
        assert case.state == state
    assert case.review_on == until


def test_stepping_down_asks_what_is_watched_by_whom_and_until_when(cast: Cast, case: Case) -> None:
    with pytest.raises(Incomplete) as refused:
        review(cast, case, Transition.STEP_DOWN)
    assert refused.value.missing == ("watched", "monitored_until", "watched_by")


def test_the_victims_view_is_asked_for(cast: Cast, case: Case) -> None:
    with pytest.raises(Incomplete) as refused:
        review(cast, case, Transition.KEEP_PLAN, victims_view=" ")
    assert refused.value.missing == ("victims_view",)


def test_only_the_lead_reviews(cast: Cast, case: Case) -> None:
    for slug in ("police", "health", "advocate", "coordinator", "other-unit-lead"):
        with pytest.raises(PermissionDenied):
            review(cast, case, Transition.KEEP_PLAN, by=slug)


def test_a_plan_does_not_go_on_with_an_overdue_action_unspoken_of(cast: Cast, case: Case) -> None:
    overdue(cast, case)
    with pytest.raises(NotYet, match="1 action is overdue"):
        review(cast, case, Transition.KEEP_PLAN)
    review(cast, case, Transition.RECALL_CONFERENCE)


def test_an_overdue_action_is_done_dropped_or_goes_on_until_another_day(cast: Cast, case: Case) -> None:
    done, dropped, going_on = (overdue(cast, case) for _ in range(3))
    review(
        cast,
        case,
        Transition.KEEP_PLAN,
        settled=[
            Settled(done, ActionStatus.DONE, "Plan agreed with the bank"),
            Settled(dropped, ActionStatus.DROPPED, "Asked for twice"),
            Settled(going_on, ActionStatus.OPEN, due_on=date(2037, 1, 4)),
        ],
    )
    for action in (done, dropped, going_on):
        action.refresh_from_db()
    assert (done.status, dropped.status, going_on.due_on) == (
        ActionStatus.DONE,
        ActionStatus.DROPPED,
        date(2037, 1, 4),
    )


def test_what_was_settled_is_undone_when_the_review_is_refused(cast: Cast, case: Case) -> None:
    action = overdue(cast, case)
    with pytest.raises(Changed):
        review(cast, case, Transition.KEEP_PLAN, settled=[Settled(action, ActionStatus.DONE, "Agreed")], version=99)
    action.refresh_from_db()
    assert action.status == ActionStatus.OPEN


def test_monitoring_returns_to_the_plan(cast: Cast) -> None:
    case = cast.case(State.STEP_DOWN, level=Level.STANDARD)
    reviews.return_to_plan(case, by=cast["lead"], reason="He wrote to her")
    case.refresh_from_db()
    today = timezone.localdate(cast.now)
    assert (case.state, case.review_on) == (State.PLAN_ACTIVE, next_review(Level.STANDARD, today))
    with pytest.raises(NotFromHere):
        reviews.return_to_plan(case, by=cast["lead"], reason="He wrote to her")
