"""Court orders and the like: what they ask, when they were served, what they replaced, how they were broken."""

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from cases.models import CasePerson, CaseRecord, CaseRow
from cases.models.words import ShortWords, Words
from interventions.enums import BreachOutcome, ConditionKind, EndAnswer, MadeVia, OrderAnswer, OrderKind, ServiceMethod
from interventions.querysets import BreachQuerySet, OrderQuerySet, OrderQuestionQuerySet


class Order(CaseRecord):
    """An order from application to end. Several may stand side by side; whatever is true is recorded.

    `notification_due_on` is set by good service, when the person must then tell the police their names and address.
    """

    binds = models.ForeignKey(CasePerson, models.PROTECT, null=True, related_name="orders")
    kind = models.CharField(max_length=20, choices=OrderKind)
    made_via = models.CharField(max_length=20, choices=MadeVia)
    court = ShortWords(max_length=120, blank=True)
    reference = ShortWords(max_length=60, blank=True)
    applied_on = models.DateField(null=True)
    made_on = models.DateField(null=True)
    served_at = models.DateTimeField(null=True)
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    until_further_order = models.BooleanField(default=False)
    sex_offender_notification = models.BooleanField(default=False)  # that duty stands in place of this order's own
    notification_due_on = models.DateField(null=True)
    notification_done_on = models.DateField(null=True)
    superseded_by = models.ForeignKey("self", models.PROTECT, null=True, related_name="supersedes")
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[OrderQuerySet] = OrderQuerySet.as_manager()  # type: ignore[assignment]

    class Meta(CaseRecord.Meta):
        ordering = ["-made_on", "-happened_at"]
        constraints = [
            *CaseRecord.Meta.constraints,
            models.CheckConstraint(condition=Q(kind__in=OrderKind.values), name="order_kind_known"),
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="order_ends_after_start",
            ),
            models.UniqueConstraint(
                "case", Lower("court"), Lower("reference"), condition=~Q(reference=""), name="order_reference_once"
            ),
        ]

    def __str__(self) -> str:
        return str(OrderKind(self.kind).label)

    def is_in_force(self, on: date) -> bool:
        """Whether it binds on this day: begun, not ended, not replaced."""
        has_begun = self.starts_on is not None and self.starts_on <= on
        has_ended = self.ends_on is not None and self.ends_on < on
        return has_begun and not has_ended and self.superseded_by_id is None


class OrderCondition(CaseRow):
    """One thing the order forbids or asks, in the court’s words; it may end before the order does."""

    order = models.ForeignKey(Order, models.PROTECT, related_name="conditions")
    kind = models.CharField(max_length=20, choices=ConditionKind)
    text = Words()
    ends_on = models.DateField(null=True)

    class Meta:
        ordering = ["kind", "pk"]

    def __str__(self) -> str:
        return str(ConditionKind(self.kind).label)


class ServiceAttempt(CaseRecord):
    """One attempt to serve an order. Only good service starts its clocks; the others are kept with what was wrong."""

    order = models.ForeignKey(Order, models.PROTECT, related_name="service_attempts")
    method = models.CharField(max_length=12, choices=ServiceMethod)
    is_good = models.BooleanField()
    words = Words(blank=True)

    class Meta(CaseRecord.Meta):
        ordering = ["happened_at", "pk"]

    def __str__(self) -> str:
        return f"Service of {self.order_id}"


class Breach(CaseRecord):
    """That an order was broken: how, what the police did, and what was decided."""

    order = models.ForeignKey(Order, models.PROTECT, related_name="breaches")
    how = Words()
    reported_on = models.DateField(null=True)
    arrested_on = models.DateField(null=True)
    charged_on = models.DateField(null=True)
    outcome = models.CharField(max_length=12, choices=BreachOutcome, default=BreachOutcome.UNDECIDED)
    outcome_words = Words(blank=True)
    new_crime_recorded = models.BooleanField(null=True)
    crime_reference = ShortWords(max_length=40, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[BreachQuerySet] = BreachQuerySet.as_manager()  # type: ignore[assignment]

    class Meta(CaseRecord.Meta):
        ordering = ["happened_at", "pk"]
        verbose_name_plural = "breaches"

    def __str__(self) -> str:
        return f"Breach of {self.order_id}"


class OrderEnding(CaseRecord):
    """What is to become of an order when it ends, and why; the newest row stands."""

    order = models.ForeignKey(Order, models.PROTECT, related_name="endings")
    answer = models.CharField(max_length=12, choices=EndAnswer)
    reason = Words()

    class Meta(CaseRecord.Meta):
        ordering = ["-recorded_at", "-happened_at", "pk"]
        constraints = [
            *CaseRecord.Meta.constraints,
            models.CheckConstraint(condition=Q(answer__in=EndAnswer.values), name="order_ending_answer_known"),
        ]

    def __str__(self) -> str:
        return str(EndAnswer(self.answer).label)


class OrderQuestion(CaseRecord):
    """Whether a stalking protection order is sought, and why; the newest row stands until the facts change.

    `happened_at` is since when. The owner is the officer who decides and applies: nobody else may apply to the court.
    """

    answer = models.CharField(max_length=12, choices=OrderAnswer)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="order_questions")
    reason = Words()

    objects: ClassVar[OrderQuestionQuerySet] = OrderQuestionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta(CaseRecord.Meta):
        constraints = [
            *CaseRecord.Meta.constraints,
            models.CheckConstraint(condition=Q(answer__in=OrderAnswer.values), name="order_answer_known"),
        ]
        indexes = [models.Index("case", "recorded_at", name="order_question_of_case")]

    def __str__(self) -> str:
        return str(OrderAnswer(self.answer).label)
