"""Alarms: raised once for what caused them, ringing wider each time, until a named person presses “I have it”."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.urls import reverse

from cases import policy
from cases.clocks import ALARM_KEPT, ALARM_REPEATS
from cases.enums import HER_ALARMS, AlarmKind, Capacity
from cases.models import Alarm, AlarmCall, Case, Hiding, SpokenTo, TeamMember
from cases.policy import Action
from cases.services import unsent
from stalking_unit.accounts.actor import Actor, acting
from stalking_unit.accounts.models import User
from stalking_unit.audit import trail
from stalking_unit.db.errors import Conflict, DomainError
from stalking_unit.duty.models import Turn
from stalking_unit.notifications import outbox
from stalking_unit.notifications.outbox import Notice

VIEWS = (Action.VIEW_ALARM, Action.VIEW_VICTIM_ALARM)
TAKES = (Action.TAKE_ALARM, Action.TAKE_VICTIM_ALARM)
RANG = "Open this now. It comes again until somebody has it."
RANG_AGAIN = "Nobody has this yet. Open it now."
IS_SHE_SAFE = "Words about the victim were hidden. Is she safe tonight?"
MOST = 200
TAKEN = "Somebody has what you were called for."


class AlreadyTaken(Conflict):
    """Somebody else pressed first."""


@transaction.atomic
def raise_alarm(case: Case, kind: AlarmKind, subject_id: UUID, *, by: Actor) -> Alarm:
    """Raise it, once for what caused it, and let it ring at once."""
    alarm, is_new = Alarm.objects.get_or_create(
        kind=kind,
        subject_id=subject_id,
        defaults={
            "case": case,
            "is_victim_side": kind in HER_ALARMS,
            "raised_at": by.now,
            "raised_by": by.user,
            "raised_by_name": by.name,
            "rings_at": by.now,
        },
    )
    if is_new:
        trail.record(by, trail.Operation.COLLECT, "raise_alarm", case_id=case.pk, record=alarm, fields=["kind"])
        with acting(Actor.system("alarms", by.now)) as system:  # who raises it may see less than those it calls
            _ring(alarm, by=system)
    return alarm


@transaction.atomic
def ring_one(*, by: Actor) -> bool:
    """Ring the alarm that has been silent longest, if one is due. Returns whether it is worth asking for the next.

    The lock of its row is the claim: a second timetable passes it over, and a killed worker drops it with its
    connection, so that it rings at the next sweep. After a day without any sweep it rings once, not ninety times.
    """
    due = Alarm.objects.due(by.now).select_for_update(skip_locked=True, of=("self",))
    alarm = due.select_related("case__unit").first()
    if alarm is None:
        return False
    _ring(alarm, by=by)
    return True


@transaction.atomic
def take(alarm: Alarm, *, by: Actor) -> Alarm:
    """“I have it”: it stops ringing, and those it called are told who does not have to."""
    policy.require(by, TAKES[alarm.is_victim_side], alarm)
    locked: Alarm = Alarm.objects.select_for_update(of=("self",)).get(pk=alarm.pk)
    if locked.taken_at is None:
        _mark(locked, by=by)
    elif locked.taken_by_id != by.user_id:
        raise AlreadyTaken(f"{locked.taken_by_name} has it already.")
    return locked


@transaction.atomic
def settle(case: Case, kinds: Iterable[AlarmKind], *, by: Actor, **about: UUID) -> int:
    """Who ends what an alarm was about has it, pressed or not. Says how many were still ringing."""
    ringing = Alarm.objects.open().filter(case=case, kind__in=list(kinds), **about)
    alarms = list(ringing.select_for_update(of=("self",)).order_by("raised_at", "pk"))
    for alarm in alarms:
        _mark(alarm, by=by)
    return len(alarms)


@transaction.atomic
def say_spoken_to(alarm: Alarm, *, by: Actor, words: str, happened_at: datetime | None = None) -> SpokenTo:
    """Record whom somebody spoke to. It happened, so whoever may see the alarm may say it, whatever the rota says."""
    policy.require(by, VIEWS[alarm.is_victim_side], alarm)
    if by.user is None or by.agency is None:
        raise DomainError("It is said by somebody, in a seat.")
    if not words.strip():
        raise DomainError("Enter who you have spoken to.")
    spoken: SpokenTo = SpokenTo.objects.create(
        case=alarm.case,
        alarm=alarm,
        words=words.strip(),
        agency=by.agency,
        author=by.user,
        happened_at=happened_at or by.now,
        recorded_at=by.now,
    )
    trail.record(
        by,
        trail.Operation.COLLECT,
        "say_spoken_to",
        case_id=alarm.case_id,
        record=spoken,
        fields=["words"],
        happened_at=spoken.happened_at,
    )
    return spoken


def uncalled(people: Iterable[User], subject_id: UUID) -> list[User]:
    """Those of these people whom no alarm about this record has called: one message about one thing is enough."""
    called = AlarmCall.objects.filter(alarm__subject_id=subject_id).values_list("user_id", flat=True)
    known = set(called.order_by())
    return [person for person in people if person.pk not in known]


def seen(actor: Actor, alarms: QuerySet[Alarm]) -> QuerySet[Alarm]:
    """Those of these alarms that this person may see; `may_take` says which they may have."""
    return policy.scope_any(actor, alarms, beside=VIEWS, may_take=TAKES)


def lately_once(actor: Actor) -> list[Any]:
    """What nobody has, and what somebody took and still has in hand: as far as this person may see it, the open first.

    Asked once a request and kept on the actor, since the bar of every page, home and the case all show some of it.
    """
    if "alarms" not in actor.reach:
        lately = Q(taken_at=None) | Q(taken_at__gt=actor.now - ALARM_KEPT)
        found = seen(actor, Alarm.objects.filter(lately).select_related("case__unit"))
        actor.reach["alarms"] = list(found.order_by(F("taken_at").desc(nulls_first=True), "raised_at", "pk")[:MOST])
    alarms: list[Any] = actor.reach["alarms"]
    return alarms


def open_once(actor: Actor) -> list[Any]:
    """What nobody has, the longest first."""
    return [alarm for alarm in lately_once(actor) if alarm.taken_at is None]


def whom(alarm: Alarm, ring: int, *, at: datetime) -> list[User]:
    """Whom this ring calls: at first who is on duty, then the leads as well, then everybody who could have it.

    A circle in which nobody can is passed over at once. Nobody is called who may not see the case, and whoever
    raised it is not called by the first ring.
    """
    able = policy.who_can(TAKES[alarm.is_victim_side], alarm, at=at)
    if ring == 1:
        able = [user for user in able if user.pk != alarm.raised_by_id]
    circles = (*_nearest(alarm, at), {user.pk for user in able})
    called: set[UUID] = set()
    for number, circle in enumerate(circles, start=1):
        called |= circle
        people = [user for user in able if user.pk in called]
        if people and number >= ring:
            return people
    return [user for user in able if user.pk in called]


def _nearest(alarm: Alarm, at: datetime) -> Sequence[set[UUID]]:
    """Who has it in hand, then who leads; of a draft its author alone, before those who may know of it as well."""
    if alarm.kind == AlarmKind.UNSENT_DANGER:
        return [{unsent.author_of(alarm.case).pk}]
    return [_first(alarm.case, at) | _asked(alarm, at), _leads(alarm.case, at)]


def _first(case: Case, at: datetime) -> set[UUID]:
    """Who is on duty; of a restricted case its named alternates, since duty is no reason to know of it."""
    if case.is_restricted:
        places = TeamMember.objects.live(at).filter(case=case, capacity=Capacity.ALTERNATE)
        return set(places.order_by().values_list("user_id", flat=True))
    return set(Turn.objects.running(at).filter(unit=case.unit_id).order_by().values_list("user_id", flat=True))


def _asked(alarm: Alarm, at: datetime) -> set[UUID]:
    """Whom the alarm asks something that nobody else could answer: they are called first, duty or not."""
    if alarm.kind != AlarmKind.SAFE_TONIGHT:
        return set()
    hiding = Hiding.objects.get(pk=alarm.subject_id)
    return {user.pk for user in policy.who_can(Action.ANSWER_SAFE_TONIGHT, hiding, at=at)}


def _leads(case: Case, at: datetime) -> set[UUID]:
    return {user.pk for user in policy.who_can(Action.CHANGE_TEAM, case, at=at)}


def _ring(alarm: Alarm, *, by: Actor) -> None:
    alarm.rung += 1
    people = whom(alarm, alarm.rung, at=by.now)
    calls = AlarmCall.objects.bulk_create(
        AlarmCall(case=alarm.case, alarm=alarm, user=user, ring=alarm.rung, called_at=by.now) for user in people
    )
    text, asked = RANG if alarm.rung == 1 else RANG_AGAIN, _asked(alarm, by.now)
    notices = [_notice(alarm, call.user_id, call.notice_key, text) for call in calls]
    outbox.tell_each([_asking(alarm, one) if one.recipient_id in asked else one for one in notices], by=by)
    if alarm.kind == AlarmKind.UNSENT_DANGER and (alarm.rung > 1 or not people):
        unsent.tell_unit(alarm, by=by)
    alarm.rings_at = by.now + ALARM_REPEATS
    alarm.save(update_fields=["rung", "rings_at"])
    trail.record(
        by,
        trail.Operation.ALTER,
        "ring_alarm",
        case_id=alarm.case_id,
        record=alarm,
        recipients=[user.name for user in people],
    )


def _mark(alarm: Alarm, *, by: Actor) -> None:
    taken_at = max(by.now, alarm.raised_at)  # it may have been raised since the page was asked for
    alarm.taken_at, alarm.taken_by, alarm.taken_by_name = taken_at, by.user, by.name
    alarm.save(update_fields=["taken_at", "taken_by", "taken_by_name"])
    trail.record(by, trail.Operation.ALTER, "take_alarm", case_id=alarm.case_id, record=alarm, fields=["taken_by"])
    called = AlarmCall.objects.filter(alarm=alarm).exclude(user=by.user_id).order_by("user")
    people = called.values_list("user_id", flat=True).distinct()
    outbox.tell_each([_notice(alarm, person, f"alarm-taken:{alarm.pk}", TAKEN) for person in people], by=by)


def _asking(alarm: Alarm, notice: Notice) -> Notice:
    """Leads to the question itself, each time it rings."""
    return replace(notice, text=IS_SHE_SAFE, path=reverse("cases:hidden", kwargs={"pk": alarm.case_id}))


def _notice(alarm: Alarm, recipient_id: UUID, key: str, text: str) -> Notice:
    return Notice(
        recipient_id=recipient_id,
        kind="alarm",
        reference=alarm.case.reference or "",
        path=reverse("cases:alarm", kwargs={"pk": alarm.pk}),
        text=text,
        key=key,
        series=f"alarm:{alarm.pk}",
    )
