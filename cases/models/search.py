"""That a screened referral is to be compared with restricted cases, which whoever screened it must not notice."""

from django.db import models
from django.db.models import F, Q

from cases.models.case import StateChange
from cases.models.record import CaseRow


class HiddenSearch(CaseRow):
    """A comparison asked for when a screening begins, and made by the worker. It does not say what was found."""

    change = models.OneToOneField(StateChange, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    made_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(made_at=None) | Q(made_at__gte=F("asked_at")), name="search_made_after"),
        ]
        indexes = [models.Index(fields=["asked_at"], condition=Q(made_at=None), name="search_waiting")]

    def __str__(self) -> str:
        return f"Hidden search of {self.case_id}"
