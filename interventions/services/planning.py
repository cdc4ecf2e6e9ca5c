"""The actions of a plan: adding one, doing it, dropping it, handing it to somebody who accepts it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from cases import policy
from cases.models import Case, TeamMember
from cases.policy import Action
from cases.services import telling
from cases.services.errors import Changed, NotFromHere
from interventions.enums import ActionStatus, ActionStep, Strand
from interventions.models import ActionChange, Plan, PlanAction
from interventions.services.authorship import written
from stalking_unit.accounts.actor import Actor
from stalking_unit.accounts.models import Agency, User
from stalking_unit.audit import trail
from stalking_unit.db.errors import DomainError
from stalking_unit.db.said import worded

KIND = "action"
ROUTE = "interventions:plan"
ENDINGS = {ActionStatus.DONE: ActionStep.DONE, ActionStatus.DROPPED: ActionStep.DROPPED}
VERBS = {
    ActionStep.REWORDED: "reword_action",
    ActionStep.PUT_OFF: "put_off_action",
    ActionStep.OFFERED: "hand_over_action",
    ActionStep.ACCEPTED: "accept_action",
    ActionStep.DECLINED: "decline_action",
    ActionStep.DONE: "finish_action",
    ActionStep.DROPPED: "drop_action",
}


@dataclass(frozen=True, slots=True)
class NewAction:
    """An action as it is decided: what, by whom, by when."""

    strand: Strand
    text: str
    owner: User
    due_on: date
    depends_on: str = ""
    tell_victim: bool | None = None


def adding(strand: Strand) -> Action:
    """What somebody must be allowed in order to add an action of this strand, or to be given one."""
    return Action.ADD_VICTIM_ACTION if strand is Strand.VICTIM_SAFETY else Action.ADD_ACTION


def viewing(action: PlanAction) -> Action:
    """What somebody must be allowed in order to read this action."""
    return Action.VIEW_VICTIM_ACTION if action.is_victim_strand else Action.VIEW_ACTION


def may_own(case: Case, strand: Strand, *, at: datetime) -> list[User]:
    """Who can be given an action of this strand, by name.

    Its owner reads it, so nobody who works the suspect’s side alone is given one for the victim’s safety.
    """
    return policy.who_can(adding(strand), case, at=at)


def standing_plan(case: Case) -> Plan | None:
    """The plan of the episode that runs now, the latest if several conferences adopted one."""
    return plans_of_this_run(case).first()


def plans_of_this_run(case: Case) -> QuerySet[Plan]:
    """The plans of the episode that runs now, the latest first."""
    latest = case.episodes.order_by("-number").values("pk")[:1]
    return Plan.objects.filter(case=case, episode__in=latest).order_by("-adopted_at", "-recorded_at", "pk")


def add(
    case: Case,
    *,
    by: Actor,
    strand: Strand,
    text: str,
    owner: User,
    due_on: date,
    depends_on: str = "",
    tell_victim: bool | None = None,
    happened_at: datetime | None = None,
) -> PlanAction:
    """Add one action. It is live at once and its owner is told; it belongs to the plan that stands, if one does."""
    new = NewAction(strand, text, owner, due_on, depends_on, tell_victim)
    return add_all(case, [new], by=by, plan=standing_plan(case), happened_at=happened_at)[0]


@transaction.atomic
def add_all(
    case: Case,
    actions: Sequence[NewAction],
    *,
    by: Actor,
    plan: Plan | None,
    happened_at: datetime | None = None,
) -> list[PlanAction]:
    """Add the actions that were decided together, and tell their owners."""
    _check(case, actions, by=by)
    agencies = _agencies(case, [action.owner for action in actions], at=by.now)
    added = [
        PlanAction.objects.create(
            case=case,
            plan=plan,
            strand=action.strand,
            is_victim_strand=action.strand is Strand.VICTIM_SAFETY,
            text=action.text.strip(),
            owner=action.owner,
            due_on=action.due_on,
            depends_on=action.depends_on.strip(),
            tell_victim=action.tell_victim,
            **written(by, happened_at) | {"agency": agencies[action.owner]},
        )
        for action in actions
    ]
    fields = ["strand", "text", "owner", "due_on"]
    for action in added:
        _step(action, ActionStep.ADDED, by=by, to=action.owner)
        trail.record(by, trail.Operation.COLLECT, "add_action", case_id=case.pk, record=action, fields=fields)
        _tell(action.owner, action, "An action in a plan is yours.", by=by)
    return added


def finish(
    action: PlanAction,
    *,
    by: Actor,
    outcome: str,
    version: int | None = None,
    done_at: datetime | None = None,
) -> PlanAction:
    """The action is done; what came of it is said in a sentence."""
    return _end(action, ActionStatus.DONE, by=by, outcome=outcome, version=version, at=done_at)


def drop(action: PlanAction, *, by: Actor, reason: str, version: int | None = None) -> PlanAction:
    """The action is no longer needed; why is said in a sentence."""
    return _end(action, ActionStatus.DROPPED, by=by, outcome=reason, version=version, at=None)


@transaction.atomic
def reword(
    action: PlanAction,
    *,
    by: Actor,
    text: str,
    due_on: date,
    depends_on: str = "",
    tell_victim: bool | None = None,
    version: int | None = None,
) -> PlanAction:
    """Change what will be done; what it said before stays in its history."""
    action = _locked(action, Action.FINISH_ACTION, by=by, version=version)
    if not text.strip():
        raise DomainError("Enter what will be done.")
    before = action.text
    action.text, action.due_on = text.strip(), due_on
    action.depends_on, action.tell_victim = depends_on.strip(), tell_victim
    said = worded("Before: {}", before) if before != action.text else ""
    _save(action, ActionStep.REWORDED, ["text", "due_on", "depends_on", "tell_victim"], by=by, words=said)
    return action


@transaction.atomic
def put_off(action: PlanAction, *, by: Actor, due_on: date, version: int | None = None) -> PlanAction:
    """Give the action another day."""
    action = _locked(action, Action.FINISH_ACTION, by=by, version=version)
    action.due_on = due_on
    _save(action, ActionStep.PUT_OFF, ["due_on"], by=by)
    return action


@transaction.atomic
def hand_over(action: PlanAction, *, by: Actor, to: User, version: int | None = None) -> PlanAction:
    """Offer the action to somebody by name. It stays with its owner until they accept."""
    action = _locked(action, Action.HAND_OVER_ACTION, by=by, version=version)
    if to.pk == action.owner_id:
        raise DomainError(f"{to.name} already has this action. Choose somebody else.")
    _may_be_given(to, may_own(action.case, Strand(action.strand), at=by.now))
    action.handed_by, action.handed_to, action.handed_at, action.accepted_at = by.user, to, by.now, None
    action.status = ActionStatus.OPEN
    fields = ["handed_by", "handed_to", "handed_at", "accepted_at", "status"]
    _save(action, ActionStep.OFFERED, fields, by=by, to=to)
    _tell(to, action, "An action is offered to you. It is yours once you accept it.", by=by)
    return action


@transaction.atomic
def accept(action: PlanAction, *, by: Actor, version: int | None = None) -> PlanAction:
    """Take the action that was offered: from now on it is this person’s, also after the case has closed."""
    action = _offered(action, by=by, version=version)
    giver, taker = action.owner, User.objects.get(pk=by.user_id)
    action.owner, action.accepted_at, action.status = taker, by.now, ActionStatus.HANDED_OVER
    action.agency = _agencies(action.case, [taker], at=by.now)[taker]
    _save(action, ActionStep.ACCEPTED, ["owner", "agency", "accepted_at", "status"], by=by)
    _tell(giver, action, "An action you handed over was accepted.", by=by)
    return action


@transaction.atomic
def decline(action: PlanAction, *, by: Actor, reason: str = "", version: int | None = None) -> PlanAction:
    """Say no to an action that was offered, and perhaps why: it stays with its owner, who is told."""
    action = _offered(action, by=by, version=version)
    action.handed_by = action.handed_to = action.handed_at = None
    _save(action, ActionStep.DECLINED, ["handed_by", "handed_to", "handed_at"], by=by, words=reason)
    _tell(action.owner, action, "An action you offered was not accepted. It is still yours.", by=by)
    return action


def _check(case: Case, actions: Sequence[NewAction], *, by: Actor) -> None:
    for strand in {action.strand for action in actions}:
        policy.require(by, adding(strand), case)
        owners = may_own(case, strand, at=by.now)
        for action in actions:
            if action.strand is strand:
                _may_be_given(action.owner, owners)
    if any(not action.text.strip() for action in actions):
        raise DomainError("Enter what will be done.")


def _may_be_given(person: User, owners: Iterable[User]) -> None:
    if person not in owners:
        raise DomainError(f"{person.name} does not work this side of the case. Choose somebody who does.")


def _agencies(case: Case, people: Iterable[User], *, at: datetime) -> dict[User, Agency]:
    """The agency each acts for on this case: that of their place on it, else of their first seat."""
    people = list(people)
    places = TeamMember.objects.live(at).filter(case=case, user__in=people).select_related("agency")
    named = {place.user_id: place.agency for place in places.order_by("-starts_at", "pk")}
    return {person: named.get(person.pk) or _employer(person, at) for person in people}


def _employer(person: User, at: datetime) -> Agency:
    seat = person.seats(timezone.localdate(at)).first()
    if seat is None:
        raise DomainError(f"{person.name} has no seat in any unit today. Choose somebody else.")
    return seat.agency


def _offered(action: PlanAction, *, by: Actor, version: int | None) -> PlanAction:
    action = _locked(action, Action.ACCEPT_ACTION, by=by, version=version)
    if action.accepted_at is not None:
        raise NotFromHere("You have already accepted this action.")
    return action


def _locked(action: PlanAction, verb: Action, *, by: Actor, version: int | None) -> PlanAction:
    """The action, locked, if this person may read it and do this, and it is as they saw it."""
    locked: PlanAction = PlanAction.objects.select_for_update(of=("self",)).get(pk=action.pk)
    policy.require(by, viewing(locked), locked)
    policy.require(by, verb, locked)
    if version is not None and version != locked.version:
        raise Changed("Somebody changed this action while you had it open. Read what changed, then try again.")
    if locked.done_at is not None:
        raise NotFromHere("This action has already ended.")
    return locked


@transaction.atomic
def _end(
    action: PlanAction,
    status: ActionStatus,
    *,
    by: Actor,
    outcome: str,
    version: int | None,
    at: datetime | None,
) -> PlanAction:
    action = _locked(action, Action.FINISH_ACTION, by=by, version=version)
    if not outcome.strip():
        raise DomainError("Say in a sentence what came of it.")
    action.status, action.outcome, action.done_at = status, outcome.strip(), at or by.now
    _save(action, ENDINGS[status], ["status", "outcome", "done_at"], by=by, happened_at=at)
    return action


def _save(
    action: PlanAction,
    step: ActionStep,
    fields: list[str],
    *,
    by: Actor,
    to: User | None = None,
    words: str = "",
    happened_at: datetime | None = None,
) -> None:
    action.version += 1
    action.save(update_fields=[*fields, "version"])
    _step(action, step, by=by, to=to, words=words, at=happened_at)
    trail.record(
        by,
        trail.Operation.ALTER,
        VERBS[step],
        case_id=action.case_id,
        record=action,
        fields=fields,
        happened_at=happened_at,
    )


def _step(
    action: PlanAction,
    step: ActionStep,
    *,
    by: Actor,
    to: User | None = None,
    words: str = "",
    at: datetime | None = None,
) -> None:
    ActionChange.objects.create(
        case_id=action.case_id,
        action=action,
        number=action.version,
        step=step,
        made_by_id=by.user_id,
        made_at=at or by.now,
        to=to,
        due_on=action.due_on,
        words=words.strip(),
    )


def _tell(person: User, action: PlanAction, text: str, *, by: Actor) -> None:
    key = f"{KIND}:{action.pk}:{action.version}"
    telling.tell([person], action.case, kind=KIND, text=text, key=key, route=ROUTE, by=by)
