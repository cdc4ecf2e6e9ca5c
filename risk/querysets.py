"""Questions the unit asks of its assessments, in its own words; no permission words here."""

from datetime import date
from typing import Any, Self

from django.db.models import QuerySet

from risk.enums import STILL_TO_COME


class RoundQuerySet(QuerySet[Any]):
    """Rounds."""

    def open(self) -> Self:
        """Rounds in which disciplines still answer."""
        return self.filter(closed_at=None)

    def over(self) -> Self:
        """Rounds whose answers everybody on the case may compare."""
        return self.filter(closed_at__isnull=False)


class ContributionQuerySet(QuerySet[Any]):
    """Contributions."""

    def still_to_come(self) -> Self:
        """What somebody still has to write, in rounds that are open."""
        return self.filter(status__in=STILL_TO_COME, round__closed_at=None)

    def due(self, on: date) -> Self:
        """What is still to come and was due by this day."""
        return self.still_to_come().filter(round__due_on__lte=on)
