"""What interventions offer of a case: plan, orders, support as far as a reader may know it, and what waits."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.timezone import localdate

from cases import policy
from cases.enums import OPEN_STATES, Capacity, Paper, State, Transition
from cases.models import Case, TeamMember
from cases.policy import Action
from cases.services.files import BoardColumn, Change, Due, Event, Panel, Section, Text, Todo
from interventions.enums import ActionStatus, EndAnswer
from interventions.models import (
    Breach,
    EmergencyUse,
    Hearing,
    Order,
    OrderEnding,
    OrderQuestion,
    PlanAction,
    Release,
    SupportContact,
    VictimPlan,
)
from interventions.presenters.ending import ended_rows, known_rows, watch_rows
from interventions.presenters.hearings import hearing_events, hearing_sections, next_hearing
from interventions.presenters.orders import (
    order_events,
    order_row,
    question_row,
    question_rows,
    rows_on_paper,
)
from interventions.presenters.plan import action_events, action_href, standing_rows, strand_rows
from interventions.presenters.support import contact_event
from interventions.presenters.victim_plan import plan_event, told_paragraphs
from interventions.reminders import (
    ENDING_DAYS,
    HEARING_DAYS,
    KEEPERS,
    actions_due,
    contacts_due,
    handovers_due,
    hearings_coming,
    hearings_near,
    notifications_due,
    orders_end,
    orders_ending,
    releases_held,
)
from interventions.services import hearings, order_question, plans, results, reviews, silence, support, victim_plans
from interventions.texts import TEXTS
from stalking_unit.accounts.actor import Actor
from stalking_unit.db.said import cut, worded
from stalking_unit.ui.lanes import Landmark
from stalking_unit.ui.parts import Link, Row
from stalking_unit.ui.words import counted, day, lower_first

ENDINGS = frozenset({Transition.CLOSE, Transition.END_MONITORING, Transition.END_CONSULTATION})
MOST_WAITING = 50
LONGEST = 80
PLANS = frozenset({Paper.SUMMARY, Paper.PLAN})


def panels(actor: Actor, case: Case) -> Sequence[Panel]:
    """The plan by strand, the orders, and when somebody last spoke to the victim: each to those who may know it."""
    seen = plans.seen(actor, case)
    orders = plans.orders_in_brief(actor, case)
    last = support.last_spoken(actor, case)
    spoken = [Row("Last spoken to the victim", day(last))] if last else []
    today = localdate(actor.now)
    rows = [
        *next_hearing(vars(case).get("next_hearing")),
        *question_row(order_question.seen(actor, case)),
        *(order_row(order, today=today) for order in orders),
    ]
    plan = _panel("Plan", standing_rows(seen) if seen else [], "plan", case, order=30)
    made = _panel("Orders and hearings", rows, "plan", case, order=35)
    found = [
        replace(plan, first=_late(seen.actions if seen else [], today)),
        replace(made, landmarks=[Landmark(order.made_on, str(order)) for order in orders if order.made_on]),
        _panel("Support", spoken, "support", case, order=15),
    ]
    return [*_ended(actor, case), *_watch(actor, case, orders), *(panel for panel in found if panel.context["rows"])]


def _watch(actor: Actor, case: Case, orders: Sequence[Order]) -> list[Panel]:
    """While the case is monitored: what is watched, by whom, until when, and how long it has been quiet."""
    before = reviews.before(actor, case, Transition.STEP_DOWN) if case.state == State.STEP_DOWN else None
    if before is None:
        return []
    rows = [*watch_rows(before), *known_rows(actor, case, orders)]
    return [Panel("Monitoring", "components/panel_rows.html", {"rows": rows}, order=3)]


def _ended(actor: Actor, case: Case) -> list[Panel]:
    """How a closed case ended, what others may learn, and how long it is kept."""
    known = results.ended(actor, case)
    return [Panel("How it ended", "components/panel_rows.html", {"rows": ended_rows(known)}, order=2)] if known else []


def timeline(actor: Actor, case: Case) -> Sequence[Event]:
    """Actions that ended, orders, hearings, contacts with the victim and plans made with them: each to its readers."""
    ended = PlanAction.objects.filter(case=case, done_at__isnull=False, struck_at=None)
    actions = policy.scope_any(actor, ended, readable=plans.READING).select_related("owner", "agency")
    contacts = policy.scope(
        actor, Action.VIEW_SUPPORT_CONTACT, SupportContact.objects.filter(case=case, struck_at=None)
    ).select_related("author", "agency")
    plans_made = VictimPlan.objects.filter(case=case, struck_at=None)
    made = policy.scope(actor, Action.VIEW_VICTIM_PLAN, plans_made).select_related("agency")
    return [
        *action_events(actions.order_by("done_at", "pk")),
        *order_events(plans.orders_seen(actor, case)),
        *hearing_events(hearings.seen(actor, case), today=localdate(actor.now)),
        *(contact_event(contact) for contact in contacts.order_by("happened_at", "pk")),
        *(plan_event(plan) for plan in made.order_by("happened_at", "pk")),
    ]


def todo(actor: Actor) -> Sequence[Todo]:
    """My actions, hand-overs and questions that wait for me, hearings, the reason I owe for an emergency route, my
    contacts."""
    mine = (_my_actions, _offered, _asked, _copies_held, _endings, _hearings, _owed, _silences, _contacts)
    return [one for waits in mine for one in waits(actor)]


def board(actor: Actor) -> Sequence[BoardColumn]:
    """When somebody last spoke to the victim, when the next order ends and a court sits: each to those who may know."""
    return [
        BoardColumn("last_spoken", "Last spoken", support.last_spoken_of(actor)),
        BoardColumn("order_ends", "Order ends", plans.order_ends_of(actor)),
        BoardColumn("next_hearing", "Next hearing", hearings.next_of(actor), is_on_board=False),
    ]


def document_sections(actor: Actor, case: Case) -> Sequence[Section]:
    """What the advocate wrote for the team, plan, orders, hearings. What was said in support is on no paper of it."""
    seen = plans.seen(actor, case)
    today = localdate(actor.now)
    orders = [
        Section(str(order), order=51, rows=rows_on_paper(order, today=today), papers=PLANS)
        for order in plans.orders_seen(actor, case)
    ]
    asked = question_rows(order_question.seen(actor, case))
    considered = [Section("Stalking protection order", order=51, rows=asked, papers=PLANS)] if asked else []
    plan = [Section("Plan", order=50, rows=strand_rows(seen), papers=PLANS)] if seen and seen.strands else []
    reads_told = policy.can_within(actor, Action.VIEW_HEARING_TOLD, case)
    courts = hearing_sections(hearings.seen(actor, case), today=today, reads_told=reads_told, papers=PLANS)
    told = told_paragraphs(victim_plans.summaries(actor, case))
    advocate = [Section("From the victim’s advocate", order=49, paragraphs=told)] if told else []
    return [*advocate, *plan, *considered, *orders, *courts]


def due(on: date) -> Sequence[Due]:
    """Actions and hand-overs, orders to be notified or near their end, hearings, and planned contacts."""
    return [
        *actions_due(on),
        *handovers_due(on),
        *notifications_due(on),
        *orders_end(on),
        *hearings_near(on),
        *releases_held(on),
        *contacts_due(on),
    ]


def changes(on: date) -> Sequence[Change]:
    """Orders that end soon, and hearings that are near."""
    return [*orders_ending(on), *hearings_coming(on)]


def texts() -> Sequence[Text]:
    """What people write here, so that it can be hidden in one press."""
    return TEXTS


def guards(case: Case, transition: Transition, facts: Mapping[str, Any]) -> Sequence[str]:
    """A case does not end while an action is nobody’s afterwards or a breach is undecided."""
    if transition not in ENDINGS:
        return []
    reasons = []
    if still_open := PlanAction.objects.open().filter(case=case, struck_at=None).count():
        reasons.append(
            f"{counted(still_open, 'action is', 'actions are')} still open. Each must be done, no longer needed, or "
            "handed to a named person who has accepted it."
        )
    if undecided := Breach.objects.undecided().filter(case=case).count():
        reasons.append(
            f"{counted(undecided, 'breach of an order has', 'breaches of orders have')} no decision yet. "
            "The police on the case record what was decided."
        )
    return reasons


def _late(actions: Sequence[PlanAction], today: date) -> list[Todo]:
    """What is overdue, with who is to do it."""
    return [
        Todo(
            action.case_id,
            "",
            worded("{} ({})", cut(action.text, LONGEST), action.owner.name),
            action_href(action),
            action.due_on,
        )
        for action in actions
        if action.done_at is None and action.due_on < today
    ]


def _panel(title: str, rows: Sequence[Row], route: str, case: Case, *, order: int) -> Panel:
    link = Link("Open", reverse(f"interventions:{route}", kwargs={"pk": case.pk}), more=title.lower())
    aside = route == "support"
    return Panel(title, "components/panel_rows.html", {"rows": rows}, order=order, is_aside=aside, action=link)


def _my_actions(actor: Actor) -> list[Todo]:
    live = Q(case__state__in=OPEN_STATES) | Q(status=ActionStatus.HANDED_OVER)
    mine = PlanAction.objects.to_do().filter(live, owner=actor.user_id, struck_at=None)
    readable = policy.scope_any(actor, mine, readable=plans.READING).select_related("case")
    return [_waits(action, action.text, action.due_on) for action in readable.order_by("due_on", "pk")[:MOST_WAITING]]


def _offered(actor: Actor) -> list[Todo]:
    offered = PlanAction.objects.offered_to(actor.user_id).filter(struck_at=None)
    readable = policy.scope_any(actor, offered, readable=plans.READING).select_related("case")
    return [
        _waits(action, worded("Offered to you: {}", action.text), action.due_on)
        for action in readable.order_by("due_on", "pk")[:MOST_WAITING]
    ]


def _asked(actor: Actor) -> list[Todo]:
    """Whether an order is sought, where it is my question and nobody has answered it."""
    mine = OrderQuestion.objects.unanswered().filter(owner=actor.user_id, case__state__in=OPEN_STATES)
    asked = policy.scope(actor, Action.VIEW_ORDER_QUESTION, mine).select_related("case")
    return [
        Todo(
            one.case_id,
            one.case.reference or "",
            "Say whether a stalking protection order is sought",
            reverse("interventions:answer-order-question", kwargs={"pk": one.case_id}),
        )
        for one in asked.order_by("recorded_at", "pk")[:MOST_WAITING]
    ]


def _copies_held(actor: Actor) -> list[Todo]:
    """Copies for the suspect's side that wait for somebody of the victim's side on my cases to read them."""
    held = Release.objects.held().filter(case__state__in=OPEN_STATES)
    known = policy.scope(actor, Action.VIEW_RELEASE_WORDS, held).select_related("case")
    return [
        Todo(
            one.case_id,
            one.case.reference or "",
            "Read a copy that goes to the suspect",
            reverse("interventions:check-release", kwargs={"pk": one.pk}),
            localdate(actor.now),
        )
        for one in known.order_by("recorded_at", "pk")[:MOST_WAITING]
        if policy.can(actor, Action.CHECK_RELEASE, one.case)
    ]


def _endings(actor: Actor) -> list[Todo]:
    """Orders that end within a month on cases whose officer I am, until it is decided what becomes of them."""
    today = localdate(actor.now)
    mine = TeamMember.objects.live(actor.now).filter(user=actor.user_id, capacity=Capacity.OFFICER_IN_CASE)
    decided = OrderEnding.objects.filter(order=OuterRef("pk"), struck_at=None).exclude(answer=EndAnswer.NOT_YET)
    near = Order.objects.filter(
        ~Exists(decided),
        case__in=mine.values("case"),
        case__state__in=OPEN_STATES,
        made_on__isnull=False,
        superseded_by=None,
        struck_at=None,
        ends_on__gte=today,
        ends_on__lte=today + timedelta(days=ENDING_DAYS),
    )
    return [
        Todo(
            order.case_id,
            order.case.reference or "",
            f"Decide what happens when the order ends: {lower_first(str(order))}",
            reverse("interventions:end-order", kwargs={"pk": order.pk}),
            order.ends_on,
        )
        for order in policy.scope(actor, Action.VIEW_ORDER, near).select_related("case").order_by("ends_on", "pk")
    ]


def _hearings(actor: Actor) -> list[Todo]:
    """Hearings of the cases I keep in the week to come, and those of which nobody has said what came of them."""
    today = localdate(actor.now)
    kept = TeamMember.objects.live(actor.now).filter(user=actor.user_id, capacity__in=KEEPERS)
    known = Hearing.objects.filter(case__in=kept.values("case"), case__state__in=OPEN_STATES)
    near = known.ahead(today).filter(held_on__lte=today + timedelta(days=HEARING_DAYS)) | known.unsaid(today)
    return [
        Todo(
            one.case_id,
            one.case.reference or "",
            f"Hearing: {one}" if one.held_on >= today else "Record what became of the hearing",
            f"{reverse('interventions:plan', kwargs={'pk': one.case_id})}#hearings",
            one.held_on,
        )
        for one in hearings.readable(actor, near).select_related("case").order_by("held_on", "pk")[:MOST_WAITING]
    ]


def _owed(actor: Actor) -> list[Todo]:
    owed = EmergencyUse.objects.filter(author=actor.user_id, reason="").select_related("case")
    uses = policy.scope(actor, Action.EXPLAIN_EMERGENCY_USE, owed).order_by("happened_at", "pk")[:MOST_WAITING]
    return [
        Todo(
            use.case_id,
            use.case.reference or "",
            "Say why you used the emergency route",
            reverse("interventions:emergency-use", kwargs={"pk": use.pk}),
            actor.now.date(),
        )
        for use in uses
    ]


def _silences(actor: Actor) -> list[Todo]:
    """Victims who did not answer me at three varied times, until it is asked whether the suspect could be with them."""
    tried = SupportContact.objects.unanswered().unasked().filter(author=actor.user_id, case__state__in=OPEN_STATES)
    attempts = policy.scope(actor, Action.VIEW_SUPPORT_CONTACT, tried).select_related("case")
    by_victim: dict[UUID, list[SupportContact]] = {}
    for attempt in attempts:
        by_victim.setdefault(attempt.case_person_id, []).append(attempt)
    return [
        Todo(
            found[0].case_id,
            found[0].case.reference or "",
            "We have lost contact: could the suspect be with the victim?",
            reverse("interventions:silence", kwargs={"pk": victim}),
            actor.now.date(),
        )
        for victim, found in by_victim.items()
        if silence.varied(one.happened_at for one in found) >= silence.ENOUGH
    ]


def _contacts(actor: Actor) -> list[Todo]:
    planned = SupportContact.objects.awaited().filter(author=actor.user_id)
    contacts = policy.scope(actor, Action.VIEW_SUPPORT_CONTACT, planned).select_related("case")
    return [
        Todo(
            contact.case_id,
            contact.case.reference or "",
            "The contact you planned",
            reverse("interventions:support", kwargs={"pk": contact.case_id}),
            contact.next_contact_on,
        )
        for contact in contacts.order_by("next_contact_on", "pk")[:MOST_WAITING]
    ]


def _waits(action: PlanAction, what: str, due_on: date) -> Todo:
    return Todo(action.case_id, action.case.reference or "", cut(what, LONGEST), action_href(action), due_on)
