"""Days and times read as the GOV.UK style guide writes them, on London's clock."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest

from stalking_unit.ui import words


def test_a_day_is_written_without_zeros_or_commas() -> None:
    assert words.day(date(2026, 3, 7)) == "7 March 2026"


@pytest.mark.parametrize(
    ("at", "said"),
    [
        (time(0, 0), "midnight"),
        (time(0, 5), "12:05am"),
        (time(9, 0), "9am"),
        (time(10, 30), "10:30am"),
        (time(12, 0), "midday"),
        (time(12, 1), "12:01pm"),
        (time(16, 0), "4pm"),
        (time(23, 59), "11:59pm"),
    ],
)
def test_a_time_is_written_as_people_say_it(at: time, said: str) -> None:
    assert words.clock(at) == said


def test_an_instant_is_told_on_londons_clock_and_day() -> None:
    assert words.instant(datetime(2026, 7, 31, 23, 30, tzinfo=UTC)) == "1 August 2026 at 12:30am"
    assert words.instant(datetime(2026, 12, 31, 10, 30, tzinfo=UTC)) == "31 December 2026 at 10:30am"


@pytest.mark.parametrize(
    ("on", "said"),
    [
        (date(2026, 3, 24), "Overdue by 3 days"),
        (date(2026, 3, 26), "Overdue by 1 day"),
        (date(2026, 3, 27), "Due today"),
        (date(2026, 3, 28), "Due tomorrow"),
        (date(2026, 4, 8), "Due in 12 days"),
    ],
)
def test_what_is_due_says_how_late_it_is_in_words(on: date, said: str) -> None:
    assert words.due(on, today=date(2026, 3, 27)) == said


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (datetime(2026, 11, 27, 17, 0, tzinfo=UTC), "5pm today"),
        (datetime(2026, 11, 28, 9, 0, tzinfo=UTC), "9am Saturday"),
        (datetime(2026, 12, 3, 9, 0, tzinfo=UTC), "9am Thursday"),
        (datetime(2026, 12, 4, 9, 0, tzinfo=UTC), "9am on 4 December 2026"),
    ],
)
def test_a_time_soon_is_told_by_its_weekday_and_a_later_one_by_its_date(value: datetime, said: str) -> None:
    assert words.next_time(value, datetime(2026, 11, 27, 16, 55, tzinfo=UTC)) == said


def test_a_weekday_comes_with_its_whole_date() -> None:
    assert words.weekday(date(2026, 3, 27)) == "Friday 27 March 2026"


def test_things_are_counted_in_words_that_agree() -> None:
    assert words.counted(1, "case") == "1 case"
    assert words.counted(1204, "case") == "1,204 cases"
    assert words.counted(0, "person", "people") == "0 people"


def test_a_label_goes_into_a_sentence_unless_it_is_an_abbreviation() -> None:
    assert words.lower_first("What she said") == "what she said"
    assert words.lower_first("NHS number") == "NHS number"
