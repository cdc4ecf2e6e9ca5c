"""Deadlines: safety clocks run in hours through nights and weekends, service clocks in working days of England.

Clocks remind and alarm. They never block.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from cases.enums import Level, State
from stalking_unit.duty.enums import Hours
from stalking_unit.working_days import LONDON as LONDON
from stalking_unit.working_days import is_working_day as is_working_day

START_OF_DAY, END_OF_DAY = time(9, 0), time(17, 0)

# Working days from acceptance; the higher the level, the shorter. No level yet counts as the longest.
CONTRIBUTION_DAYS = {Level.VERY_HIGH: 1, Level.HIGH: 1, Level.MEDIUM: 5, Level.STANDARD: 5}
CONFERENCE_DAYS = {Level.VERY_HIGH: 1, Level.HIGH: 3, Level.MEDIUM: 10, Level.STANDARD: 10}
# Calendar days from one review to the next.
REVIEW_DAYS = {Level.VERY_HIGH: 7, Level.HIGH: 14, Level.MEDIUM: 28, Level.STANDARD: 84}
# Working days from the sending of the referral by which it has left each stage of intake.
INTAKE_DAYS = {State.SUBMITTED: 0, State.SCREENING: 1, State.AWAITING_INFO: 2, State.TRIAGE: 2, State.CONSULTATION: 5}
RED_FLAG_HOURS = 4  # by which a referral with a red flag is decided, at any hour
ADVICE_DAYS = 20  # working days until somebody asks whether advice was acted on
OWED_DAYS = 2  # working days by which what a referral was sent without has followed
LATE_DAYS = 2  # working days after which what nobody acted upon is told to whoever leads
OFFER_DAYS = 1  # working days in which another unit answers the offer of a case
CHALLENGE_DAYS = 10  # working days in which a decision is challenged
# A draft that nobody goes on with is cancelled, with a word to its author some days before.
DRAFT_DAYS = 14
DRAFT_WARNING_DAYS = 2
# One that says somebody is in danger now rings instead, once it has been left for so long, at any hour.
UNSENT_DANGER_AFTER = timedelta(hours=1)
# Whoever took that alarm and still has not sent the draft is called anew after as long.
UNSENT_DANGER_KEPT = timedelta(hours=24)
# An alarm rings again after each of these until somebody has it.
ALARM_REPEATS = timedelta(minutes=15)
# Whoever took an alarm reaches its case for as long: a weekend, a bank holiday and the day after.
ALARM_KEPT = timedelta(days=4)
VICTIM_CONTACT_HOURS = 48
VICTIM_CONTACT_HOURS_URGENT = 24


@dataclass(frozen=True, slots=True)
class Deadline:
    """The London day something is due, and the instant, when the clock has one."""

    on: date
    at: datetime


def hours_after(start: datetime, hours: int) -> Deadline:
    """A safety clock: it does not stop for nights, weekends or bank holidays."""
    at = start + timedelta(hours=hours)
    return Deadline(at.astimezone(LONDON).date(), at)


def working_days_after(start: datetime, days: int, *, closed: frozenset[date] = frozenset()) -> Deadline:
    """The end of the nth working day; the day of the event is day 0.

    `closed` are days on which this unit does not work beside weekends and English bank holidays.
    """
    on = working_day_after(start.astimezone(LONDON).date(), days, closed=closed)
    return Deadline(on, datetime.combine(on, END_OF_DAY, LONDON))


def working_day_after(on: date, days: int, *, closed: frozenset[date] = frozenset()) -> date:
    """The nth working day after this one, which is day 0."""
    counted = 0
    while counted < days:
        on += timedelta(days=1)
        counted += is_working_day(on, closed=closed)
    return on


def working_days_before(on: date, days: int) -> date:
    """The last day after which so many working days have begun by this one: what waits since then has waited long."""
    counted = 0
    while counted < days:
        counted += is_working_day(on)
        on -= timedelta(days=1)
    return on


def intake_due(state: State, since: datetime, *, is_red_flagged: bool = False) -> Deadline | None:
    """By when a referral has left this stage of intake; a stage without a clock has none.

    `since` is when it was sent, or challenged. One that comes after the day's work is the next working day's.
    """
    days = INTAKE_DAYS.get(state)
    if days is None:
        return None
    if is_red_flagged and state is not State.CONSULTATION:
        return hours_after(since, RED_FLAG_HOURS)
    due = working_days_after(since, days)
    return due if due.at > since and is_working_day(due.on) else working_days_after(since, 1)


def challenge_due(decided_at: datetime) -> Deadline:
    """Until when a decision that a case is not taken on is challenged in time."""
    return working_days_after(decided_at, CHALLENGE_DAYS)


def offer_due(offered_at: datetime, *, is_red_flagged: bool) -> Deadline:
    """By when another unit answers whether it takes a case: in hours where a red flag is up, at any time of day."""
    return hours_after(offered_at, RED_FLAG_HOURS) if is_red_flagged else working_days_after(offered_at, OFFER_DAYS)


def victim_contact_due(sent_at: datetime, *, is_urgent: bool) -> Deadline:
    """By when somebody has spoken to the victim, in hours from the sending of the referral, nights included."""
    return hours_after(sent_at, VICTIM_CONTACT_HOURS_URGENT if is_urgent else VICTIM_CONTACT_HOURS)


def duty_stretches(first: date, last: date, hours: Hours) -> list[tuple[datetime, datetime]]:
    """The stretches without a break that duty on these days covers; a day of duty lasts until 9am of the next.

    So nights, a weekend and the bank holiday after it are one stretch.
    """
    found: list[tuple[datetime, datetime]] = []
    for number in range((last - first).days + 1):
        for start, end in _of_duty_day(first + timedelta(days=number), hours):
            if found and found[-1][1] == start:
                start = found.pop()[0]
            found.append((start, end))
    return found


def next_review(level: Level, decided_on: date) -> date:
    """The last day by which a case at this level is reviewed again."""
    return decided_on + timedelta(days=REVIEW_DAYS[level])


def _of_duty_day(on: date, hours: Hours) -> list[tuple[datetime, datetime]]:
    starts, ends = (datetime.combine(on + timedelta(days=later), START_OF_DAY, LONDON) for later in (0, 1))
    closes = datetime.combine(on, END_OF_DAY, LONDON) if is_working_day(on) else starts
    parts = {Hours.WORKING: (starts, closes), Hours.OUTSIDE: (closes, ends), Hours.ALL: (starts, ends)}
    start, end = parts[hours]
    return [(start, end)] if start < end else []
