"""The page on which a lead rewords the ready advice."""

from typing import Any

from cases.enums import State
from cases.models import AdviceText, Statement
from cases.services.advice_texts import SEED
from tests.cast import Cast

PAGE = "/advice/?behaviour=drone"


def body(cast: Cast, slug: str, path: str) -> str:
    answer = cast.client(slug).get(path)
    assert answer.status_code == 200, (slug, path)
    return answer.content.decode()


def post(cast: Cast, slug: str = "lead", **typed: Any) -> Any:
    came = AdviceText.objects.get(behaviour__code="drone", unit=None)
    return cast.client(slug).post(PAGE, {"text": "Look up.", "read": str(came.pk)} | typed)


def test_a_lead_comes_from_the_desk_and_rewords_what_the_next_advice_begins_with(cast: Cast) -> None:
    assert "/advice/" in body(cast, "lead", "/screening/")
    assert "As it came with the product" in body(cast, "lead", "/advice/")
    assert SEED["drone"][:40] in body(cast, "lead", PAGE)
    answer = post(cast)
    assert (answer.status_code, answer["Location"]) == (303, "/advice/")
    assert "Rowan Chairley" in body(cast, "lead", "/advice/")
    page = body(cast, "lead", PAGE)
    assert "What was said before" in page
    assert SEED["drone"][:40] in page
    case = cast.case(State.SCREENING)
    written = cast.client("lead").post(
        f"/screening/?referral={case.pk}&do=advise",
        {"ready": "1", "advice": "", "also": ["drone"], "version": str(case.version)},
    )
    assert "Look up." in written.content.decode()
    assert not Statement.objects.filter(case=case).exists()


def test_nobody_else_finds_the_page_or_a_way_to_it(cast: Cast) -> None:
    for slug in ("police", "advocate", "coordinator", "admin", "auditor", "guest"):
        assert cast.client(slug).get("/advice/").status_code == 404, slug
        assert post(cast, slug).status_code == 404, slug
    assert "/advice/" not in body(cast, "police", "/screening/")


def test_what_is_wrong_is_said_and_what_was_typed_stays(cast: Cast) -> None:
    empty = post(cast, text=" ")
    assert (empty.status_code, "Enter the advice" in empty.content.decode()) == (422, True)
    assert post(cast).status_code == 303
    late = post(cast, "lead-alternate", text="Look down.")
    page = late.content.decode()
    assert late.status_code == 409
    assert "Somebody reworded this while you were writing" in page
    assert "Look up." in page
    assert "Look down." in page
    assert cast.client("lead").post("/advice/?behaviour=none", {"text": "x"}).status_code == 303
