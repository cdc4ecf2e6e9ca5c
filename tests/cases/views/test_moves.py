"""The pages of moves: what they ask, what is in the way, who may make the move instead, and that it is made."""

from typing import Any
from uuid import UUID

import pytest
from django.urls import reverse

from cases.enums import Capacity, Grant, Side, State, Transition
from cases.forms.wordings import WORDINGS
from cases.lifecycle import STEPS
from cases.models import Case, StateChange, Statement
from cases.policy import Action
from cases.presenters.moves import next_moves, other_moves, page_of, who_may
from cases.services import moves
from tests.cast import Cast

T, S = Transition, State


def page(case: Case, move: Transition) -> str:
    return reverse(f"cases:{move.value}", kwargs={"pk": case.pk})


def post(cast: Cast, case: Case, move: Transition, slug: str = "lead", **typed: Any) -> Any:
    return cast.client(slug).post(page(case, move), {"version": case.version, **typed})


def body(response: Any) -> str:
    return str(response.content.decode())


@pytest.mark.parametrize("move", list(Transition))
def test_every_move_has_a_page(move: Transition) -> None:
    assert reverse(page_of(move), kwargs={"pk": "00000000-0000-4000-8000-000000000000"})


def test_the_red_flag_stands_in_the_bar_of_each_page_and_nowhere_else() -> None:
    case, may = Case(state=S.SUBMITTED), frozenset(Action)
    flags = {page(case, T.RAISE_RED_FLAG), page(case, T.CLEAR_RED_FLAG)}
    offered = {link.href for link in (*next_moves(case, may), *other_moves(case, may))}
    assert not flags & offered
    assert page(case, T.CANCEL) in offered


REASON = {"reason": "Because."}
FOLLOW_UP = {"recipient": "PC Doe", "follow_up_on-day": "1", "follow_up_on-month": "2", "follow_up_on-year": "2037"}
ANSWER_BY = {"answer_due_on-day": "1", "answer_due_on-month": "2", "answer_due_on-year": "2037"}
# What each page is sent for its move to be made. `{…}` stands for something of the test's own world.
TYPED: dict[Transition, tuple[State, dict[str, Any]]] = {
    T.RAISE_RED_FLAG: (S.PLAN_ACTIVE, {"done_now": "999 called"}),
    T.CLEAR_RED_FLAG: (S.PLAN_ACTIVE, {"outcome": "Safe.", "agreed_by": "{advocate}", **REASON}),
    T.BEGIN_SCREENING: (S.SUBMITTED, {}),
    T.JOIN: (S.SCREENING, {"joined_to": "{reference}", **REASON}),
    T.UNJOIN: (S.JOINED, REASON),
    T.ASK_FOR_MORE: (S.SCREENING, {"question": "When?", "asked_of": "PC Doe", **ANSWER_BY}),
    T.RESUME_SCREENING: (S.AWAITING_INFO, {"answer": "On Monday."}),
    T.DECLINE: (
        S.TRIAGE,
        {"reason_code": "not-stalking", "four": "No.", "signposted": "Council.", "referrer_told": "told", **REASON},
    ),
    T.PASS_TO_TRIAGE: (
        S.SCREENING,
        {"proposed": "take", "screening_result": "High.", "four": "Yes.", "research_asked": ["police"]},
    ),
    T.ADVISE_NOW: (S.SCREENING, {"advice": "Keep a diary.", "four": "Yes.", "risk_owner": "PC Doe", **FOLLOW_UP}),
    T.ISSUE_ADVICE: (S.CONSULTATION, {"advice": "Keep a diary.", **FOLLOW_UP}),
    T.CHALLENGE: (S.DECLINED, {"grounds": "It is fixated."}),
    T.BRING_FORWARD: (S.ASSESSMENT, {"trigger": "arrest", **REASON}),
    T.NOTE_CHANGE: (S.REVIEW, {"trigger": "release", **REASON}),
    T.TRIGGER_REVIEW: (S.PLAN_ACTIVE, {"trigger": "breach", **REASON}),
    T.REVIEW_FALLS_DUE: (S.PLAN_ACTIVE, {}),
    T.OFFER: (S.PLAN_ACTIVE, {"offered_to": "{unit}", "safety_handover": "Alarm.", "advocate_handover": "Bryony."}),
    T.ACCEPT_OFFER: (S.PLAN_ACTIVE, {}),
    T.REFUSE_OFFER: (S.PLAN_ACTIVE, REASON),
    T.MERGE: (S.PLAN_ACTIVE, {"merged_into": "{reference}", **REASON}),
    T.UNMERGE: (S.MERGED, REASON),
    T.CANCEL: (S.PLAN_ACTIVE, REASON),
    T.RESTORE: (S.VOID, REASON),
    T.PAUSE: (S.PLAN_ACTIVE, {"what_ends_it": "Release.", **REASON}),
    T.RESUME: (S.PLAN_ACTIVE, REASON),
}
BY = {T.ACCEPT_OFFER: "other-unit-lead", T.REFUSE_OFFER: "other-unit-lead"}
GOES_BACK = {T.UNJOIN: T.JOIN, T.UNMERGE: T.MERGE, T.RESTORE: T.CANCEL}


class Play:
    """A case where a move may start, and what its page is sent."""

    def __init__(self, cast: Cast, move: Transition) -> None:
        state, typed = TYPED[move]
        self.cast, self.move, self.slug = cast, move, BY.get(move, "lead")
        other = cast.users["other-unit-lead"].seats(cast.now.date())[0].unit
        offered = other if move in BY else None
        flags = {"is_red_flagged": move is T.CLEAR_RED_FLAG, "is_paused": move is T.RESUME}
        self.case = cast.case(state, offered_to=offered, **flags)
        if move in GOES_BACK:
            StateChange.objects.create(
                case=self.case,
                episode=self.case.episodes.get(),
                transition=GOES_BACK[move],
                from_state=S.SCREENING,
                to_state=state,
                happened_at=cast.now,
                recorded_at=cast.now,
            )
        world = {"{reference}": cast.case().reference, "{unit}": other.pk, "{advocate}": cast.users["advocate"].pk}
        self.typed = {name: world.get(str(value), value) for name, value in typed.items()}

    def send(self, **changed: Any) -> Any:
        return post(self.cast, self.case, self.move, self.slug, **{**self.typed, **changed})


def test_these_are_all_the_pages_of_the_table() -> None:
    assert set(TYPED) == set(WORDINGS)


@pytest.mark.parametrize("move", TYPED)
def test_the_right_person_sees_the_page_and_makes_the_move(cast: Cast, move: Transition) -> None:
    play = Play(cast, move)
    opened = cast.client(play.slug).get(page(play.case, move))
    assert opened.status_code == 200
    assert WORDINGS[move].button in body(opened)
    answer = play.send()
    assert answer.status_code == 303, body(answer)
    made = StateChange.objects.get(case=play.case, transition=move)
    said = dict(made.statements.order_by("heading").values_list("heading", "text"))
    assert said == {name: text for name, text in play.typed.items() if name in {*STEPS[move].says, "four", "answer"}}


ASKING = [move for move, (_, typed) in TYPED.items() if typed and move is not T.RESUME_SCREENING]


@pytest.mark.parametrize("move", ASKING)
def test_what_is_missing_is_asked_for_and_nothing_typed_is_lost(cast: Cast, move: Transition) -> None:
    play = Play(cast, move)
    first = next(iter(play.typed))
    answer = play.send(**{first: ""})
    assert answer.status_code == 422
    assert "There is a problem" in body(answer)
    for value in play.typed.values():
        if value != play.typed[first] and isinstance(value, str):
            assert value in body(answer)
    assert not StateChange.objects.filter(case=play.case, transition=move).exists()


@pytest.mark.parametrize("move", TYPED)
def test_who_may_not_is_told_who_may(cast: Cast, move: Transition) -> None:
    play = Play(cast, move)
    cast.place(play.case, "probation", Side.SUSPECT, grant=Grant.VIEW)
    answer = cast.client("probation").get(page(play.case, move))
    if move in {T.RAISE_RED_FLAG, T.CHALLENGE}:  # anyone on the case may
        assert answer.status_code == 200
        return
    assert answer.status_code == 403
    assert who_may(Action(move.value)) in body(answer)


@pytest.mark.parametrize("move", TYPED)
def test_a_stranger_finds_no_such_page(cast: Cast, move: Transition) -> None:
    play = Play(cast, move)
    assert cast.client("advocate-two").get(page(play.case, move)).status_code == 404


def test_who_may_is_said_from_the_rules_themselves() -> None:
    assert who_may(Action.DECLINE) == "The team lead can do this."
    assert who_may(Action.PASS_TO_TRIAGE) == "A screener of the unit or the team lead can do this."
    assert who_may(Action.ACCEPT_OFFER) == "The lead of the unit it is offered to can do this."
    assert who_may(Action.ADOPT_PLAN) == "The chair or deputy chair of the case or the team lead can do this."


def test_a_move_that_does_not_start_from_here_says_where_the_case_is(cast: Cast) -> None:
    case = cast.case(S.PLAN_ACTIVE)
    answer = cast.client("lead").get(page(case, T.PASS_TO_TRIAGE))
    assert answer.status_code == 200
    assert "The case is at “Plan active”" in body(answer)
    assert '<form method="post" novalidate' not in body(answer)


def test_what_is_in_the_way_is_said_instead_of_a_form(cast: Cast) -> None:
    case = cast.case(S.PLAN_ACTIVE, is_paused=True)
    assert "The case is already paused." in body(cast.client("lead").get(page(case, T.PAUSE)))


def test_a_form_that_was_open_while_the_case_moved_is_refused_with_its_words(cast: Cast) -> None:
    case = cast.case(S.PLAN_ACTIVE)
    answer = post(cast, case, T.PAUSE, version=case.version + 1, reason="In prison.", what_ends_it="Release.")
    assert answer.status_code == 409
    assert "Somebody changed this case" in body(answer)
    assert "In prison." in body(answer)


def test_a_move_made_earlier_keeps_both_times(cast: Cast) -> None:
    case = cast.case(S.PLAN_ACTIVE)
    when = {"happened_on-day": "3", "happened_on-month": "11", "happened_on-year": "2026", "happened_time": "4:30pm"}
    post(cast, case, T.RAISE_RED_FLAG, done_now="999 called", **when)
    made = StateChange.objects.get(case=case)
    assert made.happened_at.isoformat() == "2026-11-03T16:30:00+00:00"
    assert made.recorded_at > made.happened_at


def test_a_hidden_reference_and_a_missing_one_get_the_same_page(cast: Cast) -> None:
    hidden = cast.case(restricted=True)
    pages = []
    for reference in (hidden.reference, "CHS-2026-00000"):
        case = cast.case(S.PLAN_ACTIVE)
        answer = body(post(cast, case, T.MERGE, merged_into=reference, reason="The same."))
        assert "No case that you may see has this reference." in answer
        pages.append(len(answer.replace(str(case.pk), "").replace(str(case.reference), "").replace(str(reference), "")))
    assert pages[0] == pages[1]


def test_a_reference_is_not_taken_for_where_somebody_lives(cast: Cast) -> None:
    """Its case may have a key that reads like a telephone number, which nobody typed."""
    play = Play(cast, T.JOIN)
    other = cast.case(pk=UUID("abcdefab-0123-4567-890a-abcdefabcdef"))
    assert play.send(joined_to=other.reference).status_code == 303


def test_the_red_flag_is_one_press_away_on_every_page_of_a_case(cast: Cast) -> None:
    case = cast.case()
    cast.whole_team(case)
    for slug in ("police", "health", "outreach", "advocate", "coordinator", "lead"):
        for tab in ("", "timeline/", "people/", "history/"):
            assert page(case, T.RAISE_RED_FLAG) in body(cast.client(slug).get(f"/cases/{case.pk}/{tab}")), (slug, tab)


def test_the_overview_offers_only_what_one_may_do_now(cast: Cast) -> None:
    case = cast.case(S.PLAN_ACTIVE)
    cast.whole_team(case)
    lead, health = (body(cast.client(slug).get(f"/cases/{case.pk}/")) for slug in ("lead", "health"))
    assert page(case, T.PAUSE) in lead
    assert page(case, T.RESUME) not in lead
    assert page(case, T.PAUSE) not in health
    assert page(case, T.TRIGGER_REVIEW) in health


def test_whoever_hands_a_case_away_lands_on_the_list(cast: Cast) -> None:
    case = cast.case(offered_to=cast.users["other-unit-lead"].seats(cast.now.date())[0].unit)
    cast.place(case, "police", Side.BOTH, Capacity.OFFICER_IN_CASE)
    answer = post(cast, case, T.REFUSE_OFFER, "other-unit-lead", reason="No capacity.")
    assert answer["Location"] == reverse("cases:list")


def test_the_words_of_a_move_are_not_read_by_those_who_may_not(cast: Cast) -> None:
    case = cast.case()
    cast.whole_team(case)
    post(cast, case, T.RAISE_RED_FLAG, "advocate", done_now="She is at her sister’s.")
    assert Statement.objects.filter(case=case).exists()
    for slug in ("health", "outreach", "coordinator"):
        for tab in ("", "timeline/", "history/"):
            assert "sister" not in body(cast.client(slug).get(f"/cases/{case.pk}/{tab}")), (slug, tab)


def test_what_somebody_else_did_and_wrote_stands_beside_what_was_typed(cast: Cast) -> None:
    case = cast.case(S.PLAN_ACTIVE)
    looked_at = case.version
    said = {"reason": "In hospital.", "what_ends_it": "Discharge."}
    moves.make(case, T.PAUSE, by=cast["lead-alternate"], says=said)
    answer = post(cast, case, T.PAUSE, version=looked_at, reason="In prison.", what_ends_it="Release.")
    assert answer.status_code == 409
    for text in ("What happened meanwhile", "In hospital.", "Discharge.", "Typed here, not recorded", "In prison."):
        assert text in body(answer), text
    assert StateChange.objects.filter(case=case).count() == 1


def test_an_old_page_of_a_move_that_is_no_longer_ones_own_keeps_what_was_typed(cast: Cast) -> None:
    case = cast.case(S.SCREENING)
    cast.place(case, "police", Side.BOTH)
    looked_at = case.version
    says = {"reason": "Taken on."}
    moves.make(case, T.CANCEL, by=cast["lead"], says=says)
    typed = {"advice": "Keep a diary.", "four": "Yes.", "risk_owner": "PC Doe", **FOLLOW_UP}
    answer = post(cast, case, T.ADVISE_NOW, "police", version=looked_at, **typed)
    assert answer.status_code == 409
    for text in ("no longer yours to do", "Keep a diary.", "Taken on."):
        assert text in body(answer), text
    case.refresh_from_db()
    assert post(cast, case, T.ADVISE_NOW, "police", version=case.version, **typed).status_code == 403
    assert cast.client("police").get(page(case, T.ADVISE_NOW)).status_code == 403
