"""What must be true before a case moves on to conference or plan."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils import timezone

from cases.enums import Level, Transition
from cases.models import Case
from risk.services import conferences, rounds
from stalking_unit.ui.words import day


def guards(case: Case, transition: Transition, facts: Mapping[str, Any]) -> Sequence[str]:
    """Nobody is passed over without a reason, and no plan is adopted without a conference."""
    if transition is Transition.CALL_CONFERENCE:
        return rounds.unexplained(case)
    if transition is Transition.ADOPT_PLAN:
        return _adopting(case, facts)
    return ()


def _adopting(case: Case, facts: Mapping[str, Any]) -> Sequence[str]:
    """The level decides how far away the next review may be, unless somebody says why it is later.

    Asked without facts, by the page that offers the move, only the conference counts.
    """
    item = conferences.latest(case)
    if item is None:
        return ("Hold the conference first.",)
    if not facts:
        return ()
    level, review_on = facts.get("level"), facts.get("review_on")
    if level not in Level.values:
        return ("Agree a level first.",)
    if not isinstance(review_on, date) or review_on <= timezone.localdate(item.held_at):
        return ("The next review must be after the conference.",)
    last = conferences.review_limit(item, Level(level))
    if review_on > last and not facts.get("review_is_later"):
        return (f"At this level the next review is due by {day(last)}. Choose an earlier day, or say why it is later.",)
    return ()
