"""Questions the unit asks of its cases, in its own words; no permission words here."""

from datetime import date, datetime
from typing import Any, Self

from django.db.models import Q, QuerySet

from cases.enums import OPEN_STATES, Party


class CaseQuerySet(QuerySet[Any]):
    """Cases."""

    def open(self) -> Self:
        """Cases somebody is still answerable for."""
        return self.filter(state__in=OPEN_STATES)

    def due_review(self, on: date) -> Self:
        """Open cases whose review day is this day or has passed."""
        return self.open().filter(review_on__lte=on)


class AlarmQuerySet(QuerySet[Any]):
    """Alarms."""

    def open(self) -> Self:
        """Alarms that nobody has."""
        return self.filter(taken_at=None)

    def due(self, now: datetime) -> Self:
        """Open alarms that ring now, the longest silent first."""
        return self.open().filter(rings_at__lte=now).order_by("rings_at", "pk")


class DatedQuerySet(QuerySet[Any]):
    """Rows that hold from one instant until another."""

    def live(self, at: datetime) -> Self:
        """The rows that hold at this instant."""
        return self.filter(Q(ends_at=None) | Q(ends_at__gt=at), starts_at__lte=at)


class CasePersonQuerySet(QuerySet[Any]):
    """People on a case."""

    def victims(self) -> Self:
        """Those on the victim’s side."""
        return self.filter(party=Party.VICTIM)

    def suspects(self) -> Self:
        """Those on the suspect’s side."""
        return self.filter(party=Party.SUSPECT)
