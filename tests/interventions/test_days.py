"""The days of the demonstration: whole weeks for the stories, and clocks that run as they would for what is recent."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import pytest

from cases.clocks import is_working_day
from interventions.management.demo.days import RECENTLY, STORY_ENDS_ON, ByWeeks, UpToNow, london

WEEK = [date(2027, 6, 7) + timedelta(days=number) for number in range(7)]
ODD_DAYS = [date(2026, 12, 28), date(2027, 1, 1), date(2027, 3, 30), date(2027, 5, 4)]  # beside bank holidays
HOURS = [time(0, 20), time(8), time(9, 45), time(16, 50), time(23, 30)]
TOLD = [STORY_ENDS_ON - timedelta(days=number) for number in range(60, -30, -1)]


@dataclass(frozen=True)
class Understood:
    """Words inside something else."""

    words: tuple[str, ...]


def up_to(today: date, at: time = time(12)) -> UpToNow:
    return UpToNow(today, london(today, at))


@pytest.mark.parametrize("today", [*WEEK, *ODD_DAYS], ids=str)
def test_a_story_ends_in_this_week_and_its_mondays_stay_mondays(today: date) -> None:
    days = ByWeeks(today)
    assert 0 <= (today - days.on(STORY_ENDS_ON)).days < 7
    assert all(days.on(day).weekday() == day.weekday() for day in TOLD)


@pytest.mark.parametrize("today", [*WEEK, *ODD_DAYS], ids=str)
def test_what_is_recent_ends_today_after_as_many_working_days(today: date) -> None:
    days = up_to(today)
    assert days.on(STORY_ENDS_ON) == today
    friday = days.on(date(2026, 11, 20))
    assert is_working_day(friday)
    between = (friday + timedelta(days=number) for number in range(1, (today - friday).days))
    assert not any(is_working_day(day) for day in between)


@pytest.mark.parametrize("today", [*WEEK, *ODD_DAYS], ids=str)
def test_the_order_of_days_stays(today: date) -> None:
    days = up_to(today)
    ours = [days.on(day) for day in TOLD]
    assert ours == sorted(ours)
    assert days.on(RECENTLY - timedelta(days=1)) == ByWeeks(today).on(RECENTLY - timedelta(days=1))


@pytest.mark.parametrize("now", HOURS, ids=str)
@pytest.mark.parametrize("today", WEEK, ids=str)
def test_nothing_was_done_later_than_now_and_everything_in_its_order(today: date, now: time) -> None:
    days = up_to(today, now)
    done = [days.at(today, time(hour, 30)) for hour in range(8, 17)]
    assert done == sorted(done)
    assert done[-1] <= days.now
    assert days.at(today - timedelta(days=1), time(9)) == datetime.combine(
        today - timedelta(days=1), time(9), days.now.tzinfo
    )


def test_a_day_that_somebody_names_is_a_day_of_ours_and_a_year_alone_stays() -> None:
    days = ByWeeks(date(2027, 6, 7))
    told = {"why": ["Since 2 March 2026, not since 2023.", Understood(("Bail on 24 February.",))], "count": 3}
    named = {"why": ["Since 14 September 2026, not since 2023.", Understood(("Bail on 8 September.",))], "count": 3}
    assert days.said(told) == named
