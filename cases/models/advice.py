"""Ready advice for whoever asks the unit, as rows with dates, so that a better text never rewrites what was given."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from cases.models.codes import CodeItem
from stalking_unit.accounts.models import Unit


class AdviceText(models.Model):
    """What is said about one behaviour, in one version. What was sent is a statement, as it was sent.

    Without a unit it came with the product; what a unit words for itself stands before that.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    behaviour = models.ForeignKey(CodeItem, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    version = models.PositiveSmallIntegerField(default=1)
    text = models.TextField()
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    reworded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    reworded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["behaviour", "unit", "version"]
        constraints = [
            models.UniqueConstraint(
                fields=["behaviour", "unit", "version"], name="advice_version_once", nulls_distinct=False
            ),
            models.UniqueConstraint(
                fields=["behaviour", "unit"],
                condition=Q(ends_on=None),
                name="advice_current_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="advice_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(unit=None, reworded_by=None, reworded_at=None)
                | Q(unit__isnull=False, reworded_by__isnull=False, reworded_at__isnull=False),
                name="advice_of_unit_says_who",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.behaviour_id} {self.version}"
