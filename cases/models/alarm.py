"""What cannot wait: an alarm that rings until a named person has it, whom it called, and whom somebody spoke to."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from cases.enums import HER_ALARMS, AlarmKind
from cases.models.record import CaseRecord, CaseRow
from cases.models.words import Words
from cases.querysets import AlarmQuerySet


class Alarm(CaseRow):
    """Raised once for what caused it, and open until a named person presses “I have it”. Nothing else ends it."""

    kind = models.CharField(max_length=20, choices=AlarmKind)
    subject_id = models.UUIDField()  # the record that caused it
    is_victim_side = models.BooleanField()  # of a kind that the suspect's side must not know of
    raised_at = models.DateTimeField()
    raised_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    raised_by_name = models.CharField(max_length=150)
    rung = models.PositiveIntegerField(default=0)
    rings_at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True)
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="alarms")
    taken_by_name = models.CharField(max_length=150, blank=True)

    objects: ClassVar[AlarmQuerySet] = AlarmQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "subject_id"], name="alarm_is_raised_once"),
            models.CheckConstraint(condition=Q(kind__in=AlarmKind.values), name="alarm_kind_known"),
            models.CheckConstraint(
                condition=Q(is_victim_side=True, kind__in=HER_ALARMS)
                | (Q(is_victim_side=False) & ~Q(kind__in=HER_ALARMS)),
                name="alarm_of_the_victims_side_is_so_by_kind",
            ),
            models.CheckConstraint(
                condition=Q(taken_at=None, taken_by=None, taken_by_name="")
                | (Q(taken_at__gte=F("raised_at"), taken_by__isnull=False) & ~Q(taken_by_name="")),
                name="alarm_is_taken_by_somebody",
            ),
        ]
        indexes = [
            models.Index("case", "raised_at", name="alarm_of_case"),
            models.Index(fields=["rings_at"], condition=Q(taken_at=None), name="alarm_open"),
            models.Index(fields=["taken_by", "taken_at"], name="alarm_of_taker"),
        ]

    def __str__(self) -> str:
        return str(AlarmKind(self.kind).label)


class AlarmCall(CaseRow):
    """That the alarm called this person, with which ring, and when."""

    alarm = models.ForeignKey(Alarm, models.PROTECT, related_name="calls")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    ring = models.PositiveIntegerField()
    called_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["alarm", "ring", "user"], name="alarm_calls_once_a_ring")]

    def __str__(self) -> str:
        return f"Ring {self.ring} of {self.alarm_id}"

    @property
    def notice_key(self) -> str:
        """What the notice of this call is known by."""
        return f"alarm:{self.alarm_id}:{self.ring}"


class SpokenTo(CaseRecord):
    """Whom somebody spoke to about an alarm. It is true whatever the rota says, so it is never refused."""

    alarm = models.ForeignKey(Alarm, models.PROTECT, related_name="spoken_to")
    words = Words()

    def __str__(self) -> str:
        return f"Spoken to about {self.alarm_id}"
