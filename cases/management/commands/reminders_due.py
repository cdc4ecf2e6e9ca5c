"""Says what would be told on a day, to whom and why. It tells nobody, and names nobody whom a case is about."""

from argparse import ArgumentParser
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand

from cases.services.telling import Forecast, forecast
from stalking_unit import clock
from stalking_unit.accounts.actor import Actor, acting
from stalking_unit.ui.words import day, instant

COLUMNS = ("Day", "Kind", "Reference", "Who", "Why", "Told")


class Command(BaseCommand):
    """One line a reminder, as the cases and the people on them stand now; the earliest day first."""

    help = "Print what would be told on a day: of which case, to whom and why, and whether it was told already."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--on", type=date.fromisoformat, metavar="DATE", help="the day, as 2026-11-30; else today")

    def handle(self, *args: Any, **options: Any) -> None:
        on = options["on"] or clock.today()
        with acting(Actor.system("reminders")) as by:
            told = sorted(forecast(on, by=by), key=lambda one: (one.due_on, one.kind, one.reference, one.person))
        for line in lined_up([COLUMNS, *(_cells(one) for one in told)]):
            self.stdout.write(line)
        known = sum(one.told_at is not None for one in told)
        self.stdout.write(f"On {day(on)} {len(told)} are due: {known} were told before, {len(told) - known} would be.")


def lined_up(rows: Iterable[tuple[str, ...]]) -> list[str]:
    """The rows with their cells below each other."""
    rows = list(rows)
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]


def _cells(one: Forecast) -> tuple[str, ...]:
    told = instant(one.told_at) if one.told_at else "not yet"
    return (one.due_on.isoformat(), one.kind, one.reference or "none", one.person, one.why, told)
