"""Deadlines in words."""

from datetime import datetime

from django.utils.timezone import localdate

from cases.clocks import Deadline
from stalking_unit.ui.words import clock, day


def by_when(due: Deadline, now: datetime) -> str:
    """By 5pm today; or, when that has passed, now."""
    days = (due.on - localdate(now)).days
    on = {-1: "yesterday", 0: "today", 1: "tomorrow"}.get(days, f"on {day(due.on)}")
    return f"by {clock(due.at)} {on}" if due.at > now else f"now: it was due at {clock(due.at)} {on}"
