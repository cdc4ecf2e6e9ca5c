"""A stalking situation, its runs through the workflow, and every move it made."""

import uuid
from collections.abc import Collection
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from cases.enums import ADVISED, REVIEWED, Grant, Level, State, Transition
from cases.models.words import ShortWords, Words, overlay
from cases.querysets import CaseQuerySet
from stalking_unit.accounts.models import Agency, Area, Unit


class Case(models.Model):
    """One stalking situation: one or more victims, no or more suspects.

    The case holds the only copy of its state, agreed level, review day and flags; `services.lifecycle.move` is
    their only writer. `next_step` is the last one written on the board.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="cases")
    area = models.ForeignKey(Area, models.PROTECT, null=True, blank=True, related_name="+")
    reference = models.CharField(max_length=20, unique=True, null=True)  # noqa: DJ001  a draft has none yet
    code_name = ShortWords(max_length=60, blank=True)
    state = models.CharField(max_length=20, choices=State, default=State.DRAFT)
    level = models.CharField(max_length=10, choices=Level, null=True)  # noqa: DJ001  null is "Not assessed yet"
    level_agreed_at = models.DateTimeField(null=True)
    review_on = models.DateField(null=True)
    is_restricted = models.BooleanField(default=False)
    is_red_flagged = models.BooleanField(default=False)
    is_paused = models.BooleanField(default=False)
    hides_words = models.BooleanField(default=False)  # something in it was hidden once; without, nobody need ask
    offered_to = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="offered_cases")
    next_step = models.ForeignKey("cases.NextStep", models.PROTECT, null=True, related_name="+")
    joined_to = models.ForeignKey("self", models.PROTECT, null=True, related_name="joined_cases")
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()

    objects: ClassVar[CaseQuerySet] = CaseQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        permissions = [(grant.value, str(grant.label)) for grant in Grant if grant is not Grant.VIEW]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=State.values), name="case_state_known"),
            models.CheckConstraint(condition=Q(level=None) | Q(level__in=Level.values), name="case_level_known"),
            models.CheckConstraint(
                condition=Q(reference__isnull=False) | Q(state__in=[State.DRAFT, State.VOID]),
                name="case_has_reference_once_sent",
            ),
            models.CheckConstraint(
                condition=Q(level=None, level_agreed_at=None) | Q(level__isnull=False, level_agreed_at__isnull=False),
                name="case_level_has_its_time",
            ),
        ]
        indexes = [
            models.Index("unit", "state", "review_on", "id", name="case_list"),
            models.Index("review_on", name="case_reviewed", condition=Q(state__in=REVIEWED)),
        ]

    def __str__(self) -> str:
        return self.reference or "Draft"

    def get_absolute_url(self) -> str:
        """The overview."""
        return reverse("cases:overview", kwargs={"pk": self.pk})

    @classmethod
    def from_db(cls, db: str | None, field_names: Collection[str], values: Collection[Any], **more: Any) -> Self:
        row = super().from_db(db, field_names, values, **more)
        overlay().note(row)
        return row


class Episode(models.Model):
    """One run of a case through the workflow; a re-referral opens the next."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="episodes")
    number = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=30, blank=True)
    started_at = models.DateTimeField(null=True)  # T0: when the referral was sent
    closed_at = models.DateTimeField(null=True)
    closure_reason = models.CharField(max_length=40, blank=True)
    end_level = models.CharField(max_length=10, choices=Level, null=True)  # noqa: DJ001

    class Meta:
        ordering = ["case", "number"]
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="episode_numbered_once"),
            models.UniqueConstraint(fields=["case"], condition=Q(closed_at=None), name="episode_open_once"),
            models.CheckConstraint(
                condition=Q(closed_at=None) | Q(closed_at__gte=F("started_at")), name="episode_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return f"Episode {self.number}"


class StateChange(models.Model):
    """That a case moved: by whom, why, when it happened and when it was recorded. Append-only by trigger.

    `facts` holds codes, dates, yes and no, and keys only; whatever people wrote hangs on it as `Statement` rows, so
    that each text can be hidden or redacted by itself.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="changes")
    episode = models.ForeignKey(Episode, models.PROTECT, related_name="changes")
    transition = models.CharField(max_length=20, choices=Transition)
    from_state = models.CharField(max_length=20, choices=State)
    to_state = models.CharField(max_length=20, choices=State)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_by_name = models.CharField(max_length=150)
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, related_name="+")
    happened_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    facts = models.JSONField(default=dict)

    class Meta:
        ordering = ["happened_at", "recorded_at"]
        constraints = [
            models.CheckConstraint(condition=Q(transition__in=Transition.values), name="change_transition_known"),
        ]
        indexes = [
            models.Index("case", "happened_at", name="change_of_case"),
            models.Index("case", name="change_advised", condition=Q(transition__in=ADVISED)),
        ]

    def __str__(self) -> str:
        return f"{self.get_transition_display()}: {self.from_state} to {self.to_state}"


HEADINGS = {
    "four": "Which of the four",
    "signposted": "Pointed to",
    "victims_view": "The victim’s view",
    "watched": "What is watched",
    "safety_handover": "What must go on without a gap",
    "advocate_handover": "How the advocate hands over",
    "what_ends_it": "What ends the pause",
}


class Statement(models.Model):
    """A headed text somebody wrote when a case moved: a reason, advice, a question."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    change = models.ForeignKey(StateChange, models.PROTECT, related_name="statements")
    heading = models.CharField(max_length=30)
    text = Words()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["change", "heading"], name="statement_said_once")]

    def __str__(self) -> str:
        return self.heading

    def get_heading_words(self) -> str:
        """The heading as people read it."""
        return HEADINGS.get(self.heading) or self.heading.replace("_", " ").capitalize()


class ReferenceCounter(models.Model):
    """How many references a unit has given in a year; the reference itself does not show it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    given = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "year"], name="reference_counter_once")]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.year}"
