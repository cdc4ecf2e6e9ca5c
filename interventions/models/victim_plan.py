"""What is agreed with a victim: plans in numbered versions, needs, and what the advocate tells a conference of them."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from cases.models import CasePerson, CaseRecord, CaseRow
from cases.models.words import SealedWords, ShortWords, Words
from interventions.enums import NeedKind, NeedState, VictimPlanKind


class VictimPlan(CaseRecord):
    """One version of a safety or support plan, as it was written down. The last stands; nobody can change any.

    Of a safety plan, the pocket version is in the words agreed with the victim, from the day they were agreed.
    """

    case_person = models.ForeignKey(CasePerson, models.PROTECT, related_name="victim_plans")
    kind = models.CharField(max_length=8, choices=VictimPlanKind)
    number = models.PositiveSmallIntegerField()
    review_on = models.DateField(null=True)
    pocket = SealedWords(blank=True)
    pocket_agreed_on = models.DateField(null=True)
    pocket_given = Words(blank=True)

    class Meta(CaseRecord.Meta):
        constraints = [
            *CaseRecord.Meta.constraints,
            models.UniqueConstraint(fields=["case_person", "kind", "number"], name="victim_plan_numbered_once"),
            models.CheckConstraint(condition=Q(kind__in=VictimPlanKind.values), name="victim_plan_kind_known"),
            models.CheckConstraint(
                condition=Q(kind=VictimPlanKind.SAFETY) | Q(pocket_agreed_on=None, pocket_given=""),
                name="pocket_version_of_a_safety_plan",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number} of {self.case_person_id}"


class VictimPlanPart(CaseRow):
    """What a version says in one of its sections."""

    plan = models.ForeignKey(VictimPlan, models.PROTECT, related_name="parts")
    code = models.CharField(max_length=20)
    text = SealedWords()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "code"], name="victim_plan_section_once")]

    def __str__(self) -> str:
        return f"{self.code} of {self.plan_id}"


class Need(CaseRecord):
    """Something a victim needs: what was agreed about it, who does it, and how far it is."""

    case_person = models.ForeignKey(CasePerson, models.PROTECT, related_name="needs")
    kind = models.CharField(max_length=10, choices=NeedKind)
    text = Words()
    agreed = Words(blank=True)
    who = ShortWords(max_length=120, blank=True)
    state = models.CharField(max_length=10, choices=NeedState, default=NeedState.OPEN)
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    saved_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta(CaseRecord.Meta):
        constraints = [
            *CaseRecord.Meta.constraints,
            models.CheckConstraint(
                condition=Q(kind__in=NeedKind.values, state__in=NeedState.values), name="need_kind_and_state_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} of {self.case_person_id}"


class SupportSummary(CaseRecord):
    """What the advocate tells the whole team for a conference. The last stands, and no note is copied into it."""

    text = Words()

    class Meta(CaseRecord.Meta):
        indexes = [models.Index("case", "recorded_at", name="support_summary_of_case")]

    def __str__(self) -> str:
        return f"Summary of support of {self.case_id}"
