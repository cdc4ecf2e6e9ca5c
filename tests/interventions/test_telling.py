"""Telling the demonstration: each story whole or not at all, once, and the rest of them by the worker."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier

import pytest
from django.core.management import call_command
from django.db import connections, transaction

from cases.enums import State
from cases.models import Case
from interventions.management.demo import light, programme
from interventions.management.demo.light_cases import Light
from interventions.management.demo.programme import Story
from interventions.management.demo.stage import Stage
from interventions.management.demo.tasks import tell_the_rest
from stalking_unit.accounts.actor import Actor, acting

ONE = Light(
    "10001", ("Ada", "Firstly"), None, "Waits at the gate.", "loitering in-person", "2026-11-02", State.SUBMITTED
)
TWO = Light("10002", ("Bo", "Nextly"), None, "Writes letters.", "gifts-letters post", "2026-11-03", State.SUBMITTED)
STORIES = [Story(one.reference, partial(light.play, light=one)) for one in (ONE, TWO)]


def told() -> int:
    with acting(Actor.system("test")), transaction.atomic():
        return Case.objects.filter(reference__in=[ONE.reference, TWO.reference]).count()


def cut_short(stage: Stage) -> None:
    light.play(stage, ONE)
    raise KeyboardInterrupt


@pytest.mark.django_db
def test_a_story_that_is_cut_short_leaves_nothing_and_is_told_whole_the_next_time() -> None:
    users = programme.gather()
    with pytest.raises(KeyboardInterrupt):
        programme.tell(users, [STORIES[1], Story(ONE.reference, cut_short)])
    assert told() == 1
    assert programme.tell(users, STORIES) == 1
    assert told() == 2


@pytest.mark.django_db
def test_the_worker_tells_what_is_left_and_nothing_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(programme, "STORIES", tuple(STORIES[:1]))
    monkeypatch.setattr(programme, "LIGHTER", tuple(STORIES))
    programme.tell(programme.gather(), STORIES[:1])
    assert tell_the_rest() == 1
    assert tell_the_rest() == 0
    assert told() == 2


@pytest.mark.django_db
def test_where_no_story_was_asked_for_the_worker_tells_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(programme, "STORIES", tuple(STORIES[:1]))
    monkeypatch.setattr(programme, "LIGHTER", tuple(STORIES))
    call_command("seed_demo", people=True)
    assert tell_the_rest() == 0
    assert told() == 0


@pytest.mark.committed
def test_two_who_tell_at_once_tell_each_story_once() -> None:
    users, both_are_here = programme.gather(), Barrier(2)

    def tell(_: int) -> int:
        both_are_here.wait(timeout=10)
        try:
            return programme.tell(users, STORIES)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        assert sum(pool.map(tell, range(2))) == 2
    assert told() == 2
