"""Which documents: the words other code asks with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self
from uuid import UUID

from django.db.models import QuerySet

if TYPE_CHECKING:
    from stalking_unit.documents.models import GeneratedDocument  # noqa: F401  (named in the base below)


class DocumentQuerySet(QuerySet["GeneratedDocument"]):
    def waiting(self) -> Self:
        """Asked for and not printed yet, longest waiting first."""
        return self.filter(status=self.model.Status.QUEUED, withheld_at=None).order_by("requested_at", "pk")

    def of_case(self, case_id: UUID) -> Self:
        return self.filter(case_id=case_id).order_by("-requested_at", "pk")

    def papers(self) -> Self:
        """Of a case as somebody reads it, and not a copy of one record, which has a page of its own."""
        return self.filter(subject_id=None)
