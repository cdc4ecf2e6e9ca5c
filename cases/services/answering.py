"""Which decisions are kept from whoever referred a case, because it would not be safe that they know them."""

from collections.abc import Iterable
from uuid import UUID

from cases import policy
from cases.enums import State, Transition
from cases.lifecycle import may_start
from cases.models import Case, StateChange
from cases.policy import Action
from stalking_unit.accounts.actor import Actor

UNSAFE = "unsafe"


def untold(cases: Iterable[Case]) -> frozenset[UUID]:
    """Those that were not taken on without a word to whoever referred them."""
    declined = [case.pk for case in cases if case.state == State.DECLINED]
    decisions = StateChange.objects.filter(case__in=declined, transition=Transition.DECLINE)
    latest = decisions.order_by("case", "-recorded_at", "pk").distinct("case")
    return frozenset(change.case_id for change in latest if change.facts.get("referrer_told") == UNSAFE)


def may_start_for(case: Case, transition: Transition, *, sees_stage: bool) -> bool:
    """Whether the table has this move from here, as far as somebody knows where the case stands."""
    return may_start(transition, State(case.state)) and (sees_stage or not untold([case]))


def sees_stage(case: Case, by: Actor) -> bool:
    """Whether this person knows where the case stands; asked only where it matters to what they may do."""
    return case.state != State.DECLINED or policy.can(by, Action.VIEW_STAGE, case)
