"""Who has been reminded of what, and who is away."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q

from stalking_unit.reminders.querysets import AbsenceQuerySet


class SentReminder(models.Model):
    """The claim that makes a reminder unique: this person, about this thing, for this day."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=40)
    subject_id = models.UUIDField()
    case_id = models.UUIDField()
    due_on = models.DateField()
    # Without an index of its own: it would be taken for the constraint's, and reads all that somebody was ever told.
    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="reminders", db_index=False)
    told_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "subject_id", "due_on", "recipient"], name="reminder_is_told_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind}, {self.due_on:%d %B %Y}"


class Absence(models.Model):
    """That somebody is away for some days, the last included, and who covers. They say so themselves.

    It gives the cover nothing: reminders go to them as far as they may see the case already. One that is called off
    stays, because who was to know of something is asked years later.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="absences")
    cover = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="covers")
    starts_on = models.DateField()
    ends_on = models.DateField()
    said_at = models.DateTimeField()
    called_off_at = models.DateTimeField(null=True, blank=True)

    objects = AbsenceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="absence_ends_after_it_starts"),
            models.CheckConstraint(condition=Q(cover=None) | ~Q(cover=F("user")), name="nobody_covers_for_themselves"),
            ExclusionConstraint(
                name="absence_once_at_a_time",
                expressions=[
                    ("user", RangeOperators.EQUAL),
                    (
                        Func(
                            F("starts_on"),
                            F("ends_on"),
                            RangeBoundary(inclusive_upper=True),
                            function="daterange",
                            output_field=DateRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=Q(called_off_at=None),
            ),
        ]
        indexes = [models.Index(fields=["user", "ends_on"], name="absence_of_user")]

    def __str__(self) -> str:
        return f"{self.user_id}, {self.starts_on:%d %B %Y}"


class CalendarAddress(models.Model):
    """The secret address of one person's calendar, as a hash; null where they have stopped it."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.PROTECT, primary_key=True, related_name="calendar")
    secret_hash = models.CharField(max_length=64, unique=True, null=True)  # noqa: DJ001  null is "none"
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"Calendar of {self.user_id}"
