"""What time it is: the machine's time, unless a demonstration has moved its clock.

A story that begins on a Friday and ends on a Tuesday moves the clock of real processes: the file named by
`settings.CLOCK_FILE` holds by how many seconds, and each process reads it anew. Production names no file. PostgreSQL's
own clock does not move, so a grant on a restricted case that is given after a move does not show.
"""

from datetime import date, datetime, timedelta

from django.conf import settings
from django.utils import timezone


def now() -> datetime:
    """This instant."""
    return timezone.now() + _moved()


def today() -> date:
    """This day in London."""
    return timezone.localdate(now())


def _moved() -> timedelta:
    if settings.CLOCK_FILE is None:
        return timedelta()
    try:
        return timedelta(seconds=float(settings.CLOCK_FILE.read_text(encoding="ascii")))
    except FileNotFoundError:
        return timedelta()
