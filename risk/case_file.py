"""What the risk app offers of a case: what each discipline thinks, what was agreed, and what waits for whom."""

from collections.abc import Sequence
from datetime import date

from django.urls import reverse
from django.utils.timezone import localdate

from cases import policy
from cases.enums import State
from cases.models import Case
from cases.policy import Action
from cases.services.files import BoardColumn, Change, Due, Event, Panel, Section, Text, Todo
from risk.guards import guards
from risk.models import Contribution, Round
from risk.presenters import assessment as words
from risk.presenters import formulation
from risk.presenters.conference import about_level, conference, conference_event, decision_rows, paper_rows
from risk.presenters.minutes_paper import minutes_sections
from risk.reminders import confirmations_due, contributions_due, papers_due, signatures_due
from risk.services import (
    agenda,
    confirming,
    contributions,
    formulations,
    meetings,
    minutes,
    rounds,
    signoff,
    whole_minutes,
)
from risk.services.contributions import Seen
from risk.texts import TEXTS
from stalking_unit.accounts.actor import Actor
from stalking_unit.accounts.enums import Role
from stalking_unit.ui.lanes import Landmark
from stalking_unit.ui.parts import Link
from stalking_unit.ui.words import clock

__all__ = ["board", "changes", "document_sections", "due", "guards", "panels", "texts", "timeline", "todo"]

LIMIT = 50  # what fits on a home page
UNIT = "The unit"


def panels(actor: Actor, case: Case) -> Sequence[Panel]:
    """Who has answered in a round that is open, what each discipline thought in the last, and what was agreed."""
    asked = _rounds(actor, case)
    shown = [one for one in asked if one.closed_at is None][:1] + _over(asked)[:1]
    parts = contributions.levels(actor, shown)
    held = minutes.latest(actor, case)
    cards = [_card(one, parts[one.pk], case) for one in shown]
    if held and (rows := formulation.warning_rows(formulations.warnings(actor, case))):
        go = Link("Read the formulation", reverse("risk:formulation", kwargs={"pk": case.pk}))
        cards.append(Panel("Warning signs to watch for", "components/panel_rows.html", {"rows": rows}, 18, action=go))
    if held:
        agreed = {"conference": conference(held), "level": decision_rows(about_level(held))}
        sat = [Landmark(held.item.conference.held_on, "Conference")]
        go = Link("Read what was decided", reverse("risk:assessment", kwargs={"pk": case.pk}))
        title = "Agreed at conference"
        cards.append(Panel(title, "risk/panels/agreed.html", agreed, order=15, action=go, landmarks=sat))
    return cards


def timeline(actor: Actor, case: Case) -> Sequence[Event]:
    """What each round came to, and what conferences decided; the moves themselves are told by `cases`."""
    over = _over(_rounds(actor, case))
    parts = contributions.levels(actor, over)
    compared = [words.round_event(one, words.difference(parts[one.pk])) for one in over]
    return [*filter(None, compared), *(conference_event(one) for one in minutes.seen(actor, case))]


def todo(actor: Actor) -> Sequence[Todo]:
    """What still comes from my discipline, signatures and words that wait for me, rounds that wait for the lead,
    what is still to come from others for whoever coordinates, and the conferences of this week."""
    mine = (_to_write, _to_chase, _to_sign, _to_call, _to_confirm, _to_sit)
    return [one for waits in mine for one in waits(actor)]


def board(actor: Actor) -> Sequence[BoardColumn]:
    """None: what was agreed stands on the case itself."""
    return []


def document_sections(actor: Actor, case: Case) -> Sequence[Section]:
    """The last round that is over, discipline by discipline, every conference, and the minutes of each."""
    over = _over(_rounds(actor, case))[:1]
    parts = contributions.levels(actor, over)
    thought = [
        Section(
            "What each discipline thinks",
            order=30,
            paragraphs=[words.difference(parts[one.pk])],
            rows=words.level_rows(parts[one.pk]),
        )
        for one in over
    ]
    whole = whole_minutes.of_case(actor, case)
    held = [conference(one.decided) for one in whole if one.decided]
    decided = [
        Section(one.title, order=40, paragraphs=[one.subject_to] if one.subject_to else [], rows=paper_rows(one))
        for one in held
    ]
    found = formulations.current(formulations.seen(actor, case))
    understood = [Section("What the team understands", order=45, rows=formulation.paper_rows(found))] if found else []
    return [*thought, *decided, *understood, *minutes_sections(whole)]


def due(on: date) -> Sequence[Due]:
    """Answers whose day has come, signatures, papers to read, and decisions that wait for somebody’s word."""
    return [*contributions_due(on), *signatures_due(on), *papers_due(on), *confirmations_due(on)]


def changes(on: date) -> Sequence[Change]:
    """None: a round and a conference are what a change leads to."""
    return []


def _rounds(actor: Actor, case: Case) -> list[Round]:
    """The rounds this reader may know of, the latest first."""
    return list(policy.scope(actor, Action.VIEW_ROUND, Round.objects.filter(case=case)).order_by("-number"))


def _over(asked: Sequence[Round]) -> list[Round]:
    return [one for one in asked if one.closed_at is not None]


def _card(one: Round, parts: Sequence[Seen], case: Case) -> Panel:
    href = reverse("risk:assessment", kwargs={"pk": case.pk})
    if one.closed_at is None:
        rows = {"rows": words.status_rows(parts)}
        go = Link("Go to the assessment", href)
        return Panel("Who has answered", "components/panel_rows.html", rows, order=10, action=go)
    compared = {"difference": words.difference(parts), "rows": words.level_badges(parts, with_reasons=False)}
    go = Link("Compare what they think", href)
    return Panel("What each discipline thinks", "risk/panels/levels.html", compared, order=2, is_aside=True, action=go)


def texts() -> Sequence[Text]:
    """What people write here, so that it can be hidden in one press."""
    return TEXTS


def _to_write(actor: Actor) -> list[Todo]:
    asked = Contribution.objects.still_to_come().filter(case__state=State.ASSESSMENT)
    mine = policy.scope(actor, Action.WRITE_CONTRIBUTION, asked).select_related("case", "round")
    return [
        _todo(one, "Write your part of the assessment", words.contribute_address(one))
        for one in mine.order_by("round__due_on", "pk")[:LIMIT]
    ]


def _to_chase(actor: Actor) -> list[Todo]:
    """For whoever coordinates: which disciplines' parts were due by now and are still to come."""
    if actor.seat is None or actor.seat[0] is not Role.COORDINATOR:
        return []
    due = Contribution.objects.due(localdate(actor.now)).filter(case__state=State.ASSESSMENT)
    late = policy.scope(actor, Action.VIEW_CONTRIBUTION, due).select_related("case", "round", "discipline")
    return [
        _todo(one, f"Still to come: {one.discipline.name}", reverse("risk:assessment", kwargs={"pk": one.case_id}))
        for one in late.order_by("round__due_on", "pk")[:LIMIT]
    ]


def _to_sign(actor: Actor) -> list[Todo]:
    waiting = signoff.waiting_for(actor).select_related("case", "round", "discipline")
    return [
        _todo(one, f"Sign off: {one.discipline.name}", words.sign_off_address(one))
        for one in waiting.order_by("round__due_on", "pk")[:LIMIT]
    ]


def _to_call(actor: Actor) -> list[Todo]:
    ready = policy.scope(actor, Action.CALL_CONFERENCE, rounds.answered()).order_by("created_at", "pk")
    return [
        Todo(case.pk, case.reference or "", "Call the conference", reverse("risk:call", kwargs={"pk": case.pk}))
        for case in ready[:LIMIT]
    ]


def _todo(one: Contribution, what: str, href: str) -> Todo:
    return Todo(one.case_id, one.case.reference or "", what, href, one.round.due_on)


def _to_confirm(actor: Actor) -> list[Todo]:
    waiting = confirming.waiting_for(actor).select_related("case").order_by("confirm_by", "pk")
    return [
        Todo(
            item.case_id,
            item.case.reference or "",
            "Confirm what the conference decided",
            reverse("risk:confirm", kwargs={"pk": item.pk}),
            item.confirm_by,
        )
        for item in waiting[:LIMIT]
    ]


def _to_sit(actor: Actor) -> list[Todo]:
    """Conferences that are planned for the next days, and those whose minutes their chair has not signed."""
    return [
        Todo(
            None,
            UNIT,
            "Sign the minutes" if is_over else f"Conference at {clock(meeting.starts_at)}",
            reverse("risk:minutes" if is_over else "interventions:meeting", kwargs={"pk": meeting.pk}),
            meeting.held_on,
        )
        for meeting, is_over in meetings.waiting_for(actor)
        if meeting.starts_at and agenda.concerns(actor, meeting, agenda.seen(actor, meeting))
    ]
