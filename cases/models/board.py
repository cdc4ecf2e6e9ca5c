"""What comes next in a case: the line that a unit used to keep in a spreadsheet."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from cases.models.record import CaseRow
from cases.models.words import ShortWords


class NextStep(CaseRow):
    """What is done next, by whom and by when, and the next day in court. Append-only; the case points to the last."""

    number = models.PositiveIntegerField()
    text = ShortWords(max_length=160, blank=True)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    due_on = models.DateField(null=True)
    court_on = models.DateField(null=True)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    set_at = models.DateTimeField()

    class Meta:
        ordering = ["case", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="next_step_numbered_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="next_step_counts_from_one"),
        ]
        indexes = [models.Index("owner", "due_on", name="next_step_of_owner")]

    def __str__(self) -> str:
        return f"Next step {self.number} of {self.case_id}"
