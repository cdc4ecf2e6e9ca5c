"""Words that somebody hid in one press: the press, and every text it covers. The texts themselves are not touched.

Two people may later have the words taken out of the texts for ever; what stood there is kept as sealed copies.
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from cases.enums import SafeTonight
from cases.models.record import CaseRow
from cases.models.words import SealedWords, Words
from stalking_unit.accounts.models import Agency
from stalking_unit.db.said import Place


class Hiding(CaseRow):
    """One press of "Hide it now": which text, which words of it, since when and by whom.

    Without words it covers the whole text. `safe_tonight` is what the advocate answered, before anything else is asked.
    A press that hid nothing dangerous is lifted, with who did it and why; the row stays.
    """

    model = models.CharField(max_length=60)
    record_id = models.UUIDField()
    field = models.CharField(max_length=60)
    words = SealedWords(blank=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    hidden_at = models.DateTimeField()
    safe_tonight = models.CharField(max_length=10, choices=SafeTonight, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    lifted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    lifted_at = models.DateTimeField(null=True)
    lifted_reason = Words(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(safe_tonight="", answered_by=None, answered_at=None)
                | (Q(safe_tonight__in=SafeTonight.values) & Q(answered_by__isnull=False, answered_at__isnull=False)),
                name="hiding_answered_whole",
            ),
            models.CheckConstraint(
                condition=Q(lifted_at=None, lifted_by=None, lifted_reason="")
                | (Q(lifted_at__isnull=False, lifted_by__isnull=False) & ~Q(lifted_reason="")),
                name="hiding_lifted_whole",
            ),
        ]
        indexes = [models.Index("case", "hidden_at", name="hiding_of_case")]

    def __str__(self) -> str:
        return f"Hidden words of {self.case_id}"

    @property
    def place(self) -> Place:
        """The text that was on the page where it was pressed."""
        return Place(self.model, self.record_id, self.field)


class HiddenText(CaseRow):
    """One text that a press covers: the whole of it, or the words wherever they stand in it."""

    hiding = models.ForeignKey(Hiding, models.PROTECT, related_name="texts")
    model = models.CharField(max_length=60)
    record_id = models.UUIDField()
    field = models.CharField(max_length=60)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["hiding", "model", "record_id", "field"], name="text_hidden_once_a_press"),
        ]

    def __str__(self) -> str:
        return f"{self.model}.{self.field} of {self.case_id}"

    @property
    def place(self) -> Place:
        """Where the text stands."""
        return Place(self.model, self.record_id, self.field)


class Redaction(CaseRow):
    """That hidden words are to be taken out for ever: asked by one person with a reason, done when a second agrees.

    The second person may refuse instead, and says why; then it may be asked again.
    """

    hiding = models.ForeignKey(Hiding, models.PROTECT, related_name="redactions")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    reason = Words()
    agreed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    agreed_at = models.DateTimeField(null=True)
    refused_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    refused_at = models.DateTimeField(null=True)
    refused_reason = Words(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["hiding"], condition=Q(refused_at=None), name="redaction_asked_once_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(refused_by=None, refused_at=None, refused_reason="")
                | (
                    Q(refused_by__isnull=False, refused_at__isnull=False, agreed_at=None)
                    & ~Q(refused_reason="")
                    & ~Q(refused_by=F("author"))
                ),
                name="redaction_refused_whole",
            ),
            models.CheckConstraint(
                condition=Q(agreed_by=None, agreed_at=None) | Q(agreed_by__isnull=False, agreed_at__isnull=False),
                name="redaction_agreed_whole",
            ),
            models.CheckConstraint(
                condition=Q(agreed_by=None) | ~Q(agreed_by=F("author")), name="redaction_takes_two_people"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="redaction_says_why"),
        ]

    def __str__(self) -> str:
        return f"Words to be taken out of {self.case_id}"


class SealedText(CaseRow):
    """What one text said before words were taken out of it: the whole of it, as it was written, signed or locked."""

    hiding = models.ForeignKey(Hiding, models.PROTECT, related_name="sealed")
    text = models.OneToOneField(HiddenText, models.PROTECT, related_name="sealed")
    words = SealedWords()
    sealed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"Sealed copy of a text of {self.case_id}"
