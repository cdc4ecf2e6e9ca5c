"""The review page and the closing pages: who comes in, what they say is missing, what a press does."""

from datetime import date, timedelta

import pytest

from cases.enums import Level, State
from cases.models import Case
from interventions.enums import ActionStatus, Strand
from interventions.models import PlanAction
from interventions.services import planning
from tests.cast import Cast
from tests.interventions.test_pages import day

CLOSING = {
    "reason_code": "risk-reduced",
    "reason": "24 weeks without contact",
    "level": "standard",
    "victim_told": "yes",
    "return_told": "By her advocate, on the phone",
}
REVIEW = {"outcome": "keep_plan", "level": "high", "reason": "Nothing new", "victims_view": "She feels safer"}


@pytest.fixture
def case(cast: Cast) -> Case:
    case = cast.case(State.REVIEW, level=Level.HIGH)
    cast.whole_team(case)
    return case


@pytest.fixture
def late(cast: Cast, case: Case) -> PlanAction:
    return planning.add(
        case,
        by=cast["lead"],
        strand=Strand.SOCIAL,
        text="Debt plan",
        owner=cast.users["outreach"],
        due_on=(cast.now - timedelta(days=2)).date(),
    )


@pytest.mark.parametrize("page", ["review", "close"])
def test_only_the_lead_comes_in(cast: Cast, case: Case, page: str) -> None:
    path = f"/cases/{case.pk}/{page}/"
    answers = {slug: cast.client(slug).get(path).status_code for slug in ("lead", "police", "coordinator", "guest")}
    assert answers == {"lead": 200, "police": 403, "coordinator": 403, "guest": 404}


def test_the_lead_is_led_to_the_review_once(cast: Cast, case: Case) -> None:
    overview = cast.client("lead").get(f"/cases/{case.pk}/").content.decode()
    assert overview.count(f'href="/cases/{case.pk}/review/"') == 1
    assert "Review the case" in overview
    assert "Review the case" in cast.client("lead").get("/").content.decode()


def test_a_review_on_the_page_settles_what_is_overdue(cast: Cast, case: Case, late: PlanAction) -> None:
    client, path = cast.client("lead"), f"/cases/{case.pk}/review/"
    refused = client.post(path, REVIEW | {"version": "1"})
    assert refused.status_code == 422
    for words in ("Select what becomes of “Debt plan”", "She feels safer"):
        assert words in refused.content.decode(), words
    settled = {f"action-{late.pk}": "done", f"action-{late.pk}-words": "Agreed with the bank", "version": "1"}
    assert client.post(path, REVIEW | settled).status_code == 303
    late.refresh_from_db()
    case.refresh_from_db()
    assert (late.status, case.state) == (ActionStatus.DONE, State.PLAN_ACTIVE)


def test_an_overdue_action_that_goes_on_needs_a_day(cast: Cast, case: Case, late: PlanAction) -> None:
    client, path = cast.client("lead"), f"/cases/{case.pk}/review/"
    goes_on = REVIEW | {f"action-{late.pk}": "open", "version": "1"}
    assert "Enter the new date" in client.post(path, goes_on).content.decode()
    assert client.post(path, goes_on | day(f"action-{late.pk}-due", date(2027, 1, 4))).status_code == 303
    late.refresh_from_db()
    assert late.due_on == date(2027, 1, 4)


def test_monitoring_needs_a_day(cast: Cast, case: Case) -> None:
    client, path = cast.client("lead"), f"/cases/{case.pk}/review/"
    down = REVIEW | {"outcome": "step_down", "version": "1"}
    assert "Enter the date until which the case is monitored" in client.post(path, down).content.decode()
    assert client.post(path, down | day("until", date(2027, 1, 18))).status_code == 303
    case.refresh_from_db()
    assert case.state == State.STEP_DOWN


def test_a_stale_review_is_a_conflict_and_keeps_the_words(cast: Cast, case: Case) -> None:
    page = cast.client("lead").post(f"/cases/{case.pk}/review/", REVIEW | {"version": "7"})
    assert page.status_code == 409
    assert "She feels safer" in page.content.decode()


def test_the_closing_page_says_what_is_missing_and_who_can_see_to_it(cast: Cast, case: Case, late: PlanAction) -> None:
    client, path = cast.client("lead"), f"/cases/{case.pk}/close/"
    page = client.get(path).content.decode()
    for words in ("1 action is still open", "Debt plan", "Kit Sandboxe"):
        assert words in page, words
    refused = client.post(path, CLOSING | {"version": "1"})
    assert refused.status_code == 422
    assert "By her advocate, on the phone" in refused.content.decode()
    planning.finish(late, by=cast["outreach"], outcome="Agreed")
    assert client.post(path, CLOSING | {"version": "1"}).status_code == 303
    case.refresh_from_db()
    assert case.state == State.CLOSED


def test_monitoring_is_closed_on_its_own_page(cast: Cast) -> None:
    case = cast.case(State.STEP_DOWN, level=Level.STANDARD)
    cast.whole_team(case)
    client, path = cast.client("lead"), f"/cases/{case.pk}/end-monitoring/"
    said = CLOSING | {"no_contact_weeks": "12", "advocate": str(cast.users["advocate-two"].pk), "version": "1"}
    assert client.post(path, said).status_code == 422
    assert client.post(path, said | {"advocate": str(cast.users["advocate"].pk)}).status_code == 303
    case.refresh_from_db()
    assert case.state == State.CLOSED


def test_monitoring_goes_back_to_the_plan(cast: Cast) -> None:
    case = cast.case(State.STEP_DOWN, level=Level.STANDARD)
    path = f"/cases/{case.pk}/return-to-plan/"
    assert cast.client("lead").post(path, {"reason": "He wrote", "version": "1"}).status_code == 303
    case.refresh_from_db()
    assert case.state == State.PLAN_ACTIVE


def test_a_consultation_ends_on_its_page(cast: Cast) -> None:
    case = cast.case(State.CONSULT_ADVISED)
    path = f"/cases/{case.pk}/end-consultation/"
    said = {"reason": "Quiet", "follow_up": "HR moved him", "version": "1"}
    assert cast.client("lead").post(path, said).status_code == 303
    case.refresh_from_db()
    assert case.state == State.CLOSED


def test_nobody_is_led_to_close_who_may_not(cast: Cast, case: Case) -> None:
    for slug in ("police", "advocate", "health"):
        assert "/close/" not in cast.client(slug).get(f"/cases/{case.pk}/").content.decode(), slug
