"""People: an opaque link across cases, and per case the part they play and what is known of them there."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from cases.enums import IdentifierKind, NameKind, Party, PersonRole
from cases.models.record import CaseRow
from cases.models.words import ShortWords, Words
from cases.querysets import CasePersonQuerySet
from stalking_unit.accounts.models import Unit
from stalking_unit.db.said import together


class Person(models.Model):
    """That several cases speak of one human being. It holds no fact, so it can carry none from case to case."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="merged")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(merged_into=None) | ~Q(merged_into=F("id")), name="person_not_merged_into_self"
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class CasePerson(CaseRow):
    """The part a person plays in this case. `party` follows from the part and decides who may know them."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="parts")
    role = models.CharField(max_length=20, choices=PersonRole)
    party = models.CharField(max_length=10, choices=Party)
    code_name = ShortWords(max_length=60, blank=True)
    is_identified = models.BooleanField(default=True)
    relationship = models.CharField(max_length=40, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[CasePersonQuerySet] = CasePersonQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "person", "role"], name="person_plays_a_part_once"),
            models.CheckConstraint(
                condition=Q(*[Q(role=role.value, party=role.party.value) for role in PersonRole], _connector=Q.OR),
                name="person_party_follows_role",
            ),
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="person_part_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} of {self.case_id}"


class PersonName(CaseRow):
    """A name, as known in this case. `sort_key` is the name without case and accents, for ordering."""

    case_person = models.ForeignKey(CasePerson, models.PROTECT, related_name="names")
    kind = models.CharField(max_length=10, choices=NameKind, default=NameKind.LEGAL)
    given = ShortWords(max_length=100, blank=True)
    family = ShortWords(max_length=100, blank=True)
    sort_key = models.CharField(max_length=210)
    is_primary = models.BooleanField(default=True)

    class Meta:
        ordering = ["sort_key"]
        constraints = [
            models.UniqueConstraint(fields=["case_person"], condition=Q(is_primary=True), name="one_primary_name"),
            models.CheckConstraint(condition=~Q(given="", family=""), name="name_is_not_empty"),
        ]

    def __str__(self) -> str:
        return self.whole

    @property
    def whole(self) -> str:
        """Given and family name, as their reader may see them."""
        return together((self.given, self.family), " ")


class PersonDetail(CaseRow):
    """Birth date and the like, as known in this case."""

    case_person = models.OneToOneField(CasePerson, models.PROTECT, related_name="detail")
    born_on = models.DateField(null=True, blank=True)
    age_about = models.PositiveSmallIntegerField(null=True, blank=True)
    sex = models.CharField(max_length=20, blank=True)
    ethnicity = models.CharField(max_length=5, blank=True)
    has_children = models.BooleanField(null=True)
    needs = Words(blank=True)
    version = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return f"Details of {self.case_person_id}"


class Identifier(CaseRow):
    """A number by which another system knows this person."""

    case_person = models.ForeignKey(CasePerson, models.PROTECT, related_name="identifiers")
    kind = models.CharField(max_length=10, choices=IdentifierKind)
    value = ShortWords(max_length=40)
    is_checked = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case_person", "kind", "value"], name="identifier_once"),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()
