"""What people tick, as rows with dates, so that a list can change without losing what was ticked."""

import uuid

from django.db import models


class CodeList(models.TextChoices):
    """The lists the cases app uses."""

    BEHAVIOUR = "behaviour", "Behaviour"
    METHOD = "method", "How it was done"
    RELATIONSHIP = "relationship", "Relationship of the suspect to the victim"
    SOURCE = "source", "Where a referral came from"
    DECLINE = "decline", "Why a case was not taken on"
    CLOSURE = "closure", "Why a case was closed"
    RED_FLAG = "red-flag", "Red flags"
    TYPOLOGY = "typology", "Type of stalking"
    TRIGGER = "trigger", "What calls for a review"
    NO_PSYCHOLOGICAL = "no_psychological", "Why a plan has no psychological intervention"
    NO_SOCIAL = "no_social", "Why a plan has no social support"
    NO_LEGAL = "no_legal", "Why a plan has no legal sanction"


class CodeItem(models.Model):
    """One entry of one list; rows that use it keep it from being deleted."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    list = models.CharField(max_length=20, choices=CodeList)
    code = models.SlugField(max_length=40)
    label = models.CharField(max_length=120)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["list", "order", "label"]
        constraints = [models.UniqueConstraint(fields=["list", "code"], name="code_once_per_list")]

    def __str__(self) -> str:
        return self.label
