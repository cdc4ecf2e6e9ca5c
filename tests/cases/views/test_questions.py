"""A referral asked one question a page is the same draft, the same boxes and the same rules as on the one long page."""

import re
from collections import Counter
from typing import Any

import pytest
from django.urls import reverse

from cases.enums import State
from cases.forms.intake import ReferralForm
from cases.forms.questions import QUESTIONS
from cases.models import Case, Draft, Referral
from tests.cast import Cast

TYPED = {
    "who-is-in-danger": {"victim_given": "Henrietta", "victim_family": "Blankley"},
    "who-is-doing-it": {"suspect_known": "no"},
    "what-is-happening": {"happening": "130 messages on the workplace chat."},
    "danger-now": {"immediate_danger": "yes", "done_now": "999 called at 9:10am."},
    "about-you": {"referrer_contact": "01632 960002"},
}
BACK = re.compile(r'href="([^"]+)" class="govuk-back-link"')
SHOWN = re.compile(r'name="version" value="(\d+)"')


def begin(cast: Cast, answer: str = "no") -> Case:
    assert cast.client("outreach").post("/refer/", {"involves_agency": answer}).status_code == 303
    return Case.objects.get()


def address(case: Case, slug: str) -> str:
    return reverse("cases:referral_question", kwargs={"pk": case.pk, "question": slug})


def page(case: Case, name: str) -> str:
    return reverse(f"cases:{name}", kwargs={"pk": case.pk})


def body(cast: Cast, at: str) -> str:
    answer = cast.client("outreach").get(at)
    assert answer.status_code == 200
    return str(answer.content.decode())


def send(cast: Cast, at: str, do: str = "continue", **typed: str) -> Any:
    """Press a button of a page as a browser without script does: with the version that the page shows."""
    found = SHOWN.search(body(cast, at))
    assert found
    return cast.client("outreach").post(at, {"version": found[1], "tab": "a", "turn": "0", "do": do, **typed})


def answer_all(cast: Cast, case: Case) -> None:
    for question in QUESTIONS:
        assert send(cast, address(case, question.slug), **TYPED.get(question.slug, {})).status_code == 303


def test_every_box_of_the_long_page_is_asked_once() -> None:
    assert Counter(name for question in QUESTIONS for name in question.boxes) == Counter(list(ReferralForm.base_fields))


@pytest.mark.parametrize("answer", ["no", "yes"])
def test_it_is_walked_from_the_draft_to_the_answer_and_nothing_of_it_is_lost(cast: Cast, answer: str) -> None:
    case = begin(cast, answer)
    at = address(case, QUESTIONS[0].slug)
    assert f'href="{at}" data-saves-first>Answer one question at a time' in body(cast, page(case, "referral"))
    for question in QUESTIONS:
        assert at == address(case, question.slug)
        assert question.title in body(cast, at)
        at = send(cast, at, **TYPED.get(question.slug, {}))["Location"]
    assert at == page(case, "check_referral")
    shown = body(cast, at)
    for typed in TYPED.values():
        assert all(value in shown for value in typed.values() if value not in ("yes", "no"))
    assert ("This referral is restricted." in shown) is (answer == "yes")
    assert send(cast, at, do="send")["Location"] == page(case, "received")
    sent = Referral.objects.get()
    assert sent.case.state == State.SUBMITTED
    assert (sent.happening, sent.done_now) == ("130 messages on the workplace chat.", "999 called at 9:10am.")
    assert sent.in_danger == "Henrietta Blankley"
    assert sent.case.is_restricted is (answer == "yes")
    assert not Draft.objects.exists()


def test_the_way_back_leads_through_the_questions_to_the_long_page(cast: Cast) -> None:
    case = begin(cast)
    before = page(case, "referral")
    for question in QUESTIONS:
        found = BACK.search(body(cast, address(case, question.slug)))
        assert found
        assert found[1] == before
        before = address(case, question.slug)
    found = BACK.search(body(cast, page(case, "check_referral")))
    assert found
    assert found[1] == before


def test_the_check_is_one_press_away_and_says_where_nothing_is_answered(cast: Cast) -> None:
    case = begin(cast)
    check = page(case, "check_referral")
    for question in QUESTIONS:
        assert f'href="{check}" data-saves-first>Check your answers and send' in body(
            cast, address(case, question.slug)
        )
    shown = body(cast, check)
    assert shown.count("Nothing entered") == len(ReferralForm.base_fields)
    assert "Choose one" not in shown


def test_both_ways_of_writing_hold_the_same_words(cast: Cast) -> None:
    case = begin(cast)
    send(cast, address(case, "what-is-happening"), do="later", happening="He waits outside.")
    assert "He waits outside.</textarea>" in body(cast, page(case, "referral"))
    send(cast, page(case, "referral"), do="later", happening="He left.", referrer_contact="01632 960002")
    assert "He left.</textarea>" in body(cast, address(case, "what-is-happening"))
    send(cast, address(case, "sharing"), do="keep", views_words="Not asked yet.")
    assert "01632 960002" in body(cast, address(case, "about-you"))


def test_what_cannot_be_read_is_asked_again_and_kept_as_it_was_typed(cast: Cast) -> None:
    case = begin(cast)
    wrong = {"victim_born_on-day": "31", "victim_born_on-month": "Febr", "victim_born_on-year": "1990"}
    answer = send(cast, address(case, "who-is-in-danger"), victim_given="Henrietta", **wrong)
    assert answer.status_code == 422
    assert "Date of birth must be a real date" in answer.content.decode()
    shown = body(cast, address(case, "who-is-in-danger"))
    assert 'value="Febr"' in shown
    assert 'value="Henrietta"' in shown


def test_what_is_missing_or_wrong_is_said_before_it_is_sent_and_leads_to_its_page(cast: Cast) -> None:
    case = begin(cast)
    send(cast, address(case, "danger-now"), immediate_danger="yes")
    assert "There is a problem" not in body(cast, page(case, "check_referral"))
    answer = send(cast, page(case, "check_referral"), do="send")
    assert answer.status_code == 422
    shown = answer.content.decode()
    for slug, box, words in (
        ("who-is-in-danger", "victim_given", "Enter who is in danger: a name, or how to know the person"),
        ("what-is-happening", "happening", "Enter what is happening"),
        ("danger-now", "done_now", "Enter what has been done now"),
        ("about-you", "referrer_contact", "Enter how to reach you"),
    ):
        assert f'<a href="{address(case, slug)}#id_{box}">{words}</a>' in shown
        assert f'id="id_{box}"' in body(cast, address(case, slug))
    assert Case.objects.get().state == State.DRAFT


def test_what_is_sent_is_what_was_checked(cast: Cast) -> None:
    case = begin(cast)
    answer_all(cast, case)
    found = SHOWN.search(body(cast, page(case, "check_referral")))
    assert found
    send(cast, address(case, "what-is-happening"), do="later", happening="Written in another tab.")
    sent = {"version": found[1], "tab": "b", "turn": "0", "do": "send"}
    answer = cast.client("outreach").post(page(case, "check_referral"), sent)
    assert answer.status_code == 409
    assert "Written in another tab." in answer.content.decode()
    assert Case.objects.get().state == State.DRAFT
    assert send(cast, page(case, "check_referral"), do="send").status_code == 303
    assert Referral.objects.get().happening == "Written in another tab."


def test_leaving_from_the_check_keeps_every_answer(cast: Cast) -> None:
    case = begin(cast)
    answer_all(cast, case)
    assert send(cast, page(case, "check_referral"), do="later")["Location"] == "/"
    assert "130 messages on the workplace chat." in body(cast, page(case, "check_referral"))


@pytest.mark.parametrize("answer", ["no", "yes"])
def test_the_questions_of_a_draft_are_nobody_elses(cast: Cast, answer: str) -> None:
    """An alternate whom unsent danger has called knows of it, and is refused as on the long page."""
    case = begin(cast, answer)
    answer_all(cast, case)
    for slug in ("lead", "police", "advocate", "other-unit-lead"):
        refused = cast.client(slug).get(page(case, "referral")).status_code
        assert refused in (403, 404)
        for at in (address(case, "what-is-happening"), address(case, "no-such-question"), page(case, "check_referral")):
            assert cast.client(slug).get(at).status_code == refused, (slug, at)
            assert cast.client(slug).post(at, {"do": "send"}).status_code == refused, (slug, at)


def test_there_is_no_other_question(cast: Cast) -> None:
    assert cast.client("outreach").get(address(begin(cast), "no-such-question")).status_code == 404
