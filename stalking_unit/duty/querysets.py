"""Which turns of duty: the words other code asks with."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from stalking_unit.accounts.models import Membership

if TYPE_CHECKING:
    from stalking_unit.duty.models import Turn  # noqa: F401  (named in the base below)


class TurnQuerySet(QuerySet["Turn"]):
    def standing(self, at: datetime) -> Self:
        """Turns that nobody called off, of people who still work in the unit."""
        works_there = Membership.objects.live(timezone.localdate(at)).filter(
            user=OuterRef("user"), unit=OuterRef("unit")
        )
        return self.filter(Exists(works_there), called_off_at=None)

    def running(self, at: datetime) -> Self:
        """Turns that hold at this instant."""
        return self.standing(at).filter(starts_at__lte=at, ends_at__gt=at)

    def to_come(self, at: datetime) -> Self:
        """Turns that hold now or later, the next first."""
        return self.standing(at).filter(ends_at__gt=at).order_by("starts_at", "ends_at", "pk")
