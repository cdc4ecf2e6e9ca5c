"""Minutes are rows, so that two people write them at once; after the chair has signed they only grow."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from cases.models import CaseRecord
from cases.models.words import Words
from risk.enums import MinuteReaders
from risk.models.conference import Conference


class MinuteRow(CaseRecord):
    """What was said about one case. Never edited; struck out by its author or the chair until the chair has signed."""

    conference = models.ForeignKey(Conference, models.PROTECT, related_name="rows")
    readers = models.CharField(max_length=12, choices=MinuteReaders, editable=False)
    text = Words()
    is_addendum = models.BooleanField(default=False)

    class Meta(CaseRecord.Meta):
        constraints = [
            *CaseRecord.Meta.constraints,
            models.CheckConstraint(condition=Q(readers__in=MinuteReaders.values), name="minute_readers_known"),
            models.CheckConstraint(condition=~Q(text=""), name="minute_says_something"),
        ]
        indexes = [models.Index("conference", "case", "recorded_at", name="minutes_of_meeting")]

    def __str__(self) -> str:
        return f"Minute on {self.case_id}"


class MeetingRow(models.Model):
    """What was said about the meeting as a whole, and about no case: read by whoever was there, and who leads."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    conference = models.ForeignKey(Conference, models.PROTECT, related_name="general_rows")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    text = models.TextField()
    is_addendum = models.BooleanField(default=False)
    struck_at = models.DateTimeField(null=True)
    struck_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    struck_reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="meeting_row_says_something"),
            models.CheckConstraint(
                condition=Q(struck_at=None, struck_by=None, struck_reason="")
                | (Q(struck_at__isnull=False, struck_by__isnull=False) & ~Q(struck_reason="")),
                name="meeting_row_struck_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"Row of {self.conference_id}"


class MinutesSignature(models.Model):
    """That somebody who was there stands behind the minutes, as far as they may read them. Append-only by trigger."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    conference = models.ForeignKey(Conference, models.PROTECT, related_name="signatures")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    is_chair = models.BooleanField()
    signed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["conference", "user"], name="minutes_signed_once")]

    def __str__(self) -> str:
        return f"Signature of {self.user_id}"
