"""Reminders survive a killed worker, two timetables and midnight; all accidents are in `./run bench reminders`."""

from datetime import datetime, time, timedelta

from tools.ordeal import EVERY_NIGHT, INBOX, LONDON, MIDNIGHT, Night, lived_through

A_SHORT_NIGHT = Night(MIDNIGHT.name, MIDNIGHT.due_on, MIDNIGHT.from_minute, killed_at=(INBOX,))


def test_two_hundred_reminders_are_told_once_each_though_workers_are_killed_in_the_middle() -> None:
    counted = lived_through(200, [A_SHORT_NIGHT])
    assert counted.faults() == [], counted.lines()
    assert counted.inbox == counted.message_ids == 200


def test_the_whole_story_has_both_clock_changes_a_day_down_and_the_broker_lost() -> None:
    by_day = [datetime.combine(night.due_on, time(), LONDON) for night in EVERY_NIGHT]
    changes = [(day + timedelta(days=1)).utcoffset() - day.utcoffset() for day in by_day]
    assert {timedelta(hours=-1), timedelta(hours=1)} <= set(changes)
    assert any(night.is_down_before for night in EVERY_NIGHT)
    assert any(night.loses_broker for night in EVERY_NIGHT)
