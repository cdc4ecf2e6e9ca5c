"""A contribution while it is written: a draft a section, which everybody of the discipline on the case goes on with."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import transaction

from cases import policy
from cases.enums import Level
from cases.policy import Action
from cases.services import drafts
from cases.services.drafts import Kept, Seen, Typed
from cases.services.errors import Changed, Incomplete
from risk.enums import Known, Stance
from risk.models import Contribution, ContributionVersion, DraftSection
from risk.questions import Question, Section, asked_of, sections
from risk.services import contributions
from risk.services.contributions import Answer, Fact
from stalking_unit.accounts.actor import Actor
from stalking_unit.accounts.enums import DisciplineKind
from stalking_unit.accounts.models import User
from stalking_unit.audit import trail
from stalking_unit.db.errors import DomainError

NOT_KNOWN = "not_known"  # as a level: "You cannot say. That is an answer."
CLASH = "A colleague saved this section after you opened it."
CHANGED = "A colleague has written in this since you opened the page. Read it again before you submit."
INSTRUMENT = ("instrument_code", "instrument_version", "instrument_result")


@dataclass(frozen=True, slots=True)
class Writing:
    """A contribution as it stands while it is written: what is in its boxes, and who wrote there.

    `stamp` tells one state of it from another, so that nobody submits what they have not seen.
    """

    typed: Typed
    sections: Mapping[str, DraftSection] = field(default_factory=dict)
    submitted: ContributionVersion | None = None

    @property
    def stamp(self) -> int:
        return sum(row.revision for row in self.sections.values())

    @property
    def hands(self) -> list[UUID]:
        """Everybody who wrote in it, whoever began first."""
        begun = sorted(self.sections.values(), key=lambda row: (row.begun_at, row.section))
        return list(dict.fromkeys(hand for row in begun for hand in row.hands))


def kept(contribution: Contribution, section: Section, *, by: Actor) -> tuple[Kept, DraftSection | None]:
    """One section as its boxes stand, and who wrote there; without a draft, as it was submitted last."""
    policy.require(by, Action.WRITE_CONTRIBUTION, contribution)
    row = DraftSection.objects.filter(contribution=contribution, section=section.code)
    found = row.select_related("begun_by", "saved_by").first()
    if found:
        return drafts.as_kept(found), found
    before = boxes_of(contributions.latest(contribution))
    return Kept({name: values for name, values in before.items() if name in boxes(section)}), None


@transaction.atomic
def keep(contribution: Contribution, section: Section, typed: Typed, *, by: Actor, seen: Seen | None = None) -> Kept:
    """Save a section as it is typed. Two people in one section do not overwrite each other, and both names stay."""
    policy.require(by, Action.WRITE_CONTRIBUTION, contribution)
    if by.user is None:
        raise DomainError("A draft is somebody’s.")
    row, _ = DraftSection.objects.get_or_create(
        contribution=contribution,
        section=section.code,
        defaults={
            "case_id": contribution.case_id,
            "begun_by": by.user,
            "saved_by": by.user,
            "hands": [by.user.pk],
            "words": "{}",
            "begun_at": by.now,
            "saved_at": by.now,
            "revision": 0,
        },
    )
    row = DraftSection.objects.select_for_update(of=("self",)).get(pk=row.pk)
    if drafts.write(row, typed, at=by.now, seen=seen, clash=CLASH):
        if row.saved_by_id != by.user.pk:
            trail.record(by, trail.Operation.ALTER, "go_on_with_draft", case_id=row.case_id, record=row)
        row.saved_by = by.user
        row.hands = list(dict.fromkeys([*row.hands, by.user.pk]))
        row.save(update_fields=[*drafts.WRITTEN, "saved_by", "hands"])
    return drafts.as_kept(row)


@transaction.atomic
def nothing_known(contribution: Contribution, *, by: Actor) -> None:
    """Answer every question about facts that has no answer yet: we looked, and there is nothing."""
    for section in sections(DisciplineKind(contribution.discipline.kind)):
        if section.stance is not Stance.FACTS:
            continue
        before, _ = kept(contribution, section, by=by)
        empty = [asked for asked in section.questions if not is_answered(before.typed, asked)]
        if empty:
            filled = {tick_of(asked): [Known.NOTHING.value] for asked in empty}
            keep(contribution, section, {**before.typed, **filled}, by=by, seen=Seen(before.revision))


def whole(contribution: Contribution, *, by: Actor) -> Writing:
    """Every section: as it is being written, else as it was submitted last."""
    policy.require(by, Action.WRITE_CONTRIBUTION, contribution)
    rows = DraftSection.objects.filter(contribution=contribution).select_related("begun_by", "saved_by")
    begun = {row.section: row for row in rows.order_by("section")}
    submitted = contributions.latest(contribution)
    before, typed = boxes_of(submitted), dict[str, list[str]]()
    for section in sections(DisciplineKind(contribution.discipline.kind)):
        now = drafts.as_kept(begun[section.code]).typed if section.code in begun else before
        typed |= {name: list(now[name]) for name in boxes(section) if name in now}
    return Writing(typed, begun, submitted)


@transaction.atomic
def submit(
    contribution: Contribution,
    *,
    by: Actor,
    stamp: int | None = None,
    version: int | None = None,
    happened_at: datetime | None = None,
) -> ContributionVersion:
    """Submit what stands in the sections; the draft has become a version, and its author signs it."""
    contribution = (
        Contribution.objects.select_for_update(of=("self",), no_key=True)
        .select_related("discipline")
        .get(pk=contribution.pk)
    )
    writing = whole(contribution, by=by)
    if stamp is not None and stamp != writing.stamp:
        raise Changed(CHANGED)
    answer = answer_of(DisciplineKind(contribution.discipline.kind), writing.typed)
    submitted = contributions.submit(
        contribution, answer, by=by, hands=writing.hands, version=version, happened_at=happened_at
    )
    DraftSection.objects.filter(contribution=contribution).delete()
    return submitted


def names(hands: list[UUID]) -> list[str]:
    """The people behind these keys, in this order."""
    found = User.objects.in_bulk(hands)
    return [found[key].name for key in hands if key in found]


def answer_of(kind: DisciplineKind, typed: Typed) -> Answer:
    """What the boxes say. A level that nobody chose is missing; "not known" is one that somebody chose."""
    level = said(typed, "level")
    if not level:
        raise Incomplete(("level",))
    questions = list(asked_of(kind, Stance.FACTS))
    facts = {
        asked.code: Fact(said(typed, asked.code), Known(tick_in(typed, asked) or Known.WRITTEN))
        for asked in questions
        if is_answered(typed, asked)
    }
    nothing = [fact for fact in facts.values() if fact.known is Known.NOTHING]
    return Answer(
        facts=facts,
        opinions={asked.code: said(typed, asked.code) for asked in asked_of(kind, Stance.OPINION)},
        known=said(typed, "known"),
        nothing_known=len(nothing) == len(questions) and not said(typed, "known"),
        thought=said(typed, "thought"),
        level=None if level == NOT_KNOWN else Level(level),
        summary=said(typed, "summary"),
        **{name: said(typed, name) for name in INSTRUMENT},
    )


def boxes(section: Section) -> list[str]:
    """The names of the boxes of one section."""
    own = [name for asked in section.questions for name in (asked.code, tick_of(asked))]
    if section.stance is Stance.LEVEL:
        return ["level", "summary"]
    if section.stance is Stance.OPINION:
        return [*(asked.code for asked in section.questions), "thought", *INSTRUMENT]
    return [*own, "known"] if section.asks_else else own


def boxes_of(version: ContributionVersion | None) -> dict[str, list[str]]:
    """What was submitted, as it would stand in the boxes."""
    if version is None:
        return {}
    opinion = version.opinion
    facts = {row.question: row for row in version.answers.all()}
    answered = {code: [row.words] for code, row in facts.items() if row.known == Known.WRITTEN}
    ticked = {f"{code}-is": [row.known] for code, row in facts.items() if row.known != Known.WRITTEN}
    return {
        **answered,
        **ticked,
        **{row.question: [row.words] for row in opinion.answers.all()},
        "known": [version.known],
        "thought": [opinion.thought],
        "level": [version.level.level or NOT_KNOWN],
        "summary": [version.level.summary],
        **{name: [getattr(opinion, name)] for name in INSTRUMENT},
    }


def tick_of(asked: Question) -> str:
    """The name of the two boxes to tick below a question."""
    return f"{asked.code}-is"


def tick_in(typed: Typed, asked: Question) -> str:
    """Which of the two is ticked."""
    return said(typed, tick_of(asked))


def is_answered(typed: Typed, asked: Question) -> bool:
    """Words, or that nothing is known, or that it is not known: an empty box is none of these."""
    return bool(said(typed, asked.code) or tick_in(typed, asked))


def said(typed: Typed, name: str) -> str:
    """What stands in a box, without the blanks around it and with one character for each new line."""
    values = typed.get(name) or [""]
    return str(values[0]).replace("\r\n", "\n").strip()
