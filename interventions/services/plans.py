"""A plan and its orders, as far as one reader may know them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import OuterRef, Prefetch, Q, QuerySet, Subquery
from django.utils.timezone import localdate

from cases import policy
from cases.models import Case
from cases.policy import Action
from interventions.enums import ASKED_STRANDS, Strand
from interventions.models import (
    ActionChange,
    Breach,
    Order,
    OrderEnding,
    Plan,
    PlanAction,
    ServiceAttempt,
    StrandReason,
)
from interventions.services.planning import plans_of_this_run
from stalking_unit.accounts.actor import Actor

HISTORY = (
    Prefetch("service_attempts", ServiceAttempt.objects.filter(struck_at=None).order_by("happened_at", "pk")),
    Prefetch("endings", OrderEnding.objects.filter(struck_at=None).select_related("author", "agency")),
    Prefetch("breaches", Breach.objects.filter(struck_at=None).order_by("happened_at", "pk")),
)
READING = (Action.VIEW_ACTION, Action.VIEW_VICTIM_ACTION)


@dataclass(frozen=True, slots=True)
class SeenStrand:
    """One strand for one reader: its actions, or why it has none.

    Of the victim’s strand everybody but her side knows one thing: whether anything is in place.
    """

    strand: Strand
    actions: Sequence[PlanAction]
    reason: str = ""
    is_in_place: bool = False


@dataclass(frozen=True, slots=True)
class SeenPlan:
    """The plan that stands and every action still to do; without a plan, the urgent actions that came before one.

    Without strands, this reader may know that there is a plan and no more.
    """

    plan: Plan | None
    strands: Sequence[SeenStrand]

    @property
    def actions(self) -> list[PlanAction]:
        """Every action this reader may read."""
        return [action for strand in self.strands for action in strand.actions]


def seen(actor: Actor, case: Case) -> SeenPlan | None:
    """The plan as this reader may know it; nothing when they may know of none, or none was made."""
    known = policy.scope(actor, Action.VIEW_PLAN, plans_of_this_run(case))
    plan = known.select_related("adopted_by").first()
    actions = readable(actor, case, plan=plan)
    if plan is None and not actions:
        return None
    reasons = _reasons(actor, plan)
    # Every plan has an action or a reason in each strand that is asked: who reads none of them reads no actions.
    reads = bool(reasons) or any(action.strand in ASKED_STRANDS for action in actions)
    if plan is not None and not reads:
        return SeenPlan(plan, [])
    return SeenPlan(plan, [_strand(strand, actions, reasons, case) for strand in Strand])


def readable(actor: Actor, case: Case, *, plan: Plan | None) -> list[PlanAction]:
    """The actions of this plan, those of none, and those still to do, that this reader may read."""
    of_plan = Q(plan=plan) | Q(plan=None) | Q(pk__in=PlanAction.objects.filter(case=case).to_do().values("pk"))
    known = PlanAction.objects.filter(of_plan, case=case, struck_at=None)
    seen = policy.scope_any(actor, known, readable=READING)
    return list(seen.select_related("owner", "agency", "handed_to").order_by("done_at", "due_on", "pk"))


def find(actor: Actor, pk: UUID) -> PlanAction:
    """The action, if this reader may read it; otherwise there is no such page."""
    is_victims = PlanAction.objects.filter(pk=pk, is_victim_strand=True).exists()
    reading = Action.VIEW_VICTIM_ACTION if is_victims else Action.VIEW_ACTION
    actions = PlanAction.objects.select_related("owner", "agency", "handed_to")
    found: PlanAction = policy.get_or_404(actor, reading, actions, pk)
    return found


def history(action: PlanAction, *, since: int = 0) -> list[ActionChange]:
    """What was done to an action that somebody was let near, the latest first; `since` a version, without that one."""
    changes = ActionChange.objects.filter(action=action, number__gt=since)
    return list(changes.select_related("made_by", "to").order_by("-number"))


def orders_seen(actor: Actor, case: Case) -> list[Order]:
    """The orders this reader may read, the latest first, each with its conditions, attempts at service and breaches."""
    return list(_orders(actor, case).select_related("superseded_by", "agency").prefetch_related("conditions", *HISTORY))


def in_words(order: Order) -> bool:
    """Whether whoever asked for this order reads how it was served and broken, and not only that it was."""
    return bool(vars(order).get("in_words"))


def orders_in_brief(actor: Actor, case: Case) -> list[Order]:
    """The same orders by themselves."""
    return list(_orders(actor, case))


def order_ends_of(actor: Actor) -> Subquery:
    """Of every case in a list, the day on which the first of its orders ends that still stand."""
    standing = Order.objects.filter(struck_at=None, superseded_by=None, ends_on__gte=localdate(actor.now))
    known = policy.scope(actor, Action.VIEW_ORDER, standing.filter(case=OuterRef("pk")))
    return Subquery(known.order_by("ends_on", "pk").values("ends_on")[:1])


def _orders(actor: Actor, case: Case) -> QuerySet[Order]:
    """Each says with `in_words` whether what was written of its service and its breaches is for this reader too."""
    orders = Order.objects.filter(case=case, struck_at=None)
    known = policy.scope_any(actor, orders, readable=[Action.VIEW_ORDER], in_words=[Action.VIEW_ORDER_WORDS])
    return known.filter(readable=True).order_by("-made_on", "-applied_on", "-recorded_at", "pk")


def _strand(strand: Strand, actions: Sequence[PlanAction], reasons: Mapping[str, str], case: Case) -> SeenStrand:
    own = [action for action in actions if action.strand == strand]
    hidden = strand is Strand.VICTIM_SAFETY and not own
    return SeenStrand(strand, own, reasons.get(strand, ""), is_in_place=hidden and victim_safety_in_place(case))


def victim_safety_in_place(case: Case) -> bool:
    """Whether anything is being done, or was done, for the victim’s safety: all that others may know of it."""
    return PlanAction.objects.in_place().filter(case=case, is_victim_strand=True, struck_at=None).exists()


def reasons_seen(actor: Actor, plan: Plan | None) -> dict[Strand, StrandReason]:
    """Why strands of this plan have no action, each by the row that says so."""
    if plan is None:
        return {}
    known = policy.scope(actor, Action.VIEW_STRAND_REASON, StrandReason.objects.filter(plan=plan))
    return {Strand(reason.strand): reason for reason in known.order_by("strand")}


def _reasons(actor: Actor, plan: Plan | None) -> dict[str, str]:
    if plan is None:
        return {}
    known = policy.scope(actor, Action.VIEW_STRAND_REASON, StrandReason.objects.filter(plan=plan))
    return {reason.strand: reason.text for reason in known.order_by("strand")}
