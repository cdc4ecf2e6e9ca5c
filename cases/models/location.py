"""Where people live, work and go: the most dangerous facts we hold, in a table of their own."""

from django.db import models
from django.db.models import F, Q

from cases.enums import LocationKind
from cases.models.person import CasePerson
from cases.models.record import CaseRow
from cases.models.words import SealedWords
from stalking_unit.db.fields import BlindIndexField


class Location(CaseRow):
    """A place of one person in one case; sealed, and shown only to those the policy names."""

    case_person = models.ForeignKey(CasePerson, models.PROTECT, related_name="locations")
    kind = models.CharField(max_length=10, choices=LocationKind)
    address = SealedWords()
    postcode = SealedWords(blank=True)
    postcode_index = BlindIndexField(source="postcode", purpose="postcode")
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="location_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return f"Location of {self.case_person_id}"
