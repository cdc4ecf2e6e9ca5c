"""Hearings before a court: when, of which order or matter, who goes, what came of it, and whether the victim knows."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from cases.models import CaseRecord
from cases.models.words import ShortWords, Words
from interventions.enums import HearingAnswer, HearingKind, HearingResult
from interventions.models.order import Order
from interventions.querysets import HearingQuerySet


class Hearing(CaseRecord):
    """One hearing, to come or past. Without `held_time` only the day is known.

    One that `is_hers` is kept to the victim's side, such as an application of which the suspect has no notice yet.
    """

    kind = models.CharField(max_length=12, choices=HearingKind)
    court = ShortWords(max_length=120)
    about = ShortWords(max_length=200, blank=True)
    attends = ShortWords(max_length=200, blank=True)
    order = models.ForeignKey(Order, models.PROTECT, null=True, related_name="hearings")
    held_on = models.DateField()
    held_time = models.TimeField(null=True)
    is_hers = models.BooleanField()
    result = models.CharField(max_length=12, choices=HearingResult, blank=True)
    outcome = Words(blank=True)
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[HearingQuerySet] = HearingQuerySet.as_manager()  # type: ignore[assignment]

    class Meta(CaseRecord.Meta):
        constraints = [
            *CaseRecord.Meta.constraints,
            models.CheckConstraint(condition=Q(kind__in=HearingKind.values), name="hearing_kind_known"),
            models.CheckConstraint(condition=Q(result__in=["", *HearingResult.values]), name="hearing_result_known"),
        ]
        indexes = [models.Index("case", "held_on", name="hearing_of_case")]

    def __str__(self) -> str:
        return str(HearingKind(self.kind).label)


class HearingTold(CaseRecord):
    """What somebody of the victim's side said of whether the victim knows of a hearing; the newest row stands."""

    hearing = models.ForeignKey(Hearing, models.PROTECT, related_name="told")
    answer = models.CharField(max_length=12, choices=HearingAnswer)

    class Meta(CaseRecord.Meta):
        constraints = [
            *CaseRecord.Meta.constraints,
            models.CheckConstraint(condition=Q(answer__in=HearingAnswer.values), name="hearing_told_answer_known"),
        ]

    def __str__(self) -> str:
        return str(HearingAnswer(self.answer).label)
