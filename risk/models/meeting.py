"""A planned meeting: what people changed of its agenda, who is in the room, and of whom nobody has a conflict."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from cases.models import CasePerson, CaseRow
from cases.models.words import ShortWords, Words
from risk.enums import Difference
from risk.models.conference import Conference


class InRoom(models.Model):
    """That somebody is in the room for the whole of a meeting: one of us, or a guest by name."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    conference = models.ForeignKey(Conference, models.PROTECT, related_name="room")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=150)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["conference", "user"], name="in_the_room_once")]

    def __str__(self) -> str:
        return self.name


class AgendaItem(CaseRow):
    """What people changed of the place of a case on an agenda. The agenda proposes itself; this is what differs."""

    conference = models.ForeignKey(Conference, models.PROTECT, related_name="agenda")
    place = models.PositiveIntegerField(null=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    talked_over_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    left_out_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    left_out_reason = Words(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "conference"], name="case_once_per_agenda"),
            models.CheckConstraint(
                condition=Q(left_out_by=None, left_out_reason="")
                | (Q(left_out_by__isnull=False) & ~Q(left_out_reason="")),
                name="left_out_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} on the agenda of {self.conference_id}"


class AttendanceException(CaseRow):
    """In what the room differs for one case: somebody was away, had a conflict, or came for this case only."""

    conference = models.ForeignKey(Conference, models.PROTECT, related_name="exceptions")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    name = ShortWords(max_length=150)
    kind = models.CharField(max_length=10, choices=Difference)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "conference", "user"], name="differs_once"),
            models.CheckConstraint(condition=Q(kind__in=Difference.values), name="difference_known"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.name}"


class ConflictAsked(CaseRow):
    """That a meeting was asked about a person of a case, and nobody there had a conflict of interest."""

    conference = models.ForeignKey(Conference, models.PROTECT, related_name="conflicts_asked")
    case_person = models.ForeignKey(CasePerson, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["conference", "case_person"], name="conflict_asked_once")]

    def __str__(self) -> str:
        return f"Asked about {self.case_person_id}"
