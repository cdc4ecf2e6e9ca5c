"""What somebody is told in the product, and the e-mail that sends them there."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q

from stalking_unit.notifications.querysets import MessageQuerySet, NotificationQuerySet

# A figure or an @ is how a date of birth, a house, a telephone or an address gets into a sentence.
NEUTRAL = r"^[^0-9@\n]+$"
# A place in this product: never another site, however a browser reads slashes.
LOCAL_PATH = r"^/([^/\\\s][^\\\s]*)?$"


class Notification(models.Model):
    """One thing one person is told, once. It points at a page, which decides anew what they may read."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="notifications")
    key = models.CharField(max_length=160)
    kind = models.CharField(max_length=40)
    reference = models.CharField(max_length=40, blank=True)
    path = models.CharField(max_length=200)
    text = models.CharField(max_length=160)
    told_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True, blank=True)
    series = models.CharField(max_length=60, blank=True)  # what is told again and again: the inbox lists the newest
    superseded_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)  # that there was a notice is kept; it shows to nobody

    objects = NotificationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["recipient", "key"], name="notification_is_told_once"),
            models.CheckConstraint(condition=Q(text__regex=NEUTRAL), name="notification_states_no_fact"),
            models.CheckConstraint(condition=Q(path__regex=LOCAL_PATH), name="notification_leads_inside"),
        ]
        indexes = [
            models.Index(fields=["recipient", "-told_at"], name="notification_inbox"),
            models.Index(fields=["recipient"], condition=Q(opened_at=None), name="notification_unopened"),
            models.Index(fields=["series", "recipient"], condition=~Q(series=""), name="notification_series"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.reference}".strip()


class Message(models.Model):
    """An e-mail in the outbox. This row is the truth; a broker's message only wakes whoever sends it."""

    BACK_OFF = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 360))

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    notification = models.OneToOneField(Notification, models.PROTECT, related_name="message")
    due_at = models.DateTimeField()
    digest_on = models.DateField(null=True, blank=True)  # the working morning whose one e-mail tells it
    attempts = models.PositiveIntegerField(default=0)
    refused_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(attempts=0, sent_at=None, refused_at=None)
                | Q(attempts__gt=0) & (Q(sent_at__isnull=False) | Q(refused_at__isnull=False)),
                name="message_outcome_follows_an_attempt",
            )
        ]
        indexes = [
            models.Index(fields=["due_at"], condition=Q(sent_at=None), name="message_waiting"),
            models.Index(
                fields=["digest_on"], condition=Q(sent_at=None, digest_on__isnull=False), name="message_digest"
            ),
        ]

    def __str__(self) -> str:
        return f"E-mail about {self.notification_id}"

    def accepted(self, now: datetime) -> None:
        """The mail server took it. Whether anybody reads it, only the notice can tell."""
        self.attempts += 1
        self.sent_at = now

    def refused(self, now: datetime) -> None:
        """Try again later, ever more patiently but without end."""
        self.due_at = now + self.BACK_OFF[min(self.attempts, len(self.BACK_OFF) - 1)]
        self.attempts += 1
        self.refused_at = now


class MailChoice(models.Model):
    """That somebody wants what can wait in one e-mail each working morning. Without a row it comes at once."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.PROTECT, primary_key=True, related_name="mail_choice")
    daily = models.BooleanField()
    chosen_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.user_id}: {'each morning' if self.daily else 'at once'}"
