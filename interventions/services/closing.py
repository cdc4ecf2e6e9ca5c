"""The end of an episode: closing a case, ending its monitoring, ending a consultation."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from cases import policy
from cases.enums import Level, Side, Transition
from cases.models import Case, StateChange, TeamMember
from cases.policy import Action
from cases.services import lifecycle, moves, telling
from interventions.enums import ActionStatus, PoliceGroup
from interventions.models import Breach, PlanAction
from interventions.services import results
from interventions.services.plans import READING
from interventions.services.results import Results
from stalking_unit.accounts.actor import Actor
from stalking_unit.accounts.enums import DisciplineKind
from stalking_unit.accounts.models import User
from stalking_unit.db.errors import DomainError

CONSULTATION_COMPLETE = "consultation-complete"


@dataclass(frozen=True, slots=True)
class Ending:
    """What is said whenever an episode ends.

    `reason_code` is of the list of closure reasons; `level` is None where nobody assessed one. `return_told` says how
    the victim was told how to return or, when `victim_told` is false, why telling was unsafe. `police_group` decides
    when police look again at what they keep.
    """

    reason_code: str
    reason: str
    level: Level | None
    victim_told: bool
    return_told: str
    results: Results | None = None
    police_group: PoliceGroup | None = None


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that keeps a case open, and who can see to it."""

    what: str
    who: Sequence[str]
    action: PlanAction | None = None


def close(
    case: Case, ending: Ending, *, by: Actor, version: int | None = None, happened_at: datetime | None = None
) -> StateChange:
    """Close the case. Actions that were handed over go on, and their owners are told; so does the support record."""
    return _end(case, Transition.CLOSE, ending, {}, by=by, version=version, happened_at=happened_at)


def end_monitoring(
    case: Case,
    ending: Ending,
    *,
    by: Actor,
    no_contact_weeks: int,
    advocate: User,
    version: int | None = None,
    happened_at: datetime | None = None,
) -> StateChange:
    """Close after monitoring: the lead together with an advocate of the case, who is named."""
    if advocate not in advocates(case, at=by.now):
        raise DomainError(f"{advocate.name} is no advocate on this case. Choose one who is.")
    facts = {"no_contact_weeks": no_contact_weeks, "advocate_agrees": advocate.pk}
    return _end(case, Transition.END_MONITORING, ending, facts, by=by, version=version, happened_at=happened_at)


def end_consultation(
    case: Case,
    *,
    by: Actor,
    reason: str,
    follow_up: str,
    version: int | None = None,
    happened_at: datetime | None = None,
) -> StateChange:
    """End a consultation, saying whether the advice was acted on."""
    return moves.make(
        case,
        Transition.END_CONSULTATION,
        by=by,
        says={"reason": reason, "follow_up": follow_up},
        facts={"closure_reason": CONSULTATION_COMPLETE},
        version=version,
        happened_at=happened_at,
    )


def advocates(case: Case, *, at: datetime) -> list[User]:
    """The advocates who work the victim’s side of the case."""
    places = TeamMember.objects.live(at).filter(
        case=case, side__in=[Side.VICTIM, Side.BOTH], discipline__kind=DisciplineKind.ADVOCACY
    )
    return list(User.objects.filter(pk__in=places.values("user")).order_by("name", "pk"))


def missing(case: Case, *, by: Actor) -> list[Missing]:
    """What keeps the case open and who can see to it, as far as this person may read it."""
    found = [
        Missing(action.text, [action.owner.name], action)
        for action in policy.scope_any(
            by, PlanAction.objects.open().filter(case=case, struck_at=None), readable=READING
        )
        .select_related("owner")
        .order_by("due_on", "pk")
    ]
    if Breach.objects.undecided().filter(case=case).exists():
        police = policy.who_can(Action.RECORD_ORDER, case, at=by.now)
        found.append(Missing("Decide about a breach of an order", [person.name for person in police]))
    if case.is_red_flagged:
        leads = policy.who_can(Action.CLEAR_RED_FLAG, case, at=by.now)
        found.append(Missing("Review and clear the red flag", [person.name for person in leads]))
    return found


@transaction.atomic
def _end(
    case: Case,
    transition: Transition,
    ending: Ending,
    facts: dict[str, object],
    *,
    by: Actor,
    version: int | None,
    happened_at: datetime | None,
) -> StateChange:
    change = moves.make(
        case,
        transition,
        by=by,
        says={"reason": ending.reason, "return_told": ending.return_told},
        facts={
            "closure_reason": ending.reason_code,
            "level": ending.level or lifecycle.NOT_ASSESSED,
            "victim_told": ending.victim_told,
            **({"police_group": ending.police_group} if ending.police_group else {}),
            **facts,
        },
        version=version,
        happened_at=happened_at,
    )
    if ending.results is not None:
        results.keep(change, ending.results, by=by)
    going_on = PlanAction.objects.filter(case=case, status=ActionStatus.HANDED_OVER, struck_at=None)
    telling.tell(
        User.objects.filter(pk__in=going_on.values("owner")).order_by("pk"),
        case,
        kind="closed",
        text="A case has closed. An action that you accepted goes on.",
        key=f"closed:{change.pk}",
        route="interventions:plan",
        by=by,
    )
    return change
