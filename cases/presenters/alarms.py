"""Alarms in words: what happened, who has it, whom it called and what became of that, and who is awake."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils import timezone

from cases.clocks import ALARM_REPEATS
from cases.enums import AlarmKind, Capacity, EventKind
from cases.models import Alarm, AlarmCall, Case, SpokenTo, TeamMember
from cases.presenters.rota import AwakeWords, held_words, who_is_awake
from cases.services.files import Event
from stalking_unit.accounts.actor import Actor
from stalking_unit.accounts.models import User
from stalking_unit.duty.rota import awake_among
from stalking_unit.notifications.models import Notification
from stalking_unit.notifications.presenters import delivery
from stalking_unit.ui.parts import Alarm as Bar
from stalking_unit.ui.parts import Row, TimelineItem
from stalking_unit.ui.words import clock, counted, instant, lower_first

NOBODY_NAMED = "Nobody named on this case is on duty. If somebody is in danger now, call 999."
NAMED_ONLY = "This case is restricted. Speak about it to nobody but those named on it."


@dataclass(frozen=True, slots=True)
class AlarmCard:
    """An alarm as somebody sees it who may; `awake` is asked only while nobody has it."""

    pk: UUID
    what: str
    reference: str
    raised: str
    state: str
    is_open: bool
    may_take: bool
    href: str
    awake: AwakeWords | None = None


@dataclass(frozen=True, slots=True)
class UnsentDraft:
    """What to do about a draft that speaks of danger; `send` is where its author sends it."""

    words: str
    send: str = ""


def unsent_draft(author: User, send: str) -> UnsentDraft:
    """Whoever wrote it is sent to it; anybody else who may know of it is told whom to phone."""
    if send:
        return UnsentDraft("You said that somebody is in danger now. Until you send it, nobody else can read it.", send)
    return UnsentDraft(f"{author.name} said that somebody is in danger now and has not sent it. Phone them.")


def alarm_card(actor: Actor, alarm: Alarm, *, may_take: bool, says_awake: bool = True) -> AlarmCard:
    """One alarm, with who is awake while nobody has it, unless the page says that already."""
    is_open = alarm.taken_at is None
    return AlarmCard(
        pk=alarm.pk,
        what=str(AlarmKind(alarm.kind).label),
        reference=alarm.case.reference or "Draft",
        raised=f"Raised {when(alarm.raised_at, actor.now)} by {alarm.raised_by_name}."
        if alarm.raised_by_id
        else f"Raised {when(alarm.raised_at, actor.now)} by the clock.",
        state=_state(alarm, actor.now),
        is_open=is_open,
        may_take=is_open and may_take,
        href=reverse("cases:alarm", kwargs={"pk": alarm.pk}),
        awake=awake_for(actor, alarm.case) if is_open and says_awake else None,
    )


def alarm_bar(actor: Actor, alarm: Alarm) -> Bar:
    """The line at the top of every page of whoever may have it."""
    what = lower_first(str(AlarmKind(alarm.kind).label))
    return Bar(
        text=f"{alarm.case.reference or 'Draft'}, {when(alarm.raised_at, actor.now)}: {what}. Nobody has it.",
        href=reverse("cases:alarm", kwargs={"pk": alarm.pk}),
        take=reverse("cases:take_alarm", kwargs={"pk": alarm.pk}),
    )


def awake_for(actor: Actor, case: Case) -> AwakeWords:
    """Who is on duty for the case; of a restricted one, who of those named on it is, in whichever unit."""
    if not case.is_restricted:
        return who_is_awake(actor, case.unit)
    named = TeamMember.objects.live(actor.now).filter(case=case, capacity=Capacity.ALTERNATE)
    holders = awake_among(list(named.order_by().values_list("user_id", flat=True)), actor.now)
    return AwakeWords(
        [held_words(holder, holder.telephone, actor.now) for holder in holders],
        nobody="" if holders else NOBODY_NAMED,
        first=NAMED_ONLY,
    )


def call_rows(calls: Sequence[AlarmCall], notices: Mapping[tuple[UUID, str], Notification], now: datetime) -> list[Row]:
    """Whom the alarm called, the last ring first, and what is known of each e-mail and no more."""
    return [
        Row(
            call.user.name,
            delivery(notice, now) if (notice := notices.get((call.user_id, call.notice_key))) else "",
            sub=f"Ring {call.ring}, {instant(call.called_at)}",
        )
        for call in calls
    ]


def spoken_rows(spoken: Iterable[SpokenTo]) -> list[Row]:
    """Whom somebody spoke to, and who says so."""
    return [
        Row(instant(one.happened_at), one.words, sub=f"{one.author.name}, {one.agency.short_name}") for one in spoken
    ]


def alarm_event(alarm: Alarm) -> Event:
    """The line of the timeline."""
    taken = f"{alarm.taken_by_name} had it {_on(alarm.taken_at)}." if alarm.taken_at else "Nobody has it."
    return Event(
        alarm.raised_at,
        TimelineItem(
            title=f"Alarm: {AlarmKind(alarm.kind).label!s}",
            when=instant(alarm.raised_at),
            by=alarm.raised_by_name if alarm.raised_by_id else "",
            text=f"It rang {_times(alarm.rung)}. {taken}",
            href=reverse("cases:alarm", kwargs={"pk": alarm.pk}),
            at=alarm.raised_at,
        ),
        EventKind.ALARM,
    )


def when(moment: datetime, now: datetime) -> str:
    """The time alone for today, the day as well for any other."""
    return f"at {clock(moment)}" if timezone.localdate(moment) == timezone.localdate(now) else _on(moment)


def _on(moment: datetime) -> str:
    return f"on {instant(moment)}"


def _state(alarm: Alarm, now: datetime) -> str:
    if alarm.taken_at is not None:
        return f"{alarm.taken_by_name} has it, since {_since(alarm.taken_at, now)}."
    every = counted(int(ALARM_REPEATS.total_seconds() // 60), "minute")
    return f"Nobody has it yet. It has rung {_times(alarm.rung)} and rings every {every} until somebody does."


def _since(moment: datetime, now: datetime) -> str:
    return clock(moment) if timezone.localdate(moment) == timezone.localdate(now) else instant(moment)


def _times(number: int) -> str:
    return {1: "once", 2: "twice"}.get(number) or counted(number, "time")
