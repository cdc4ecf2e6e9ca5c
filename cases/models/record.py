"""What every row about a case shares: its own key to the case, who wrote it, and when."""

import uuid
from collections.abc import Collection
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from cases.models.case import Case
from cases.models.words import Words, overlay
from stalking_unit.accounts.models import Agency


class CaseRow(models.Model):
    """A row that belongs to one case. Scope, row security and audit are one step away from it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="%(class)ss")

    class Meta:
        abstract = True

    @classmethod
    def from_db(cls, db: str | None, field_names: Collection[str], values: Collection[Any], **more: Any) -> Self:
        row = super().from_db(db, field_names, values, **more)
        overlay().note(row)
        return row


class CaseRecord(CaseRow):
    """Something professional: whose record it is, who wrote it, when it happened and when it was recorded.

    A record is never deleted; it is struck through, with who, when and why.
    """

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    happened_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    is_opinion = models.BooleanField(default=False)
    struck_at = models.DateTimeField(null=True, editable=False)
    struck_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+")
    struck_reason = Words(blank=True, editable=False)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(struck_at=None, struck_by=None, struck_reason="")
                | (Q(struck_at__isnull=False, struck_by__isnull=False) & ~Q(struck_reason="")),
                name="%(class)s_struck_whole",
            ),
        ]
