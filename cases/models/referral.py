"""The request that came in, kept as received."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from cases.enums import Owed, Views
from cases.models.case import Episode
from cases.models.record import CaseRecord, CaseRow
from cases.models.words import SealedWords, ShortWords, Words


class Referral(CaseRecord):
    """A referral starts one episode. Until it is sent it is a draft that only its author and alternates see."""

    episode = models.OneToOneField(Episode, models.PROTECT, related_name="referral")
    source = models.CharField(max_length=40, blank=True)
    involves_agency = models.BooleanField()
    involves_agency_how = Words(blank=True)
    referrer_name = ShortWords(max_length=120, blank=True)
    referrer_contact = SealedWords(blank=True)
    in_danger = Words(blank=True)
    happening = Words(blank=True)
    immediate_danger = models.BooleanField(null=True)
    done_now = Words(blank=True)
    suspect_known = models.BooleanField(null=True)
    safe_contact_words = SealedWords(blank=True)
    views = models.CharField(max_length=12, choices=Views, blank=True)
    views_words = Words(blank=True)
    crime_reference = ShortWords(max_length=40, blank=True)
    earlier_reference = ShortWords(max_length=40, blank=True)
    received_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    owes = ArrayField(models.CharField(max_length=20, choices=Owed), default=list)
    owed_by = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta(CaseRecord.Meta):
        constraints = [
            *CaseRecord.Meta.constraints,
            models.CheckConstraint(
                condition=Q(sent_at=None) | (~Q(in_danger="") & ~Q(happening="") & Q(immediate_danger__isnull=False)),
                name="referral_sent_with_its_facts",
            ),
            models.CheckConstraint(
                condition=Q(owes=[], owed_by=None) | (~Q(owes=[]) & Q(owed_by__isnull=False)),
                name="referral_owes_by_a_date",
            ),
        ]

    def __str__(self) -> str:
        return f"Referral of {self.case_id}"


class ReferralAddition(CaseRecord):
    """Something that came after a referral was sent; what was sent stays as it was."""

    referral = models.ForeignKey(Referral, models.PROTECT, related_name="additions")
    fact = models.CharField(max_length=20, choices=Owed)
    text = SealedWords()

    def __str__(self) -> str:
        return f"Addition to {self.referral_id}"


class ReceivedText(CaseRow):
    """A text that was pasted into a referral, as it came in: it may hold numbers and addresses, so few may read it."""

    referral = models.ForeignKey(Referral, models.PROTECT, related_name="received_texts")
    number = models.PositiveSmallIntegerField()
    text = SealedWords()
    kept_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["referral", "number"], name="received_text_once")]

    def __str__(self) -> str:
        return f"Text {self.number} of {self.referral_id}"
