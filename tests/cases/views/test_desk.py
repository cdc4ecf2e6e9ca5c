"""The screening desk in the browser: the list, the facts, four decisions, and what happens when somebody is quicker."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import escape

from cases.enums import PersonRole, State, Transition
from cases.models import Case, Episode, Referral, StateChange, Statement
from cases.presenters.desk import address
from cases.services import desk, moves
from cases.services.advice_texts import SEED
from stalking_unit.audit import trail
from stalking_unit.ui.words import day
from tests.cases.views.test_decide import referred
from tests.cast import Cast

DESK = reverse("cases:screening")
FOUR = {"fixated": "on", "fixated_note": "Every night.", "unwanted": "on"}
SAID = "Fixated: yes. Every night.\nObsessive: not seen.\nUnwanted: yes.\nRepeated: not seen."
FOLLOW_UP = {"follow_up_on-day": "1", "follow_up_on-month": "2", "follow_up_on-year": "2037"}
ADVICE = {"advice": "Keep a diary.", "recipient": "PC Doe", "risk_owner": "PC Doe", **FOLLOW_UP, **FOUR}
NOT_OURS = {"reason_code": "not-stalking", "reason": "A dispute.", "signposted": "Council.", "referrer_told": "told"}


def opened(cast: Cast, slug: str, case: Case | None = None, **more: str) -> str:
    answer = cast.client(slug).get(path(case, **more) if case else DESK)
    assert answer.status_code == 200, answer.status_code
    return str(answer.content.decode())


def path(case: Case, **more: str) -> str:
    return address(case, **more).partition("#")[0]


def send(cast: Cast, slug: str, case: Case, do: str, **typed: Any) -> HttpResponse:
    version = typed.pop("version", case.version)
    more = {"into": typed.pop("into")} if "into" in typed else {}
    return cast.client(slug).post(path(case, do=do, **more), {"version": version, "do": "decide", **typed})  # type: ignore[return-value]


def words(answer: HttpResponse) -> str:
    return str(answer.content.decode())


def alike(page: str) -> str:
    """A page without what differs each time it is asked for: keys in addresses, and the token of its forms."""
    return re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}|(?<=csrfmiddlewaretoken\" value=\")\w+", "", page)


def said(case: Case, move: Transition) -> dict[str, str]:
    return dict(Statement.objects.filter(change__case=case, change__transition=move).values_list("heading", "text"))


def sent(cast: Cast, case: Case, **ago: Any) -> Case:
    Episode.objects.filter(case=case).update(started_at=cast.now - timedelta(**ago))
    return case


def test_the_most_urgent_is_open_with_its_facts_and_four_keys(cast: Cast) -> None:
    sent(cast, referred(cast, State.SUBMITTED), days=1)
    case = sent(cast, referred(cast, State.SCREENING), days=9)
    page = opened(cast, "police")
    assert "Waiting: 2" in page
    assert page.index(case.reference or "") < page.index("Forty-seven messages.")
    for text in (
        "Forty-seven messages.",
        "Text at lunch time.",
        "Same person?",
        "Somebody speaks to the victim",
        "Was due",
    ):
        assert text in page
    for key, choice in enumerate(("Advise now", "Consult", "Take", "Not ours"), start=1):
        assert f'data-key="{key}"' in page
        assert f">{choice}</a>" in page


def test_the_list_says_what_is_over_and_what_is_flagged_in_words(cast: Cast) -> None:
    flagged = referred(cast, State.SUBMITTED)
    Case.objects.filter(pk=flagged.pk).update(is_red_flagged=True)
    sent(cast, flagged, hours=3)
    old = sent(cast, referred(cast, State.SCREENING), days=30)
    page = opened(cast, "lead")
    assert "Red flag" in page
    assert "Decide by" in page
    assert f"on {day(old.created_at)}" not in page
    assert page.index(flagged.reference or "") < page.index(old.reference or "")


def test_the_desk_is_one_press_away_for_those_who_screen(cast: Cast) -> None:
    link = f'href="{DESK}"'
    for slug in ("police", "advocate", "lead", "other-unit-police"):
        assert link in words(cast.client(slug).get("/")), slug  # type: ignore[arg-type]
    for slug in ("health", "coordinator", "auditor", "admin", "guest"):
        assert link not in words(cast.client(slug).get("/")), slug  # type: ignore[arg-type]


def test_nothing_waits_is_said(cast: Cast) -> None:
    for slug in ("police", "health", "coordinator", "auditor"):
        assert "Nothing waits to be screened" in opened(cast, slug)


@pytest.mark.parametrize("slug", ["health", "coordinator", "other-unit-police", "admin", "auditor"])
def test_who_may_not_screen_is_not_shown_a_referral(cast: Cast, slug: str) -> None:
    case = referred(cast, State.SUBMITTED)
    page = opened(cast, slug)
    assert case.reference not in page
    answer = cast.client(slug).get(path(case))
    assert answer.status_code == (302 if slug in {"coordinator", "auditor"} else 404)


def test_opening_a_referral_changes_nothing_and_is_on_the_trail(cast: Cast) -> None:
    case = referred(cast, State.SUBMITTED)
    opened(cast, "police", case)
    assert not StateChange.objects.filter(case=case).exists()
    assert {"pass_to_triage", "search_matches"} <= {row.subtype for row in trail.of_case(case.pk)}


def test_advice_is_given_in_one_go_and_leads_on_to_the_next(cast: Cast) -> None:
    case = sent(cast, referred(cast, State.SUBMITTED), days=2)
    after = referred(cast, State.SUBMITTED)
    answer = send(cast, "police", case, "advise", **ADVICE)
    assert answer.status_code == 303, words(answer)
    assert answer["Location"] == address(after)
    assert said(case, Transition.ADVISE_NOW) == {
        "advice": "Keep a diary.",
        "recipient": "PC Doe",
        "risk_owner": "PC Doe",
        "four": SAID,
    }
    case.refresh_from_db()
    assert case.state == State.CONSULT_ADVISED
    assert f"{case.reference}: The advice is recorded." in opened(cast, "police")


@pytest.mark.parametrize("do", ["consult", "take"])
def test_what_is_passed_to_triage_says_what_is_proposed(cast: Cast, do: str) -> None:
    case = referred(cast, State.SCREENING)
    assert send(cast, "advocate", case, do, research_asked="nobody", **FOUR).status_code == 303
    change = StateChange.objects.get(case=case, transition=Transition.PASS_TO_TRIAGE)
    assert change.facts == {"research_asked": ["nobody"], "proposed": do}
    assert said(case, Transition.PASS_TO_TRIAGE) == {"four": SAID, "screening_result": SAID}


def test_the_lead_declines_with_reasons_and_advice(cast: Cast) -> None:
    case = referred(cast, State.SUBMITTED)
    assert send(cast, "lead", case, "not-ours", none_of_four="on", **NOT_OURS).status_code == 303
    change = StateChange.objects.get(case=case, transition=Transition.DECLINE)
    assert change.facts == {"reason_code": "not-stalking", "referrer_told": "told"}
    assert said(case, Transition.DECLINE)["signposted"] == "Council."


def test_a_screener_passes_what_is_not_ours_to_the_lead_with_reasons(cast: Cast) -> None:
    case = referred(cast, State.SUBMITTED)
    assert path(case, do="not-ours-proposed") in opened(cast, "police", case).replace("&amp;", "&")
    typed = {"reason_code": "out-of-area", "screening_result": "He lives in Hampshire.", "none_of_four": "on"}
    assert send(cast, "police", case, "not-ours-proposed", **typed).status_code == 303
    change = StateChange.objects.get(case=case, transition=Transition.PASS_TO_TRIAGE)
    assert change.facts["proposed"] == "not-ours"
    assert change.facts["reason_code"] == "out-of-area"


def test_a_decision_that_is_the_leads_is_not_a_screeners(cast: Cast) -> None:
    case = referred(cast, State.SUBMITTED)
    answer = send(cast, "police", case, "not-ours", none_of_four="on", **NOT_OURS)
    assert answer["Location"] == DESK
    assert not StateChange.objects.filter(case=case).exists()


def test_more_is_asked_for_and_the_desk_goes_on(cast: Cast) -> None:
    case = referred(cast, State.SUBMITTED)
    due = {"answer_due_on-day": "1", "answer_due_on-month": "2", "answer_due_on-year": "2037"}
    assert send(cast, "police", case, "ask", question="When?", asked_of="PC Doe", **due).status_code == 303
    case.refresh_from_db()
    assert case.state == State.AWAITING_INFO
    assert "Answer due 1 February 2037" in opened(cast, "police")


def test_a_referral_joins_the_open_case_that_the_search_found(cast: Cast) -> None:
    case, other = referred(cast, State.SUBMITTED), cast.case(State.PLAN_ACTIVE)
    joins = path(case, do="join", into=str(other.pk))
    assert joins in opened(cast, "lead", case).replace("&amp;", "&")
    form = str(cast.client("lead").get(joins).content.decode())
    assert f'value="{other.reference}"' in form
    typed = {"joined_to": other.reference, "reason": "The same two people."}
    assert send(cast, "lead", case, "join", into=str(other.pk), **typed).status_code == 303
    case.refresh_from_db()
    assert (case.state, case.joined_to_id) == (State.JOINED, other.pk)


def test_a_case_that_one_may_not_see_is_not_named_by_its_key(cast: Cast) -> None:
    case, hidden = referred(cast, State.SUBMITTED), cast.case(State.PLAN_ACTIVE, restricted=True)
    shown = opened(cast, "lead", case, do="join", into=str(hidden.pk))
    missing = opened(cast, "lead", case, do="join", into="00000000-0000-4000-8000-000000000000")
    assert hidden.reference not in shown
    assert alike(shown) == alike(missing)


def test_the_four_are_asked_for_and_cannot_be_both_seen_and_not(cast: Cast) -> None:
    case = referred(cast, State.SUBMITTED)
    for four in ({}, {**FOUR, "none_of_four": "on"}):
        answer = send(cast, "police", case, "take", research_asked="nobody", screening_result="Long since.", **four)
        assert answer.status_code == 422
        assert "Select which of the four you see" in words(answer)
        assert "Long since." in words(answer)
    assert not StateChange.objects.filter(case=case).exists()


def test_what_is_wrong_is_seen_and_ready_advice_comes_back_to_the_referral(cast: Cast) -> None:
    """A page that opened at the referral would pass over the list of what is wrong and take the focus from it."""
    case = referred(cast, State.SUBMITTED)
    page = words(send(cast, "police", case, "advise"))
    here = escape(path(case, do="advise"))
    assert f'<form method="post" action="{here}" ' in page
    assert f'formaction="{here}#referral" name="ready" value="1"' in page


def test_the_boxes_begin_with_ready_advice_the_referrer_and_the_usual_days(cast: Cast) -> None:
    case = referred(cast, State.SUBMITTED)
    Referral.objects.filter(case=case).update(source="police", referrer_name="PC Doe")
    form = opened(cast, "police", case, do="advise")
    assert SEED["other"][:60] in form
    assert form.count('value="PC Doe, Bridgeway"') == 2
    assert "<textarea" in form


def test_ready_advice_for_more_behaviours_is_put_below_what_was_typed(cast: Cast) -> None:
    case = referred(cast, State.SUBMITTED)
    typed = {**ADVICE, "also": ["drone", "following"], "ready": "1"}
    answer = cast.client("police").post(path(case, do="advise"), {"version": case.version, **typed})
    assert answer.status_code == 200
    page = words(answer)
    assert page.index("Keep a diary.") < page.index(SEED["following"][:40]) < page.index(SEED["drone"][:40])
    assert "There is a problem" not in page
    assert 'value="PC Doe"' in page
    assert not StateChange.objects.filter(case=case).exists()


def test_ready_advice_fills_a_box_that_was_not_sent_at_all(cast: Cast) -> None:
    case = referred(cast, State.SUBMITTED)
    answer = cast.client("police").post(
        path(case, do="advise"), {"version": case.version, "also": "drone", "ready": "1"}
    )
    assert answer.status_code == 200
    assert SEED["drone"][:40] in words(answer)


def test_a_likeness_is_ticked_by_the_lead_and_comes_back_for_new_people_only(cast: Cast) -> None:
    case = referred(cast, State.SUBMITTED)
    cast.person(case, PersonRole.WITNESS, "Avery", "Placeholder")
    assert "None of these" not in opened(cast, "police", case, do="take")
    assert "None of these" in opened(cast, "lead", case, do="take")
    refused = send(cast, "lead", case, "take", research_asked="nobody", **FOUR)
    assert refused.status_code == 422
    assert "end the access of whoever is meant" in words(refused)
    assert send(cast, "lead", case, "take", research_asked="nobody", nobody_we_know="on", **FOUR).status_code == 303
    case.refresh_from_db()
    assert case.state == State.TRIAGE
    assert "Bears the name" not in words(cast.client("lead").get(reverse("cases:decide", kwargs={"pk": case.pk})))  # type: ignore[arg-type]


def decided_by_another(cast: Cast, case: Case) -> None:
    says = {"advice": "Leave town.", "recipient": "PC Other", "risk_owner": "PC Other", "four": "Fixated: yes."}
    desk.decide(case, Transition.ADVISE_NOW, by=cast["advocate"], says=says, facts={"follow_up_on": "2037-02-01"})


def test_who_comes_too_late_keeps_every_word(cast: Cast) -> None:
    case = referred(cast, State.SUBMITTED)
    decided_by_another(cast, case)
    answer = send(cast, "police", case, "advise", **ADVICE)
    assert answer.status_code == 409
    for text in ("Somebody decided about this referral", "Keep a diary.", "Every night.", "PC Doe"):
        assert text in words(answer), text
    lead = send(cast, "lead", case, "advise", **ADVICE)
    assert lead.status_code == 409
    assert "Leave town." in words(lead)
    assert "Keep a diary." in words(lead)


def test_too_late_and_never_theirs_are_the_same_answer(cast: Cast) -> None:
    case = referred(cast, State.SUBMITTED)
    hidden = words(send(cast, "health", case, "advise", **ADVICE))
    missing = words(send(cast, "health", Case(version=case.version), "advise", **ADVICE))
    assert alike(hidden) == alike(missing)


def test_what_changed_meanwhile_stands_beside_what_was_typed_and_can_be_sent_again(cast: Cast) -> None:
    case = referred(cast, State.SCREENING)
    says = {"question": "Which nights?", "asked_of": "PC Other"}
    moves.make(case, Transition.ASK_FOR_MORE, by=cast["advocate"], says=says, facts={"answer_due_on": cast.now.date()})
    answer = send(cast, "police", case, "take", research_asked="nobody", screening_result="Long since.", **FOUR)
    assert answer.status_code == 409
    for text in ("What happened meanwhile", "Which nights?", "Long since."):
        assert text in words(answer), text
    case.refresh_from_db()
    again = send(cast, "police", case, "take", research_asked="nobody", screening_result="Long since.", **FOUR)
    assert again.status_code == 303


def test_a_referral_that_waits_no_more_leads_to_its_case(cast: Cast) -> None:
    case = referred(cast, State.TRIAGE)
    answer = cast.client("lead").get(path(case))
    assert answer["Location"] == case.get_absolute_url()


def test_a_restricted_referral_waits_for_its_alternates_under_its_code_name(cast: Cast) -> None:
    case = referred(cast, State.SUBMITTED)
    from_police = cast.client("police")
    Case.objects.filter(pk=case.pk).update(is_restricted=True, code_name="Copper Beech")
    for slug in ("police", "lead"):
        assert case.reference not in opened(cast, slug)
    assert from_police.get(path(case)).status_code == 404


def asked(cast: Cast) -> int:
    with CaptureQueriesContext(connection) as caught:
        opened(cast, "lead")
    return len(caught)


def test_fifty_that_wait_cost_as_many_queries_as_two(cast: Cast) -> None:
    sent(cast, referred(cast, State.SUBMITTED), days=9)
    referred(cast, State.SUBMITTED)
    opened(cast, "lead")
    few = asked(cast)
    for _ in range(18):
        cast.case(State.SUBMITTED)
    assert asked(cast) == few
