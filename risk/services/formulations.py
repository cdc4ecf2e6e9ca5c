"""What the team understands of a case: a draft a part, written together; a version proposed; one that is agreed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import transaction

from cases import policy
from cases.enums import State
from cases.models import Case
from cases.policy import Action
from cases.services import drafts
from cases.services.drafts import Kept, Seen, Typed
from cases.services.errors import Changed, Incomplete, NotFromHere
from risk.enums import Audience, Axis
from risk.headings import AXES, PARTS, Part, headed
from risk.models import ConferenceItem, Formulation, FormulationAgreement, FormulationDraft, FormulationWords
from risk.services.writing import said
from stalking_unit.accounts.actor import Actor
from stalking_unit.audit import trail
from stalking_unit.db.errors import DomainError

WARNING = "-warning"
CLASH = "A colleague saved this part after you opened it."
CHANGED = "A colleague has written in this since you opened the page. Read it again before you propose it."
WRITES: Mapping[Audience, Action] = {
    Audience.TEAM: Action.WRITE_FORMULATION,
    Audience.VICTIM: Action.WRITE_VICTIM_FORMULATION,
    Audience.CLINICAL: Action.WRITE_TYPOLOGY,
}
READS: Mapping[Audience, Action] = {
    Audience.TEAM: Action.VIEW_FORMULATION_WORDS,
    Audience.VICTIM: Action.VIEW_VICTIM_FORMULATION_WORDS,
    Audience.CLINICAL: Action.VIEW_TYPOLOGY,
}
# Written after a round: while the disciplines answer, nobody is to be led by what others are writing.
WRITTEN_IN = frozenset({State.CONFERENCE_DUE, State.CONFERENCE_HELD, State.PLAN_ACTIVE, State.REVIEW, State.STEP_DOWN})
NOT_NOW = "The formulation is written when the round is over, and the case is worked."
AXIS_NAMES = ("violence", "persistence", "recurrence", "psychosocial", "imminence")


@dataclass(frozen=True, slots=True)
class SeenFormulation:
    """One version as one reader may know it; `words` are theirs by heading."""

    version: Formulation
    words: Mapping[str, FormulationWords] = field(default_factory=dict)
    agreement: FormulationAgreement | None = None


@dataclass(frozen=True, slots=True)
class Writing:
    """How it stands while it is written, as far as this person may write it."""

    parts: tuple[Part, ...]
    typed: Typed
    drafts: Mapping[str, FormulationDraft] = field(default_factory=dict)

    @property
    def stamp(self) -> int:
        return sum(row.revision for row in self.drafts.values())


def seen(actor: Actor, case: Case) -> list[SeenFormulation]:
    """Every version this reader may know of, the latest first, with the words that are theirs."""
    found = Formulation.objects.filter(case=case).select_related("author", "agency").order_by("-number")
    versions = list(policy.scope(actor, Action.VIEW_FORMULATION, found))
    if not versions:
        return []
    wanted = FormulationWords.objects.filter(formulation__in=versions)
    words: dict[UUID, dict[str, FormulationWords]] = {}
    for row in policy.scope_any(actor, wanted, readable=READS.values()):
        words.setdefault(row.formulation_id, {})[row.heading] = row
    agreed = FormulationAgreement.objects.filter(formulation__in=versions).select_related("item", "agreed_by")
    agreements = {one.formulation_id: one for one in agreed}
    return [SeenFormulation(one, words.get(one.pk, {}), agreements.get(one.pk)) for one in versions]


def current(found: Iterable[SeenFormulation]) -> SeenFormulation | None:
    """The version that was agreed last; until one is, there is none."""
    return next((one for one in found if one.agreement is not None), None)


def may_write(actor: Actor, case: Case, one: Part) -> bool:
    """Whether this person may write in this part now."""
    return is_time(case) and WRITES[one.audience] in policy.allowed_once(actor, case)


def is_time(case: Case) -> bool:
    """Whether it is written now: not while the disciplines are being asked, nor before, nor after the end."""
    return case.state in WRITTEN_IN


def warnings(actor: Actor, case: Case) -> list[FormulationWords]:
    """The warning signs of the version that was agreed last, in one query."""
    signs = FormulationWords.objects.filter(
        case=case, heading__endswith=WARNING, formulation__agreement__isnull=False
    ).select_related("formulation")
    found = list(policy.scope(actor, Action.VIEW_FORMULATION_WORDS, signs).order_by("-formulation__number", "pk"))
    return [one for one in found if one.formulation_id == found[0].formulation_id]


def kept(case: Case, one: Part, *, by: Actor) -> tuple[Kept, FormulationDraft | None]:
    """One part as its boxes stand, and who wrote there; without a draft, as it was proposed last."""
    _require(by, WRITES[one.audience], case)
    row = FormulationDraft.objects.filter(case=case, part=one.code).select_related("begun_by", "saved_by").first()
    if row:
        return drafts.as_kept(row), row
    return Kept(_boxes_of(_latest(case, by), one)), None


@transaction.atomic
def keep(case: Case, one: Part, typed: Typed, *, by: Actor, seen: Seen | None = None) -> Kept:
    """Save a part as it is typed. Two people in one part do not overwrite each other, and both names stay."""
    _require(by, WRITES[one.audience], case)
    if by.user is None:
        raise DomainError("A draft is somebody’s.")
    row, _ = FormulationDraft.objects.get_or_create(
        case=case,
        part=one.code,
        defaults={
            "begun_by": by.user,
            "saved_by": by.user,
            "hands": [by.user.pk],
            "words": "{}",
            "begun_at": by.now,
            "saved_at": by.now,
            "revision": 0,
        },
    )
    row = FormulationDraft.objects.select_for_update(of=("self",)).get(pk=row.pk)
    if drafts.write(row, typed, at=by.now, seen=seen, clash=CLASH):
        if row.saved_by_id != by.user.pk:
            trail.record(by, trail.Operation.ALTER, "go_on_with_draft", case_id=row.case_id, record=row)
        row.saved_by = by.user
        row.hands = list(dict.fromkeys([*row.hands, by.user.pk]))
        row.save(update_fields=[*drafts.WRITTEN, "saved_by", "hands"])
    return drafts.as_kept(row)


def whole(case: Case, *, by: Actor) -> Writing:
    """Every part that this person may write: as it is being written, else as it was proposed last."""
    _require(by, Action.WRITE_FORMULATION, case)
    mine = tuple(one for one in PARTS if may_write(by, case, one))
    rows = FormulationDraft.objects.filter(case=case, part__in=[one.code for one in mine])
    begun = {row.part: row for row in rows.select_related("begun_by", "saved_by").order_by("part")}
    before, typed = _latest(case, by), dict[str, Any]()
    for one in mine:
        typed |= drafts.as_kept(begun[one.code]).typed if one.code in begun else _boxes_of(before, one)
    return Writing(mine, typed, begun)


@transaction.atomic
def propose(case: Case, *, by: Actor, stamp: int | None = None) -> Formulation:
    """Make a version of what stands in the parts that the proposer may write; the others go along as they were.

    It is read from now on by whoever may read each part, and is never changed: the next one is another version.
    """
    _require(by, Action.WRITE_FORMULATION, case)
    if by.user is None or by.agency is None:
        raise DomainError("Choose the seat you act in first.")
    Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    now = whole(case, by=by)
    if stamp is not None and stamp != now.stamp:
        raise Changed(CHANGED)
    if not said(now.typed, "presenting"):
        raise Incomplete(("presenting",))
    last = Formulation.objects.filter(case=case).order_by("-number").first()
    version = Formulation.objects.create(
        case=case,
        number=last.number + 1 if last else 1,
        author=by.user,
        agency=by.agency,
        hands=list(dict.fromkeys(hand for row in now.drafts.values() for hand in row.hands)),
        proposed_at=by.now,
        **{name: said(now.typed, name) or Axis.NOT_KNOWN.value for name in AXIS_NAMES},
    )
    mine = {one.code for one in now.parts}
    FormulationWords.objects.bulk_create(
        FormulationWords(
            case=case,
            formulation=version,
            heading=heading.code,
            audience=one.audience,
            is_opinion=not heading.is_fact,
            text=said(now.typed, heading.code),
        )
        for one, heading in headed()
        if one.code in mine and said(now.typed, heading.code)
    )
    if last:
        _carry(last, version, but=mine)
    FormulationDraft.objects.filter(case=case, part__in=mine).delete()
    trail.record(
        by, trail.Operation.COLLECT, "propose_formulation", case_id=case.pk, record=version, fields=["words", "axes"]
    )
    return version


@transaction.atomic
def agree(formulation: Formulation, item: ConferenceItem, *, by: Actor) -> FormulationAgreement:
    """The conference agrees this version. The level and its reason are decided there, and by nothing written here."""
    policy.require(by, Action.AGREE_FORMULATION, formulation.case)
    if by.user is None:
        raise DomainError("Somebody says that it was agreed.")
    if item.case_id != formulation.case_id:
        raise ValueError("A conference agrees a formulation of its own case.")
    case = Case.objects.select_for_update(of=("self",)).get(pk=formulation.case_id)
    if Formulation.objects.filter(case=case, number__gt=formulation.number).exists():
        raise Changed("A later version was proposed while you were reading. Read it before you agree.")
    if FormulationAgreement.objects.filter(formulation=formulation).exists():
        raise Changed("This version was agreed already.")
    if FormulationAgreement.objects.filter(item=item).exists():
        raise DomainError("This conference has agreed a formulation already. Agree this one at the next.")
    agreement = FormulationAgreement.objects.create(
        case=case, formulation=formulation, item=item, agreed_by=by.user, agreed_at=by.now
    )
    trail.record(
        by,
        trail.Operation.ALTER,
        "agree_formulation",
        case_id=case.pk,
        record=formulation,
        fields=["agreement"],
        happened_at=item.held_at,
    )
    return agreement


def boxes(one: Part) -> list[str]:
    """The names of the boxes of one part."""
    return list(AXIS_NAMES) if one.code == AXES else [heading.code for heading in one.headings]


def _require(by: Actor, action: Action, case: Case) -> None:
    policy.require(by, action, case)
    if not is_time(case):
        raise NotFromHere(NOT_NOW)


def _latest(case: Case, by: Actor) -> SeenFormulation | None:
    return next(iter(seen(by, case)), None)


def _boxes_of(before: SeenFormulation | None, one: Part) -> dict[str, list[str]]:
    """What was proposed, as it would stand in the boxes."""
    if before is None:
        return {}
    if one.code == AXES:
        return {name: [getattr(before.version, name)] for name in AXIS_NAMES}
    return {name: [before.words[name].text] for name in boxes(one) if name in before.words}


def _carry(last: Formulation, version: Formulation, *, but: set[str]) -> None:
    """What the proposer may not write stays as the version before says it, hidden words hidden."""
    theirs = {heading.code for one, heading in headed() if one.code not in but}
    earlier = FormulationWords.objects.filter(formulation=last, heading__in=theirs).order_by("heading")
    FormulationWords.objects.bulk_create(
        FormulationWords(
            case_id=row.case_id,
            formulation=version,
            heading=row.heading,
            audience=row.audience,
            is_opinion=row.is_opinion,
            text=row.text,
        )
        for row in earlier
    )
