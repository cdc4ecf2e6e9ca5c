"""Where a case stands, in the words of whoever reads: who only referred it learns the answer and nothing on the way."""

from collections.abc import Mapping

from cases.enums import INTAKE_STATES, State
from cases.models import Case
from cases.policy import Action
from cases.services.answering import untold

RECEIVED = "Received"
# What was joined or merged reads like what still waits: that there is another case is not theirs to know.
TO_REFERRERS: Mapping[State, str] = {
    State.DRAFT: "Draft",
    **dict.fromkeys(INTAKE_STATES, RECEIVED),
    State.JOINED: RECEIVED,
    State.MERGED: RECEIVED,
    State.DECLINED: str(State.DECLINED.label),
    State.CONSULTATION: "The unit gives advice",
    State.CONSULT_ADVISED: str(State.CONSULT_ADVISED.label),
    State.CLOSED: str(State.CLOSED.label),
    State.VOID: str(State.VOID.label),
}


def stage_words(case: Case, may: frozenset[Action]) -> str:
    """Where the case stands, as far as this reader may know."""
    if Action.VIEW_STAGE in may:
        return str(State(case.state).label)
    return to_referrers(case, is_told=not untold([case]))


def to_referrers(case: Case, *, is_told: bool) -> str:
    """Where the case stands, in the words for whoever referred it; nothing of what they are not told."""
    return TO_REFERRERS.get(State(case.state), "Taken on by the unit") if is_told else RECEIVED
