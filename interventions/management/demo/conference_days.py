"""The meetings of the demonstration: yesterday’s with signed minutes, today’s, which sits, and next Tuesday’s."""

from collections.abc import Mapping
from contextlib import AbstractContextManager
from datetime import date, datetime, timedelta

from django.db import transaction

from cases.clocks import is_working_day
from cases.enums import Level, Paper
from cases.models import Case
from interventions.enums import Strand
from interventions.management.demo import desks
from interventions.management.demo.days import london
from interventions.services import conferring
from interventions.services.planning import NewAction
from risk.enums import MinuteReaders
from risk.models import Conference
from risk.services import agenda, meetings, minute_rows
from stalking_unit.accounts.actor import Actor, acting
from stalking_unit.accounts.models import Unit, User

TALKED_OVER, WRITTEN_ON = "CHS-2026-82914", "CHS-2026-36207"
ROOM = ("police", "advocate", "outreach", "coordinator")
TUESDAY = 1
BEGAN, ENDED = "10:00", "12:02"
SAID = (
    ("coordinator", MinuteReaders.TEAM, "Police: he was stopped twice near her work. No arrest yet."),
    ("coordinator", MinuteReaders.TEAM, "Health sends apologies. What was agreed is subject to them."),
    ("advocate", MinuteReaders.VICTIM_SIDE, "She has changed the school run. Her sister collects on Thursdays."),
)
UNSIGNED = "Health looks tonight whether it knows him, and says so here."
ADDENDUM = "He was stopped three times, not twice. The third was on Sunday."


def sit(users: Mapping[str, User], now: datetime) -> None:
    """Hold yesterday's meeting, open today's and plan the next, once the case it talked over is there."""
    with acting(Actor.system("demo", now)), transaction.atomic():
        case = Case.objects.filter(reference=TALKED_OVER).first()
        if case is None or Conference.objects.filter(starts_at__isnull=False).exists():
            return
    _held(users, case, _working_day_before(now.date()))
    _sits(users, now)
    with _as(users, "lead", now) as by, transaction.atomic():
        meetings.plan(_unit(), by=by, starts_at=london(_next_tuesday(now.date()), BEGAN), chair=users["lead"])


def _held(users: Mapping[str, User], case: Case, on: date) -> None:
    began, ended = london(on, BEGAN), london(on, ENDED)
    with _as(users, "lead", began) as by, transaction.atomic():
        meeting = meetings.plan(_unit(), by=by, starts_at=began, chair=users["lead"])
        meeting = meetings.enter(meeting, by=by, people=[users[slug] for slug in ROOM])
        agenda.add(meeting, TALKED_OVER, by=by)
        meetings.nobody_has_a_conflict(meeting, meetings.new_people(by, meeting, [case]), by=by)
    with _as(users, "lead", began + timedelta(minutes=25)) as by, transaction.atomic():
        conferring.talk(
            case,
            meeting,
            by=by,
            level=Level(case.level or Level.MEDIUM),
            reason="He was stopped near her work; the pattern goes on.",
            order_considered="Sought: the file goes to the court this week.",
            actions=[NewAction(Strand.LEGAL, "Bring the file to the court.", users["police"], on + timedelta(days=9))],
            strand_reasons={
                Strand.PSYCHOLOGICAL: "Nothing to treat is known; health to say whether it agrees.",
                Strand.SOCIAL: "He has housing and work.",
            },
        )
    for number, (slug, readers, text) in enumerate(SAID):
        with _as(users, slug, began + timedelta(minutes=15 + number)) as by, transaction.atomic():
            minute_rows.write(meeting, case, text, by=by, readers=readers)
    with _as(users, "coordinator", ended) as by, transaction.atomic():
        minute_rows.write(meeting, None, "The next conference is on Tuesday at ten.", by=by)
    for number, slug in enumerate(("police", "advocate", "lead")):
        with _as(users, slug, ended + timedelta(minutes=20 * (number + 1))) as by, transaction.atomic():
            minute_rows.sign(meeting, by=by)
    with _as(users, "police", ended + timedelta(hours=3)) as by, transaction.atomic():
        minute_rows.write(meeting, case, ADDENDUM, by=by)
    with _as(users, "lead", ended + timedelta(hours=4)) as by, transaction.atomic():
        desks.ask_for(case, (Paper.MINUTES, Paper.PLAN), by=by)


def _sits(users: Mapping[str, User], now: datetime) -> None:
    """Everybody is in the room and one row is written, so the next step is what has not changed."""
    with _as(users, "lead", now) as by, transaction.atomic():
        meeting = meetings.plan(_unit(), by=by, starts_at=london(now.date(), BEGAN), chair=users["lead"])
        meeting = meetings.enter(meeting, by=by, people=[users[slug] for slug in ROOM])
    with _as(users, "coordinator", now) as by, transaction.atomic():
        minute_rows.write(meeting, Case.objects.get(reference=WRITTEN_ON), UNSIGNED, by=by, readers=MinuteReaders.TEAM)


def _unit() -> Unit:
    return Unit.objects.get(code="CHS")


def _as(users: Mapping[str, User], slug: str, at: datetime) -> AbstractContextManager[Actor]:
    return acting(Actor.of(users[slug], now=at, via="demo"))


def _working_day_before(today: date) -> date:
    on = today - timedelta(days=1)
    while not is_working_day(on):
        on -= timedelta(days=1)
    return on


def _next_tuesday(today: date) -> date:
    return today + timedelta(days=(TUESDAY - today.weekday() - 1) % 7 + 1)
