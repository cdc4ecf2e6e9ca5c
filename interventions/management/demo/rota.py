"""The rota of the demonstration: Cheshire covers this week and the next, Hampshire has left one night open.

The psychologist is away next week, and the consultant covers.
"""

from collections.abc import Mapping
from datetime import date, timedelta

from cases.services import rota
from stalking_unit.accounts.actor import Actor
from stalking_unit.accounts.models import Unit, User
from stalking_unit.duty.enums import Hours
from stalking_unit.duty.models import Turn
from stalking_unit.reminders import absences
from stalking_unit.reminders.models import Absence

MONDAY, WEDNESDAY, FRIDAY, SUNDAY = 0, 2, 4, 6
# Who plans it; then who is on duty, with which telephone, at which hours, from which day to which, counted from the
# Monday of this week.
PLANS = {
    "CHS": (
        "coordinator",
        (
            ("lead", "01632 960011", Hours.WORKING, MONDAY, FRIDAY + 7),
            ("lead-alternate", "07700 900201", Hours.OUTSIDE, MONDAY, SUNDAY),
            ("police-supervisor", "07700 900202", Hours.OUTSIDE, MONDAY + 7, SUNDAY + 7),
        ),
    ),
    "HMP": (
        "other-unit-lead",
        (
            ("other-unit-lead", "01632 960021", Hours.WORKING, MONDAY, FRIDAY + 7),
            ("other-unit-police", "07700 900203", Hours.OUTSIDE, MONDAY, WEDNESDAY + 7),
            ("other-unit-police", "07700 900203", Hours.OUTSIDE, FRIDAY + 7, SUNDAY + 7),
        ),
    ),
}
AWAY, COVER, FIRST_AWAY, LAST_AWAY = "health", "health-supervisor", MONDAY + 7, FRIDAY + 7


def plan(users: Mapping[str, User], today: date) -> None:
    """Fill the rota of each unit that has none."""
    monday = today - timedelta(days=today.weekday())
    _say_away(users, monday)
    for code, (planner, turns) in PLANS.items():
        unit = Unit.objects.get(code=code)
        if Turn.objects.filter(unit=unit).exists():
            continue
        by = Actor.of(users[planner], via="demo")
        for slug, telephone, hours, first, last in turns:
            rota.plan(
                unit,
                users[slug],
                by=by,
                first=monday + timedelta(days=first),
                last=monday + timedelta(days=last),
                hours=hours,
                telephone=telephone,
            )


def _say_away(users: Mapping[str, User], monday: date) -> None:
    if not Absence.objects.exists():
        first, last = (monday + timedelta(days=days) for days in (FIRST_AWAY, LAST_AWAY))
        absences.say_away(by=Actor.of(users[AWAY], via="demo"), first=first, last=last, cover=users[COVER])
