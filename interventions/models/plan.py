"""What the agencies agreed to do, strand by strand."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from cases.models import CaseRecord, CaseRow, Episode
from cases.models.words import Words
from interventions.enums import ASKED_STRANDS, ActionStatus, ActionStep, Strand
from interventions.querysets import PlanActionQuerySet
from risk.models import ConferenceItem

TO_DO = (ActionStatus.OPEN, ActionStatus.HANDED_OVER)
ENDED = (ActionStatus.DONE, ActionStatus.DROPPED)


class Plan(CaseRow):
    """The plan one conference adopted. The next conference adopts the next, and open actions go over to it.

    Level, reason, review day and the order considered stand on the move that adopted it.
    """

    episode = models.ForeignKey(Episode, models.PROTECT, related_name="plans")
    item = models.OneToOneField(ConferenceItem, models.PROTECT, related_name="plan")
    adopted_at = models.DateTimeField()
    adopted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["-adopted_at", "-recorded_at"]

    def __str__(self) -> str:
        return f"Plan of {self.case_id}"


class StrandReason(CaseRow):
    """Why a strand of a plan has no action. The victim’s strand is asked about but owes no reason."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="reasons")
    strand = models.CharField(max_length=1, choices=Strand)
    text = Words()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "strand"], name="strand_reason_once"),
            models.CheckConstraint(condition=Q(strand__in=ASKED_STRANDS), name="strand_reason_of_asked_strand"),
        ]

    def __str__(self) -> str:
        return f"{self.get_strand_display()} of {self.plan_id}"


class PlanAction(CaseRecord):
    """Something one named person does by a day. It is live from the moment it is decided, with a plan or before one.

    `agency` is the one that does it, `author` whoever entered it. `is_victim_strand` repeats the strand in the shape
    the policy asks for; a constraint keeps the two together.
    """

    plan = models.ForeignKey(Plan, models.PROTECT, null=True, related_name="actions")
    strand = models.CharField(max_length=1, choices=Strand)
    is_victim_strand = models.BooleanField()
    text = Words()
    depends_on = Words(blank=True)
    tell_victim = models.BooleanField(null=True)  # null while nobody has decided
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="plan_actions")
    due_on = models.DateField()
    status = models.CharField(max_length=12, choices=ActionStatus, default=ActionStatus.OPEN)
    done_at = models.DateTimeField(null=True)
    outcome = Words(blank=True)
    handed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    handed_to = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="offered_actions")
    handed_at = models.DateTimeField(null=True)
    accepted_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[PlanActionQuerySet] = PlanActionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta(CaseRecord.Meta):
        constraints = [
            *CaseRecord.Meta.constraints,
            models.CheckConstraint(
                condition=Q(strand=Strand.VICTIM_SAFETY, is_victim_strand=True)
                | (Q(is_victim_strand=False) & Q(strand__in=ASKED_STRANDS)),
                name="action_victim_strand_is_v",
            ),
            models.CheckConstraint(condition=Q(status__in=ActionStatus.values), name="action_status_known"),
            models.CheckConstraint(
                condition=Q(status__in=ENDED, done_at__isnull=False) | (~Q(status__in=ENDED) & Q(done_at=None)),
                name="action_ended_has_its_time",
            ),
            models.CheckConstraint(
                condition=Q(handed_by=None, handed_to=None, handed_at=None, accepted_at=None)
                | Q(handed_by__isnull=False, handed_to__isnull=False, handed_at__isnull=False),
                name="action_handed_over_whole",
            ),
            models.CheckConstraint(
                condition=~Q(status=ActionStatus.HANDED_OVER) | Q(accepted_at__isnull=False, owner=F("handed_to")),
                name="action_handed_over_is_accepted",
            ),
        ]
        indexes = [
            models.Index("owner", "status", "due_on", name="action_of_owner"),
            models.Index("case", "strand", "due_on", name="action_of_case"),
            models.Index("due_on", name="action_to_do", condition=Q(status__in=TO_DO, struck_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.get_strand_display()}, due {self.due_on}"


class ActionChange(CaseRow):
    """One step in the life of an action: by whom, when, and what was said. `number` is the version it made."""

    action = models.ForeignKey(PlanAction, models.PROTECT, related_name="changes")
    number = models.PositiveIntegerField()
    step = models.CharField(max_length=12, choices=ActionStep)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    to = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    due_on = models.DateField(null=True)
    words = Words(blank=True)

    class Meta:
        ordering = ["action", "number"]
        constraints = [
            models.UniqueConstraint(fields=["action", "number"], name="action_change_numbered_once"),
            models.CheckConstraint(condition=Q(step__in=ActionStep.values), name="action_step_known"),
        ]

    def __str__(self) -> str:
        return str(ActionStep(self.step).label)
