"""What somebody has typed and not finished: sealed, and shown by the database itself to nobody but them."""

import uuid

from django.conf import settings
from django.db import models

from cases.enums import Purpose
from cases.models.words import SealedWords


class Unsent(models.Model):
    """Boxes as they were typed, sealed.

    `tab` and `turn` name the open page that saved last and how often it has, so that a page whose answer got lost is
    told from a second page that holds other words.
    """

    words = SealedWords()
    tab = models.CharField(max_length=32, blank=True)
    turn = models.PositiveIntegerField(default=0)
    revision = models.PositiveIntegerField(default=1)
    begun_at = models.DateTimeField()
    saved_at = models.DateTimeField()

    class Meta:
        abstract = True


class Draft(Unsent):
    """The words of one person for one purpose. It hangs on its owner: that they may reach the case is asked apart.

    `page` is the address of a form of which there are many on a case.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="drafts")
    purpose = models.CharField(max_length=10, choices=Purpose)
    subject_id = models.UUIDField()  # the case, or the owner where there is none yet
    page = models.CharField(max_length=200, blank=True)
    is_urgent = models.BooleanField(default=False)  # it says that somebody is in danger now

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner", "purpose", "subject_id", "page"], name="draft_once"),
            models.CheckConstraint(condition=models.Q(purpose__in=Purpose.values), name="draft_purpose_known"),
            models.CheckConstraint(
                condition=models.Q(purpose=Purpose.PAGE) ^ models.Q(page=""), name="draft_names_its_page"
            ),
        ]
        indexes = [models.Index("purpose", "saved_at", name="draft_left_alone")]

    def __str__(self) -> str:
        return f"{self.get_purpose_display()} of {self.owner_id}"
