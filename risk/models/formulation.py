"""What the team understands of a case: written together, proposed as a version, agreed at a conference."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from cases.models import CaseRow
from cases.models.draft import Unsent
from cases.models.words import Words
from risk.enums import Audience, Axis, Imminence
from risk.models.conference import ConferenceItem
from stalking_unit.accounts.models import Agency


class Formulation(CaseRow):
    """One version, as it was proposed: how high on each axis, and by whom it was written. Append-only by trigger.

    What was written are rows of its own. The axes set no level: that is the conference's decision. `hands` are the
    keys of everybody who wrote in it.
    """

    number = models.PositiveSmallIntegerField()
    violence = models.CharField(max_length=10, choices=Axis, default=Axis.NOT_KNOWN)
    persistence = models.CharField(max_length=10, choices=Axis, default=Axis.NOT_KNOWN)
    recurrence = models.CharField(max_length=10, choices=Axis, default=Axis.NOT_KNOWN)
    psychosocial = models.CharField(max_length=10, choices=Axis, default=Axis.NOT_KNOWN)
    imminence = models.CharField(max_length=14, choices=Imminence, default=Imminence.NOT_KNOWN)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    hands = ArrayField(models.UUIDField(), default=list, blank=True)
    proposed_at = models.DateTimeField()

    class Meta:
        ordering = ["case", "number"]
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="formulation_numbered_once"),
            models.CheckConstraint(
                condition=Q(
                    violence__in=Axis.values,
                    persistence__in=Axis.values,
                    recurrence__in=Axis.values,
                    psychosocial__in=Axis.values,
                    imminence__in=Imminence.values,
                ),
                name="formulation_axes_known",
            ),
        ]

    def __str__(self) -> str:
        return f"Formulation {self.number} of {self.case_id}"


class FormulationWords(CaseRow):
    """What a version says under one heading, and for whom: the team, the victim's side, or health. Append-only."""

    formulation = models.ForeignKey(Formulation, models.PROTECT, related_name="words")
    heading = models.CharField(max_length=40)
    audience = models.CharField(max_length=10, choices=Audience)
    is_opinion = models.BooleanField(default=True)
    text = Words()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["formulation", "heading"], name="formulation_heading_once"),
            models.CheckConstraint(condition=Q(audience__in=Audience.values), name="formulation_audience_known"),
            models.CheckConstraint(condition=~Q(text=""), name="formulation_says_something"),
        ]

    def __str__(self) -> str:
        return f"{self.heading} of {self.formulation_id}"


class FormulationAgreement(CaseRow):
    """That a conference agreed a version, under whose chair and when. Append-only by trigger."""

    formulation = models.OneToOneField(Formulation, models.PROTECT, related_name="agreement")
    item = models.ForeignKey(ConferenceItem, models.PROTECT, related_name="formulations")
    agreed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    agreed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item"], name="formulation_agreed_once_at_a_conference")]

    def __str__(self) -> str:
        return f"Agreement to {self.formulation_id}"


class FormulationDraft(Unsent, CaseRow):
    """What the team has typed into one part and not proposed: everybody who may write there goes on with it."""

    part = models.CharField(max_length=40)
    begun_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    hands = ArrayField(models.UUIDField())

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "part"], name="formulation_draft_once")]

    def __str__(self) -> str:
        return f"Draft of {self.part} of {self.case_id}"
