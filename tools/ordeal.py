"""What becomes of reminders and their e-mail when everything goes wrong that can, in real processes on a moved clock.

Workers are killed at every step, the broker is lost, two timetables run beside each other, and what is due falls due at
midnight, in both nights when the clocks change, and on a day on which nothing ran. Then it counts: the inbox holds each
reminder exactly once, no e-mail is lost, and no killed process has sent more than one again.
"""

import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import LiteralString
from zoneinfo import ZoneInfo

from tools.live import Live, live
from tools.told import Told

LONDON = ZoneInfo("Europe/London")
MESSAGE_ID = re.compile(r"^Message-ID: <(\S+)>$", re.MULTILINE)
# Longer than it takes on a slow machine, so that only what never happens is given up.
PATIENCE_SECONDS, A_MAIL_SECONDS = 120.0, 0.1
SECONDS_BETWEEN_SWEEPS = 4  # of each timetable: more often, and two cores would do nothing else
CLAIM, INBOX, OUTBOX = "reminders_sentreminder", "notifications_notification", "notifications_message"

# A unit that nobody leads, so that what stays due is told to nobody else: a case, a grant and an action for each.
UNIT: LiteralString = """
INSERT INTO accounts_unit (id, name, code, starts_on, on_duty_phone)
VALUES (gen_random_uuid(), 'Unit of the ordeal', 'ORD', '2025-01-06', '')
"""
CASES: LiteralString = """
INSERT INTO cases_case (id, unit_id, reference, code_name, state, is_restricted, is_red_flagged, is_paused, hides_words,
  version, created_at)
SELECT gen_random_uuid(), accounts_unit.id, 'ORD-2026-' || lpad(number::text, 5, '0'), '', 'plan_active', false, false,
  false, false, 1, '2026-01-05'
FROM accounts_unit, generate_series(%(first)s::int, %(last)s::int) AS number WHERE code = 'ORD'
"""
OWNERS: LiteralString = """
CREATE TEMPORARY TABLE owners AS
SELECT user_id, agency_id, row_number() OVER (ORDER BY user_id) - 1 AS place, count(*) OVER () AS all_of_them
FROM accounts_membership
JOIN accounts_unit ON accounts_unit.id = unit_id JOIN accounts_discipline ON accounts_discipline.id = discipline_id
WHERE accounts_unit.code = 'CHS' AND role = 'practitioner' AND accounts_discipline.kind <> 'other'
"""
GRANTS: LiteralString = """
INSERT INTO cases_casegrant (user_id, permission_id, content_object_id, basis, reason, granted_by_name, starts_at)
SELECT owners.user_id, auth_permission.id, cases_case.id, 'allocated', '', 'ordeal', '2026-01-05'
FROM auth_permission, cases_case JOIN owners ON owners.place = right(reference, 5)::int %% all_of_them
WHERE codename = 'view_case' AND reference LIKE 'ORD-%%'
  AND right(reference, 5)::int BETWEEN %(first)s AND %(last)s
"""
ACTIONS: LiteralString = """
INSERT INTO interventions_planaction (id, case_id, strand, is_victim_strand, text, depends_on, owner_id, due_on, status,
  outcome, version, agency_id, author_id, happened_at, recorded_at, is_opinion, struck_reason)
SELECT gen_random_uuid(), cases_case.id, 'a', false, 'Weekly sessions', '', owners.user_id, %(due_on)s, 'open', '', 1,
  owners.agency_id, owners.user_id, '2026-01-05', '2026-01-05', false, ''
FROM cases_case JOIN owners ON owners.place = right(reference, 5)::int %% all_of_them
WHERE reference LIKE 'ORD-%%' AND right(reference, 5)::int BETWEEN %(first)s AND %(last)s
"""
# What only reads, or locks a row to send it, goes on; what writes waits.
LOCK: dict[str, LiteralString] = {
    CLAIM: "LOCK TABLE reminders_sentreminder IN SHARE MODE",
    INBOX: "LOCK TABLE notifications_notification IN SHARE MODE",
    OUTBOX: "LOCK TABLE notifications_message IN SHARE MODE",
}
WAITS_FOR: LiteralString = "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = %s::regclass"
IN_THE_INBOX: LiteralString = "SELECT count(*) FROM notifications_notification WHERE kind = 'action'"
NOT_SENT: LiteralString = "SELECT count(*) FROM notifications_message WHERE sent_at IS NULL"
TOLD_TWICE: LiteralString = """
SELECT count(*) FROM (
  SELECT FROM interventions_planaction JOIN notifications_notification ON kind = 'action' AND recipient_id = owner_id
    AND key LIKE 'action:' || interventions_planaction.id || ':%'
  GROUP BY interventions_planaction.id HAVING count(*) <> 1
) AS uneven
"""


@dataclass(frozen=True)
class Night:
    """When a part of it falls due, from which minute the story looks on, and what happens meanwhile."""

    name: str
    due_on: date
    from_minute: datetime
    killed_at: tuple[str, ...] = ()
    is_down_before: bool = False
    loses_broker: bool = False


def at(on: date, hour: int, minute: int) -> datetime:
    """A few seconds before the next minute, in London."""
    return datetime(on.year, on.month, on.day, hour, minute, 56, tzinfo=LONDON)


def last_sunday(year: int, month: int) -> date:
    """Of a month with 31 days: when the clocks change in March and in October."""
    last = date(year, month, 31)
    return last - timedelta(days=(last.weekday() + 1) % 7)


# The next autumn in which every night is still to come: the trail has room ahead of this month, and none behind it.
TODAY = datetime.now(LONDON).date()
YEAR = TODAY.year + (date(TODAY.year, 10, 20) < TODAY)
BACK, FORWARD = last_sunday(YEAR, 10), last_sunday(YEAR + 1, 3)
DAY = timedelta(days=1)
# The inbox first: nothing is written to it before midnight, so by then the worker has claimed what is due.
MIDNIGHT = Night("midnight", BACK - DAY, at(BACK - 2 * DAY, 23, 59), killed_at=(INBOX, CLAIM, OUTBOX))
AUTUMN = Night("the clocks go back", BACK, at(BACK, 1, 59))
DOWN = Night("a day down", BACK + DAY, at(BACK + 2 * DAY, 9, 0), is_down_before=True)
SPRING = Night("the clocks go forward", FORWARD, at(FORWARD, 0, 59))
BROKER = Night("the broker lost", FORWARD + DAY, at(FORWARD + DAY, 0, 0), loses_broker=True)
EVERY_NIGHT = (MIDNIGHT, AUTUMN, DOWN, SPRING, BROKER)


@dataclass
class Counted:
    """What is left to count when it is over."""

    due: int
    inbox: int = 0
    uneven: int = 0
    mails: int = 0
    message_ids: int = 0
    unsent: int = 0
    killed: int = 0
    seconds: dict[str, float] = field(default_factory=dict)

    @property
    def repeated(self) -> int:
        return self.mails - self.message_ids

    def faults(self) -> list[str]:
        """What was promised and did not come true."""
        kept = {
            f"the inbox holds {self.inbox:,} of {self.due:,}": self.inbox == self.due,
            f"{self.uneven:,} actions were not told exactly once": self.uneven == 0,
            f"{self.unsent:,} e-mails were never sent": self.unsent == 0,
            f"{self.message_ids:,} different Message-IDs for {self.due:,}": self.message_ids == self.due,
            f"{self.repeated} repeats by {self.killed} killed processes": self.repeated <= self.killed,
        }
        return [fault for fault, is_kept in kept.items() if not is_kept]

    def lines(self) -> list[str]:
        return [
            f"{self.due:,} due; inbox {self.inbox:,}, told once each: {'no' if self.uneven else 'yes'}",
            f"e-mails {self.mails:,}, different Message-IDs {self.message_ids:,}, never sent {self.unsent:,}",
            f"repeated {self.repeated}, processes killed while at work {self.killed}",
            *(f"{name}: {seconds:.0f} s" for name, seconds in self.seconds.items()),
        ]


class Ordeal:
    """One product that lives through it."""

    def __init__(self, product: Live, due: int) -> None:
        self.product, self.counted = product, Counted(due)
        self.told, self.works = 0, True

    def lives_through(self, nights: Sequence[Night]) -> Counted:
        """All of it in these nights, one after the other; each e-mail is out before the next begins."""
        self._enter(nights)
        self.product.keep_time_twice()
        for number, night in enumerate(nights, start=1):
            begins = time.monotonic()
            self.told = self._share(number, len(nights))
            self._live_through(night)
            self.counted.seconds[night.name] = time.monotonic() - begins
        return self._count()

    def _enter(self, nights: Sequence[Night]) -> None:
        with self.product.connect() as link, link.transaction():
            link.execute(UNIT)
            link.execute(OWNERS)
            for number, night in enumerate(nights, start=1):
                part = {"first": self._share(number - 1, len(nights)) + 1, "last": self._share(number, len(nights))}
                for statement in (CASES, GRANTS, ACTIONS):
                    link.execute(statement, part | {"due_on": night.due_on})
        with self.product.connect() as link:
            link.autocommit = True
            link.execute("ANALYZE")

    def _share(self, number: int, nights: int) -> int:
        return self.counted.due * number // nights

    def _live_through(self, night: Night) -> None:
        if night.is_down_before:
            self.product.stops_keeping_time()
            self._kill()
        self.product.turns_the_clock(night.from_minute)
        if night.is_down_before:
            self._start()
            self.product.keep_time_twice()
        for step in night.killed_at:
            self._kill_before_it_writes_to(step)
        self._start()
        self._wait(lambda: self._ask(IN_THE_INBOX) == self.told, f"{night.name}: everything is in the inbox")
        self._kill_before_it_writes_to(OUTBOX)  # a mail has been sent and is not marked
        self._start()
        if night.loses_broker:
            self.product.loses_the_broker()
        patience = PATIENCE_SECONDS + self.counted.due * A_MAIL_SECONDS
        self._wait(lambda: self._ask(NOT_SENT) == 0, f"{night.name}: every e-mail is out", patience)

    def _kill_before_it_writes_to(self, table: str) -> None:
        """Kill the worker while it waits to write there, its transaction open; not if nothing is left to do."""
        with self.product.connect() as link, link.transaction():
            link.execute(LOCK[table])
            self._start()

            def waits_or_is_done() -> bool:
                return self._ask(WAITS_FOR, table) > 0 or self._is_done()

            self._wait(waits_or_is_done, f"a worker is about to write to {table}")
            if not self._is_done():
                self._kill()

    def _is_done(self) -> bool:
        return self._ask(IN_THE_INBOX) == self.told and self._ask(NOT_SENT) == 0

    def _start(self) -> None:
        if not self.works:
            self.product.starts_a_worker()
            self.works = True

    def _kill(self) -> None:
        self.counted.killed += self.product.kills_the_worker()
        self.works = False

    def _count(self) -> Counted:
        counted = self.counted
        ids = [one for mail in self.product.mail() if "ORD-2026-" in mail for one in MESSAGE_ID.findall(mail)]
        counted.inbox, counted.uneven = self._ask(IN_THE_INBOX), self._ask(TOLD_TWICE)
        counted.mails, counted.message_ids, counted.unsent = len(ids), len(set(ids)), self._ask(NOT_SENT)
        return counted

    def _ask(self, question: LiteralString, *about: str) -> int:
        with self.product.connect() as link:
            [(number,)] = link.execute(question, about or None).fetchall()
        return int(number)

    @staticmethod
    def _wait(holds: Callable[[], bool], until: str, patience: float = PATIENCE_SECONDS) -> None:
        ends = time.monotonic() + patience
        while not holds():
            if time.monotonic() > ends:
                raise Told(f"Given up waiting until {until}.")
            time.sleep(0.05)


def lived_through(due: int, nights: Sequence[Night] = EVERY_NIGHT) -> Counted:
    """The whole story, on the servers of the tests."""
    begins = nights[0].from_minute - timedelta(hours=1)
    with live("ordeal", "--people", at=begins, looks_every=SECONDS_BETWEEN_SWEEPS) as product:
        return Ordeal(product, due).lives_through(nights)


def main(due: int) -> int:
    counted = lived_through(due)
    print("\n".join(counted.lines()))
    for fault in counted.faults():
        print(f"Not so: {fault}.")
    return 1 if counted.faults() else 0
