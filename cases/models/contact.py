"""How and when it is safe to reach someone, and the protected numbers themselves."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from cases.enums import Channel
from cases.models.person import CasePerson
from cases.models.record import CaseRow
from cases.models.words import SealedWords, ShortWords
from stalking_unit.db.fields import BlindIndexField


class SafeContact(CaseRow):
    """The rules under which the product lets anyone contact this person. One row per person, with a version."""

    case_person = models.OneToOneField(CasePerson, models.PROTECT, related_name="safe_contact")
    do_not_contact = models.BooleanField(default=False)
    channels = ArrayField(models.CharField(max_length=10, choices=Channel), default=list)
    days = ArrayField(models.PositiveSmallIntegerField(), default=list)  # ISO: Monday 1 to Sunday 7
    from_time = models.TimeField(null=True, blank=True)
    until_time = models.TimeField(null=True, blank=True)
    voicemail = models.BooleanField(default=False)
    sign_as = ShortWords(max_length=80, blank=True)
    say = SealedWords(blank=True)
    code_word = SealedWords(blank=True)
    device_may_be_watched = models.BooleanField(default=False)
    emergency_route = SealedWords(blank=True)
    agreed_on = models.DateField(null=True, blank=True)
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+")
    saved_at = models.DateTimeField(null=True, editable=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(days__contained_by=[1, 2, 3, 4, 5, 6, 7]), name="safe_contact_days_of_week"
            ),
        ]

    def __str__(self) -> str:
        return f"Safe contact of {self.case_person_id}"


class ContactPoint(CaseRow):
    """A number, e-mail or account. The value is sealed; equal values are found by their blind index only."""

    case_person = models.ForeignKey(CasePerson, models.PROTECT, related_name="contact_points")
    channel = models.CharField(max_length=10, choices=Channel)
    value = SealedWords()
    value_index = BlindIndexField(source="value", purpose="contact")
    ending_index = BlindIndexField(source="value", purpose="ending")
    is_confirmed = models.BooleanField(default=True)
    version = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return f"Contact point of {self.case_person_id}"
