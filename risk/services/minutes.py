"""What conferences over a case decided, as one reader may know it."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar
from uuid import UUID

from django.db.models import QuerySet

from cases import policy
from cases.models import Case
from cases.policy import Action
from risk.models import Attendance, ConferenceItem, Confirmation, Decision, DifferentView, MinuteRow
from stalking_unit.accounts.actor import Actor

R = TypeVar("R", Attendance, Confirmation, Decision, DifferentView)
DECISIONS = (Action.VIEW_DECISION, Action.VIEW_VICTIM_DECISION)
READING = (Action.VIEW_MINUTE, Action.VIEW_VICTIM_MINUTE)


@dataclass(frozen=True, slots=True)
class SeenConference:
    """One conference over a case; what is not the reader's is not in its lists."""

    item: ConferenceItem
    present: Sequence[Attendance] = field(default_factory=tuple)
    decisions: Sequence[Decision] = field(default_factory=tuple)
    different_views: Sequence[DifferentView] = field(default_factory=tuple)
    confirmations: Sequence[Confirmation] = field(default_factory=tuple)
    rows: Sequence[MinuteRow] = field(default_factory=tuple)


def seen(actor: Actor, case: Case) -> list[SeenConference]:
    """Every conference over the case, the latest first: five queries, however many there were, and one for none."""
    items = list(_items(actor, case))
    there = policy.scope(actor, Action.VIEW_ATTENDANCE, Attendance.objects.filter(item__in=items))
    present = (
        _by_item(there.select_related("discipline", "agency").order_by("-is_chair", "name", "pk")) if items else {}
    )
    rows = written(actor, case) if items else {}
    return [
        replace(one, present=present.get(one.item.pk, ()), rows=rows.get(one.item.conference_id, ()))
        for one in _decided(actor, items)
    ]


def latest(actor: Actor, case: Case) -> SeenConference | None:
    """The last conference over the case, without who was there."""
    return next(iter(_decided(actor, list(_items(actor, case)[:1]))), None)


def decided(actor: Actor, item: ConferenceItem) -> SeenConference:
    """What one conference decided, and who saw it differently."""
    [seen] = _decided(actor, [item])
    return seen


def written(actor: Actor, case: Case) -> dict[UUID, list[MinuteRow]]:
    """What was written of the case at each of its conferences, in order; what was struck out too."""
    found: dict[UUID, list[MinuteRow]] = {}
    rows = policy.scope_any(actor, MinuteRow.objects.filter(case=case), readable=READING)
    for row in rows.select_related("author", "agency", "struck_by").order_by("recorded_at", "pk"):
        found.setdefault(row.conference_id, []).append(row)
    return found


def _items(actor: Actor, case: Case) -> QuerySet[ConferenceItem]:
    items = policy.scope(actor, Action.VIEW_CONFERENCE, ConferenceItem.objects.filter(case=case))
    return items.select_related("conference__chair").order_by("-held_at", "-recorded_at", "pk")


def _decided(actor: Actor, items: Sequence[ConferenceItem]) -> list[SeenConference]:
    if not items:
        return []
    decided = policy.scope_any(actor, Decision.objects.filter(item__in=items, struck_at=None), allowed=DECISIONS)
    differing = DifferentView.objects.filter(item__in=items, struck_at=None)
    decisions = _by_item(decided.select_related("owner").order_by("recorded_at", "kind", "pk"))
    views = _by_item(
        policy.scope(actor, Action.VIEW_DIFFERENT_VIEW, differing)
        .select_related("author", "agency")
        .order_by("author__name", "pk")
    )
    given = _by_item(_confirmations(actor, items)) if any(item.subject_to for item in items) else {}
    return [
        SeenConference(
            item,
            decisions=decisions.get(item.pk, ()),
            different_views=views.get(item.pk, ()),
            confirmations=given.get(item.pk, ()),
        )
        for item in items
    ]


def _confirmations(actor: Actor, items: Sequence[ConferenceItem]) -> QuerySet[Confirmation]:
    given = policy.scope(actor, Action.VIEW_CONFIRMATION, Confirmation.objects.filter(item__in=items))
    return given.select_related("user", "agency").order_by("given_at", "pk")


def _by_item(rows: QuerySet[R]) -> dict[UUID, list[R]]:
    found: dict[UUID, list[R]] = {}
    for row in rows:
        found.setdefault(row.item_id, []).append(row)
    return found
