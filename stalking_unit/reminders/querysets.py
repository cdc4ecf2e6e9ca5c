"""Who is away when: the words other code asks with."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Self

from django.db.models import QuerySet

if TYPE_CHECKING:
    from stalking_unit.reminders.models import Absence  # noqa: F401  (named in the base below)


class AbsenceQuerySet(QuerySet["Absence"]):
    def live(self, on: date) -> Self:
        """Of whom it was said that they are away on this day."""
        return self.filter(called_off_at=None, starts_on__lte=on, ends_on__gte=on)

    def to_come(self, on: date) -> Self:
        """Days away that are not over, the next first."""
        return self.filter(called_off_at=None, ends_on__gte=on).order_by("starts_on", "pk")
