"""The rota of a unit."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q

from stalking_unit.accounts.models import Unit
from stalking_unit.duty.enums import Hours
from stalking_unit.duty.querysets import TurnQuerySet


class Turn(models.Model):
    """Somebody holds a unit's duty from one instant until another, without a break, and answers this telephone.

    Two people may hold it at once. A turn is never deleted: who was to be awake on a night is asked years later.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="turns")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="turns")
    telephone = models.CharField(max_length=40)
    hours = models.CharField(max_length=10, choices=Hours)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    planned_at = models.DateTimeField()
    planned_by_name = models.CharField(max_length=150)
    called_off_at = models.DateTimeField(null=True, blank=True)
    called_off_by_name = models.CharField(max_length=150, blank=True)

    objects: ClassVar[TurnQuerySet] = TurnQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="turn_ends_after_it_starts"),
            models.CheckConstraint(condition=Q(hours__in=Hours.values), name="turn_hours_are_known"),
            models.CheckConstraint(condition=~Q(telephone=""), name="turn_has_a_telephone"),
            models.CheckConstraint(
                condition=Q(called_off_at=None, called_off_by_name="")
                | (Q(called_off_at__isnull=False) & ~Q(called_off_by_name="")),
                name="turn_is_called_off_by_somebody",
            ),
            ExclusionConstraint(
                name="turn_is_held_once_at_a_time",
                expressions=[
                    ("unit", RangeOperators.EQUAL),
                    ("user", RangeOperators.EQUAL),
                    (
                        Func(F("starts_at"), F("ends_at"), function="TSTZRANGE", output_field=DateTimeRangeField()),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=Q(called_off_at=None),
            ),
        ]
        indexes = [models.Index(fields=["unit", "ends_at"], name="turn_of_unit")]

    def __str__(self) -> str:
        return f"{self.user} for {self.unit}"
