"""Days, times and lengths of time in the words of the GOV.UK style guide, in London."""

from datetime import date, datetime, time

from django.utils import timezone

WEEK = 7


def day(value: date | datetime) -> str:
    """27 March 2026."""
    local = timezone.localtime(value).date() if isinstance(value, datetime) else value
    return f"{local.day} {local:%B %Y}"


def weekday(value: date | datetime) -> str:
    """Friday 27 March 2026."""
    local = timezone.localtime(value).date() if isinstance(value, datetime) else value
    return f"{local:%A} {day(local)}"


def clock(value: time | datetime) -> str:
    """10:30am, 4pm, midday or midnight."""
    local = timezone.localtime(value).time() if isinstance(value, datetime) else value
    if (local.hour, local.minute) == (0, 0):
        return "midnight"
    if (local.hour, local.minute) == (12, 0):
        return "midday"
    minutes = f":{local.minute:02d}" if local.minute else ""
    return f"{local.hour % 12 or 12}{minutes}{'am' if local.hour < 12 else 'pm'}"


def instant(value: datetime) -> str:
    """27 March 2026 at 10:30am."""
    return f"{day(value)} at {clock(value)}"


def next_time(value: datetime, now: datetime) -> str:
    """5pm today, 9am Tuesday, or 9am on 27 March 2026 when that is a week away or more."""
    days = (timezone.localdate(value) - timezone.localdate(now)).days
    if days == 0:
        return f"{clock(value)} today"
    return f"{clock(value)} {timezone.localtime(value):%A}" if 0 < days < WEEK else f"{clock(value)} on {day(value)}"


def due(on: date, today: date) -> str:
    """Overdue by 3 days, due today, due tomorrow or due in 12 days."""
    days = (on - today).days
    if days < 0:
        return f"Overdue by {counted(-days, 'day')}"
    if days == 0:
        return "Due today"
    return "Due tomorrow" if days == 1 else f"Due in {days} days"


def counted(number: int, noun: str, plural: str = "") -> str:
    """1 case, 2 cases, 1,204 cases."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def lower_first(text: str) -> str:
    """A label inside a sentence: "What was said" becomes "what was said", "NHS number" stays."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]
