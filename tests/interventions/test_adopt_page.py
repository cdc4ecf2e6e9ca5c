"""The page that adopts a plan: strand by strand, with more boxes on request and nothing typed lost."""

from datetime import date

import pytest

from cases.enums import Capacity, Side, State
from cases.models import Case
from interventions.models import Plan, PlanAction
from risk.models import DifferentView
from tests.cast import Cast
from tests.interventions.services.test_adopting import held
from tests.interventions.test_pages import day

SAID = {
    "level": "high",
    "reason": "He knows where she works",
    "order_answer": "sought",
    "order_considered": "Applied for on Monday",
    "b-reason": "He has housing and work",
    "c-reason": "Stopped and engaging",
}


@pytest.fixture
def case(cast: Cast) -> Case:
    case = cast.case(State.CONFERENCE_DUE)
    cast.whole_team(case)
    held(cast, case)
    case.refresh_from_db()
    return case


def path(case: Case) -> str:
    return f"/cases/{case.pk}/plan/adopt/"


def answers(cast: Cast, case: Case, **more: str) -> dict[str, str]:
    session = {"a-1-text": "Twelve sessions", "a-1-owner": str(cast.users["health"].pk)}
    return SAID | session | day("a-1-due", date(2036, 12, 18)) | {"version": str(case.version)} | more


def test_the_lead_is_led_to_adopt_and_the_others_are_not(cast: Cast, case: Case) -> None:
    assert path(case) in cast.client("lead").get(f"/cases/{case.pk}/").content.decode()
    assert "Adopt the plan" in cast.client("lead").get("/").content.decode()
    for slug in ("police", "health", "coordinator"):
        assert cast.client(slug).get(path(case)).status_code == 403, slug


def test_the_plan_is_adopted_on_the_page(cast: Cast, case: Case) -> None:
    view = {"view-1-who": str(cast.users["advocate"].pk), "view-1-why": "She is more afraid", "view-1-level": ""}
    assert cast.client("lead").post(path(case), answers(cast, case, **view)).status_code == 303
    case.refresh_from_db()
    assert (case.state, Plan.objects.get().actions.count()) == (State.PLAN_ACTIVE, 1)
    assert DifferentView.objects.get().why == "She is more afraid"
    page = cast.client("outreach").get(f"/cases/{case.pk}/plan/").content.decode()
    for words in ("Twelve sessions", "No action, because: He has housing and work", "Not in place."):
        assert words in page, words


def test_a_strand_left_empty_is_asked_about_and_nothing_typed_is_lost(cast: Cast, case: Case) -> None:
    page = cast.client("lead").post(path(case), answers(cast, case, **{"c-reason": ""}))
    assert page.status_code == 422
    for words in ("Enter an action above, or select why there is none", "Twelve sessions", "He has housing and work"):
        assert words in page.content.decode(), words
    assert not Plan.objects.exists()


def test_half_an_action_is_asked_for_the_rest(cast: Cast, case: Case) -> None:
    page = cast.client("lead").post(path(case), answers(cast, case, **{"v-1-text": "Alarm fitted"}))
    shown = page.content.decode()
    assert page.status_code == 422
    assert "Select who does it" in shown
    assert "Enter by when it is done" in shown


def test_one_more_box_keeps_what_was_typed_and_complains_of_nothing(cast: Cast, case: Case) -> None:
    more = answers(cast, case, more="a", **{"a-slots": "1", "c-reason": ""})
    page = cast.client("lead").post(path(case), more)
    shown = page.content.decode()
    assert page.status_code == 200
    assert "There is a problem" not in shown
    for words in (
        "Twelve sessions",
        'name="a-2-text"',
        'name="a-1-due-day" type="text" inputmode="numeric" value="18"',
    ):
        assert words in shown, words
    second = {"a-2-text": "Phone once a week", "a-2-owner": str(cast.users["health"].pk), "a-slots": "2"}
    sent = answers(cast, case, **second, **day("a-2-due", date(2036, 12, 20)))
    assert cast.client("lead").post(path(case), sent).status_code == 303
    assert set(PlanAction.objects.order_by("pk").values_list("text", flat=True)) == {
        "Twelve sessions",
        "Phone once a week",
    }


def test_a_chair_of_the_suspects_side_is_not_asked_about_her_safety(cast: Cast, case: Case) -> None:
    case.teammembers.filter(user=cast.users["health"]).update(capacity=Capacity.CHAIR, side=Side.SUSPECT)
    page = cast.client("health").get(path(case)).content.decode()
    assert 'name="a-1-text"' in page
    assert 'name="v-1-text"' not in page


def test_a_stale_page_adopts_nothing(cast: Cast, case: Case) -> None:
    page = cast.client("lead").post(path(case), answers(cast, case, version="1"))
    assert page.status_code == 409
    assert "Twelve sessions" in page.content.decode()
    assert not Plan.objects.exists()


def test_a_screen_that_was_hidden_gives_back_the_boxes_that_were_added(cast: Cast, case: Case) -> None:
    typed = {"a-slots": "3", "a-3-text": "A third session each month"}
    assert 'name="a-3-text"' not in cast.client("lead").get(path(case)).content.decode()
    assert cast.client("lead").post(path(case), {"do": "hold", **typed}).status_code == 204
    assert "A third session each month" in cast.client("lead").get(path(case)).content.decode()
