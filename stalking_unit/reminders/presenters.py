"""The words of the pages on how one is told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from stalking_unit.accounts.models import User
from stalking_unit.reminders.models import Absence, CalendarAddress
from stalking_unit.ui.parts import Link, Row
from stalking_unit.ui.words import day, instant


@dataclass(frozen=True, slots=True)
class Away:
    """Some days away: the days in words, who covers, and where calling them off is sent."""

    days: str
    cover: str
    call_off: str


def choices(*, daily: bool) -> list[Row]:
    """What was chosen, and what is nobody's choice."""
    change = [Link("Change", reverse("told-email"), "when e-mail comes")]
    when = "One e-mail at 8am each working day" if daily else "At once"
    return [
        Row("E-mail about what can wait", when, actions=change),
        Row("Your inbox", "Always at once"),
        Row("Alarms", "Always at once, at any hour"),
    ]


def away(absences: Iterable[Absence]) -> list[Away]:
    """One's days away, the next first."""
    return [
        Away(
            _days(one.starts_on, one.ends_on),
            f"{one.cover.name} covers for you." if one.cover else "Nobody covers for you.",
            reverse("told-call-off", kwargs={"pk": one.pk}),
        )
        for one in absences
    ]


def covers(absences: Iterable[Absence]) -> list[str]:
    """For whom one covers, and when."""
    return [f"{one.user.name}: {_days(one.starts_on, one.ends_on)}" for one in absences]


def calendar(address: CalendarAddress | None) -> str:
    """Since when one has an address for one's calendar; empty where one has none."""
    return f"Your calendar reads an address that you made on {instant(address.made_at)}." if address else ""


def said(cover: User | None) -> str:
    """What the page says when somebody has said that they will be away."""
    if cover is None:
        return "You are away on those days. What nobody else can be told, the team lead is told."
    return f"You are away on those days. {cover.name} covers for you."


def _days(first: date, last: date) -> str:
    return day(first) if first == last else f"{day(first)} to {day(last)}"
