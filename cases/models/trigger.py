"""What called for a new look at a case: an order broken, an arrest, four weeks of silence."""

from django.db import models
from django.db.models import F, Q

from cases.models.case import StateChange
from cases.models.record import CaseRow


class Trigger(CaseRow):
    """One thing that happened and forces the case to be looked at again. Append-only; each thing is here once.

    `code` is of the list of triggers, and `subject_id` the key of the record that tells of it. `change` is the move it
    made, if it made one: where a review is open already, it is recorded all the same.
    """

    code = models.SlugField(max_length=40)
    subject_id = models.UUIDField()
    change = models.ForeignKey(StateChange, models.PROTECT, null=True, related_name="triggers")
    happened_at = models.DateTimeField()
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["case", "recorded_at"]
        constraints = [
            models.UniqueConstraint(fields=["case", "code", "subject_id"], name="trigger_once"),
            models.CheckConstraint(condition=~Q(code=""), name="trigger_has_a_code"),
        ]
        indexes = [models.Index(F("case"), F("recorded_at"), name="trigger_of_case")]

    def __str__(self) -> str:
        return f"{self.code} of {self.case_id}"
