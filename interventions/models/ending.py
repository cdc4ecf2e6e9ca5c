"""What is known when an episode ends: how it came out, what it taught, and how long it is kept."""

import uuid

from django.db import models
from django.db.models import Q

from cases.models import CaseRecord, Episode
from cases.models.words import ShortWords
from interventions.enums import Abuse, Answered, Proceedings, Programme
from stalking_unit.accounts.enums import AgencyKind

MOST_SAFE = 10


class Outcome(CaseRecord):
    """How an episode came out. Our own few questions, without the wording of any instrument; no number is a blank.

    `contacts` counts the last four weeks; `safer_from` and `safer_to` are her own numbers from 0 to 10, where 10 is
    entirely safe. A number that nobody knows is null.
    """

    episode = models.OneToOneField(Episode, models.PROTECT, related_name="outcome")
    abuse = models.CharField(max_length=12, choices=Abuse)
    contacts = models.PositiveSmallIntegerField(null=True)
    safer_from = models.PositiveSmallIntegerField(null=True)
    safer_to = models.PositiveSmallIntegerField(null=True)
    daily_life = models.CharField(max_length=12, choices=Answered)
    knows_how_to_report = models.CharField(max_length=12, choices=Answered)
    wants_support = models.CharField(max_length=12, choices=Answered)
    content_with_police = models.CharField(max_length=12, choices=Answered)
    proceedings = models.CharField(max_length=12, choices=Proceedings)
    programme = models.CharField(max_length=12, choices=Programme)

    class Meta(CaseRecord.Meta):
        constraints = [
            *CaseRecord.Meta.constraints,
            models.CheckConstraint(
                condition=(Q(safer_from=None) | Q(safer_from__lte=MOST_SAFE))
                & (Q(safer_to=None) | Q(safer_to__lte=MOST_SAFE)),
                name="outcome_safer_from_0_to_10",
            ),
        ]

    def __str__(self) -> str:
        return str(Abuse(self.abuse).label)


class Lesson(CaseRecord):
    """Whether others may learn from an episode, in a sentence without names; the county decides what becomes of it."""

    episode = models.OneToOneField(Episode, models.PROTECT, related_name="lesson")
    is_candidate = models.BooleanField()
    sentence = ShortWords(max_length=300, blank=True)

    class Meta(CaseRecord.Meta):
        constraints = [
            *CaseRecord.Meta.constraints,
            models.CheckConstraint(
                condition=Q(is_candidate=False, sentence="") | (Q(is_candidate=True) & ~Q(sentence="")),
                name="lesson_says_what",
            ),
        ]

    def __str__(self) -> str:
        return "A lesson" if self.is_candidate else "No lesson"


class RetentionRule(models.Model):
    """How long one kind of agency keeps what it knows, or after how many years it looks again. A row of law with dates.

    `code` is unique on any one day: a rule that changes ends, and the next begins.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code = models.SlugField(max_length=20)
    holder = models.CharField(max_length=12, choices=AgencyKind)
    years = models.PositiveSmallIntegerField()
    is_review = models.BooleanField()
    basis = models.CharField(max_length=200)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)

    class Meta:
        ordering = ["code", "starts_on"]
        constraints = [
            models.UniqueConstraint(fields=["code", "starts_on"], name="retention_rule_begins_once"),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=models.F("starts_on")),
                name="retention_rule_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return self.basis
