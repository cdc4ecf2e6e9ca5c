"""What was printed: of which case, for whom, by whom, when, and the fingerprint that proves it."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from stalking_unit.documents.querysets import DocumentQuerySet


class GeneratedDocument(models.Model):
    """A printed copy. Its bytes are sealed in a file named by its key; this row says what they are."""

    class Status(models.TextChoices):
        QUEUED = "queued", "Being made"
        READY = "ready", "Ready"
        FAILED = "failed", "Could not be made"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case_id = models.UUIDField()
    subject_id = models.UUIDField(null=True, blank=True)  # the record it is a copy of, where it is of one
    kind = models.SlugField(max_length=40)
    reference = models.CharField(max_length=40)
    audience = models.CharField("made for", max_length=160)
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="documents")
    requested_at = models.DateTimeField()
    status = models.CharField(max_length=10, choices=Status, default=Status.QUEUED)
    failure = models.CharField(max_length=160, blank=True)
    made_at = models.DateTimeField(null=True, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveIntegerField(null=True, blank=True)
    file_name = models.CharField(max_length=100)
    withheld_at = models.DateTimeField(null=True, blank=True)  # words in it may have been hidden since it was asked for

    objects = DocumentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(status="ready", made_at__isnull=False, sha256__regex="^[0-9a-f]{64}$", size__gt=0)
                | ~Q(status="ready") & Q(made_at=None, sha256="", size=None),
                name="document_is_made_when_it_is_ready",
            ),
            models.CheckConstraint(
                condition=Q(status="failed") & ~Q(failure="") | ~Q(status="failed") & Q(failure=""),
                name="document_says_why_it_failed",
            ),
            models.CheckConstraint(
                condition=Q(file_name__regex=r"^[A-Za-z0-9][A-Za-z0-9-]*\.pdf$"), name="document_file_name_is_neutral"
            ),
        ]
        indexes = [
            models.Index(fields=["case_id", "-requested_at"], name="document_of_case"),
            models.Index(fields=["subject_id"], condition=Q(subject_id__isnull=False), name="document_of_subject"),
            models.Index(fields=["requested_at"], condition=Q(status="queued"), name="document_waiting"),
        ]

    def __str__(self) -> str:
        return self.file_name

    @property
    def is_ready(self) -> bool:
        return self.status == self.Status.READY

    @property
    def is_withheld(self) -> bool:
        return self.withheld_at is not None

    @property
    def is_waited_for(self) -> bool:
        return self.status == self.Status.QUEUED and not self.is_withheld
