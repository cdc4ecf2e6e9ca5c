"""A case at a meeting: talked over by itself, or agreed together with all the others in which nothing has changed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from cases import policy
from cases.clocks import next_review
from cases.enums import Level, State, Transition
from cases.models import Case
from cases.policy import Action
from cases.services import lifecycle, moves
from cases.services.errors import Changed, NotFromHere
from interventions.enums import ASKED_STRANDS, Strand
from interventions.models import Plan, PlanAction, StrandReason
from interventions.services import adopting, planning, plans, reviews
from interventions.services.order_question import OrderSaid
from interventions.services.planning import NewAction
from risk.enums import AgendaReason, DecisionKind
from risk.models import Conference, ConferenceItem, Decision, DifferentView, Round
from risk.services import agenda, conferences, confirming, meetings
from risk.services.agenda import Agenda, Line
from risk.services.conferences import Attended, Decided, OtherView
from stalking_unit.accounts.actor import Actor
from stalking_unit.audit import trail
from stalking_unit.ui.words import counted, day

KINDS = {
    Strand.PSYCHOLOGICAL: DecisionKind.PSYCHOLOGICAL,
    Strand.SOCIAL: DecisionKind.SOCIAL,
    Strand.LEGAL: DecisionKind.LEGAL,
    Strand.VICTIM_SAFETY: DecisionKind.VICTIM_SAFETY,
}
STRANDS = {kind: strand for strand, kind in KINDS.items()}
NOT_ASKED = "Not asked again: nobody brought anything new from the victim."
TALKS = frozenset({AgendaReason.TRIGGER, AgendaReason.UNCONFIRMED, AgendaReason.CONFERENCE_DUE})


@dataclass(frozen=True, slots=True)
class Sorted:
    """An agenda as it is taken: what needs talk and why, and what has not changed."""

    talk: Sequence[tuple[Line, Sequence[str]]] = field(default_factory=tuple)
    unchanged: Sequence[Line] = field(default_factory=tuple)


@dataclass(frozen=True, slots=True)
class Together:
    """What one press agreed, and the cases that had changed since the page was opened."""

    agreed: Sequence[Case]
    changed: Sequence[Case]


@dataclass(frozen=True, slots=True)
class Before:
    """What the last conference agreed, to be carried forward or changed."""

    on: date | None = None
    level: Decision | None = None
    order: Decision | None = None
    reasons: Mapping[Strand, StrandReason] = field(default_factory=dict)


def sort(actor: Actor, meeting: Conference, listed: Agenda) -> Sorted:
    """What of an agenda needs talk. A case is agreed with others only where nothing speaks against it."""
    to_come = listed.to_come
    against = _against(actor, meeting, [line.case for line in to_come])
    talk = []
    for line in to_come:
        why = [*_plainly(line), *against.get(line.case.pk, ())]
        if why or (line.row and line.row.talked_over_by_id):
            talk.append((line, [one for one in why if one]))
    talked = {line.case.pk for line, _ in talk}
    return Sorted(talk, [line for line in to_come if line.case.pk not in talked])


@transaction.atomic
def agree_together(meeting: Conference, shown: Mapping[UUID, int], *, by: Actor) -> Together:
    """Agree every case in which nothing has changed, each by a record of its own.

    `shown` are the cases that were read out, with the version each had. One that changed since is left, and named.
    """
    meeting = meetings.locked(meeting, by=by)
    at = meetings.moment(meeting, by.now)
    list(Case.objects.select_for_update(of=("self",)).filter(pk__in=shown).order_by("pk").values_list("pk"))
    listed = agenda.seen(by, meeting)
    fit = {line.case.pk for line in sort(by, meeting, listed).unchanged}
    asked = [line.case for line in listed.to_come if line.case.pk in shown]
    agreed = [case for case in asked if case.pk in fit and case.version == shown[case.pk]]
    there = meetings.carried(meeting, agreed, at)
    for case in agreed:
        _carry_forward(case, meeting, there[case.pk], by=by)
    return Together(agreed, [case for case in asked if case not in agreed])


@transaction.atomic
def talk(
    case: Case,
    meeting: Conference,
    *,
    by: Actor,
    level: Level,
    reason: str,
    order_considered: str,
    victims_view: str = "",
    actions: Sequence[NewAction] = (),
    strand_reasons: Mapping[Strand, str] | None = None,
    review_on: date | None = None,
    review_reason: str = "",
    decisions: Sequence[Decided] = (),
    different_views: Sequence[OtherView] = (),
    order: OrderSaid | None = None,
    version: int | None = None,
) -> Plan:
    """Write down what the meeting decided over one case: whatever state it is in, it comes to the conference first.

    A decision that has an owner and a day is an action too, and live at once.
    """
    meeting = meetings.locked(meeting, by=by)
    at = meetings.moment(meeting, by.now)
    case = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    if version is not None and version != case.version:
        raise Changed("Somebody changed this case while you had it open. Read what changed, then try again.")
    if case.state == State.PLAN_ACTIVE:
        case = lifecycle.move(case, Transition.REVIEW_FALLS_DUE, by=by, happened_at=at).case
    if case.state == State.REVIEW:
        said = {"reason": reason, "victims_view": victims_view.strip() or NOT_ASKED}
        facts = {"level": case.level or level, "victim_asked": bool(victims_view.strip())}
        case = moves.make(case, Transition.RECALL_CONFERENCE, by=by, says=said, facts=facts, happened_at=at).case
    if case.state == State.CONFERENCE_HELD:
        item = conferences.latest(case)
    else:
        there = meetings.carried(meeting, [case], at)[case.pk]
        item = conferences.hold(case, by=by, attended=there, held_at=at, meeting=meeting)
        confirming.ask(item, by=by)
    if item is None:
        raise NotFromHere("No conference has sat over this case yet.")
    return adopting.adopt(
        item,
        by=by,
        level=level,
        reason=reason,
        order_considered=order_considered,
        actions=[*actions, *_live(decisions)],
        strand_reasons=strand_reasons,
        review_on=review_on,
        review_reason=review_reason,
        decisions=decisions,
        different_views=different_views,
        order=order,
    )


def before(actor: Actor, case: Case) -> Before:
    """What stands from the last conference, as this reader may see it."""
    plan = planning.standing_plan(case)
    found = policy.scope_any(
        actor,
        Decision.objects.filter(case=case, struck_at=None, kind__in=[DecisionKind.LEVEL, DecisionKind.LEGAL]),
        readable=(Action.VIEW_DECISION,),
    )
    decided = list(found.select_related("item").order_by("-item__held_at", "-recorded_at", "pk"))
    levels = [one for one in decided if one.kind == DecisionKind.LEVEL]
    orders = [one for one in decided if one.text.startswith(conferences.ORDER_CONSIDERED)]
    reasons = plans.reasons_seen(actor, plan)
    on = timezone.localdate(levels[0].item.held_at) if levels else None
    return Before(on, levels[0] if levels else None, orders[0] if orders else None, reasons)


def _live(decisions: Iterable[Decided]) -> list[NewAction]:
    """The decisions that somebody carries out by a day."""
    return [
        NewAction(STRANDS[one.kind], one.text, one.owner, one.due_on)
        for one in decisions
        if one.owner and one.due_on and one.kind in STRANDS
    ]


def _plainly(line: Line) -> list[str]:
    """What speaks against agreeing a case together, from where it stands."""
    case = line.case
    found = ["" for reason in line.reasons if reason in TALKS]  # the agenda says these itself
    if case.is_red_flagged:
        found.append("It has a red flag")
    if case.level is None:
        found.append("No level is agreed yet")
    if case.state == State.CONFERENCE_HELD:
        found.append("The conference sat over it and its plan is not adopted yet")
    if line.last_held_at is None and case.state != State.CONFERENCE_DUE:
        found.append("No conference has sat over it yet")
    if not found and case.state == State.PLAN_ACTIVE and AgendaReason.REVIEW_DUE not in line.reasons:
        found.append("Its review is not due yet")
    return found


def _against(actor: Actor, meeting: Conference, cases: Sequence[Case]) -> dict[UUID, list[str]]:
    """What else speaks against it, for many cases in a few queries; what is not this reader's has no words."""
    late = PlanAction.objects.overdue(meeting.held_on).filter(case__in=cases, struck_at=None)
    readable = set(policy.scope_any(actor, late, readable=plans.READING).values_list("case_id", flat=True))
    of_latest = ~Exists(ConferenceItem.objects.filter(case=OuterRef("case"), held_at__gt=OuterRef("item__held_at")))
    differing = DifferentView.objects.filter(of_latest, case__in=cases, struck_at=None, level__isnull=False)
    asked = Round.objects.open().filter(case__in=cases)
    waiting = [case.pk for case in cases if case.state != State.CONFERENCE_DUE]
    planless = Case.objects.filter(pk__in=waiting).exclude(pk__in=Plan.objects.values("case"))
    found: dict[UUID, list[str]] = {}
    for keys, words in (
        (late.values_list("case_id", flat=True), "An action is overdue"),
        (differing.values_list("case_id", flat=True), "Somebody sees its level differently"),
        (asked.values_list("case_id", flat=True), "A round of assessment is open"),
        (planless.values_list("pk", flat=True), "It has no plan yet"),
    ):
        for key in dict.fromkeys(keys):
            told = words if words != "An action is overdue" or key in readable else ""
            found.setdefault(key, []).append(told)
    return found


def _carry_forward(case: Case, meeting: Conference, there: Sequence[Attended], *, by: Actor) -> None:
    """One case agreed with the others: it sat, the plan goes on, and what was decided stands as it was decided."""
    at = meetings.moment(meeting, by.now)
    level, stood = Level(case.level or Level.STANDARD), before(by, case)
    as_on = f"as on {day(stood.on)}" if stood.on else "as before"
    if case.state == State.PLAN_ACTIVE:
        case = lifecycle.move(case, Transition.REVIEW_FALLS_DUE, by=by, happened_at=at).case
    change = reviews.review(
        case,
        Transition.KEEP_PLAN,
        by=by,
        level=level,
        reason=f"Nothing has changed: agreed together, {as_on}.",
        victims_view=NOT_ASKED,
        victim_asked=False,
        until=next_review(level, timezone.localdate(at)),
        happened_at=at,
    )
    item = conferences.sit(change.case, meeting, by=by, attended=there, at=at, episode=change.episode)
    conferences.record_decisions(item, _as_before(change.case, stood, as_on), (), by=by)
    confirming.ask(item, by=by)
    trail.record(by, trail.Operation.COLLECT, "agree_together", case_id=case.pk, record=item, fields=["decisions"])


def _as_before(case: Case, stood: Before, as_on: str) -> list[Decided]:
    level = Level(case.level or Level.STANDARD)
    carried = [
        Decided(DecisionKind.LEVEL, f"{level.label}, {as_on}", rationale=stood.level.rationale if stood.level else ""),
        Decided(
            DecisionKind.LEGAL,
            f"{conferences.ORDER_CONSIDERED}, {as_on}",
            rationale=stood.order.rationale if stood.order else "",
        ),
    ]
    going_on: dict[str, list[date]] = {}
    for strand, due_on in adopting.going_on(case).order_by("due_on", "pk").values_list("strand", "due_on"):
        going_on.setdefault(strand, []).append(due_on)
    for strand in Strand:
        if days := going_on.get(strand.value):
            words = f"{counted(len(days), 'action goes on', 'actions go on')}, {as_on}. The next is due {day(days[0])}."
            carried.append(Decided(KINDS[strand], words))
        elif strand in ASKED_STRANDS and strand in stood.reasons:
            carried.append(Decided(KINDS[strand], f"No action, {as_on}", rationale=stood.reasons[strand].text))
    return carried
