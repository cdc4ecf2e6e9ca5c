"""The advocate’s own record of one-to-one support, and the use of a victim’s emergency route."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from cases.enums import Channel
from cases.models import CasePerson, CaseRecord
from cases.models.words import SealedWords, Words
from interventions.enums import ContactOutcome, CouldBe, Initiator
from interventions.querysets import SupportContactQuerySet

MOST_FEAR = 10


class SupportContact(CaseRecord):
    """One contact with a victim, or one attempt. Read by the advocates of the agency that made it, and nobody else.

    What happened is always recorded. Where it broke the safe-contact rule it says which part, and why.
    """

    case_person = models.ForeignKey(CasePerson, models.PROTECT, related_name="support_contacts")
    channel = models.CharField(max_length=10, choices=Channel)
    outcome = models.CharField(max_length=10, choices=ContactOutcome)
    initiated_by = models.CharField(max_length=10, choices=Initiator)
    within_rule = models.BooleanField()
    outside_of = ArrayField(models.CharField(max_length=200), default=list)
    outside_reason = Words(blank=True)
    fear = models.PositiveSmallIntegerField(null=True)
    victims_words = SealedWords(blank=True)
    notes = SealedWords(blank=True)
    next_contact_on = models.DateField(null=True)

    objects: ClassVar[SupportContactQuerySet] = SupportContactQuerySet.as_manager()  # type: ignore[assignment]

    class Meta(CaseRecord.Meta):
        constraints = [
            *CaseRecord.Meta.constraints,
            models.CheckConstraint(
                condition=Q(within_rule=True, outside_of=[], outside_reason="")
                | (Q(within_rule=False) & ~Q(outside_of=[]) & ~Q(outside_reason="")),
                name="support_outside_the_rule_says_why",
            ),
            models.CheckConstraint(condition=Q(fear=None) | Q(fear__lte=MOST_FEAR), name="support_fear_from_0_to_10"),
        ]
        indexes = [models.Index("case", "happened_at", name="support_of_case")]

    def __str__(self) -> str:
        return f"Contact with {self.case_person_id}"


class LostContact(CaseRecord):
    """What was thought and done when a victim did not answer: the question that a silence raises, and its answer.

    Nobody can change it. Another attempt, or a word from the victim, is a contact of its own.
    """

    case_person = models.ForeignKey(CasePerson, models.PROTECT, related_name="lost_contacts")
    with_suspect = models.CharField(max_length=10, choices=CouldBe)
    known = Words()
    done = Words()

    class Meta(CaseRecord.Meta):
        constraints = [
            *CaseRecord.Meta.constraints,
            models.CheckConstraint(condition=Q(with_suspect__in=CouldBe.values), name="lost_contact_answer_known"),
        ]

    def __str__(self) -> str:
        return f"Lost contact with {self.case_person_id}"


class EmergencyUse(CaseRecord):
    """That somebody opened a victim’s emergency route: in one press, with the reason owed afterwards."""

    case_person = models.ForeignKey(CasePerson, models.PROTECT, related_name="emergency_uses")
    reason = Words(blank=True)
    reason_given_at = models.DateTimeField(null=True)

    class Meta(CaseRecord.Meta):
        constraints = [
            *CaseRecord.Meta.constraints,
            models.CheckConstraint(
                condition=Q(reason="", reason_given_at=None) | (~Q(reason="") & Q(reason_given_at__isnull=False)),
                name="emergency_reason_has_its_time",
            ),
        ]

    def __str__(self) -> str:
        return f"Emergency route of {self.case_person_id}"
