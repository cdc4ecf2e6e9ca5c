"""What the demonstration tells: the stories of the people one reads about, then the lighter cases."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, time
from functools import partial

from django.db import transaction

from cases.clocks import LONDON
from cases.models import Case
from cases.services import advice, codes, units
from interventions.management.demo import difficult_cases, light, light_cases, rota, v1, v2, v3, v5, v6, v7, waiting
from interventions.management.demo.stage import Stage
from stalking_unit import clock
from stalking_unit.accounts import demo
from stalking_unit.accounts.actor import Actor, acting
from stalking_unit.accounts.models import Unit

SCREENERS = {"CHS": ("police", "advocate"), "HMP": ("other-unit-police",)}


@dataclass(frozen=True, slots=True)
class Story:
    """One case, and how it is played. Its reference says whether it was told before."""

    reference: str
    play: Callable[[Stage], object]


STORIES = tuple(Story(story.REFERENCE, story.play) for story in (v1, v2, v3, v5, v6, v7))
LIGHT = (*light_cases.CASES, *waiting.CASES, *difficult_cases.CASES)
LIGHTER = tuple(Story(one.reference, partial(light.play, light=one)) for one in LIGHT)


def set_stage() -> Stage:
    """The people with their seats, rights and rota, and the lists they tick from; made where they are missing."""
    users = demo.ensure_people()
    with acting(Actor.system("demo", datetime.combine(demo.BEGAN_ON, time(9), LONDON))) as by, transaction.atomic():
        codes.ensure_codes()
        advice.ensure_texts()
        for code, screeners in SCREENERS.items():
            units.equip(Unit.objects.get(code=code), by=by, screeners=[users[slug] for slug in screeners])
        rota.plan(users, clock.today())
    return Stage.today(users, clock.today())


def tell(stage: Stage, stories: Iterable[Story]) -> int:
    """Tell what was not told before; says how many that were. Each is told whole or, when cut short, not at all."""
    return sum(_tell(stage, story) for story in stories)


def untold(stories: Iterable[Story]) -> list[Story]:
    """The stories that are still to be told."""
    stories = list(stories)
    with acting(Actor.system("demo")), transaction.atomic():
        told = set(
            Case.objects.filter(reference__in=[story.reference for story in stories]).values_list(
                "reference", flat=True
            )
        )
    return [story for story in stories if story.reference not in told]


def _tell(stage: Stage, story: Story) -> bool:
    with acting(Actor.system("demo")), transaction.atomic():
        # Two who tell at once wait for each other here, and the second finds it told.
        Unit.objects.select_for_update(of=("self",), no_key=True).get(code="CHS")
        if Case.objects.filter(reference=story.reference).exists():
            return False
        story.play(stage)
        return True
