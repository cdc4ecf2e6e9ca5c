"""Why a case does not go on as usual: it is offered, paused, merged, joined or cancelled; as one reader may know it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from cases import policy
from cases.clocks import Deadline, offer_due
from cases.enums import State, Transition
from cases.models import Case, StateChange, Statement
from cases.policy import Action
from stalking_unit.accounts.actor import Actor

T = Transition
BY_STATE: Mapping[State, Transition] = {State.MERGED: T.MERGE, State.JOINED: T.JOIN, State.VOID: T.CANCEL}


@dataclass(frozen=True, slots=True)
class Halt:
    """The move that brought it about, what was said with it, and the case it leads to."""

    change: StateChange
    said: Sequence[Statement]
    leads_to: Case | None = None


@dataclass(frozen=True, slots=True)
class Offer:
    """What another unit is asked to take, and by when it answers."""

    offered_at: datetime
    by: str
    due: Deadline
    said: Sequence[Statement]


def halts(actor: Actor, case: Case) -> list[Halt]:
    """The pause that stands, and the merge, join or cancelling that ended the case."""
    wanted = [BY_STATE[State(case.state)]] if case.state in BY_STATE else []
    moves = [*wanted, *([T.PAUSE] if case.is_paused else [])]
    return [halt for move in moves if (halt := _halt(actor, case, move))]


def offer(actor: Actor, case: Case) -> Offer | None:
    """The offer that stands, for the unit that made it and the one that answers: the hand-over and not the file."""
    if case.offered_to_id is None:
        return None
    made = StateChange.objects.filter(case=case, transition=T.OFFER).select_related("agency")
    change = made.order_by("-recorded_at", "pk").first()
    said = Statement.objects.filter(change=change)
    known = policy.scope_any(actor, said, readable=[Action.VIEW_HANDOVER, Action.VIEW_STATEMENT])
    words = list(known.order_by("-heading", "pk"))
    if change is None or not words:
        return None
    who = f"{change.made_by_name}, {change.agency.short_name}" if change.agency else change.made_by_name
    due = offer_due(change.happened_at, is_red_flagged=case.is_red_flagged)
    return Offer(change.happened_at, who, due, words)


def _halt(actor: Actor, case: Case, move: Transition) -> Halt | None:
    made = StateChange.objects.filter(case=case, transition=move)
    known = policy.scope(actor, Action.VIEW_HISTORY, made).select_related("agency")
    change = known.order_by("-recorded_at", "pk").first()
    if change is None:
        return None
    said = policy.scope(actor, Action.VIEW_STATEMENT, Statement.objects.filter(change=change))
    other = None
    if case.joined_to_id is not None:
        other = policy.scope(actor, Action.VIEW_CASE, Case.objects.filter(pk=case.joined_to_id)).first()
    return Halt(change, list(said.order_by("-heading", "pk")), other)
