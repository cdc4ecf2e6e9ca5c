"""Which days are worked in England, whoever asks: clocks of cases, and the e-mail of a working morning."""

from datetime import date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import holidays

LONDON = ZoneInfo("Europe/London")
MORNING = time(8, 0)


def is_working_day(on: date, *, closed: frozenset[date] = frozenset()) -> bool:
    """Monday to Friday, not a bank holiday in England, not a day the unit is closed."""
    return on.weekday() < 5 and on not in closed and on not in _bank_holidays(on.year)


def next_morning(now: datetime) -> datetime:
    """When the next working morning begins: later today, if it has not."""
    local = now.astimezone(LONDON)
    on = local.date() if local.time() < MORNING else local.date() + timedelta(days=1)
    while not is_working_day(on):
        on += timedelta(days=1)
    return datetime.combine(on, MORNING, LONDON)


@cache
def _bank_holidays(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("GB", subdiv="ENG", years=year))
