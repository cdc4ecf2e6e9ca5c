"""Reviews whose day has come."""

from datetime import date

from cases.enums import State, Transition
from cases.models import Case
from cases.services import lifecycle
from stalking_unit.accounts.actor import Actor


def open_due(on: date, *, by: Actor) -> int:
    """Move every case whose plan falls due for review; says how many. The clock reminds; it blocks nothing."""
    due = Case.objects.due_review(on).filter(state=State.PLAN_ACTIVE).order_by("review_on", "pk")
    for case in due:
        lifecycle.move(case, Transition.REVIEW_FALLS_DUE, by=by)
    return len(due)
