"""A round of assessment: what each discipline knows, what it thinks, and how high it puts the risk.

Facts, opinion and level are three tables because three different rules say who may read them and when.
"""

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from cases.enums import Level
from cases.models import CaseRow, Episode
from cases.models.draft import Unsent
from cases.models.words import ShortWords, Words
from risk.enums import ANSWERED, ContributionStatus, Known, RoundTrigger, Verdict
from risk.querysets import ContributionQuerySet, RoundQuerySet
from stalking_unit.accounts.models import Agency, Discipline


class Round(CaseRow):
    """One time of asking every discipline. Until it closes, no level reaches a discipline that has not answered."""

    episode = models.ForeignKey(Episode, models.PROTECT, related_name="rounds")
    number = models.PositiveSmallIntegerField()
    trigger = models.CharField(max_length=20, choices=RoundTrigger)
    opened_at = models.DateTimeField()
    due_on = models.DateField()
    closed_at = models.DateTimeField(null=True)

    objects: ClassVar[RoundQuerySet] = RoundQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["case", "number"]
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="round_numbered_once"),
            models.UniqueConstraint(fields=["case"], condition=Q(closed_at=None), name="round_open_once"),
            models.CheckConstraint(
                condition=Q(closed_at=None) | Q(closed_at__gte=F("opened_at")), name="round_closes_after_it_opens"
            ),
            models.CheckConstraint(condition=Q(trigger__in=RoundTrigger.values), name="round_trigger_known"),
        ]

    def __str__(self) -> str:
        return f"Round {self.number} of {self.case_id}"


class Contribution(CaseRow):
    """One discipline's place in a round: whether it has answered, who did, and whether the unit went on without.

    It holds nothing of what was said. Everybody on the case may know who has answered.
    """

    round = models.ForeignKey(Round, models.PROTECT, related_name="contributions")
    discipline = models.ForeignKey(Discipline, models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, related_name="+")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    status = models.CharField(max_length=10, choices=ContributionStatus, default=ContributionStatus.AWAITED)
    vacant_since = models.DateField(null=True)
    gone_on_without = Words(blank=True)
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[ContributionQuerySet] = ContributionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "discipline"], name="contribution_once_per_discipline"),
            models.CheckConstraint(condition=Q(status__in=ContributionStatus.values), name="contribution_status_known"),
            models.CheckConstraint(
                condition=Q(status__in=sorted(ANSWERED), author__isnull=False, agency__isnull=False)
                | (~Q(status__in=sorted(ANSWERED)) & Q(author=None, agency=None)),
                name="contribution_answered_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(vacant_since=None) | ~Q(status=ContributionStatus.AWAITED),
                name="contribution_vacant_where_it_has_been_since",
            ),
            models.CheckConstraint(
                condition=Q(gone_on_without="") | ~Q(status=ContributionStatus.SIGNED),
                name="contribution_missing_when_gone_on_without",
            ),
        ]

    def __str__(self) -> str:
        return f"Contribution of {self.discipline_id} to {self.round_id}"


class DraftSection(Unsent, CaseRow):
    """What a discipline has typed into one section and not submitted: all of that discipline on the case go on with it.

    `hands` are the keys of those who wrote in it, the first first, so that whoever takes it up keeps every name.
    """

    contribution = models.ForeignKey(Contribution, models.PROTECT, related_name="drafts")
    section = models.CharField(max_length=40)
    begun_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    hands = ArrayField(models.UUIDField())

    class Meta:
        constraints = [models.UniqueConstraint(fields=["contribution", "section"], name="draft_section_once")]

    def __str__(self) -> str:
        return f"Draft of {self.section} of {self.contribution_id}"


class Part(CaseRow):
    """What a row that carries something said by a discipline shares: the round and the discipline its rules ask for."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="%(class)ss")
    discipline = models.ForeignKey(Discipline, models.PROTECT, related_name="+")

    class Meta:
        abstract = True


class ContributionVersion(Part):
    """What a discipline knows, as it was submitted: the facts, which are never held back. Append-only by trigger.

    The answers are rows of their own; `known` is what fits under none of them. `hands` are the keys of everybody who
    wrote in it before its author submitted it.
    """

    contribution = models.ForeignKey(Contribution, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    known = Words(blank=True)
    nothing_known = models.BooleanField(default=False)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    hands = ArrayField(models.UUIDField(), default=list, blank=True)
    submitted_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["contribution", "number"], name="contribution_version_numbered_once"),
            models.CheckConstraint(
                condition=Q(nothing_known=False) | Q(known=""), name="contribution_says_what_is_known_or_nothing"
            ),
        ]

    def __str__(self) -> str:
        return f"Version {self.number} of {self.contribution_id}"


class FactAnswer(CaseRow):
    """What a version says to one question about facts; that nothing is known, and that it is not known, are answers."""

    version = models.ForeignKey(ContributionVersion, models.PROTECT, related_name="answers")
    question = models.CharField(max_length=40)
    known = models.CharField(max_length=10, choices=Known)
    words = Words(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "question"], name="fact_answered_once"),
            models.CheckConstraint(condition=Q(known__in=Known.values), name="fact_known"),
            models.CheckConstraint(
                condition=(Q(known=Known.WRITTEN) & ~Q(words="")) | (~Q(known=Known.WRITTEN) & Q(words="")),
                name="fact_is_written_or_is_not",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.question} of {self.version_id}"


class ContributionOpinion(Part):
    """What a discipline thinks, and what its instrument came to: blind until the reader's own discipline has answered.

    Instruments are named, never quoted: the wording belongs to whoever publishes it. Append-only by trigger.
    """

    version = models.OneToOneField(ContributionVersion, models.PROTECT, related_name="opinion")
    thought = Words(blank=True)
    instrument_code = ShortWords(max_length=40, blank=True)
    instrument_version = ShortWords(max_length=40, blank=True)
    instrument_result = ShortWords(max_length=200, blank=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(instrument_code="") | Q(instrument_version="", instrument_result=""),
                name="instrument_result_has_its_instrument",
            ),
        ]

    def __str__(self) -> str:
        return f"Opinion of {self.version_id}"


class OpinionAnswer(CaseRow):
    """What a discipline thinks about one question. Append-only by trigger."""

    opinion = models.ForeignKey(ContributionOpinion, models.PROTECT, related_name="answers")
    question = models.CharField(max_length=40)
    words = Words()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["opinion", "question"], name="opinion_answered_once"),
            models.CheckConstraint(condition=~Q(words=""), name="opinion_says_something"),
        ]

    def __str__(self) -> str:
        return f"{self.question} of {self.opinion_id}"


class ContributionLevel(Part):
    """How high a discipline puts the risk, with the sentence or two that the whole team reads once the blind lifts.

    No level means "not known", which is an answer. Append-only by trigger.
    """

    version = models.OneToOneField(ContributionVersion, models.PROTECT, related_name="level")
    level = models.CharField(max_length=10, choices=Level, null=True)  # noqa: DJ001  null is "Not known"
    summary = Words(blank=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(level=None) | Q(level__in=Level.values), name="contribution_level_known"
            ),
        ]

    def __str__(self) -> str:
        return f"Level of {self.version_id}"


class SignOff(Part):
    """That a second person stands behind a version, or sent it back and why. Append-only by trigger."""

    version = models.OneToOneField(ContributionVersion, models.PROTECT, related_name="sign_off")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")  # of the version
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    verdict = models.CharField(max_length=10, choices=Verdict)
    comment = Words(blank=True)
    signed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(verdict__in=Verdict.values), name="sign_off_verdict_known"),
            models.CheckConstraint(condition=~Q(signed_by=F("author")), name="signed_by_somebody_else"),
            models.CheckConstraint(condition=Q(verdict=Verdict.AGREED) | ~Q(comment=""), name="returned_with_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.get_verdict_display()}: {self.version_id}"
