"""Adopting the plan a conference agreed: level, reasons and order with it, every action live at once."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db import transaction

from cases.enums import Level
from cases.models import Case
from cases.services.errors import Incomplete
from interventions.enums import ASKED_STRANDS, Strand
from interventions.models import Plan, PlanAction, StrandReason
from interventions.querysets import PlanActionQuerySet
from interventions.services import order_question, planning
from interventions.services.order_question import OrderSaid
from interventions.services.planning import NewAction
from risk.models import ConferenceItem
from risk.services import conferences
from risk.services.conferences import Decided, OtherView
from stalking_unit.accounts.actor import Actor
from stalking_unit.audit import trail


@transaction.atomic
def adopt(
    item: ConferenceItem,
    *,
    by: Actor,
    level: Level,
    reason: str,
    order_considered: str,
    actions: Sequence[NewAction] = (),
    strand_reasons: Mapping[Strand, str] | None = None,
    review_on: date | None = None,
    review_reason: str = "",
    decisions: Sequence[Decided] = (),
    different_views: Sequence[OtherView] = (),
    order: OrderSaid | None = None,
    version: int | None = None,
    happened_at: datetime | None = None,
) -> Plan:
    """Adopt what the conference decided over this case.

    Each strand that is asked has an action, one that goes on from before, or a reason why it has none. Victim safety
    is asked about and owes no reason. Owners are told; what was still to do goes over to this plan. `order` is what was
    answered about an order; what stands already keeps its own day.
    """
    case = item.case
    reasons = _reasons(case, actions, strand_reasons or {})
    change = conferences.decide(
        item,
        by=by,
        level=level,
        reason=reason,
        order_considered=order_considered,
        review_on=review_on,
        review_reason=review_reason,
        decisions=decisions,
        different_views=different_views,
        version=version,
        happened_at=happened_at,
    )
    plan = Plan.objects.create(
        case=case,
        episode=change.episode,
        item=item,
        adopted_at=change.happened_at,
        adopted_by_id=by.user_id,
        recorded_at=by.now,
    )
    StrandReason.objects.bulk_create(
        StrandReason(case=case, plan=plan, strand=strand, text=text) for strand, text in reasons.items()
    )
    trail.record(
        by,
        trail.Operation.COLLECT,
        "adopt_plan",
        case_id=case.pk,
        record=plan,
        fields=["actions", "strand_reasons"],
        happened_at=change.happened_at,
    )
    going_on(case).update(plan=plan)
    planning.add_all(case, actions, by=by, plan=plan, happened_at=change.happened_at)
    if order is not None:
        order_question.carry(case, order, by=by, at=change.happened_at)
    return plan


def going_on(case: Case) -> PlanActionQuerySet:
    """What is still to do, from the plan before or from before any plan."""
    return PlanAction.objects.to_do().filter(case=case, struck_at=None)


def _reasons(case: Case, actions: Sequence[NewAction], said: Mapping[Strand, str]) -> dict[Strand, str]:
    """Why each strand that will have no action has none."""
    acted_on = {action.strand.value for action in actions} | set(going_on(case).values_list("strand", flat=True))
    without = [strand for strand in ASKED_STRANDS if strand.value not in acted_on]
    if unsaid := [strand for strand in without if not said.get(strand, "").strip()]:
        raise Incomplete(tuple(f"{strand.value}-reason" for strand in unsaid))
    return {strand: said[strand].strip() for strand in without}
