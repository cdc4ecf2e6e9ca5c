"""What is agreed with a victim: plans in versions, needs, and the summary that an advocate writes for a conference."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Prefetch

from cases import policy
from cases.models import Case, CasePerson
from cases.policy import Action
from cases.services.errors import Changed
from interventions.enums import NeedKind, NeedState, VictimPlanKind
from interventions.models import Need, SupportSummary, VictimPlan, VictimPlanPart
from interventions.services.authorship import written
from interventions.services.plan_sections import PARTS
from stalking_unit.accounts.actor import Actor
from stalking_unit.audit import trail
from stalking_unit.db.errors import DomainError

SAID_FIRST = "Somebody saved another version while you were writing. Read it before you save yours."
NEED_FIELDS = ("kind", "text", "agreed", "who", "state")


@dataclass(frozen=True, slots=True)
class Pocket:
    """A short version in words agreed with the victim, on which day, and how it may be given or kept."""

    text: str
    agreed_on: date | None
    given: str = ""


@transaction.atomic
def write(
    victim: CasePerson,
    kind: VictimPlanKind,
    said: Mapping[str, str],
    *,
    by: Actor,
    after: int | None = None,
    review_on: date | None = None,
    pocket: Pocket | None = None,
    happened_at: datetime | None = None,
) -> VictimPlan:
    """Write the next version. `said` is what stands in each section, by its code; what was written before stays.

    `after` is the number of the version that was read, 0 for none: somebody else’s is never written over unread.
    """
    policy.require(by, Action.WRITE_VICTIM_PLAN, victim)
    words = {part.code: said.get(part.code, "").strip() for part in PARTS[kind]}
    if unknown := set(said) - set(words):
        raise ValueError(f"Not a section: {sorted(unknown)}")
    if not any(words.values()):
        raise DomainError("Write something in at least one section.")
    _check(kind, pocket)
    CasePerson.objects.select_for_update(of=("self",)).get(pk=victim.pk)
    last = VictimPlan.objects.filter(case_person=victim, kind=kind).order_by("-number").first()
    number = last.number if last else 0
    if after is not None and after != number:
        raise Changed(SAID_FIRST)
    kept = {part.code: part.text for part in last.parts.order_by("pk")} if last else {}
    words |= {code: text for code, text in kept.items() if words.get(code) == text}  # a copy, and as covered as it was
    plan = VictimPlan.objects.create(
        case=victim.case,
        case_person=victim,
        kind=kind,
        number=number + 1,
        review_on=review_on,
        pocket=pocket.text.strip() if pocket else "",
        pocket_agreed_on=pocket.agreed_on if pocket else None,
        pocket_given=pocket.given.strip() if pocket else "",
        **written(by, happened_at),
    )
    VictimPlanPart.objects.bulk_create(
        VictimPlanPart(case=victim.case, plan=plan, code=code, text=text) for code, text in words.items() if text
    )
    trail.record(
        by,
        trail.Operation.COLLECT,
        f"write_{kind}_plan",
        case_id=victim.case_id,
        record=plan,
        fields=[code for code, text in words.items() if text],
        happened_at=plan.happened_at,
    )
    return plan


def standing(actor: Actor, case: Case) -> list[VictimPlan]:
    """The last version of each plan of each victim, as far as this reader may know."""
    rows = VictimPlan.objects.filter(case=case, struck_at=None).select_related("author", "agency")
    known = policy.scope(actor, Action.VIEW_VICTIM_PLAN, rows)
    return list(known.order_by("case_person", "kind", "-number").distinct("case_person", "kind"))


def latest(actor: Actor, victim: CasePerson, kind: VictimPlanKind) -> VictimPlan | None:
    """The version that stands, with its sections, for one who may read it."""
    rows = VictimPlan.objects.filter(case_person=victim, kind=kind, struck_at=None).select_related("author")
    known = policy.scope(actor, Action.VIEW_VICTIM_PLAN, rows)
    found: VictimPlan | None = known.prefetch_related(sections()).order_by("-number").first()
    return found


def sections() -> Prefetch:  # type: ignore[type-arg]  # not subscriptable when the program runs
    """What a version says."""
    return Prefetch("parts", VictimPlanPart.objects.order_by("pk"))


def versions(actor: Actor, plan: VictimPlan) -> list[VictimPlan]:
    """Every version of the same plan, the latest first."""
    rows = VictimPlan.objects.filter(case_person=plan.case_person_id, kind=plan.kind, struck_at=None)
    return list(
        policy.scope(actor, Action.VIEW_VICTIM_PLAN, rows).select_related("author", "agency").order_by("-number")
    )


def in_place(case: Case) -> set[str]:
    """Which kinds of plan there are: all that anybody but her side and the lead may know of them."""
    return set(VictimPlan.objects.filter(case=case, struck_at=None).order_by().values_list("kind", flat=True))


@transaction.atomic
def add_need(
    victim: CasePerson,
    kind: NeedKind,
    text: str,
    *,
    by: Actor,
    agreed: str = "",
    who: str = "",
    state: NeedState = NeedState.OPEN,
    happened_at: datetime | None = None,
) -> Need:
    """Write down something that a victim needs."""
    policy.require(by, Action.WRITE_VICTIM_PLAN, victim)
    if not text.strip():
        raise DomainError("Enter what the victim needs.")
    need = Need.objects.create(
        case=victim.case,
        case_person=victim,
        kind=kind,
        text=text.strip(),
        agreed=agreed.strip(),
        who=who.strip(),
        state=state,
        saved_by_id=by.user_id,
        saved_at=by.now,
        **written(by, happened_at),
    )
    trail.record(
        by,
        trail.Operation.COLLECT,
        "add_need",
        case_id=victim.case_id,
        record=need,
        fields=list(NEED_FIELDS),
        happened_at=need.happened_at,
    )
    return need


@transaction.atomic
def change_need(need: Need, changes: Mapping[str, Any], *, by: Actor, version: int | None = None) -> Need:
    """Say how far a need is, or put its words right. `changes` are of NEED_FIELDS; what is not named stays."""
    locked = Need.objects.select_for_update(of=("self",)).select_related("case_person").get(pk=need.pk)
    policy.require(by, Action.VIEW_NEED, locked)
    policy.require(by, Action.WRITE_VICTIM_PLAN, locked.case_person)
    if unknown := set(changes) - set(NEED_FIELDS):
        raise ValueError(f"Not of a need: {sorted(unknown)}")
    if version is not None and version != locked.version:
        raise Changed("Somebody changed this need while you had it open. Read what changed, then save.")
    if not changes.get("text", "-").strip():
        raise DomainError("Enter what the victim needs.")
    for name, value in changes.items():
        setattr(locked, name, value.strip() if isinstance(value, str) and not isinstance(value, NeedState) else value)
    locked.version += 1
    locked.saved_by_id, locked.saved_at = by.user_id, by.now
    locked.save(update_fields=[*changes, "version", "saved_by", "saved_at"])
    trail.record(
        by, trail.Operation.ALTER, "change_need", case_id=locked.case_id, record=locked, fields=sorted(changes)
    )
    return locked


def needs(actor: Actor, case: Case) -> list[Need]:
    """What the victims of a case need, what is still to do first, as far as this reader may know."""
    rows = Need.objects.filter(case=case, struck_at=None).select_related("author", "saved_by", "agency")
    known = policy.scope(actor, Action.VIEW_NEED, rows).order_by("recorded_at", "pk")
    order = [NeedState.OPEN, NeedState.IN_HAND, NeedState.MET, NeedState.DROPPED]
    return sorted(known, key=lambda need: order.index(NeedState(need.state)))


@transaction.atomic
def tell_conference(case: Case, text: str, *, by: Actor, happened_at: datetime | None = None) -> SupportSummary:
    """Write what the whole team reads of the support; what was written before stays."""
    policy.require(by, Action.WRITE_SUPPORT_SUMMARY, case)
    if not text.strip():
        raise DomainError("Enter what the team should know.")
    summary = SupportSummary.objects.create(case=case, text=text.strip(), **written(by, happened_at))
    trail.record(
        by,
        trail.Operation.COLLECT,
        "write_support_summary",
        case_id=case.pk,
        record=summary,
        fields=["text"],
        happened_at=summary.happened_at,
    )
    return summary


def summaries(actor: Actor, case: Case) -> Sequence[SupportSummary]:
    """What the advocates told the team, the latest first, for one who may read it."""
    rows = SupportSummary.objects.filter(case=case, struck_at=None).select_related("author", "agency")
    return list(policy.scope(actor, Action.VIEW_SUPPORT_SUMMARY, rows).order_by("-recorded_at", "-happened_at", "pk"))


def _check(kind: VictimPlanKind, pocket: Pocket | None) -> None:
    if pocket is None:
        return
    if kind is not VictimPlanKind.SAFETY:
        raise DomainError("Only a safety plan has a pocket version.")
    if bool(pocket.text.strip()) != bool(pocket.agreed_on):
        raise DomainError("A pocket version has its words and the day they were agreed: enter both, or neither.")
