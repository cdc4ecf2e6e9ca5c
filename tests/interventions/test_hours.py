"""The demonstration opens at any hour: what has run out by then has been answered by somebody who may."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from pytest_django import Settings

from cases.clocks import LONDON
from cases.enums import AlarmKind, State
from cases.models import Alarm, Case
from interventions.management.demo import programme
from stalking_unit import clock
from stalking_unit.accounts.actor import Actor, acting

WAITING = [
    story for story, light in zip(programme.LIGHTER, programme.LIGHT, strict=True) if light.stands is State.SUBMITTED
]


@pytest.mark.parametrize(("weekday", "at"), [(1, time(18, 30)), (4, time(0, 20)), (6, time(11))], ids=str)
@pytest.mark.django_db
def test_what_ran_out_by_then_is_answered(weekday: int, at: time, settings: Settings, tmp_path: Path) -> None:
    today = timezone.localdate()
    day = today - timedelta(days=(today.weekday() - weekday - 1) % 7 + 1)  # the last such day before today
    settings.CLOCK_FILE = tmp_path / "clock"
    settings.CLOCK_FILE.write_text(str((datetime.combine(day, at, LONDON) - timezone.now()).total_seconds()))
    assert (clock.today(), clock.now().astimezone(LONDON).hour) == (day, at.hour)
    programme.tell(programme.gather(), WAITING)
    with acting(Actor.system("test")):
        assert set(Case.objects.values_list("unit__code", flat=True)) == {"CHS", "HMP"}
        late = Alarm.objects.filter(kind=AlarmKind.NOT_SCREENED)
        assert not late.open().exists()
        assert late.exists() or at < time(17)
