"""The clock is the machine's, unless a demonstration has moved it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from pytest_django import Settings

from stalking_unit import clock
from stalking_unit.accounts.actor import Actor


@pytest.fixture
def file(tmp_path: Path, settings: Settings) -> Path:
    settings.CLOCK_FILE = tmp_path / "clock"
    return tmp_path / "clock"


def away() -> timedelta:
    """How far the product's clock is from the machine's."""
    return clock.now() - timezone.now()


def test_without_a_file_it_is_the_machines(settings: Settings) -> None:
    assert settings.CLOCK_FILE is None
    assert abs(away()) < timedelta(seconds=1)


def test_a_file_that_is_not_there_moves_nothing(file: Path) -> None:
    assert abs(away()) < timedelta(seconds=1)


@pytest.mark.parametrize("moved", [timedelta(days=4), timedelta(minutes=-90)])
def test_a_file_moves_it_at_once_for_whoever_acts(file: Path, moved: timedelta) -> None:
    file.write_text(f"{moved.total_seconds()}")
    assert abs(away() - moved) < timedelta(seconds=1)
    assert abs(Actor.system("test").now - timezone.now() - moved) < timedelta(seconds=1)
    assert clock.today() == timezone.localdate(timezone.now() + moved)


def test_a_file_that_holds_no_number_stops_the_work(file: Path) -> None:
    file.write_text("Tuesday")
    with pytest.raises(ValueError, match="Tuesday"):
        clock.now()
