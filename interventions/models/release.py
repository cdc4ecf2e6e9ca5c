"""Words released for a copy that goes to the suspect: who asked, who of the victim's side read them, and the answer."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from cases.models import CaseRecord, CaseRow
from cases.models.words import Words
from interventions.enums import ReleasedTo, ReleaseState
from interventions.models.order import Order, OrderCondition
from interventions.querysets import ReleaseQuerySet

ANSWERED = Q(state__in=[ReleaseState.RELEASED, ReleaseState.NOT_RELEASED])


class Release(CaseRecord):
    """A copy of one order for one audience. The author asks; somebody else, of the victim's side, answers.

    The reason for a no is the victim's side's to read: it may itself tell where somebody lives.
    """

    order = models.ForeignKey(Order, models.PROTECT, related_name="releases")
    audience = models.CharField(max_length=12, choices=ReleasedTo)
    state = models.CharField(max_length=12, choices=ReleaseState, default=ReleaseState.HELD)
    checked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    checked_at = models.DateTimeField(null=True)
    reason = Words(blank=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[ReleaseQuerySet] = ReleaseQuerySet.as_manager()  # type: ignore[assignment]

    class Meta(CaseRecord.Meta):
        ordering = ["-recorded_at", "pk"]
        constraints = [
            *CaseRecord.Meta.constraints,
            models.CheckConstraint(condition=Q(audience__in=ReleasedTo.values), name="release_audience_known"),
            models.CheckConstraint(
                condition=(
                    (Q(state=ReleaseState.HELD, checked_by=None, checked_at=None))
                    | (ANSWERED & Q(checked_by__isnull=False, checked_at__isnull=False))
                    | Q(state=ReleaseState.WITHDRAWN)
                ),
                name="release_state_is_answered",
            ),
            models.CheckConstraint(
                condition=Q(checked_by=None) | ~Q(checked_by=F("author")), name="release_checked_by_somebody_else"
            ),
            models.CheckConstraint(
                condition=(Q(state=ReleaseState.NOT_RELEASED) & ~Q(reason=""))
                | (~Q(state=ReleaseState.NOT_RELEASED) & Q(reason="")),
                name="release_refused_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(state=ReleaseState.WITHDRAWN, withdrawn_by__isnull=False, withdrawn_at__isnull=False)
                | (~Q(state=ReleaseState.WITHDRAWN) & Q(withdrawn_by=None, withdrawn_at=None)),
                name="release_withdrawn_whole",
            ),
        ]
        indexes = [models.Index("case", "recorded_at", name="release_of_case")]

    def __str__(self) -> str:
        return str(ReleaseState(self.state).label)


class ReleasedWords(CaseRow):
    """The words for one condition, typed for this audience; they are never changed, only asked for anew."""

    release = models.ForeignKey(Release, models.PROTECT, related_name="words")
    condition = models.ForeignKey(OrderCondition, models.PROTECT, related_name="+")
    text = Words()

    class Meta:
        ordering = ["condition__kind", "condition_id"]
        constraints = [models.UniqueConstraint(fields=["release", "condition"], name="release_words_a_condition_once")]

    def __str__(self) -> str:
        return f"Words of {self.release_id}"
