"""People, the agencies that employ them, the units they work in and the seats they hold there."""

from __future__ import annotations

import uuid
from datetime import date, datetime, timedelta
from typing import ClassVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import PermissionsMixin
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.expressions import RawSQL
from django.db.models.functions import Lower

from stalking_unit.accounts.enums import AgencyKind, DisciplineKind, Regime, Role
from stalking_unit.accounts.querysets import MembershipQuerySet, PeriodQuerySet, UserManager, VisitQuerySet

LAW_ENFORCEMENT = frozenset({AgencyKind.POLICE, AgencyKind.PROBATION})
UNIT_CODE = r"^[A-Z]{3}$"


class User(AbstractBaseUser, PermissionsMixin):
    """An account: one person, one mailbox. What they may do comes from memberships, never from here."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField("e-mail address", unique=True)
    name = models.CharField("name", max_length=120)
    is_active = models.BooleanField(default=True)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        constraints = [
            # Django lets a superuser past every rule, conflict of interest included.
            models.CheckConstraint(condition=Q(is_superuser=False), name="nobody_is_superuser"),
            models.CheckConstraint(condition=Q(email=Lower("email")), name="user_email_is_lower_case"),
        ]

    def __str__(self) -> str:
        return self.name

    def seats(self, on: date) -> MembershipQuerySet:
        """The memberships this person may act in on that day, oldest first."""
        return Membership.objects.whole().live(on).filter(user=self).order_by("starts_on", "pk")


class Period(models.Model):
    """Something that begins on a day and may end. The last day still counts."""

    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="%(class)s_ends_after_it_starts"
            )
        ]

    def runs_on(self, on: date) -> bool:
        return self.starts_on <= on and (self.ends_on is None or self.ends_on >= on)


LINEAGE = """
WITH RECURSIVE line (id) AS (
  SELECT %s::uuid UNION SELECT older.id FROM accounts_agency older JOIN line ON older.successor_id = line.id
)
SELECT id FROM line
"""


class Agency(Period):
    """An employer. Its kind decides which law applies; its successor inherits its own records."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=120, unique=True)
    short_name = models.CharField(max_length=40)
    kind = models.CharField(max_length=20, choices=AgencyKind)
    successor = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="predecessors", related_query_name="predecessor"
    )
    asks_countersignature = models.BooleanField(default=False)

    objects = PeriodQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "agencies"
        constraints = [
            *Period.Meta.constraints,
            models.CheckConstraint(condition=Q(kind__in=AgencyKind.values), name="agency_kind_is_known"),
            models.CheckConstraint(
                condition=Q(successor=None) | ~Q(successor=F("id")), name="agency_does_not_succeed_itself"
            ),
            models.CheckConstraint(
                condition=Q(successor=None) | Q(ends_on__isnull=False), name="agency_with_successor_has_ended"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def regime(self) -> Regime:
        return Regime.PART_3 if AgencyKind(self.kind) in LAW_ENFORCEMENT else Regime.UK_GDPR

    def lineage(self) -> RawSQL:
        """The keys of this agency and of every agency it came from, however far back, as a subquery."""
        return RawSQL(LINEAGE, [self.pk])  # noqa: S611  the text is fixed; the key is a parameter


class Unit(Period):
    """A multi-agency unit: the tenant every case belongs to."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=120, unique=True)
    code = models.CharField(
        max_length=3, unique=True, validators=[RegexValidator(UNIT_CODE, "Enter three capital letters")]
    )
    # Who receives a referral that concerns somebody here: the lead or the auditor may be the suspect.
    first_alternate = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    second_alternate = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    on_duty_phone = models.CharField(max_length=40, blank=True)

    objects = PeriodQuerySet.as_manager()

    class Meta:
        permissions = [
            ("lead_unit", "Lead the unit's cases"),
            ("audit_unit", "Audit the unit's records"),
            ("screen_unit", "Screen referrals to the unit"),
        ]
        constraints = [
            *Period.Meta.constraints,
            models.CheckConstraint(condition=Q(code__regex=UNIT_CODE), name="unit_code_is_three_capitals"),
            models.CheckConstraint(
                condition=Q(second_alternate=None) | ~Q(second_alternate=F("first_alternate")),
                name="unit_alternates_are_two_people",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Area(models.Model):
    """A part of a unit's ground, such as a town or a police district."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="areas")
    name = models.CharField(max_length=120)

    class Meta:
        constraints = [models.UniqueConstraint("unit", "name", name="area_name_is_used_once_in_a_unit")]

    def __str__(self) -> str:
        return self.name


class Discipline(models.Model):
    """What somebody contributes. New ones are rows; rules know only their kind."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=20, choices=DisciplineKind)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=DisciplineKind.values), name="discipline_kind_is_known")
        ]

    def __str__(self) -> str:
        return self.name


class Membership(Period):
    """One person working for one agency, in one unit, in one seat, for a time."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, models.PROTECT, related_name="memberships")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="memberships")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="memberships")
    discipline = models.ForeignKey(Discipline, models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=20, choices=Role)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            *Period.Meta.constraints,
            models.CheckConstraint(condition=Q(role__in=Role.values), name="membership_role_is_known"),
            ExclusionConstraint(
                name="membership_seat_is_held_once_at_a_time",
                expressions=[
                    ("user", RangeOperators.EQUAL),
                    ("agency", RangeOperators.EQUAL),
                    ("unit", RangeOperators.EQUAL),
                    ("discipline", RangeOperators.EQUAL),
                    ("role", RangeOperators.EQUAL),
                    (
                        Func(
                            F("starts_on"),
                            F("ends_on"),
                            RangeBoundary(inclusive_upper=True),
                            function="daterange",
                            output_field=DateRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()}, {self.discipline}, for {self.agency} in {self.unit}"

    def is_live(self, on: date) -> bool:
        """What `MembershipQuerySet.live` asks, of a row at hand and a person who is signed in, so is active."""
        return all(period.runs_on(on) for period in (self, self.agency, self.unit))


class Visit(models.Model):
    """One stay after one sign-in. Kept beside the session, whose whole value the last writer would overwrite."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, models.PROTECT, related_name="visits")
    membership = models.ForeignKey(Membership, models.PROTECT, null=True, blank=True, related_name="+")
    ip = models.GenericIPAddressField(null=True, blank=True)
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    proved_at = models.DateTimeField(null=True, blank=True)  # when a second factor was last shown
    hidden_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = VisitQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(seen_at__gte=F("started_at")), name="visit_is_seen_after_it_starts")
        ]
        indexes = [models.Index("user", F("started_at").desc(), name="visit_of_user")]

    def __str__(self) -> str:
        return f"{self.user}, {self.started_at:%d %B %Y}"

    def ends_at(self) -> datetime:
        """When the person must sign in again, whatever they do."""
        return self.started_at + timedelta(seconds=settings.SESSION_ABSOLUTE_SECONDS)
