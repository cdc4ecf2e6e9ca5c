"""The review of a plan: the level stated again, the victim’s view, and no action left overdue without a word."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Max
from django.db.models.functions import Coalesce
from django.utils import timezone

from cases import policy
from cases.clocks import next_review
from cases.enums import Level, Transition
from cases.models import Case, Incident, StateChange, Statement
from cases.policy import Action
from cases.services import moves
from cases.services.errors import Incomplete, NotYet
from interventions.enums import ActionStatus
from interventions.models import PlanAction
from interventions.services import order_question, planning
from interventions.services.order_question import OrderSaid
from stalking_unit.accounts.actor import Actor
from stalking_unit.accounts.models import User
from stalking_unit.ui.words import counted, day

OUTCOMES = (Transition.KEEP_PLAN, Transition.RECALL_CONFERENCE, Transition.STEP_DOWN)
REVIEWED = (*OUTCOMES, Transition.ADOPT_PLAN, Transition.RETURN_TO_PLAN)


@dataclass(frozen=True, slots=True)
class Settled:
    """What becomes of one action at a review: done or no longer needed, in words; or it goes on until another day."""

    action: PlanAction
    status: ActionStatus
    words: str = ""
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class Watch:
    """What is watched after stepping down, and by whom."""

    what: str
    by: User


@dataclass(frozen=True, slots=True)
class Before:
    """What was said when the case was last looked at, as far as one reader may know it."""

    change: StateChange
    said: Sequence[Statement]


@transaction.atomic
def review(
    case: Case,
    outcome: Transition,
    *,
    by: Actor,
    level: Level,
    reason: str,
    victims_view: str,
    victim_asked: bool = True,
    until: date | None = None,
    later_because: str = "",
    watch: Watch | None = None,
    settled: Sequence[Settled] = (),
    order: OrderSaid | None = None,
    version: int | None = None,
    happened_at: datetime | None = None,
) -> StateChange:
    """Go on with the plan, go back to conference, or step down.

    `until` is the day of the next review, or the day monitoring ends; without one the plan goes on for as long as the
    level allows, and longer only with a word on why. A plan does not go on, or step down, with an action that is
    overdue. Nobody having asked the victim is an answer: `victims_view` then says why.
    """
    if outcome not in OUTCOMES:
        raise ValueError(f"{outcome} is no outcome of a review")
    policy.require(by, Action(outcome.value), case)
    for one in settled:
        _settle(one, by=by)
    today = timezone.localdate(happened_at or by.now)
    if outcome is not Transition.RECALL_CONFERENCE:
        _refuse_overdue(case, today)
    if outcome is Transition.KEEP_PLAN:
        _refuse_late(level, until, today, later_because)
    change = moves.make(
        case,
        outcome,
        by=by,
        says={
            "reason": reason,
            "victims_view": victims_view,
            "review_reason": later_because,
            "watched": watch.what if watch else "",
        },
        facts={
            "level": level,
            "victim_asked": victim_asked,
            **_day(outcome, level, until, today),
            **({"watched_by": watch.by.pk} if watch else {}),
        },
        version=version,
        happened_at=happened_at,
    )
    if order is not None:
        order_question.carry(case, order, by=by, at=change.happened_at)
    return change


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


def before(actor: Actor, case: Case, *moves_asked: Transition) -> Before | None:
    """The last review or adoption, or the last of these moves, with what was said; nothing when there was none."""
    made = StateChange.objects.filter(case=case, transition__in=moves_asked or REVIEWED)
    known = policy.scope(actor, Action.VIEW_HISTORY, made).order_by("-happened_at", "-recorded_at", "pk")
    change = known.first()
    if change is None:
        return None
    said = policy.scope(actor, Action.VIEW_STATEMENT, Statement.objects.filter(change=change))
    return Before(change, list(said.order_by("heading", "pk")))


def last_incident(actor: Actor, case: Case) -> datetime | None:
    """When the last incident ended that this person may know of. Silence is a fact to be shown and never a rule."""
    seen = policy.scope(actor, Action.VIEW_INCIDENT_BRIEF, Incident.objects.filter(case=case, struck_at=None))
    last: datetime | None = seen.order_by().aggregate(last=Max(Coalesce("occurred_to", "occurred_from")))["last"]
    return last


def weeks_since(last: datetime, now: datetime) -> int:
    """Whole weeks."""
    return max(now - last, timedelta()).days // 7


def watchers(case: Case, *, at: datetime) -> list[User]:
    """Who can be asked to watch: whoever works the case, and the leads."""
    return policy.who_can(Action.ADD_ACTION, case, at=at)


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


def _refuse_late(level: Level, until: date | None, today: date, because: str) -> None:
    last = next_review(level, today)
    if until and until > last and not because.strip():
        raise NotYet(
            (f"At this level the next review is due by {day(last)}. Choose an earlier day, or say why it is later.",)
        )


def _day(outcome: Transition, level: Level, until: date | None, today: date) -> dict[str, date | None]:
    match outcome:
        case Transition.KEEP_PLAN:
            return {"review_on": until or next_review(level, today)}
        case Transition.STEP_DOWN:
            return {"monitored_until": until}
        case _:
            return {}
