"""The overview of a case: what to do first, and what has changed, drawn from what every app knows of it."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime

from django.urls import reverse
from django.utils.timezone import localdate

from cases.enums import OPEN_STATES, Transition
from cases.models import Case
from cases.policy import Action
from cases.presenters import urgency
from cases.presenters.pattern import what_changed
from cases.services.files import Panel, Todo
from cases.services.incidents import KnownIncident
from stalking_unit.ui.parts import Link
from stalking_unit.ui.words import due

MOST_FIRST = 5


def opening(
    case: Case, may: frozenset[Action], panels: Sequence[Panel], known: Sequence[KnownIncident], now: datetime
) -> Iterator[Panel]:
    """The cards that stand before those of the apps."""
    today = localdate(now)
    waiting = sorted([*_own(case, may, today), *(todo for panel in panels for todo in panel.first)], key=urgency)
    if waiting:
        yield Panel(
            "Do first",
            "cases/panels/first.html",
            {"rows": _rows(waiting[:MOST_FIRST], today), "more": len(waiting) - MOST_FIRST},
            order=2,
            is_alert=any(_presses(todo, today) for todo in waiting),
        )
    changed = what_changed(known, [mark for panel in panels for mark in panel.landmarks], now)
    if changed:
        go = Link("See the timeline", reverse("cases:timeline", kwargs={"pk": case.pk}))
        yield Panel("What has changed", "cases/panels/what_changed.html", {"changed": changed}, order=8, action=go)


def _own(case: Case, may: frozenset[Action], today: date) -> Iterator[Todo]:
    """What the case itself has waiting: the review of a red flag on the day it was raised, and its own review."""
    here = {"pk": case.pk}
    if case.is_red_flagged and Action.CLEAR_RED_FLAG in may:
        go = reverse(f"cases:{Transition.CLEAR_RED_FLAG.value}", kwargs=here)
        yield Todo(case.pk, "", "Review the red flag", go, due_on=today, is_red_flagged=True)
    if case.review_on and case.review_on <= today and case.state in OPEN_STATES:
        go = reverse("interventions:review", kwargs=here) if Action.KEEP_PLAN in may else ""
        yield Todo(case.pk, "", "Review the case", go, due_on=case.review_on)


def _rows(waiting: Iterable[Todo], today: date) -> list[tuple[Link, str]]:
    return [(Link(todo.what, todo.href), due(todo.due_on, today) if todo.due_on else "") for todo in waiting]


def _presses(todo: Todo, today: date) -> bool:
    return todo.is_red_flagged or (todo.due_on is not None and todo.due_on < today)
