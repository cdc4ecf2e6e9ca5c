"""Every move a case can make, as one table: pure, without a database.

Source: the unit's agreed workflow. A move that is not a row here cannot be made, by page, API or task.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from cases.enums import INTAKE_STATES, MANAGED_STATES, OPEN_STATES, State, Transition

ANY = frozenset(State)
LIVE = ANY - {State.VOID, State.MERGED, State.DRAFT}


@dataclass(frozen=True, slots=True)
class Step:
    """One row: where it may start, where it leads, and what must be said for the record.

    `target` None keeps the state. `back` True returns to the state before the case was joined, merged or cancelled.
    `says` are headed texts in people's own words, `needs` are dates, codes and keys: no text stands among them.
    """

    sources: frozenset[State]
    target: State | None = None
    says: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    back: bool = False


T, S = Transition, State
STEPS: Mapping[Transition, Step] = {
    T.SUBMIT: Step(
        frozenset({S.DRAFT}),
        S.SUBMITTED,
        says=("in_danger", "happening"),
        needs=("referrer_contact", "immediate_danger"),
    ),
    T.RAISE_RED_FLAG: Step(ANY - {S.VOID}, says=("done_now",)),
    T.CLEAR_RED_FLAG: Step(LIVE | {S.MERGED}, says=("outcome", "reason"), needs=("agreed_by",)),
    T.BEGIN_SCREENING: Step(frozenset({S.SUBMITTED}), S.SCREENING, needs=("matches_searched", "conflicts_compared")),
    T.JOIN: Step(frozenset({S.SUBMITTED, S.SCREENING}), S.JOINED, says=("reason",), needs=("joined_to",)),
    T.UNJOIN: Step(frozenset({S.JOINED}), says=("reason",), back=True),
    T.ASK_FOR_MORE: Step(
        frozenset({S.SCREENING}), S.AWAITING_INFO, says=("question", "asked_of"), needs=("answer_due_on",)
    ),
    T.RESUME_SCREENING: Step(frozenset({S.AWAITING_INFO}), S.SCREENING),
    T.DECLINE: Step(
        frozenset({S.SCREENING, S.TRIAGE, S.AWAITING_INFO}),
        S.DECLINED,
        says=("reason", "four", "signposted"),
        needs=("reason_code", "referrer_told"),
    ),
    T.PASS_TO_TRIAGE: Step(frozenset({S.SCREENING}), S.TRIAGE, says=("screening_result",), needs=("research_asked",)),
    T.ADVISE_NOW: Step(
        frozenset({S.SCREENING}),
        S.CONSULT_ADVISED,
        says=("advice", "recipient", "risk_owner"),
        needs=("follow_up_on",),
    ),
    T.ACCEPT: Step(
        frozenset({S.TRIAGE}),
        S.ACCEPTED,
        says=("reason", "order_considered", "risk_owner"),
        needs=("priority", "level", "leads", "heard", "suspect_elsewhere"),
    ),
    T.CONSULT: Step(
        frozenset({S.TRIAGE}),
        S.CONSULTATION,
        says=("reason", "order_considered", "risk_owner"),
        needs=("priority", "level", "leads", "heard", "suspect_elsewhere"),
    ),
    T.ISSUE_ADVICE: Step(
        frozenset({S.CONSULTATION}), S.CONSULT_ADVISED, says=("advice", "recipient"), needs=("follow_up_on",)
    ),
    T.ESCALATE: Step(
        frozenset({S.CONSULT_ADVISED}),
        S.ACCEPTED,
        says=("reason", "follow_up"),
        needs=("leads", "level", "suspect_elsewhere"),
    ),
    T.END_CONSULTATION: Step(frozenset({S.CONSULT_ADVISED}), S.CLOSED, says=("reason", "follow_up")),
    T.CHALLENGE: Step(frozenset({S.DECLINED}), S.TRIAGE, says=("grounds",)),
    T.RE_REFER: Step(
        frozenset({S.DECLINED, S.CLOSED, S.CONSULT_ADVISED}),
        S.SUBMITTED,
        says=("in_danger", "happening"),
        needs=("referrer_contact", "immediate_danger"),
    ),
    T.START_ASSESSMENT: Step(frozenset({S.ACCEPTED}), S.ASSESSMENT, needs=("disciplines",)),
    T.ASK_AGAIN: Step(frozenset({S.REVIEW}), S.ASSESSMENT, says=("reason",), needs=("disciplines",)),
    T.CONTRIBUTE: Step(frozenset({S.ASSESSMENT})),
    T.CALL_CONFERENCE: Step(frozenset({S.ASSESSMENT}), S.CONFERENCE_DUE),
    T.HOLD_CONFERENCE: Step(frozenset({S.CONFERENCE_DUE}), S.CONFERENCE_HELD, needs=("attended",)),
    T.ADOPT_PLAN: Step(
        frozenset({S.CONFERENCE_HELD}), S.PLAN_ACTIVE, says=("reason", "order_considered"), needs=("level", "review_on")
    ),
    T.BRING_FORWARD: Step(
        frozenset({S.ASSESSMENT, S.CONFERENCE_DUE, S.CONFERENCE_HELD}), says=("reason",), needs=("trigger",)
    ),
    T.NOTE_CHANGE: Step(
        INTAKE_STATES | {S.CONSULTATION, S.CONSULT_ADVISED, S.ACCEPTED, S.REVIEW}, says=("reason",), needs=("trigger",)
    ),
    T.TRIGGER_REVIEW: Step(frozenset({S.PLAN_ACTIVE, S.STEP_DOWN}), S.REVIEW, says=("reason",), needs=("trigger",)),
    T.REVIEW_FALLS_DUE: Step(frozenset({S.PLAN_ACTIVE}), S.REVIEW),
    T.KEEP_PLAN: Step(
        frozenset({S.REVIEW}), S.PLAN_ACTIVE, says=("reason", "victims_view"), needs=("level", "review_on")
    ),
    T.RECALL_CONFERENCE: Step(
        frozenset({S.REVIEW}), S.CONFERENCE_DUE, says=("reason", "victims_view"), needs=("level",)
    ),
    T.STEP_DOWN: Step(
        frozenset({S.REVIEW}),
        S.STEP_DOWN,
        says=("reason", "victims_view", "watched"),
        needs=("level", "monitored_until", "watched_by"),
    ),
    T.RETURN_TO_PLAN: Step(frozenset({S.STEP_DOWN}), S.PLAN_ACTIVE, says=("reason",), needs=("review_on",)),
    T.END_MONITORING: Step(
        frozenset({S.STEP_DOWN}),
        S.CLOSED,
        says=("reason", "return_told"),
        needs=("closure_reason", "level", "no_contact_weeks", "advocate_agrees"),
    ),
    T.CLOSE: Step(
        (INTAKE_STATES | MANAGED_STATES | {S.CONSULTATION}) - {S.STEP_DOWN},
        S.CLOSED,
        says=("reason", "return_told"),
        needs=("closure_reason", "level"),
    ),
    T.OFFER: Step(OPEN_STATES, says=("safety_handover", "advocate_handover"), needs=("offered_to",)),
    T.ACCEPT_OFFER: Step(OPEN_STATES, S.TRANSFERRED),
    T.REFUSE_OFFER: Step(OPEN_STATES, says=("reason",)),
    T.TAKE_UP: Step(frozenset({S.TRANSFERRED}), S.ACCEPTED, needs=("leads",)),
    T.MERGE: Step(LIVE, S.MERGED, says=("reason",), needs=("merged_into",)),
    T.UNMERGE: Step(frozenset({S.MERGED}), says=("reason",), back=True),
    T.CANCEL: Step(ANY - {S.VOID, S.MERGED}, S.VOID, says=("reason",)),
    T.RESTORE: Step(frozenset({S.VOID}), says=("reason",), back=True),
    T.PAUSE: Step(OPEN_STATES, says=("reason", "what_ends_it")),
    T.RESUME: Step(OPEN_STATES, says=("reason",)),
}


def may_start(transition: Transition, state: State) -> bool:
    """Whether the table has this move from this state."""
    return state in STEPS[transition].sources


def next_state(transition: Transition, state: State, *, before: State | None = None) -> State:
    """The state after the move.

    `before` is where the case stood when it was joined, merged or cancelled; a move that goes back needs it.
    Raises ValueError when the table has no such row, so that no caller can pass by a refusal.
    """
    step = STEPS[transition]
    if state not in step.sources:
        raise ValueError(f"{transition} does not start from {state}")
    if step.back:
        if before is None:
            raise ValueError(f"{transition} needs the state to go back to")
        return before
    return step.target or state


def moves_from(state: State) -> tuple[Transition, ...]:
    """The moves the table knows from this state, in the table's order."""
    return tuple(transition for transition, step in STEPS.items() if state in step.sources)


def missing(transition: Transition, *, says: Mapping[str, str], facts: Mapping[str, object]) -> tuple[str, ...]:
    """The names of what must still be said or given. False and zero are answers; None and empty are not."""
    step = STEPS[transition]
    unsaid = [name for name in step.says if not says.get(name, "").strip()]
    ungiven = [name for name in step.needs if facts.get(name) in (None, "", [], {})]
    return (*unsaid, *ungiven)
