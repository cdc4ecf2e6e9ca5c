"""How the days of a story become days of ours: a Monday stays a Monday, or what is recent stays recent."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import Enum
from typing import TypeVar, cast

from cases.clocks import LONDON, is_working_day

STORY_ENDS_ON = date(2026, 11, 23)
RECENTLY = date(2026, 11, 16)  # from here on, what is recent stays recent
CLOSES = time(17)
DRAWN_TOGETHER = 8  # a day that is not over yet has its hours made shorter by this much
Moment = str | datetime  # an instant of the story, "2026-02-24 09:15", or one that was worked out
Day = str | date
Said = TypeVar("Said")
MONTHS = [f"{date(2026, month, 1):%B}" for month in range(1, 13)]
NAMED_DAY = re.compile(rf"\b(\d{{1,2}}) ({'|'.join(MONTHS)})( \d{{4}})?\b")


def london(day: date, at: time | str) -> datetime:
    """This time of that day in London: "10:30"."""
    return datetime.combine(day, time.fromisoformat(at) if isinstance(at, str) else at, LONDON)


@dataclass(frozen=True, slots=True)
class ByWeeks:
    """Moved by whole weeks, so that the story ends in the week of this day."""

    today: date

    @property
    def moved(self) -> timedelta:
        """By how much."""
        return timedelta(weeks=(self.today - STORY_ENDS_ON).days // 7)

    def on(self, day: date) -> date:
        """Our day for a day of the story."""
        return day + self.moved

    def at(self, day: date, at: time) -> datetime:
        """This time on a day of ours."""
        return london(day, at)

    def said(self, told: Said) -> Said:
        """The same words, with each day they name made a day of ours: "2 December", alone or inside what holds words."""
        found: object = told
        if isinstance(told, str):
            found = told if isinstance(told, Enum) else NAMED_DAY.sub(self._named, told)  # a choice is a string too
        elif isinstance(told, Mapping):
            found = {key: self.said(words) for key, words in told.items()}
        elif isinstance(told, (list, tuple)):
            found = type(told)(self.said(words) for words in told)
        elif is_dataclass(told) and not isinstance(told, type):
            found = replace(told, **{one.name: self.said(getattr(told, one.name)) for one in fields(told) if one.init})
        return cast(Said, found)

    def _named(self, day: re.Match[str]) -> str:
        year = int(day[3] or STORY_ENDS_ON.year)
        ours = self.on(date(year, MONTHS.index(day[2]) + 1, int(day[1])))
        return f"{ours.day} {ours:%B %Y}" if day[3] else f"{ours.day} {ours:%B}"


@dataclass(frozen=True, slots=True)
class UpToNow(ByWeeks):
    """As above until a week before the story ends. From there working days are counted back from today, so that clocks
    run as they would, whichever day of the week it is; and nothing is later than now."""

    now: datetime

    def on(self, day: date) -> date:
        """Our day for a day of the story."""
        if day < RECENTLY:
            return day + self.moved
        if day > STORY_ENDS_ON:
            return self.today + (day - STORY_ENDS_ON)
        return max(self._working_days_ago(_weekdays(day, STORY_ENDS_ON)), RECENTLY + self.moved)

    def at(self, day: date, at: time) -> datetime:
        """This time on a day of ours; today until now, in the same order."""
        told = london(day, at)
        closes = london(self.today, CLOSES)
        if day != self.today or self.now >= closes:
            return told
        return min(self.now, self.now - (closes - told) / DRAWN_TOGETHER)

    def _working_days_ago(self, days: int) -> date:
        on = self.today
        while days:
            on -= timedelta(days=1)
            days -= is_working_day(on)
        return on


def _weekdays(after: date, until: date) -> int:
    """How many days from Monday to Friday lie behind the one and up to the other."""
    days = (after + timedelta(days=number) for number in range(1, (until - after).days + 1))
    return sum(day.weekday() < 5 for day in days)
