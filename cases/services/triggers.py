"""What forces a case to be looked at again: recorded once, and the review opens or the conference comes forward.

The product raises what it records itself, whoever recorded it; people raise the rest by a move. Where nothing is left
to move, because a review is open or a conference due, the trigger is recorded all the same and shown there.
"""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import CharField, DateTimeField, F, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from cases import policy
from cases.enums import MANAGED_STATES, Capacity, State, Transition
from cases.models import Case, CodeItem, CodeList, StateChange, TeamMember, Trigger
from cases.policy import Action
from cases.services.files import case_files
from cases.services.lifecycle import move
from cases.services.telling import tell
from stalking_unit.accounts.actor import Actor, acting
from stalking_unit.accounts.models import User
from stalking_unit.audit import trail
from stalking_unit.ui.parts import Row
from stalking_unit.ui.words import day

T, S = Transition, State
NEWS_IN = MANAGED_STATES | {S.CLOSED}
BEFORE_A_PLAN = frozenset({S.ACCEPTED, S.ASSESSMENT, S.CONFERENCE_DUE, S.CONFERENCE_HELD})
WAKES: Mapping[State, Transition] = {
    S.ASSESSMENT: T.BRING_FORWARD,
    S.CONFERENCE_DUE: T.BRING_FORWARD,
    S.CONFERENCE_HELD: T.BRING_FORWARD,
    S.PLAN_ACTIVE: T.TRIGGER_REVIEW,
    S.STEP_DOWN: T.TRIGGER_REVIEW,
}
# What the product writes as the reason of a move it makes: a kind, and never what somebody said.
REASONS: Mapping[str, str] = {
    "new-incident": "A new incident was recorded.",
    "breach": "It was recorded that an order or bail condition was broken.",
    "arrest": "An arrest was recorded.",
    "charge": "A charge was recorded.",
    "no-further-action": "It was recorded that no charge follows.",
    "order-made": "An order was recorded as made.",
    "order-ending": "An order ends within 30 days.",
    "court": "A plea, verdict or sentence was recorded.",
    "child-hearing": "A hearing about contact with children is within 14 days.",
    "hearing": "A court hearing is within 14 days.",
    "identity": "Who the suspect is was recorded anew.",
    "silence": "Nothing has been recorded for four weeks. Silence is no sign of safety.",
    "closure-asked": "Somebody asked to close the case.",
    "missed-appointment": "A missed appointment was recorded.",
}
LONG_AGO = datetime.min.replace(year=1900, tzinfo=UTC)
CHANGED = "Something changed. Read it and bring what you know."
CLOSED = "Something new was recorded on a case that has closed."
READING = (Action.VIEW_TRIGGER, Action.VIEW_VICTIM_TRIGGER)


def locked(case: Case) -> Case:
    """The case, held until the transaction ends: first of all where a record and its trigger are written together.

    A row that belongs to a case shares its lock; two people who both wrote first and then moved it would wait for each
    other for ever.
    """
    found: Case = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    return found


@transaction.atomic
def note(
    case: Case, code: str, subject_id: UUID, *, by: Actor, happened_at: datetime | None = None, reason: str = ""
) -> Trigger | None:
    """Record that something forces a new look, move the case where it can, and tell the people of the case."""
    trigger, is_new = enter(case, code, subject_id, by=by, happened_at=happened_at, reason=reason)
    if trigger is not None and is_new and (trigger.change_id or trigger.case.state == S.CLOSED):
        team = TeamMember.objects.live(by.now).filter(case=case).exclude(capacity=Capacity.REFERRER)
        leads = policy.who_can(Action.CHANGE_TEAM, case, at=by.now)
        people: dict[User, None] = dict.fromkeys([*leads, *(one.user for one in team.select_related("user"))])
        tell(
            leads if trigger.case.state == S.CLOSED else people,
            trigger.case,
            kind="trigger",
            text=CLOSED if trigger.case.state == S.CLOSED else CHANGED,
            key=f"trigger:{trigger.pk}",
            route="cases:overview",
            by=by,
        )
    return trigger


@transaction.atomic
def enter(
    case: Case, code: str, subject_id: UUID, *, by: Actor, happened_at: datetime | None = None, reason: str = ""
) -> tuple[Trigger | None, bool]:
    """As `note`, without telling anybody; says whether it is new.

    While a referral is being decided nothing is a trigger, and until there is a plan what happened before this run of
    the case is what the disciplines are being asked about, and no news.
    """
    at = happened_at or by.now
    system = Actor.system("triggers", by.now)
    with acting(system):
        case = locked(case)
        if found := Trigger.objects.filter(case=case, code=code, subject_id=subject_id).first():
            return found, False
        if not _is_news(case, at):
            return None, False
        change = None
        transition = WAKES.get(State(case.state))
        if transition is not None and not _came_forward(case, transition, code):
            said = reason or REASONS[code]
            change = move(case, transition, by=system, says={"reason": said}, facts={"trigger": code})
        case = change.case if change else case
        return _written(case, code, subject_id, change, at, by), True


def write(change: StateChange, code: str, *, by: Actor) -> Trigger:
    """Somebody made a move because something changed: that is the trigger, and the move its record."""
    return _written(change.case, code, change.pk, change, change.happened_at, by)


def seen(actor: Actor, cases: QuerySet[Case] | Iterable[Case]) -> QuerySet[Any]:
    """What happened on these cases since each was last at a conference, as far as this person may know, oldest first.

    Each has its `label`, the words of its code.
    """
    held = StateChange.objects.filter(case=OuterRef("case"), transition=T.HOLD_CONFERENCE).order_by("-happened_at")
    since = Coalesce(Subquery(held.values("happened_at")[:1]), Value(LONG_AGO), output_field=DateTimeField())
    label = CodeItem.objects.filter(list=CodeList.TRIGGER, code=OuterRef("code")).values("label")[:1]
    lately = Trigger.objects.filter(case__in=cases).annotate(since=since).filter(recorded_at__gt=F("since"))
    named: QuerySet[Any] = lately.annotate(label=Coalesce(Subquery(label), "code", output_field=CharField()))
    return policy.scope_any(actor, named, readable=READING).order_by("recorded_at", "pk")


def rows(actor: Actor, case: Case) -> list[Row]:
    """What happened since the last conference, the latest first: the day it happened, and when it was recorded."""
    found: list[Row] = []
    for trigger in reversed(seen(actor, [case])):
        happened, recorded = day(trigger.happened_at), day(trigger.recorded_at)
        found.append(Row(trigger.label, happened, sub="" if happened == recorded else f"Recorded {recorded}"))
    return found


def make_due(on: date, *, by: Actor) -> int:
    """Raise what came about by itself, such as silence or the end of an order; says how many were looked at."""
    due = [change for file in case_files() for change in file.changes(on)]
    for change in due:
        note(change.case, change.code, change.subject_id, by=by)
    return len(due)


def _is_news(case: Case, at: datetime) -> bool:
    if case.state not in NEWS_IN:
        return False
    if case.state not in BEFORE_A_PLAN:
        return True
    began = case.episodes.order_by("-number").values_list("started_at", flat=True).first()
    return began is None or at >= began


def _came_forward(case: Case, transition: Transition, code: str) -> bool:
    """Whether the conference came forward for this already since the case stands where it stands: once is enough."""
    if transition is not T.BRING_FORWARD:
        return False
    made = StateChange.objects.filter(case=case)
    arrived = made.filter(to_state=case.state).exclude(from_state=case.state).order_by("-recorded_at").first()
    forward = made.filter(transition=transition, facts__trigger=code)
    return forward.filter(recorded_at__gte=arrived.recorded_at if arrived else LONG_AGO).exists()


def _written(case: Case, code: str, subject_id: UUID, change: StateChange | None, at: datetime, by: Actor) -> Trigger:
    trigger = Trigger.objects.create(
        case=case, code=code, subject_id=subject_id, change=change, happened_at=at, recorded_at=by.now
    )
    trail.record(
        by, trail.Operation.COLLECT, "record_trigger", case_id=case.pk, record=trigger, fields=["code"], happened_at=at
    )
    return trigger
