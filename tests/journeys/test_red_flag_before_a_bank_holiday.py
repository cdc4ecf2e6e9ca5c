"""A red flag is raised at 4:55pm before a bank holiday: somebody has it that evening, and not on Tuesday."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta

import holidays
import pytest

from cases.clocks import LONDON
from tests.journeys.person import Person
from tools.browser import NARROW
from tools.live import Live
from tools.live import live as whole_product

Arrive = Callable[..., Person]
PATIENCE_SECONDS = 40
DONE = "999 called; a patrol is on its way to her."
RINGS = """
SELECT ring, count(*), count(DISTINCT user_id), min(called_at)
FROM cases_alarmcall JOIN cases_alarm ON cases_alarm.id = alarm_id WHERE kind = 'red_flag' GROUP BY ring ORDER BY ring
"""
IN_THE_OUTBOX = """
SELECT count(*) FROM notifications_message WHERE sent_at IS NULL
"""
IN_THE_MIDDLE = """
SELECT count(*) FROM pg_locks waits JOIN pg_locks holds USING (pid)
WHERE NOT waits.granted AND waits.relation = 'notifications_notification'::regclass
AND holds.granted AND holds.relation = 'cases_alarmcall'::regclass
"""


def before_a_bank_holiday() -> date:
    """The next Friday that is worked and has a bank holiday on its Monday."""
    day = datetime.now(LONDON).date() + timedelta(days=1)
    closed = holidays.country_holidays("GB", subdiv="ENG", years=[day.year, day.year + 1])
    while day.weekday() != 4 or day in closed or day + timedelta(days=3) not in closed:
        day += timedelta(days=1)
    return day


FRIDAY = before_a_bank_holiday()
TUESDAY = FRIDAY + timedelta(days=4)


def at(day: date, hour: int, minute: int) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, 2, tzinfo=LONDON)


def named(day: date) -> str:
    """30 April 2027"""
    return f"{day.day} {day:%B %Y}"


@pytest.fixture(scope="module")
def live() -> Iterator[Live]:
    """The product on that Friday, with its people and no case, and a timetable that looks each second."""
    with whole_product("bank-holiday", "--people", at=at(FRIDAY, 16, 50)) as product:
        product.turns_the_clock(at(FRIDAY, 16, 50))
        product.keep_time_twice()
        yield product


def asked(live: Live, question: str) -> list[tuple[object, ...]]:
    with live.connect() as link:
        return link.execute(question).fetchall()


def waits_until(holds: Callable[[], bool]) -> None:
    ends = time.monotonic() + PATIENCE_SECONDS
    while not holds():
        assert time.monotonic() < ends, "it did not come to that in time"
        time.sleep(0.1)


def has_rung(live: Live, times: int) -> None:
    """Everybody has been called so often, and their e-mails are on their way: now the clock may turn."""
    waits_until(lambda: len(asked(live, RINGS)) == times and asked(live, IN_THE_OUTBOX) == [(0,)])


def refer(officer: Person) -> tuple[str, str]:
    """A referral with the three facts that it takes: its address and its reference."""
    officer.opens("/refer/")
    officer.chooses("No")
    officer.presses("Continue")
    case = officer.path.removesuffix("referral/")
    officer.fills("First names", "Philippa", of="Who is in danger")
    officer.fills("What is happening?", "Her neighbour follows her to work.")
    officer.chooses("No", of="Is anyone in danger now?")
    officer.fills("How can we reach you?", "01632 960180")
    officer.presses("Send the referral")
    officer.sees("Referral received")
    return case, officer.page.locator("p strong", has_text="CHS-").inner_text()


def rings_while_the_worker_dies(live: Live, at_time: datetime) -> None:
    """The worker is killed when it has claimed the alarm and called people, and has not committed; another begins."""
    with live.connect() as link, link.transaction():
        link.execute("LOCK TABLE notifications_notification IN SHARE ROW EXCLUSIVE MODE")
        live.turns_the_clock(at_time)
        waits_until(lambda: asked(live, IN_THE_MIDDLE) != [(0,)])
        live.kills_the_worker()
    live.turns_the_clock(at_time)  # however long this machine took, and takes to start another
    live.starts_a_worker()


def test_somebody_has_it_on_friday_evening_and_the_lead_reads_all_of_it_on_tuesday(person: Arrive, live: Live) -> None:
    # Given a case of Friday afternoon, when its officer raises a red flag at five minutes to five
    officer = person("police")
    case, reference = refer(officer)
    officer.opens(f"{case}begin-screening/")
    officer.presses("Begin screening")
    officer.opens(case)
    officer.follows("Raise a red flag")
    officer.fills("What has been done now?", DONE)
    live.turns_the_clock(at(FRIDAY, 16, 55))
    officer.presses("Raise the red flag")
    # then the page names who is awake, and says of the e-mail what is known and no more.
    alarm = officer.path
    officer.sees("A red flag was raised", "Nobody has it yet. It has rung once and rings every 15 minutes")
    officer.sees("Rowan Chairley is on duty until 5pm today.", "01632 960011", "Who have you spoken to?", DONE)
    officer.comes_back_until(alarm, "E-mailed at 4:55pm. Not opened yet.")
    officer.fills("Who have you spoken to?", "Sgt Doe, force control room")
    officer.presses("Record it")
    officer.sees("Sgt Doe, force control room")

    # At ten past it rings again, although the worker is killed in the middle of it, and wider.
    rings_while_the_worker_dies(live, at(FRIDAY, 17, 10))
    has_rung(live, 2)
    live.turns_the_clock(at(FRIDAY, 17, 25))
    has_rung(live, 3)
    rings = asked(live, RINGS)
    assert [(ring, at_once) for ring, _, _, at_once in rings] == [
        (number, pytest.approx(at(FRIDAY, *clock), abs=timedelta(minutes=1)))
        for number, clock in ((1, (16, 55)), (2, (17, 10)), (3, (17, 25)))
    ]
    # Each ring calls more people than the one before, and each of them once.
    circles = [calls for _, calls, _, _ in rings]
    assert circles == sorted(set(circles))
    assert circles == [people for _, _, people, _ in rings]

    # Whoever is on duty out of hours finds it on the first page they open, and presses.
    holder = person("lead-alternate")
    live.turns_the_clock(at(FRIDAY, 17, 31))
    holder.opens("/")
    holder.presses("I have it", within=f"Alarm {reference}, at 4:55pm: a red flag was raised. Nobody has it.")
    holder.sees("You have it.", "Insp Marlow Standin has it, since 5:31pm.")
    # Four hours after the flag it rings once more, for the decision that a red flag asks for: that is theirs as well.
    live.turns_the_clock(at(FRIDAY, 20, 56))
    holder = person("lead-alternate", viewport=NARROW)
    holder.comes_back_until("/", "not decided in time")
    holder.does_not_see("a red flag was raised")
    holder.presses(
        "I have it", within=f"Alarm {reference}, at 8:56pm: a red flag was not decided in time. Nobody has it."
    )
    holder.sees("You have it.")

    # and on Tuesday the lead reads all of it, with every time as it was.
    live.turns_the_clock(at(TUESDAY, 9, 2))
    lead = person("lead")
    lead.comes_back_until("/inbox/", f"Somebody has what you were called for. {reference}")
    lead.follows(f"Somebody has what you were called for. {reference}")
    friday = named(FRIDAY)
    lead.sees(f"Raised on {friday} at 4:55pm by DS Avery Placeholder.")
    lead.sees(f"Insp Marlow Standin has it, since {friday} at 5:31pm.", "Sgt Doe, force control room", DONE)
    for ring, clock in (("Ring 1", "4:55pm"), ("Ring 2", "5:10pm"), ("Ring 3", "5:25pm")):
        lead.sees(f"{ring}, {friday} at {clock}", f"E-mailed on {friday} at {clock}.")
    lead.opens(f"{case}timeline/")
    lead.sees("It rang 3 times.", f"Insp Marlow Standin had it on {friday} at 5:31pm.")
    lead.opens(f"{case}history/")
    lead.sees("Raise red flag", f"{friday} at 4:55pm")
    assert [ring for ring, *_ in asked(live, RINGS)] == [1, 2, 3]
