"""The moves of a case as links, and in words who may make them."""

from collections.abc import Mapping, Sequence

from django.urls import reverse

from cases.enums import Capacity, Grant, State, Transition, UnitRight
from cases.lifecycle import moves_from
from cases.models import Case
from cases.policy import RULES, Action
from cases.policy.clauses import CASEWORKERS, COORDINATORS, GUESTS, LEADS, Clause, Reach
from cases.presenters.desk import address
from cases.presenters.stage import stage_words
from cases.services.answering import untold
from cases.services.desk import STAGES
from stalking_unit.ui.parts import Choice, Link

T = Transition
# Moves that are made in another app, or on a page that does more than the move.
PAGES: Mapping[Transition, str] = {
    T.SUBMIT: "cases:referral",
    T.START_ASSESSMENT: "risk:start",
    T.ASK_AGAIN: "risk:again",
    T.CONTRIBUTE: "risk:assessment",
    T.CALL_CONFERENCE: "risk:call",
    T.HOLD_CONFERENCE: "risk:hold",
    T.ADOPT_PLAN: "interventions:adopt",
    T.KEEP_PLAN: "interventions:review",
    T.RECALL_CONFERENCE: "interventions:review",
    T.STEP_DOWN: "interventions:review",
    T.RETURN_TO_PLAN: "interventions:return-to-plan",
    T.END_MONITORING: "interventions:end-monitoring",
    T.END_CONSULTATION: "interventions:end-consultation",
    T.CLOSE: "interventions:close",
}
# What stands in the bar of every page, so nowhere else.
IN_THE_BAR = frozenset({T.RAISE_RED_FLAG, T.CLEAR_RED_FLAG})
# What is decided about a referral, likeliest first: the overview leads to one page with the facts, and that to these.
DECISIONS: Mapping[Transition, str] = {
    T.BEGIN_SCREENING: "Searches other cases for the same people, and compares them with the unit’s own.",
    T.ADVISE_NOW: "The referrer keeps the case, with our advice.",
    T.PASS_TO_TRIAGE: "",
    T.ACCEPT: "The unit takes it on; name who leads each strand.",
    T.CONSULT: "Advice only; the unit contacts neither side.",
    T.ISSUE_ADVICE: "In writing, with a day to ask what came of it.",
    T.ESCALATE: "The advice was not enough.",
    T.END_CONSULTATION: "With what came of the advice.",
    T.DECLINE: "With the reason, and where they were pointed to.",
    T.RESUME_SCREENING: "The answer has come, or its day has passed.",
    T.ASK_FOR_MORE: "Safety work goes on meanwhile.",
    T.JOIN: "It is about a case that is open already.",
}
# Words for a page on which one of several moves is chosen.
PAGE_WORDS: Mapping[str, str] = {"interventions:review": "Review the case"}
# Moves that are possible nearly always and seldom what a person came for.
QUIET = frozenset(
    {
        T.BRING_FORWARD,
        T.NOTE_CHANGE,
        T.REVIEW_FALLS_DUE,
        T.CLOSE,
        T.OFFER,
        T.MERGE,
        T.CANCEL,
        T.PAUSE,
        T.RESUME,
    }
)
DECIDE_WORDS: Mapping[State, str] = {
    State.SUBMITTED: "Screen the referral",
    State.SCREENING: "Go on with screening",
    State.AWAITING_INFO: "Go on with screening",
    State.TRIAGE: "Decide at triage",
    State.CONSULTATION: "Give the advice",
    State.CONSULT_ADVISED: "Follow up the advice",
}
DUE_WORDS: Mapping[State, str] = {
    State.SUBMITTED: "Screen",
    State.SCREENING: "Screen",
    State.AWAITING_INFO: "Screen",
    State.TRIAGE: "Decide",
    State.CONSULTATION: "Give the advice",
    State.CONSULT_ADVISED: "Ask whether the advice was acted on",
}
TITLES: Mapping[State, str] = {
    State.SUBMITTED: "Screening",
    State.SCREENING: "Screening",
    State.AWAITING_INFO: "Screening",
    State.TRIAGE: "Triage",
    State.CONSULTATION: "Consultation",
    State.CONSULT_ADVISED: "Follow-up of the advice",
}


def page_of(move: Transition) -> str:
    """The name of the route where this move is made."""
    return PAGES.get(move, f"cases:{move.value}")


def decided_at(case: Case) -> str:
    """Where a referral is decided: at the screening desk, or later on the page of choices."""
    return address(case) if case.state in STAGES else reverse("cases:decide", kwargs={"pk": case.pk})


def next_moves(case: Case, may: frozenset[Action]) -> list[Link]:
    """What this person can do next with the case, in the table's order; a page that holds several moves once."""
    return _links(case, [move for move in _open_to(case, may) if move not in QUIET])


def other_moves(case: Case, may: frozenset[Action]) -> list[Link]:
    """What is possible besides: pausing, closing, handing over, undoing, and hiding the case from the unit."""
    links = _links(case, [move for move in _open_to(case, may) if move in QUIET])
    if Action.RESTRICT_CASE in may and not case.is_restricted and case.state != State.DRAFT:
        links.append(Link("Restrict the case", reverse("cases:restrict", kwargs={"pk": case.pk})))
    return links


def choices(case: Case, may: frozenset[Action]) -> list[Choice]:
    """What may be decided about a referral, each with a line on what it means."""
    offered = _open_to(case, may)
    return [choice for move, hint in DECISIONS.items() if move in offered for choice in _choices(case, move, hint)]


def not_from_here(case: Case, move: Transition, may: frozenset[Action]) -> str:
    """Why the table has no such move now."""
    return f"The case is at “{stage_words(case, may)}”. “{move.label}” is not possible from there."


def who_may(action: Action) -> str:
    """Who can do this, from the rules themselves: "The team lead or a screener of the unit can do this."."""
    people = dict.fromkeys(words for clause in RULES[action] if (words := _holder(clause)))
    *others, last = list(people) or ["nobody"]
    said = f"{', '.join(others)} or {last}" if others else last
    return f"{said[0].upper()}{said[1:]} can do this."


def _open_to(case: Case, may: frozenset[Action]) -> Sequence[Transition]:
    if Action.VIEW_STAGE not in may and untold([case]):
        return []  # to whoever is not told, it still waits
    moves = [move for move in moves_from(State(case.state)) if move not in IN_THE_BAR]
    return [move for move in moves if Action(move.value) in may and _is_timely(case, move)]


def _is_timely(case: Case, move: Transition) -> bool:
    """A case that is paused is not offered to be paused, and so on."""
    answers = {
        T.PAUSE: not case.is_paused,
        T.RESUME: case.is_paused,
        T.OFFER: case.offered_to_id is None,
        T.ACCEPT_OFFER: case.offered_to_id is not None,
        T.REFUSE_OFFER: case.offered_to_id is not None,
    }
    return answers.get(move, True)


def _links(case: Case, moves: Sequence[Transition]) -> list[Link]:
    pages: dict[str, str] = {}
    for move in moves:
        if move in DECISIONS:
            pages.setdefault(decided_at(case), DECIDE_WORDS[State(case.state)])
            continue
        route = page_of(move)
        pages.setdefault(reverse(route, kwargs={"pk": case.pk}), PAGE_WORDS.get(route, str(move.label)))
    return [Link(words, href) for href, words in pages.items()]


def _choices(case: Case, move: Transition, hint: str) -> list[Choice]:
    """Passing to triage is two choices to whoever screens: to take it on, and to consult."""
    href = reverse(page_of(move), kwargs={"pk": case.pk})
    if move is T.PASS_TO_TRIAGE:
        return [
            Choice(
                "Consult", f"{href}?proposed=consult", "Pass to triage: the unit advises and contacts neither side."
            ),
            Choice("Take it on", f"{href}?proposed=take", "Pass to triage: the unit works it."),
        ]
    return [Choice("Not ours" if move is T.DECLINE else str(move.label), href, hint)]


def _holder(clause: Clause) -> str:
    """Whom a clause is written for, in a phrase; nothing for the product itself."""
    if clause.reach is Reach.OFFERED:
        return "the lead of the unit it is offered to"
    if clause.reach is Reach.DUTY:
        return "whoever is on duty"
    if clause.reach is Reach.CAPACITY:
        return f"the {' or '.join(Capacity(one).label.lower() for one in sorted(clause.capacities))} of the case"
    if clause.states == frozenset({State.DRAFT}):
        return "whoever wrote the draft"
    if clause.who <= LEADS:
        return "the team lead"
    if clause.reach is Reach.UNIT and clause.right is UnitRight.SCREEN:
        return "a screener of the unit"
    if clause.who <= COORDINATORS:
        return "the coordinator"
    if clause.who & CASEWORKERS:
        return "anyone who works the case" if clause.grant is Grant.WORK else "anyone named on the case"
    return "a guest of the case" if clause.who <= GUESTS and clause.who else ""
