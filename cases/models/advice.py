"""Ready advice for whoever asks the unit, as rows with dates, so that a better text never rewrites what was given."""

import uuid

from django.db import models
from django.db.models import F, Q

from cases.models.codes import CodeItem


class AdviceText(models.Model):
    """What the unit says about one behaviour, in one version. What was sent is a statement, as it was sent."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    behaviour = models.ForeignKey(CodeItem, models.PROTECT, related_name="+")
    version = models.PositiveSmallIntegerField(default=1)
    text = models.TextField()
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["behaviour", "version"]
        constraints = [
            models.UniqueConstraint(fields=["behaviour", "version"], name="advice_version_once"),
            models.UniqueConstraint(fields=["behaviour"], condition=Q(ends_on=None), name="advice_current_once"),
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="advice_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.behaviour_id} {self.version}"
