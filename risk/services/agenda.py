"""The agenda of a meeting. It proposes itself from where the cases stand; people add, leave out and order.

A reader's agenda is made of the cases they may see and of nothing else, so it has no gaps and no length that tells.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Greatest
from django.utils import timezone

from cases import policy
from cases.enums import Level, State, Transition
from cases.models import Case, StateChange, Trigger
from cases.policy import Action
from cases.services.errors import NoSuchCase
from risk.enums import AgendaReason
from risk.models import AgendaItem, Conference, ConferenceItem, Confirmation, MinuteRow
from risk.services import meetings
from stalking_unit.accounts.actor import Actor
from stalking_unit.audit import trail
from stalking_unit.db.errors import DomainError

TRIGGERS = (Transition.TRIGGER_REVIEW, Transition.BRING_FORWARD)
SITS_OVER = (State.CONFERENCE_DUE, State.CONFERENCE_HELD, State.PLAN_ACTIVE, State.REVIEW)
LEVELS = (*Level, None)


@dataclass(frozen=True, slots=True)
class Line:
    """One case on the agenda: why it is there, when the conference last sat over it, and what came of it here."""

    case: Case
    reasons: tuple[AgendaReason, ...]
    last_held_at: datetime | None
    told_at: datetime | None  # when something changed that this reader may know of
    row: AgendaItem | None = None
    item: ConferenceItem | None = None

    @property
    def is_left_out(self) -> bool:
        return self.row is not None and self.row.left_out_by_id is not None and self.item is None


@dataclass(frozen=True, slots=True)
class Agenda:
    """What one reader may see of an agenda, in its order."""

    lines: Sequence[Line] = field(default_factory=tuple)
    left_out: Sequence[Line] = field(default_factory=tuple)

    @property
    def to_come(self) -> list[Line]:
        return [line for line in self.lines if line.item is None]

    @property
    def decided(self) -> list[Line]:
        return [line for line in self.lines if line.item is not None]

    def line_of(self, case: UUID) -> Line | None:
        """The line of this case, whether or not it was left out."""
        return next((line for line in (*self.lines, *self.left_out) if line.case.pk == case), None)


def seen(actor: Actor, meeting: Conference) -> Agenda:
    """The agenda as this reader may see it."""
    cases = list(_cases(actor, meeting).select_related("unit"))
    rows = {row.case_id: row for row in AgendaItem.objects.filter(conference=meeting, case__in=cases)}
    items = {item.case_id: item for item in ConferenceItem.objects.filter(conference=meeting, case__in=cases)}
    lines = [_line(case, meeting, rows.get(case.pk), items.get(case.pk)) for case in cases]
    ordered = sorted(lines, key=_place)
    return Agenda([line for line in ordered if not line.is_left_out], [line for line in ordered if line.is_left_out])


@transaction.atomic
def add(meeting: Conference, reference: str, *, by: Actor, version: int | None = None) -> Case:
    """Put another case on the agenda. A hidden and a missing case are answered alike."""
    meeting = meetings.locked(meeting, by=by, version=version)
    known = policy.scope(by, Action.VIEW_AGENDA, Case.objects.filter(unit=meeting.unit))
    case: Case | None = known.filter(reference=reference.strip().upper()).first()
    if case is None:
        raise NoSuchCase("No case that you may see has this reference.")
    if case.state not in SITS_OVER:
        raise DomainError("The conference cannot sit over this case where it stands now.")
    row = _row(meeting, case)
    row.added_by, row.left_out_by, row.left_out_reason = by.user, None, ""
    return _saved(meeting, row, "add_to_agenda", ["added_by", "left_out_by", "left_out_reason"], by=by)


@transaction.atomic
def leave_out(meeting: Conference, case: Case, *, by: Actor, reason: str, version: int | None = None) -> Case:
    """Leave a case off the agenda, and say why."""
    meeting = meetings.locked(meeting, by=by, version=version)
    policy.require(by, Action.VIEW_AGENDA, case)
    if not reason.strip():
        raise DomainError("Enter why it is left out.")
    row = _row(meeting, case)
    row.left_out_by, row.left_out_reason = by.user, reason.strip()
    return _saved(meeting, row, "leave_off_agenda", ["left_out_by", "left_out_reason"], by=by)


@transaction.atomic
def put_back(meeting: Conference, case: Case, *, by: Actor) -> Case:
    """On the agenda again."""
    meeting = meetings.locked(meeting, by=by)
    policy.require(by, Action.VIEW_AGENDA, case)
    row = _row(meeting, case)
    row.left_out_by, row.left_out_reason = None, ""
    return _saved(meeting, row, "put_back_on_agenda", ["left_out_by", "left_out_reason"], by=by)


@transaction.atomic
def move_up(meeting: Conference, case: Case, *, by: Actor) -> Case:
    """One place earlier, among the cases this person sees."""
    meeting = meetings.locked(meeting, by=by)
    policy.require(by, Action.VIEW_AGENDA, case)
    keys = [line.case for line in seen(by, meeting).lines]
    at = next((number for number, one in enumerate(keys) if one.pk == case.pk), 0)
    if at:
        keys[at - 1], keys[at] = keys[at], keys[at - 1]
    for number, one in enumerate(keys, start=1):
        AgendaItem.objects.update_or_create(case=one, conference=meeting, defaults={"place": number})
    meetings.saved(meeting, "order_agenda", [], by=by)
    return case


@transaction.atomic
def talk_over(meeting: Conference, case: Case, *, by: Actor) -> Case:
    """Take a case out of what is agreed together: one press by anybody who may see it on the agenda."""
    policy.require(by, Action.VIEW_AGENDA, case)
    meeting = Conference.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    if meeting.locked_at is not None:
        raise DomainError(meetings.SIGNED)
    row = _row(meeting, case)
    row.talked_over_by = by.user
    return _saved(meeting, row, "talk_case_over", ["talked_over_by"], by=by)


def concerns(actor: Actor, meeting: Conference, listed: Agenda) -> bool:
    """Whether there is such a meeting for this reader: they have a case on its agenda, sit in it, or run it."""
    return bool(listed.lines) or meetings.knows(actor, meeting)


def waits_for_a_word(on: OuterRef | F | str = "pk") -> QuerySet[ConferenceItem]:
    """Conferences of a case after which somebody has not confirmed yet what was decided subject to them."""
    given = ArraySubquery(Confirmation.objects.filter(item=OuterRef("pk")).order_by().values("seat"))
    later = ConferenceItem.objects.filter(case=OuterRef("case"), held_at__gt=OuterRef("held_at"))
    waiting = ConferenceItem.objects.exclude(subject_to=[]).exclude(subject_to__contained_by=given)
    return waiting.filter(~Exists(later))


def _cases(actor: Actor, meeting: Conference) -> QuerySet[Case]:
    """The cases this reader may see on it: those that are due, and those somebody put there or that were taken."""
    before = ConferenceItem.objects.filter(case=OuterRef("pk")).exclude(conference=meeting)
    changes = StateChange.objects.filter(case=OuterRef("pk"), transition__in=TRIGGERS)
    triggers = Trigger.objects.filter(case=OuterRef("pk"))
    told = policy.scope_any(actor, triggers, readable=(Action.VIEW_TRIGGER, Action.VIEW_VICTIM_TRIGGER))
    unconfirmed = waits_for_a_word().filter(case=OuterRef("pk"), confirm_by__lt=meeting.held_on)
    seen = policy.scope(actor, Action.VIEW_AGENDA, Case.objects.filter(unit=meeting.unit_id))
    known: QuerySet[Case] = seen.annotate(
        last_held_at=Subquery(before.order_by("-held_at").values("held_at")[:1]),
        changed_at=Greatest(
            Subquery(changes.order_by("-happened_at").values("happened_at")[:1]),
            Subquery(triggers.order_by("-happened_at").values("happened_at")[:1]),
        ),
        told_at=Subquery(told.order_by("-happened_at").values("happened_at")[:1]),
        is_unconfirmed=Exists(unconfirmed.exclude(conference=meeting)),
    )
    on_it = {"case": OuterRef("pk"), "conference": meeting}
    here = (
        Exists(AgendaItem.objects.filter(**on_it))
        | Exists(ConferenceItem.objects.filter(**on_it))
        | Exists(MinuteRow.objects.filter(**on_it))
    )
    is_over = meeting.locked_at is not None or meeting.held_on < timezone.localdate(actor.now)
    if is_over:
        return known.filter(here)
    due = (
        Q(state__in=[State.CONFERENCE_DUE, State.REVIEW])
        | Q(state=State.PLAN_ACTIVE, review_on__lte=meeting.held_on)
        | Q(changed_at__gt=F("last_held_at"))
        | Q(is_unconfirmed=True)
    )
    return known.filter(here | (due & Q(state__in=SITS_OVER)))


def _line(case: Case, meeting: Conference, row: AgendaItem | None, item: ConferenceItem | None) -> Line:
    last, changed = case.last_held_at, case.changed_at  # type: ignore[attr-defined]  # annotated by `_cases`
    why: Mapping[AgendaReason, bool] = {
        AgendaReason.CONFERENCE_DUE: case.state == State.CONFERENCE_DUE,
        AgendaReason.TRIGGER: changed is not None and last is not None and changed > last,
        AgendaReason.UNCONFIRMED: case.is_unconfirmed,  # type: ignore[attr-defined]
        AgendaReason.IN_REVIEW: case.state == State.REVIEW,
        AgendaReason.REVIEW_DUE: bool(
            case.state == State.PLAN_ACTIVE and case.review_on and case.review_on <= meeting.held_on
        ),
        AgendaReason.ADDED: row is not None and row.added_by_id is not None,
    }
    reasons = tuple(reason for reason, holds in why.items() if holds) if item is None else ()
    told: datetime | None = case.told_at  # type: ignore[attr-defined]
    return Line(case, reasons, last, told if told and last and told > last else None, row, item)


def _place(line: Line) -> tuple[bool, int, int, str]:
    place = line.row.place if line.row else None
    return place is None, place or 0, LEVELS.index(Level(line.case.level) if line.case.level else None), str(line.case)


def _row(meeting: Conference, case: Case) -> AgendaItem:
    return AgendaItem.objects.get_or_create(case=case, conference=meeting)[0]


def _saved(meeting: Conference, row: AgendaItem, verb: str, fields: list[str], *, by: Actor) -> Case:
    row.save(update_fields=fields)
    trail.record(by, trail.Operation.ALTER, verb, case_id=row.case_id, record=row, fields=fields)
    meetings.saved(meeting, verb, [], by=by)
    return row.case
