"""The life of an action on its page, and two people who edit one plan at once."""

from datetime import date
from html import unescape

import pytest

from interventions.enums import ActionStatus, ActionStep
from interventions.models import ActionChange, PlanAction
from interventions.services import planning
from tests.cast import Cast
from tests.interventions.conftest import SAFETY_WORDS
from tests.interventions.test_pages import day

FIRST = "Ten sessions – “weekly”; £40 & <b>no</b> more\n\tthen look again"
SECOND = "Twelve sessions: Tuesdays, 10am’s free 😀\nask Dr O’Neill"


def steps(action: PlanAction) -> list[str]:
    return list(ActionChange.objects.filter(action=action).order_by("number").values_list("step", flat=True))


def test_an_action_tells_its_history(cast: Cast, action: PlanAction) -> None:
    planning.put_off(action, by=cast["health"], due_on=date(2037, 1, 11))
    planning.hand_over(action, by=cast["health"], to=cast.users["outreach"])
    planning.decline(action, by=cast["outreach"], reason="I am away until March")
    planning.hand_over(action, by=cast["health"], to=cast.users["police"])
    planning.accept(action, by=cast["police"])
    planning.finish(action, by=cast["police"], outcome="Eight held")
    assert steps(action) == [
        ActionStep.ADDED,
        ActionStep.PUT_OFF,
        ActionStep.OFFERED,
        ActionStep.DECLINED,
        ActionStep.OFFERED,
        ActionStep.ACCEPTED,
        ActionStep.DONE,
    ]
    page = cast.client("health").get(f"/actions/{action.pk}/").content.decode()
    for words in (
        "History",
        "Given another day, now due 11 January 2037",
        "Offered to Kit Sandboxe",
        "I am away until March",
        "Offered to DS Avery Placeholder",
    ):
        assert words in page, words


def test_the_history_of_her_safety_is_for_her_side(cast: Cast, safety_action: PlanAction) -> None:
    path = f"/actions/{safety_action.pk}/"
    assert SAFETY_WORDS in cast.client("advocate").get(path).content.decode()
    assert cast.client("health").get(path).status_code == 404


def test_what_comes_first_and_whether_she_may_be_told_is_asked_and_shown(cast: Cast, action: PlanAction) -> None:
    client, path = cast.client("health"), f"/actions/{action.pk}/change/"
    assert "Not decided" in client.get(f"/actions/{action.pk}/").content.decode()
    said = {"text": "Ten sessions", "depends_on": "The interview", "tell_victim": "no", "version": "1"}
    assert client.post(path, said | day("due_on", date(2037, 1, 4))).status_code == 303
    page = client.get(f"/actions/{action.pk}/").content.decode()
    for words in ("Ten sessions", "The interview", "May the victim be told?", "Before: Twelve weekly sessions"):
        assert words in page, words
    action.refresh_from_db()
    assert action.tell_victim is False


def test_whoever_does_not_own_it_does_not_change_it(cast: Cast, action: PlanAction) -> None:
    answers = {slug: cast.client(slug).get(f"/actions/{action.pk}/change/").status_code for slug in ("lead", "police")}
    assert answers == {"lead": 200, "police": 403}


def test_two_people_edit_the_same_plan_at_once_and_every_character_stays(cast: Cast, action: PlanAction) -> None:
    """Issue point: 409 with both texts; what was typed is neither recorded nor lost."""
    path, on = f"/actions/{action.pk}/change/", day("due_on", date(2037, 1, 4))
    assert cast.client("health").post(path, on | {"text": FIRST, "version": "1"}).status_code == 303
    page = cast.client("lead").post(path, on | {"text": SECOND, "version": "1"})
    assert page.status_code == 409
    shown = unescape(page.content.decode())
    for words in ("What happened meanwhile", "What stands now", "Typed here, not recorded", "Dr Imogen Demoson"):
        assert words in shown, words
    for text in (FIRST, SECOND):
        for line in text.splitlines():
            assert line.strip() in shown, line
    assert f">{SECOND}</textarea>" in shown.replace(">\n", ">").replace("\r\n", "\n")
    action.refresh_from_db()
    assert action.text == FIRST
    again = cast.client("lead").post(path, on | {"text": SECOND, "version": "2"})
    assert again.status_code == 303


@pytest.mark.parametrize("answer", ["done", "no-longer-needed"])
def test_who_ends_an_action_second_finds_what_the_first_wrote(cast: Cast, action: PlanAction, answer: str) -> None:
    planning.finish(action, by=cast["health"], outcome="Eight held, two missed")
    said = {"outcome": "All held", "reason": "He moved", "version": "1", **day("done_on", date(2026, 11, 1))}
    page = cast.client("lead").post(f"/actions/{action.pk}/{answer}/", said)
    assert page.status_code == 409
    for words in ("Eight held, two missed", "All held" if answer == "done" else "He moved"):
        assert words in page.content.decode(), words
    action.refresh_from_db()
    assert (action.status, action.outcome) == (ActionStatus.DONE, "Eight held, two missed")


def test_an_offer_is_left_with_a_reason_on_the_page(cast: Cast, action: PlanAction) -> None:
    planning.hand_over(action, by=cast["health"], to=cast.users["outreach"])
    client, path = cast.client("outreach"), f"/actions/{action.pk}/"
    assert "If you leave it, why?" in client.get(path).content.decode()
    assert client.post(path, {"answer": "decline", "why": "Not mine to do", "version": "2"}).status_code == 303
    assert "Not mine to do" in cast.client("health").get(path).content.decode()
