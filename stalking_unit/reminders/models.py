"""Who has been reminded of what."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models


class SentReminder(models.Model):
    """The claim that makes a reminder unique: this person, about this thing, for this day."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=40)
    subject_id = models.UUIDField()
    case_id = models.UUIDField()
    due_on = models.DateField()
    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="reminders")
    told_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "subject_id", "due_on", "recipient"], name="reminder_is_told_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind}, {self.due_on:%d %B %Y}"
