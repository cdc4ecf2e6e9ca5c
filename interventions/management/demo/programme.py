"""What the demonstration tells: the stories of the people one reads about, then the lighter cases."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import partial

from django.db import transaction

from cases.clocks import LONDON
from cases.models import Case
from cases.services import advice, codes, units
from interventions.management.demo import (
    answered,
    conference_days,
    difficult_cases,
    light,
    light_cases,
    next_steps,
    rota,
    v1,
    v2,
    v3,
    v5,
    v6,
    v7,
    waiting,
    written,
)
from interventions.management.demo.days import ByWeeks, UpToNow
from interventions.management.demo.stage import Stage
from stalking_unit import clock
from stalking_unit.accounts import demo
from stalking_unit.accounts.actor import Actor, acting
from stalking_unit.accounts.models import Unit, User
from stalking_unit.notifications import delivery, inbox
from stalking_unit.notifications.models import Message

SCREENERS = {"CHS": ("police", "advocate"), "HMP": ("other-unit-police",)}
READ_AFTER = timedelta(minutes=40)
STILL_NEW = timedelta(days=4)  # what came in the last days nobody has opened yet


@dataclass(frozen=True, slots=True)
class Story:
    """One case, and how it is played. Its reference says whether it was told before."""

    reference: str
    play: Callable[[Stage], object]
    goes_on: bool = False  # up to now, whichever day of the week it is


STORIES = tuple(Story(story.REFERENCE, story.play) for story in (v1, v2, v3, v5, v6, v7))
LIGHT = (*light_cases.CASES, *waiting.CASES, *difficult_cases.CASES)
LIGHTER = tuple(Story(one.reference, partial(light.play, light=one), goes_on=True) for one in LIGHT)


def gather() -> Mapping[str, User]:
    """The people with their seats, rights and rota, and the lists they tick from; made where they are missing."""
    users = demo.ensure_people()
    with acting(Actor.system("demo", datetime.combine(demo.BEGAN_ON, time(9), LONDON))) as by, transaction.atomic():
        codes.ensure_codes()
        advice.ensure_texts()
        for code, screeners in SCREENERS.items():
            units.equip(Unit.objects.get(code=code), by=by, screeners=[users[slug] for slug in screeners])
        rota.plan(users, clock.today())
    return users


def tell(users: Mapping[str, User], stories: Iterable[Story]) -> int:
    """Tell what was not told before; says how many that were. Each is told whole or, when cut short, not at all."""
    now = clock.now()
    weeks, up_to_now = Stage(users, ByWeeks(clock.today())), Stage(users, UpToNow(clock.today(), now))
    told = sum(_tell(story, up_to_now if story.goes_on else weeks, now) for story in stories)
    conference_days.sit(users, now)
    return told


def untold(stories: Iterable[Story]) -> list[Story]:
    """The stories that are still to be told."""
    stories = list(stories)
    with acting(Actor.system("demo")), transaction.atomic():
        known = Case.objects.filter(reference__in=[story.reference for story in stories])
        told = set(known.values_list("reference", flat=True))
    return [story for story in stories if story.reference not in told]


def _tell(story: Story, stage: Stage, now: datetime) -> bool:
    with acting(Actor.system("demo")), transaction.atomic():
        # Two who tell at once wait for each other here, and the second finds it told.
        Unit.objects.select_for_update(of=("self",), no_key=True).get(code="CHS")
        if Case.objects.filter(reference=story.reference).exists():
            return False
        story.play(stage)
        case = Case.objects.get(reference=story.reference)
        next_steps.write(stage, case)
        written.write(stage, case)
        answered.answer_overdue(stage.users, story.reference, now)
        _deliver_and_open(stage, story.reference, now)
        return True


def _deliver_and_open(stage: Stage, reference: str, now: datetime) -> None:
    """The e-mails of the story leave when they were written, and people open what they were told, but for the newest."""
    for message in Message.objects.due(now).filter(notification__reference=reference).select_related("notification"):
        notice = message.notification
        delivery.deliver_one(now=message.due_at)
        if notice.told_at < now - STILL_NEW:
            user = next(user for user in stage.users.values() if user.pk == notice.recipient_id)
            inbox.open_one(notice.pk, by=Actor.of(user, now=notice.told_at + READ_AFTER))
