"""What was done: one behaviour or a series of them, with how well the time is known."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from cases.enums import Precision
from cases.models.codes import CodeItem
from cases.models.location import Location
from cases.models.person import CasePerson
from cases.models.record import CaseRecord, CaseRow
from cases.models.words import ShortWords, Words


class Incident(CaseRecord):
    """One reported act, or a series counted together ("47 messages in one day")."""

    occurred_from = models.DateTimeField(null=True)
    occurred_to = models.DateTimeField(null=True)
    precision = models.CharField(max_length=12, choices=Precision)
    count = models.PositiveIntegerField(default=1)
    against = models.ForeignKey(CasePerson, models.PROTECT, null=True, related_name="incidents_against")
    what = Words()
    how_known = Words(blank=True)
    impact = Words(blank=True)
    opinion = Words(blank=True)  # what somebody thinks it means, under a heading of its own
    place = models.ForeignKey(Location, models.PROTECT, null=True, related_name="incidents")
    broke_order = models.BooleanField(default=False)
    reported_on = models.DateField(null=True, blank=True)
    crime_reference = ShortWords(max_length=40, blank=True)
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+")
    saved_at = models.DateTimeField(null=True, editable=False)
    version = models.PositiveIntegerField(default=1)

    class Meta(CaseRecord.Meta):
        constraints = [
            *CaseRecord.Meta.constraints,
            models.CheckConstraint(
                condition=Q(occurred_from=None) | Q(occurred_to=None) | Q(occurred_to__gte=F("occurred_from")),
                name="incident_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(occurred_from__isnull=False) | Q(precision=Precision.UNKNOWN),
                name="incident_has_time_or_says_unknown",
            ),
            models.CheckConstraint(condition=Q(count__gte=1), name="incident_counts_something"),
        ]
        indexes = [models.Index("case", "occurred_from", name="incident_timeline")]

    def __str__(self) -> str:
        return f"Incident of {self.case_id}"


class IncidentCode(CaseRow):
    """A behaviour or method ticked for an incident."""

    incident = models.ForeignKey(Incident, models.PROTECT, related_name="codes")
    item = models.ForeignKey(CodeItem, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["incident", "item"], name="incident_code_once")]

    def __str__(self) -> str:
        return str(self.item_id)


class IncidentVersion(CaseRow):
    """What an incident said until somebody corrected it: who had written that, and when. Append-only by trigger."""

    incident = models.ForeignKey(Incident, models.PROTECT, related_name="earlier")
    number = models.PositiveIntegerField()
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    occurred_from = models.DateTimeField(null=True)
    occurred_to = models.DateTimeField(null=True)
    precision = models.CharField(max_length=12, choices=Precision)
    count = models.PositiveIntegerField()
    codes = ArrayField(models.SlugField(max_length=40), default=list)
    what = Words()
    how_known = Words(blank=True)
    impact = Words(blank=True)
    opinion = Words(blank=True)
    broke_order = models.BooleanField()
    reported_on = models.DateField(null=True)
    crime_reference = ShortWords(max_length=40, blank=True)

    class Meta:
        ordering = ["incident", "number"]
        constraints = [models.UniqueConstraint(fields=["incident", "number"], name="incident_version_once")]

    def __str__(self) -> str:
        return f"Version {self.number} of {self.incident_id}"
