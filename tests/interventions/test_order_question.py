"""Whether an order is sought: answered once, carried forward, asked again when something changed; ready reasons."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from cases.enums import State
from cases.models import Case
from cases.services.errors import Changed, Incomplete
from interventions.enums import OrderAnswer
from interventions.models import OrderQuestion, StrandReason
from interventions.services import order_question
from interventions.services.order_question import OrderSaid
from stalking_unit.notifications.models import Notification
from tests.cast import Cast
from tests.interventions.services.test_adopting import adopt, held
from tests.interventions.test_adopt_page import answers, path
from tests.interventions.test_pages import day

NOT_SOUGHT = OrderSaid(OrderAnswer.NOT_SOUGHT, "He stops when told")


def test_the_officer_in_the_case_owns_the_question(cast: Cast, case: Case) -> None:
    order_question.answer(case, NOT_SOUGHT, by=cast["lead"])
    assert OrderQuestion.objects.get().owner == cast.users["police"]


def test_what_has_not_changed_keeps_its_own_day(cast: Cast) -> None:
    case = cast.case(State.CONFERENCE_DUE)
    cast.whole_team(case)
    adopt(cast, held(cast, case), order=NOT_SOUGHT)
    stands = OrderQuestion.objects.get()
    assert order_question.answer(case, NOT_SOUGHT, by=cast.at("police", days=21)) is None
    assert OrderQuestion.objects.get().happened_at == stands.happened_at
    sought = OrderSaid(OrderAnswer.SOUGHT, "He came to her work")
    assert order_question.answer(case, sought, by=cast.at("police", days=22)) is not None
    assert order_question.seen(cast["outreach"], case).before == [stands]


def test_whoever_works_the_case_asks_again_and_the_officer_is_told(cast: Cast, case: Case) -> None:
    order_question.answer(case, NOT_SOUGHT, by=cast["police"])
    order_question.ask_again(case, by=cast.at("health", hours=1), reason="He says he will go to her wedding")
    assert Notification.objects.get(kind="order_question").recipient == cast.users["police"]
    assert "Say whether a stalking protection order is sought" in cast.client("police").get("/").content.decode()
    order_question.answer(case, OrderSaid(OrderAnswer.SOUGHT, "Drafted"), by=cast.at("police", hours=2))
    assert "Say whether a stalking protection order" not in cast.client("police").get("/").content.decode()


def test_only_the_police_and_the_lead_answer(cast: Cast, case: Case) -> None:
    for slug in ("health", "outreach", "advocate", "coordinator"):
        with pytest.raises(PermissionDenied):
            order_question.answer(case, NOT_SOUGHT, by=cast[slug])


def test_a_reason_is_owed(cast: Cast, case: Case) -> None:
    with pytest.raises(Incomplete):
        order_question.answer(case, OrderSaid(OrderAnswer.SOUGHT, " "), by=cast["police"])


def test_two_officers_do_not_answer_over_each_other(cast: Cast, case: Case) -> None:
    first = order_question.answer(case, NOT_SOUGHT, by=cast["police"])
    assert first is not None
    order_question.answer(case, OrderSaid(OrderAnswer.SOUGHT, "Drafted"), by=cast.at("lead", hours=1), seen=first.pk)
    with pytest.raises(Changed):
        order_question.answer(case, NOT_SOUGHT, by=cast.at("police", hours=2), seen=first.pk)


def test_the_plan_shows_it_and_the_pages_answer_it(cast: Cast, case: Case) -> None:
    page = cast.client("health").get(f"/cases/{case.pk}/plan/").content.decode()
    assert "Nobody has said yet whether an order is sought." in page
    assert "/orders/question/" not in page
    assert "/orders/ask-again/" in page
    said = {"order_answer": "not_sought", "order_considered": "He stops when told"}
    where = f"/cases/{case.pk}/orders/question/"
    assert cast.client("police").post(where, said | {"version": "1"}).status_code == 303
    assert "He stops when told" in cast.client("lead").get(where).content.decode()
    for page in ("plan/", ""):
        shown = cast.client("outreach").get(f"/cases/{case.pk}/{page}").content.decode()
        assert "Considered: not sought" in shown
        assert cast.users["police"].name in shown
    asked = cast.client("outreach").post(f"/cases/{case.pk}/orders/ask-again/", {"reason": "He lost his job"})
    assert asked.status_code == 303
    assert "He lost his job" in cast.client("health").get(f"/cases/{case.pk}/plan/").content.decode()


def test_the_adoption_carries_forward_what_stands(cast: Cast) -> None:
    case = cast.case(State.CONFERENCE_DUE)
    cast.whole_team(case)
    held(cast, case)
    case.refresh_from_db()
    order_question.answer(case, NOT_SOUGHT, by=cast["police"])
    page = cast.client("lead").get(path(case)).content.decode()
    for words in ("As on ", "considered: not sought", "He stops when told"):
        assert words in page, words


def test_a_ready_reason_fills_the_box_and_own_words_stand_beside_it(cast: Cast) -> None:
    case = cast.case(State.CONFERENCE_DUE)
    cast.whole_team(case)
    held(cast, case)
    case.refresh_from_db()
    session = {"a-1-text": "", "a-ready": "treatment-refused", "a-reason": "", "b-ready": "no-need"}
    said = answers(cast, case, **session, **{"a-1-owner": ""}) | day("a-1-due", date(2036, 12, 18))
    for part in ("day", "month", "year"):
        said[f"a-1-due-{part}"] = ""
    assert cast.client("lead").post(path(case), said).status_code == 303
    assert dict(StrandReason.objects.order_by("strand").values_list("strand", "text")) == {
        "a": "Offered, and refused",
        "b": "No need was found. He has housing and work",
        "c": "Stopped and engaging",
    }
