"""Plain notes: who may read one is chosen before the first word of it is written."""

from django.db import models

from cases.enums import Readers
from cases.models.record import CaseRecord
from cases.models.words import Words


class Note(CaseRecord):
    """A line or ten. It is never edited, which the database sees to; it may be struck out."""

    readers = models.CharField(max_length=20, choices=Readers, editable=False)
    text = Words()

    class Meta(CaseRecord.Meta):
        constraints = [
            *CaseRecord.Meta.constraints,
            models.CheckConstraint(condition=models.Q(readers__in=Readers.values), name="note_readers_known"),
        ]
        indexes = [models.Index("case", "happened_at", name="note_of_case")]

    def __str__(self) -> str:
        return f"Note on {self.case_id}"
