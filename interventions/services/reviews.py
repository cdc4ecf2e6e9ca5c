"""The review of a plan: the level stated again, the victim’s view, and no action left overdue without a word."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from cases import policy
from cases.clocks import next_review
from cases.enums import Level, Transition
from cases.models import Case, StateChange
from cases.policy import Action
from cases.services import moves
from cases.services.errors import Incomplete, NotYet
from interventions.enums import ActionStatus
from interventions.models import PlanAction
from interventions.services import planning
from stalking_unit.accounts.actor import Actor
from stalking_unit.ui.words import counted

OUTCOMES = (Transition.KEEP_PLAN, Transition.RECALL_CONFERENCE, Transition.STEP_DOWN)


@dataclass(frozen=True, slots=True)
class Settled:
    """What becomes of one action at a review: done or no longer needed, in words; or it goes on until another day."""

    action: PlanAction
    status: ActionStatus
    words: str = ""
    due_on: date | None = None


@transaction.atomic
def review(
    case: Case,
    outcome: Transition,
    *,
    by: Actor,
    level: Level,
    reason: str,
    victims_view: str,
    until: date | None = None,
    settled: Sequence[Settled] = (),
    version: int | None = None,
    happened_at: datetime | None = None,
) -> StateChange:
    """Go on with the plan, go back to conference, or step down.

    `until` is the day of the next review, or the day monitoring ends; without one the plan goes on for as long as the
    level allows. A plan does not go on, or step down, with an action that is overdue.
    """
    if outcome not in OUTCOMES:
        raise ValueError(f"{outcome} is no outcome of a review")
    policy.require(by, Action(outcome.value), case)
    for one in settled:
        _settle(one, by=by)
    today = timezone.localdate(happened_at or by.now)
    if outcome is not Transition.RECALL_CONFERENCE:
        _refuse_overdue(case, today)
    return moves.make(
        case,
        outcome,
        by=by,
        says={"reason": reason, "victims_view": victims_view},
        facts={"level": level, **_day(outcome, level, until, today)},
        version=version,
        happened_at=happened_at,
    )


def return_to_plan(
    case: Case,
    *,
    by: Actor,
    reason: str,
    review_on: date | None = None,
    version: int | None = None,
    happened_at: datetime | None = None,
) -> StateChange:
    """Monitoring showed that the plan is needed again."""
    today = timezone.localdate(happened_at or by.now)
    settled = review_on or next_review(Level(case.level or Level.STANDARD), today)
    return moves.make(
        case,
        Transition.RETURN_TO_PLAN,
        by=by,
        says={"reason": reason},
        facts={"review_on": settled},
        version=version,
        happened_at=happened_at,
    )


def overdue(case: Case, on: date) -> list[PlanAction]:
    """The actions a review must say something about."""
    late = PlanAction.objects.overdue(on).filter(case=case, struck_at=None)
    return list(late.select_related("owner", "agency").order_by("due_on", "pk"))


def _settle(one: Settled, *, by: Actor) -> None:
    match one.status:
        case ActionStatus.DONE:
            planning.finish(one.action, by=by, outcome=one.words)
        case ActionStatus.DROPPED:
            planning.drop(one.action, by=by, reason=one.words)
        case _:
            if one.due_on is None:
                raise Incomplete(("due_on",))
            planning.put_off(one.action, by=by, due_on=one.due_on)


def _refuse_overdue(case: Case, on: date) -> None:
    if late := len(overdue(case, on)):
        words = counted(late, "action is", "actions are")
        raise NotYet((f"{words} overdue. Say for each whether it is done, goes on, or is no longer needed.",))


def _day(outcome: Transition, level: Level, until: date | None, today: date) -> dict[str, date | None]:
    match outcome:
        case Transition.KEEP_PLAN:
            return {"review_on": until or next_review(level, today)}
        case Transition.STEP_DOWN:
            return {"monitored_until": until}
        case _:
            return {}
