"""The disclosure register: what was given or told outside the team, to whom, and by what right."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from cases.models import CaseRecord
from cases.models.words import ShortWords, Words
from interventions.enums import About, Gateway, ToldHow, ToldTo, Whereabouts
from interventions.models.order import Order
from interventions.querysets import DisclosureQuerySet


class Disclosure(CaseRecord):
    """One thing that left the team, whenever it did. It is true whatever the rules say, so it is never refused.

    One of which nobody can say that it held nothing of where the victim is `is_hers`: it is kept to her side. `cause`
    is the key of the record that made the row by itself.
    """

    what = Words()
    about = models.CharField(max_length=12, choices=About)
    told_to = models.CharField(max_length=16, choices=ToldTo)
    recipient = ShortWords(max_length=120)
    gateway = models.CharField(max_length=16, choices=Gateway)
    why = Words()
    method = models.CharField(max_length=12, choices=ToldHow)
    whereabouts = models.CharField(max_length=12, choices=Whereabouts)
    is_hers = models.BooleanField()
    order = models.ForeignKey(Order, models.PROTECT, null=True, related_name="disclosures")
    cause = models.UUIDField(null=True)

    objects: ClassVar[DisclosureQuerySet] = DisclosureQuerySet.as_manager()  # type: ignore[assignment]

    class Meta(CaseRecord.Meta):
        constraints = [
            *CaseRecord.Meta.constraints,
            models.CheckConstraint(condition=Q(about__in=About.values), name="disclosure_about_known"),
            models.CheckConstraint(condition=Q(told_to__in=ToldTo.values), name="disclosure_told_to_known"),
            models.CheckConstraint(condition=Q(gateway__in=Gateway.values), name="disclosure_gateway_known"),
            models.CheckConstraint(condition=Q(method__in=ToldHow.values), name="disclosure_method_known"),
            models.CheckConstraint(
                condition=Q(whereabouts__in=Whereabouts.values), name="disclosure_whereabouts_known"
            ),
            models.CheckConstraint(
                condition=Q(is_hers=True) | Q(whereabouts=Whereabouts.NO), name="disclosure_in_doubt_is_hers"
            ),
            models.UniqueConstraint("cause", name="disclosure_made_once"),
        ]
        indexes = [models.Index("case", "happened_at", name="disclosure_of_case")]

    def __str__(self) -> str:
        return f"{ToldTo(self.told_to).label} was told"
