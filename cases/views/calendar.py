"""The calendar that a telephone reads: on which days something waits, as "Busy" and a number, and nothing else."""

import hashlib
from collections import Counter
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_safe

from cases.services.files import case_files
from stalking_unit.accounts.actor import Actor, acting
from stalking_unit.audit import trail
from stalking_unit.reminders import calendars


@login_not_required
@require_safe
def calendar(request: HttpRequest, secret: str) -> HttpResponse:
    """Answers whoever knows the secret; a wrong one and a stopped one get the same page as any that is missing."""
    with acting(Actor.system("calendar")) as by:
        holder = calendars.holder(secret, by=by)
    if holder is None:
        raise Http404
    with acting(Actor.of(holder, now=by.now, via="calendar")) as reader:
        days = busy_days(reader)
        trail.record(reader, trail.Operation.CONSULT, "calendar")
    answer = HttpResponse(as_calendar(days, secret, by.now), content_type="text/calendar; charset=utf-8")
    add_never_cache_headers(answer)
    return answer


def busy_days(reader: Actor) -> Mapping[date, int]:
    """How much waits for this person on each day to come; what is late waits today."""
    today = timezone.localdate(reader.now)
    waiting = (one.due_on for file in case_files() for one in file.todo(reader))
    return Counter(max(due_on, today) for due_on in waiting if due_on is not None)


def as_calendar(days: Mapping[date, int], secret: str, now: datetime) -> str:
    """As RFC 5545 has it. What names an entry is the same at each reading, and says nothing."""
    stamp = now.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Stalking Unit//Busy//EN", "X-WR-CALNAME:Busy"]
    for day, number in sorted(days.items()):
        lines += [
            "BEGIN:VEVENT",
            f"UID:{hashlib.sha256(f'{secret} {day}'.encode()).hexdigest()[:32]}",
            f"DTSTAMP:{stamp}",
            f"DTSTART;VALUE=DATE:{day:%Y%m%d}",
            f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}",
            f"SUMMARY:Busy\\, {number}",
            "CLASS:PRIVATE",
            "END:VEVENT",
        ]
    return "".join(f"{line}\r\n" for line in [*lines, "END:VCALENDAR"])
