"""What a notice says about itself, in the words of the page."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse
from django.utils import timezone

from stalking_unit.notifications.models import Message, Notification
from stalking_unit.ui.parts import Cell, Column, Table, Tag
from stalking_unit.ui.words import clock, day, instant


def inbox(notices: Iterable[Notification], now: datetime) -> Table:
    """One line a notice: where to look, since when, and what became of the e-mail."""
    return Table(
        caption="What you have been told",
        columns=[Column("Message"), Column("Told"), Column("State")],
        rows=[
            [
                Cell(f"{notice.text} {notice.reference}".strip(), reverse("inbox-open", args=[notice.pk])),
                Cell(instant(notice.told_at)),
                Cell(sub=delivery(notice, now), tag=None if notice.opened_at else Tag("New")),
            ]
            for notice in notices
        ],
    )


def delivery(notice: Notification, now: datetime) -> str:
    """What is known and no more: "E-mailed at 4:57pm. Not opened yet."."""
    opened = f"Opened {_when(notice.opened_at, now)}." if notice.opened_at else "Not opened yet."
    return f"{_email(notice.message, now)} {opened}"


def _email(message: Message, now: datetime) -> str:
    if message.sent_at:
        return f"E-mailed {_when(message.sent_at, now)}."
    if message.refused_at:
        refused, again = _when(message.refused_at, now), _when(message.due_at, now)
        return f"The e-mail was refused {refused}. We will try again {again}."
    if message.digest_on:
        return f"It comes with your e-mail of {day(message.digest_on)}."
    return "Not e-mailed yet."


def _when(moment: datetime, now: datetime) -> str:
    """The time alone for today, the day as well for any other."""
    if timezone.localdate(moment) == timezone.localdate(now):
        return f"at {clock(moment)}"
    return f"on {instant(moment)}"
