"""Somebody rang: what was heard, before it is placed on a case and after."""

import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from cases.enums import CallerCheck
from cases.models.record import CaseRecord
from cases.models.words import SealedWords
from stalking_unit.accounts.models import Agency, Unit
from stalking_unit.db.fields import EncryptedTextField


class CallNote(models.Model):
    """What somebody wrote down of a call, waiting to be placed. Where no case is found it is addressed to people."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    words = EncryptedTextField()
    taken_at = models.DateTimeField()
    placed_at = models.DateTimeField(null=True)
    addressed_to = ArrayField(models.UUIDField(), default=list)

    class Meta:
        indexes = [models.Index(fields=["taken_at"], condition=Q(placed_at=None), name="call_waiting")]

    def __str__(self) -> str:
        return f"Call taken by {self.author_id}"


class CallerDrop(CaseRecord):
    """What somebody heard about this case and passed on; they may not be able to open it themselves."""

    caller = SealedWords(blank=True)
    said = SealedWords()
    old_phone = SealedWords(blank=True)
    checked = models.CharField(max_length=12, choices=CallerCheck)
    gave_number = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"Call about {self.case_id}"
