"""The review page and the closing pages: who comes in, what they say is missing, what a press does."""

from datetime import date, timedelta
from html import unescape

import pytest
from django.utils import timezone

from cases.clocks import next_review
from cases.enums import Level, State, Transition
from cases.models import Case, StateChange
from cases.services import moves
from interventions.enums import ActionStatus, OrderAnswer, Strand
from interventions.models import OrderQuestion, PlanAction
from interventions.services import order_question, planning
from interventions.services.order_question import OrderSaid
from stalking_unit.accounts.actor import Actor
from stalking_unit.ui.words import day as words_of
from tests.cast import Cast
from tests.interventions.test_pages import day

CLOSING = {
    "reason_code": "risk-reduced",
    "reason": "24 weeks without contact",
    "level": "standard",
    "victim_told": "yes",
    "return_told": "By her advocate, on the phone",
    "abuse": "stopped",
    "daily_life": "partly",
    "knows_how_to_report": "yes",
    "wants_support": "not_known",
    "content_with_police": "not_known",
    "proceedings": "none",
    "programme": "completed",
    "has_lesson": "no",
    "police_group": "police-2",
}
REVIEW = {
    "outcome": "keep_plan",
    "level": "high",
    "reason": "Nothing new",
    "victim_asked": "yes",
    "victims_view": "She feels safer",
}


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
    assert client.post(path, goes_on | day(f"action-{late.pk}-due", date(2037, 1, 4))).status_code == 303
    late.refresh_from_db()
    assert late.due_on == date(2037, 1, 4)


def test_monitoring_says_what_is_watched_by_whom_and_until_when(cast: Cast, case: Case) -> None:
    client, path = cast.client("lead"), f"/cases/{case.pk}/review/"
    down = REVIEW | {"outcome": "step_down", "version": "1"}
    refused = client.post(path, down).content.decode()
    for words in ("Enter what is watched", "Select who watches it", "Enter the date until which the case is monitored"):
        assert words in refused, words
    said = {"watched": "Her way to work", "watched_by": str(cast.users["police"].pk)}
    assert client.post(path, down | said | day("monitored_until", date(2037, 1, 18))).status_code == 303
    case.refresh_from_db()
    assert case.state == State.STEP_DOWN
    overview = cast.client("police").get(f"/cases/{case.pk}/").content.decode()
    for words in ("What is watched", "Her way to work", "DS Avery Placeholder", "Last recorded incident"):
        assert words in overview, words


def test_a_review_in_which_nothing_changed_asks_for_the_decision_and_her_view_alone(cast: Cast, case: Case) -> None:
    client, path = cast.client("lead"), f"/cases/{case.pk}/review/"
    page = client.get(path).content.decode()
    assert f"As on {words_of(timezone.localdate(cast.now))}." in page
    said = {
        "outcome": "keep_plan",
        "level": "high",
        "victim_asked": "no",
        "victims_view": "In hospital",
        "version": "1",
    }
    until = day("until", next_review(Level.HIGH, timezone.localdate(cast.now)))
    assert client.post(path, said | until).status_code == 303
    change = StateChange.objects.get(case=case, transition="keep_plan")
    assert change.facts["victim_asked"] is False
    assert change.statements.get(heading="reason").text.startswith("Nothing has changed since ")


def test_a_changed_level_owes_a_reason_and_takes_the_day_with_it(cast: Cast, case: Case) -> None:
    client, path = cast.client("lead"), f"/cases/{case.pk}/review/"
    today = timezone.localdate(cast.now)
    said = REVIEW | {"level": "very_high", "reason": "", "version": "1"} | day("until", next_review(Level.HIGH, today))
    assert "Enter why" in client.post(path, said).content.decode()
    assert client.post(path, said | {"reason": "He bought a knife"}).status_code == 303
    case.refresh_from_db()
    assert case.review_on == next_review(Level.VERY_HIGH, today)


def test_a_review_later_than_the_level_asks_says_why(cast: Cast, case: Case) -> None:
    client, path = cast.client("lead"), f"/cases/{case.pk}/review/"
    said = REVIEW | {"version": "1"} | day("until", timezone.localdate(cast.now) + timedelta(days=30))
    assert "At this level the next review is due by" in client.post(path, said).content.decode()
    assert client.post(path, said | {"later_because": "He is in prison until then"}).status_code == 303


def test_what_is_overdue_rolls_on_in_one_press(cast: Cast, case: Case, late: PlanAction) -> None:
    until = timezone.localdate(cast.now) + timedelta(days=10)
    said = REVIEW | {"rest": "on", "version": "1"} | day("until", until)
    assert cast.client("lead").post(f"/cases/{case.pk}/review/", said).status_code == 303
    late.refresh_from_db()
    assert (late.due_on, late.status) == (until, ActionStatus.OPEN)


def test_an_order_is_changed_at_the_review_only_where_the_facts_did(cast: Cast, case: Case) -> None:
    order_question.answer(case, OrderSaid(OrderAnswer.NOT_SOUGHT, "He stops when told"), by=cast["police"])
    client, path = cast.client("lead"), f"/cases/{case.pk}/review/"
    stands = {
        "order_answer": "not_sought",
        "order_owner": str(cast.users["police"].pk),
        "order_considered": "He stops when told",
    }
    assert "considered: not sought" in client.get(path).content.decode()
    assert client.post(path, REVIEW | stands | {"version": "1"}).status_code == 303
    assert OrderQuestion.objects.count() == 1


def test_a_case_that_is_paused_is_reviewed_all_the_same(cast: Cast) -> None:
    case = cast.case(State.PLAN_ACTIVE, level=Level.HIGH, is_paused=True)
    moves.make(case, Transition.REVIEW_FALLS_DUE, by=Actor.system("clock", cast.now))
    path = f"/cases/{case.pk}/review/"
    assert "The case is paused. Its reviews go on." in cast.client("lead").get(path).content.decode()
    case.refresh_from_db()
    assert cast.client("lead").post(path, REVIEW | {"version": str(case.version)}).status_code == 303
    case.refresh_from_db()
    assert (case.state, case.is_paused) == (State.PLAN_ACTIVE, True)


def test_two_leads_review_at_once_and_both_texts_stay(cast: Cast, case: Case) -> None:
    """Issue point: two people at once, 409, every character of both."""
    path, first, second = (
        f"/cases/{case.pk}/review/",
        "Quiet – “for now”.\n\tNothing since.",
        "He’s back: £20 & <b>flowers</b>",
    )
    assert cast.client("lead").post(path, REVIEW | {"reason": first, "version": "1"}).status_code == 303
    page = cast.client("lead-alternate").post(path, REVIEW | {"reason": second, "version": "1"})
    assert page.status_code == 409
    shown = unescape(page.content.decode())
    assert "What happened meanwhile" in shown
    assert second in shown
    assert "Quiet – “for now”." in shown
    assert "Nothing since." in shown


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
