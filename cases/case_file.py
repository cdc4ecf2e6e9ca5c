"""What the cases app itself offers of a case: incidents, moves and the team."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.urls import reverse

from cases import policy
from cases.clocks import offer_due
from cases.enums import EventKind, State, Transition
from cases.models import Alarm, Case, Incident, Referral, StateChange, TeamMember
from cases.policy import Action
from cases.presenters import change_item, moves_table, team_rows
from cases.presenters.alarms import alarm_card, alarm_event
from cases.presenters.answers import added_rows, addition_event
from cases.presenters.board import step_rows
from cases.presenters.halts import halt_rows, halt_title, offer_rows
from cases.presenters.hiding import hidden_rows
from cases.presenters.incident import incident_event
from cases.presenters.intake import account_rows, as_received_link, outcome_rows, search_rows
from cases.presenters.moves import decided_at
from cases.presenters.note import note_event
from cases.reminders import (
    advice_due,
    drafts_ending,
    facts_owed,
    intake_waits,
    offers_waiting,
    reviews_due,
    silences,
)
from cases.services import additions, alarms, desk, halts, hiding, matching, notes, people, triage, triggers
from cases.services import board as board_lines
from cases.services import incidents as recorded
from cases.services.files import BoardColumn, Change, Due, Event, Panel, Section, Text, Todo
from cases.texts import TEXTS
from stalking_unit.accounts.actor import Actor
from stalking_unit.ui.parts import Link, Row

PLAIN = "components/panel_rows.html"
MOST_SHOWN = 200
MOST_NOTES = 5
MOST_INCIDENTS = 5
MOVES_SHOWN_BY: Mapping[State, tuple[Action, str, str]] = {
    State.SUBMITTED: (Action.BEGIN_SCREENING, "Screen the referral", "cases:decide"),
    State.SCREENING: (Action.PASS_TO_TRIAGE, "Finish the screening", "cases:decide"),
    State.AWAITING_INFO: (Action.RESUME_SCREENING, "Waiting for an answer", "cases:decide"),
    State.TRIAGE: (Action.ACCEPT, "Decide at triage", "cases:decide"),
    State.CONSULTATION: (Action.ISSUE_ADVICE, "Give the advice", "cases:decide"),
    State.CONSULT_ADVISED: (Action.END_CONSULTATION, "Follow up the advice", "cases:decide"),
    State.TRANSFERRED: (Action.TAKE_UP, "Name who works the case", "cases:take_up"),
    State.ACCEPTED: (Action.START_ASSESSMENT, "Start the assessment", "risk:start"),
    State.CONFERENCE_DUE: (Action.HOLD_CONFERENCE, "Record the conference", "risk:hold"),
    State.CONFERENCE_HELD: (Action.ADOPT_PLAN, "Adopt the plan", "interventions:adopt"),
    State.REVIEW: (Action.KEEP_PLAN, "Review the case", "interventions:review"),
}

# Where the case waits to be looked at again, so that what has changed stands on its overview.
LOOKED_AT = frozenset({State.ASSESSMENT, State.CONFERENCE_DUE, State.CONFERENCE_HELD, State.REVIEW})
# Why a move cannot be made as the case stands: the moves, what is so, the sentence.
STANDING: Sequence[tuple[frozenset[Transition], Callable[[Case], bool], str]] = (
    (
        frozenset({Transition.CLOSE, Transition.END_MONITORING, Transition.STEP_DOWN}),
        lambda case: case.is_red_flagged,
        "The red flag is up. Review it and clear it first.",
    ),
    (
        frozenset({Transition.ACCEPT_OFFER, Transition.REFUSE_OFFER}),
        lambda case: case.offered_to_id is None,
        "The case has not been offered to another unit.",
    ),
    (
        frozenset({Transition.OFFER}),
        lambda case: case.offered_to_id is not None,
        "The case is already offered to another unit. Wait for its answer.",
    ),
    (frozenset({Transition.RAISE_RED_FLAG}), lambda case: case.is_red_flagged, "The red flag is already up."),
    (frozenset({Transition.CLEAR_RED_FLAG}), lambda case: not case.is_red_flagged, "The red flag is not up."),
    (frozenset({Transition.PAUSE}), lambda case: case.is_paused, "The case is already paused."),
    (frozenset({Transition.RESUME}), lambda case: not case.is_paused, "The case is not paused."),
)


def panels(actor: Actor, case: Case) -> Sequence[Panel]:
    """The account of a referral while it is being decided, latest incidents, people, and who can see this case."""
    account = account_rows(actor, case)
    outcome = outcome_rows(actor, case)
    seen = people.seen_once(actor, case)
    team = policy.scope(actor, Action.VIEW_ACCESS, TeamMember.objects.live(actor.now).filter(case=case))
    latest = [replace(event.item, text="") for event in incidents(actor, case)[-MOST_INCIDENTS:]][::-1]
    told = Panel(
        "The referral’s account",
        "components/panel_rows.html",
        {"rows": account},
        order=5,
        action=as_received_link(actor, case) if account else None,
    )
    return [
        *_alarms(actor, case),
        *_hidden(actor, case),
        *_halted(actor, case),
        *_searched(actor, case),
        *([told] if account else []),
        *(_added(actor, case) if account else []),
        *([Panel("How it was answered", "components/panel_rows.html", {"rows": outcome}, order=4)] if outcome else []),
        Panel(
            "Latest incidents",
            "cases/panels/incidents.html",
            {"items": latest, "empty": "No incident is recorded yet."},
            order=40,
            action=_link(actor, case, Action.RECORD_INCIDENT, "Record an incident", "cases:record_incident"),
        ),
        *_changed(actor, case),
        *_notes(actor, case),
        *_next_step(actor, case),
        Panel("People", "cases/panels/people.html", {"people": seen}, order=20, is_aside=True),
        Panel(
            "Who can see this case",
            "components/panel_rows.html",
            {"rows": team_rows(team.select_related("user", "agency", "discipline").order_by("user__name", "pk"))},
            order=90,
            is_aside=True,
            action=Link("See the team", reverse("cases:team", kwargs={"pk": case.pk})),
        ),
    ]


def _next_step(actor: Actor, case: Case) -> list[Panel]:
    """What comes next, for those who may know it."""
    if Action.VIEW_NEXT_STEP not in policy.allowed_once(actor, case):
        return []
    change = _link(actor, case, Action.SET_NEXT_STEP, "Change", "cases:next_step")
    context = {"rows": step_rows(case.next_step), "empty": "Nothing is written down."}
    return [Panel("Next step", "components/panel_rows.html", context, order=5, is_aside=True, action=change)]


def _alarms(actor: Actor, case: Case) -> list[Panel]:
    """What nobody has, with who is awake said once; and what somebody took, for as long as it is theirs."""
    lately = [alarm for alarm in alarms.lately_once(actor) if alarm.case_id == case.pk]
    cards = [
        alarm_card(actor, alarm, may_take=alarm.may_take, says_awake=number == 0) for number, alarm in enumerate(lately)
    ]
    return [
        Panel(
            "Alarm" if len(cards) == 1 else f"Alarm {number} of {len(cards)}",
            "cases/panels/alarm.html",
            {"card": card},
            order=1,
            is_alert=card.is_open,
            action=Link("Open the alarm", card.href),
        )
        for number, card in enumerate(cards, start=1)
    ]


def _changed(actor: Actor, case: Case) -> list[Panel]:
    """What forces a new look, where the case waits for one."""
    rows = triggers.rows(actor, case) if case.state in LOOKED_AT else []
    return [Panel("Why it is looked at again", "components/panel_rows.html", {"rows": rows}, order=12)] if rows else []


def _notes(actor: Actor, case: Case) -> list[Panel]:
    """The latest notes for one of their readers, and for whoever may write the way to do it."""
    latest = [note_event(note).item for note in notes.seen(actor, case)[:MOST_NOTES] if note.struck_at is None]
    write = Link("Write a note", reverse("cases:write_note", kwargs={"pk": case.pk}))
    may_write = bool(notes.choices(actor, case))
    context = {"items": latest, "empty": "No note that you are a reader of."}
    panel = Panel("Latest notes", "cases/panels/incidents.html", context, order=45, action=write if may_write else None)
    return [panel] if latest or may_write else []


def _halted(actor: Actor, case: Case) -> list[Panel]:
    """Why it does not go on as usual; and for two units what one offers and the other answers."""
    found = [Panel(halt_title(one), PLAIN, {"rows": halt_rows(one)}, order=1) for one in halts.halts(actor, case)]
    if made := halts.offer(actor, case):
        found.append(Panel("Offered to another unit", PLAIN, {"rows": offer_rows(made, case)}, order=1))
    return found


def _hidden(actor: Actor, case: Case) -> list[Panel]:
    """Words that were hidden, above everything else until somebody has said whether she is safe tonight."""
    pressed = list(hiding.standing(actor, case)) if case.hides_words else []
    if not pressed:
        return []
    go = Link("See who opened them", reverse("cases:hidden", kwargs={"pk": case.pk}))
    order = 1 if any(not one.safe_tonight for one in pressed) else 80
    return [Panel("Hidden words", "components/panel_rows.html", {"rows": hidden_rows(pressed)}, order, action=go)]


def _link(actor: Actor, case: Case, action: Action, text: str, route: str) -> Link | None:
    """The way to a page of the case, for those who may take it."""
    return Link(text, reverse(route, kwargs={"pk": case.pk})) if action in policy.allowed_once(actor, case) else None


def timeline(actor: Actor, case: Case) -> Sequence[Event]:
    """Incidents and alarms as far as this reader may know them, every move, and the notes they are a reader of."""
    rung = (alarm_event(alarm) for alarm in alarms.seen(actor, Alarm.objects.filter(case=case)))
    told = (note_event(note) for note in notes.seen(actor, case))
    added = (addition_event(one) for one in additions.seen(case, by=actor))
    return [*course(actor, case), *struck_incidents(actor, case), *rung, *told, *added]


def course(actor: Actor, case: Case) -> Sequence[Event]:
    """Incidents and moves: what papers may carry too. Notes and alarms stay in the product."""
    return [*incidents(actor, case), *moves(actor, case)]


def moves(actor: Actor, case: Case) -> list[Event]:
    """How the case moved, the earliest first."""
    return [Event(change.happened_at, change_item(change), EventKind.MOVE) for change in _changes(actor, case)]


def _changes(actor: Actor, case: Case) -> QuerySet[StateChange]:
    changes = policy.scope(actor, Action.VIEW_HISTORY, StateChange.objects.filter(case=case))
    return changes.select_related("agency").order_by("happened_at", "pk")


def incidents(actor: Actor, case: Case) -> list[Event]:
    """In full where the reader may; else when and what kind, without a word of it or a place."""
    return [
        incident_event(one.incident, [item.label for item in one.items], in_words=one.in_words)
        for one in recorded.known_once(actor, case)
    ]


def struck_incidents(actor: Actor, case: Case) -> list[Event]:
    """Those that were struck out, for who may read them: marked, and their words on their own page only."""
    struck = Incident.objects.filter(case=case, struck_at__isnull=False).select_related("agency").order_by("pk")
    shown = list(policy.scope(actor, Action.VIEW_INCIDENT, struck))
    items = recorded.items_of(shown)
    return [incident_event(one, [item.label for item in items.get(one.pk, [])], in_words=False) for one in shown]


def todo(actor: Actor) -> Sequence[Todo]:
    """Drafts, referrals and cases whose next move is this person's."""
    drafts = policy.scope(actor, Action.EDIT_REFERRAL, Referral.objects.filter(case__state=State.DRAFT))
    waiting = [
        Todo(pk, "Draft", "Finish the referral", reverse("cases:referral", kwargs={"pk": pk}))
        for pk in drafts.order_by("recorded_at", "pk").values_list("case_id", flat=True)
    ]
    return [*waiting, *_offers(actor), *_next_steps(actor), *_next_moves(actor)]


def _next_steps(actor: Actor) -> Sequence[Todo]:
    """What was written on the board as this person's to do."""
    return [
        Todo(
            case.pk,
            case.reference or "Draft",
            case.next_step.text,
            reverse("cases:next_step", kwargs={"pk": case.pk}),
            due_on=case.next_step.due_on,
        )
        for case in board_lines.mine(actor)[:MOST_SHOWN]
        if case.next_step
    ]


def _offers(actor: Actor) -> Sequence[Todo]:
    """Cases other units ask this person's unit to take; the old unit keeps the risk until there is an answer."""
    made = StateChange.objects.filter(case=OuterRef("pk"), transition=Transition.OFFER).order_by("-recorded_at")
    offered = Case.objects.exclude(offered_to=None).annotate(offered_at=Subquery(made.values("happened_at")[:1]))
    waiting = policy.scope(actor, Action.ACCEPT_OFFER, offered).order_by("created_at", "pk")
    return [
        Todo(
            case.pk,
            case.reference or "",
            "Answer the offer of a case",
            case.get_absolute_url(),
            _answer_on(case, actor),
        )
        for case in waiting
    ]


def _answer_on(case: Any, actor: Actor) -> date:
    offered_at = case.offered_at or actor.now
    return offer_due(offered_at, is_red_flagged=case.is_red_flagged).on


def _searched(actor: Actor, case: Case) -> list[Panel]:
    """Who looked for people like those of a restricted case, for whoever leads it; they were told nothing of it."""
    if not case.is_restricted or Action.EXCLUDE_PERSON not in policy.allowed_once(actor, case):
        return []
    rows = search_rows(matching.searched_for(case, by=actor))
    title = "Somebody screened people like these"
    return [Panel(title, "components/panel_rows.html", {"rows": rows}, order=3)] if rows else []


def _added(actor: Actor, case: Case) -> list[Panel]:
    """What came after the referral was sent, below its account; later it stands on the timeline."""
    rows = added_rows(additions.seen(case, by=actor))
    return [Panel("Added to the referral", "components/panel_rows.html", {"rows": rows}, order=5)] if rows else []


def _next_moves(actor: Actor) -> Sequence[Todo]:
    """One query, however many kinds of move there are; the longest waiting first."""
    groups = {f"waits_{state}": [action] for state, (action, _, _) in MOVES_SHOWN_BY.items()}
    cases = policy.scope_any(actor, Case.objects.filter(state__in=list(MOVES_SHOWN_BY)), **groups)
    waiting = []
    for case in desk.with_clock(cases).order_by("created_at", "pk")[:MOST_SHOWN]:
        _, what, route = MOVES_SHOWN_BY[State(case.state)]
        if getattr(case, f"waits_{case.state}"):
            waiting.append(
                Todo(
                    case.pk,
                    case.reference or "Draft",
                    what,
                    decided_at(case) if route == "cases:decide" else reverse(route, kwargs={"pk": case.pk}),
                    due_on=_due_on(case),
                    is_red_flagged=case.is_red_flagged,
                )
            )
    return waiting


def _due_on(case: Any) -> date | None:
    """By the clocks of intake while a referral is being decided, else the review."""
    due = desk.due_of(case)
    return due.on if due else case.review_on


def board(actor: Actor) -> Sequence[BoardColumn]:
    """None: what the case itself tells stands in every row."""
    return []


def document_sections(actor: Actor, case: Case) -> Sequence[Section]:
    """People, incidents and how the case moved."""
    seen = people.seen_once(actor, case)
    made = list(_changes(actor, case))
    return [
        Section("People", order=10, rows=[Row(str(person.role.label), person.name) for person in seen]),
        Section("Incidents", order=20, items=[event.item for event in incidents(actor, case)]),
        Section(
            "Course of the case",
            order=90,
            table=moves_table(made) if made else None,
        ),
    ]


def due(on: date) -> Sequence[Due]:
    """Referrals and offers that wait, reviews, advice to follow up, what referrals owe, and drafts that end."""
    return [
        *intake_waits(on),
        *offers_waiting(on),
        *reviews_due(on),
        *advice_due(on),
        *facts_owed(on),
        *drafts_ending(on),
    ]


def changes(on: date) -> Sequence[Change]:
    """Where nothing has been heard for too long."""
    return silences(on)


def texts() -> Sequence[Text]:
    """What people write here, so that it can be hidden in one press."""
    return TEXTS


def guards(case: Case, transition: Transition, facts: Mapping[str, Any]) -> Sequence[str]:
    """A red flag or an unanswered offer keeps a case open; a decision asks who was heard and what was asked before."""
    reasons = [reason for moves, stands, reason in STANDING if transition in moves and stands(case)]
    if transition in {Transition.ACCEPT, Transition.CONSULT} and "heard" in facts:
        reasons.append(triage.not_heard(facts["heard"]))
    if transition is Transition.DECLINE and "reason_code" in facts:
        reasons.append(triage.asked_too_little(case, facts["reason_code"]))
    return [reason for reason in reasons if reason]
