"""Case conferences: who sat over which case, what they decided, and who saw it differently."""

import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from cases.enums import Level
from cases.models import CaseRecord, CaseRow, Episode
from cases.models.words import ShortWords, Words
from risk.enums import DecisionKind, Quorum
from risk.models.assessment import Round
from stalking_unit.accounts.models import Agency, Discipline, Unit


class Conference(models.Model):
    """One meeting of a unit. It holds no case: a case is on it as an item, and is read by way of that.

    Without `starts_at` nobody planned it: it was recorded case by case. Once `locked_at` is set, its minutes only grow
    by an addendum, which the database sees to.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="conferences")
    held_on = models.DateField()
    starts_at = models.DateTimeField(null=True)
    chair = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    planned_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    room_known = models.BooleanField(default=False)  # somebody has said who is there
    locked_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "held_on", "chair"], name="conference_once_a_day"),
            models.CheckConstraint(
                condition=Q(starts_at=None, planned_by=None) | Q(starts_at__isnull=False, planned_by__isnull=False),
                name="conference_planned_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"Conference of {self.held_on}"


class ConferenceItem(CaseRow):
    """One case at one meeting. `subject_to` names the seats that were empty: what was decided awaits their word."""

    conference = models.ForeignKey(Conference, models.PROTECT, related_name="items")
    episode = models.ForeignKey(Episode, models.PROTECT, related_name="conference_items")
    round = models.ForeignKey(Round, models.PROTECT, null=True, related_name="conference_items")
    held_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    subject_to = ArrayField(models.CharField(max_length=10, choices=Quorum), default=list, blank=True)
    confirm_by = models.DateField(null=True)

    class Meta:
        ordering = ["case", "held_at"]
        constraints = [
            models.UniqueConstraint(fields=["case", "conference"], name="case_once_per_conference"),
            models.CheckConstraint(
                condition=Q(subject_to=[], confirm_by=None) | (~Q(subject_to=[]) & Q(confirm_by__isnull=False)),
                name="decided_subject_to_with_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"Conference on {self.case_id}"


class Attendance(CaseRow):
    """That somebody was there for this case, and for which discipline. One who declared a conflict left the room."""

    item = models.ForeignKey(ConferenceItem, models.PROTECT, related_name="attendances")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    name = ShortWords(max_length=150)
    discipline = models.ForeignKey(Discipline, models.PROTECT, null=True, related_name="+")
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, related_name="+")
    is_chair = models.BooleanField(default=False)
    declared_conflict = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["item", "user"], name="attended_once"),
            models.UniqueConstraint(fields=["item"], condition=Q(is_chair=True), name="one_chair"),
        ]

    def __str__(self) -> str:
        return str(self.name)


class Confirmation(CaseRow):
    """What somebody says for a discipline that was not there: that it stands behind what was decided, or does not.

    Why it does not is a different view like any other. Append-only by trigger.
    """

    item = models.ForeignKey(ConferenceItem, models.PROTECT, related_name="confirmations")
    seat = models.CharField(max_length=10, choices=Quorum)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    agrees = models.BooleanField()
    given_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["item", "seat"], name="confirmed_once_a_seat"),
            models.CheckConstraint(condition=Q(seat__in=Quorum.values), name="confirmation_seat_known"),
        ]

    def __str__(self) -> str:
        return f"Word of {self.seat} on {self.case_id}"


class Decision(CaseRecord):
    """What was decided, why, who sees to it and by when. Its author is whoever wrote it down."""

    item = models.ForeignKey(ConferenceItem, models.PROTECT, related_name="decisions")
    kind = models.CharField(max_length=20, choices=DecisionKind)
    text = Words()
    rationale = Words(blank=True)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    due_on = models.DateField(null=True)

    class Meta(CaseRecord.Meta):
        constraints = [
            *CaseRecord.Meta.constraints,
            models.CheckConstraint(condition=Q(kind__in=DecisionKind.values), name="decision_kind_known"),
            models.CheckConstraint(condition=~Q(text=""), name="decision_says_something"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} decision on {self.case_id}"


class DifferentView(CaseRecord):
    """Who saw it differently, for which agency, and why. Its author is the person whose view it is."""

    item = models.ForeignKey(ConferenceItem, models.PROTECT, related_name="different_views")
    level = models.CharField(max_length=10, choices=Level, null=True)  # noqa: DJ001  null when it is not about the level
    why = Words()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta(CaseRecord.Meta):
        constraints = [
            *CaseRecord.Meta.constraints,
            models.UniqueConstraint(fields=["item", "author"], name="different_view_once_a_person"),
            models.CheckConstraint(condition=~Q(why=""), name="different_view_says_why"),
            models.CheckConstraint(
                condition=Q(level=None) | Q(level__in=Level.values), name="different_view_level_known"
            ),
        ]

    def __str__(self) -> str:
        return f"Different view on {self.case_id}"
