"""Who works a case, on which side, and the grants that follow from it."""

import uuid
from collections.abc import Sequence
from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from guardian.models import UserObjectPermissionBase

from cases.enums import Basis, Capacity, Side
from cases.models.case import Case
from cases.models.person import CasePerson
from cases.models.record import CaseRow
from cases.models.words import Words
from cases.querysets import DatedQuerySet
from stalking_unit.accounts.models import Agency, Discipline, Unit


class Period(Func):
    """The time from one instant until another, as PostgreSQL's range."""

    function = "TSTZRANGE"
    output_field = DateTimeRangeField()


class TeamMember(CaseRow):
    """That somebody works this case, and on which side. The grant follows from this row, never the reverse."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="team_places")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    discipline = models.ForeignKey(Discipline, models.PROTECT, related_name="+")
    side = models.CharField(max_length=10, choices=Side)
    capacity = models.CharField(max_length=20, choices=Capacity, default=Capacity.MEMBER)
    for_person = models.ForeignKey(CasePerson, models.PROTECT, null=True, blank=True, related_name="+")
    reason = Words(blank=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[DatedQuerySet] = DatedQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="team_place_once_at_a_time",
                expressions=[
                    ("user", RangeOperators.EQUAL),
                    ("case", RangeOperators.EQUAL),
                    ("capacity", RangeOperators.EQUAL),
                    (Period("starts_at", "ends_at"), RangeOperators.OVERLAPS),
                ],
            ),
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(ends_at__gte=F("starts_at")), name="team_place_ends_after_start"
            ),
        ]
        indexes = [
            models.Index("user", "side", "case", name="team_place_of_user"),
            # Whom to tell about many cases; without it the whole table is read.
            models.Index(
                fields=["case"],
                include=["user", "capacity", "side", "discipline", "starts_at", "ends_at"],
                name="team_place_of_case",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} on {self.case_id}"


class CaseGrant(UserObjectPermissionBase):
    """What one person may do on one case, from when until when and why. Written by `cases.grants` only.

    `record_types` narrows a guest to what they were shown; null means whatever the policy allows their seat.
    """

    content_object = models.ForeignKey(Case, models.PROTECT, related_name="grants")
    basis = models.CharField(max_length=20, choices=Basis)
    reason = Words(blank=True)
    granted_by_name = models.CharField(max_length=150)
    record_types = ArrayField(models.CharField(max_length=60), null=True, blank=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)

    class Meta(UserObjectPermissionBase.Meta):
        abstract = False
        unique_together: ClassVar[list[Sequence[str]]] = []  # guardian's own would forbid ever granting again
        constraints = [
            ExclusionConstraint(
                name="grant_once_at_a_time",
                expressions=[
                    ("user", RangeOperators.EQUAL),
                    ("permission", RangeOperators.EQUAL),
                    ("content_object", RangeOperators.EQUAL),
                    ("basis", RangeOperators.EQUAL),
                    (Period("starts_at", "ends_at"), RangeOperators.OVERLAPS),
                ],
            ),
            models.CheckConstraint(
                condition=~Q(basis__in=[Basis.URGENT, Basis.GUEST, Basis.COVER]) | Q(ends_at__isnull=False),
                name="grant_for_a_time_has_an_end",
            ),
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(ends_at__gte=F("starts_at")), name="grant_ends_after_start"
            ),
        ]
        indexes = [
            models.Index(
                fields=["user", "permission", "content_object"],
                include=["starts_at", "ends_at"],
                name="grant_of_user",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user_id} on {self.content_object_id}"


class UnitGrant(UserObjectPermissionBase):
    """Reach over a unit's unrestricted cases: for its leads, its auditors and its screeners."""

    content_object = models.ForeignKey(Unit, models.PROTECT, related_name="grants")
    granted_by_name = models.CharField(max_length=150)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)

    class Meta(UserObjectPermissionBase.Meta):
        abstract = False
        unique_together: ClassVar[list[Sequence[str]]] = []
        constraints = [
            ExclusionConstraint(
                name="unit_grant_once_at_a_time",
                expressions=[
                    ("user", RangeOperators.EQUAL),
                    ("permission", RangeOperators.EQUAL),
                    ("content_object", RangeOperators.EQUAL),
                    (Period("starts_at", "ends_at"), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} over {self.content_object_id}"


class ClearedLikeness(CaseRow):
    """That somebody who works here is not the person on the case who bears their name, so that nobody asks again."""

    case_person = models.ForeignKey(CasePerson, models.PROTECT, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    cleared_by_name = models.CharField(max_length=150)
    cleared_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case_person", "user"], name="likeness_cleared_once")]

    def __str__(self) -> str:
        return f"{self.user_id} is not {self.case_person_id}"


class Exclusion(models.Model):
    """A conflict of interest: this person has no access to this case, whatever else they hold."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="exclusions")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="exclusions")
    reason = Words()
    declared_by_name = models.CharField(max_length=150)
    declared_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "user"], name="excluded_once")]

    def __str__(self) -> str:
        return f"{self.user_id} has no access to {self.case_id}"
