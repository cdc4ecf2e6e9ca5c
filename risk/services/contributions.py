"""What one discipline submits, and what each reader may see of it and when."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from django.db import transaction
from django.db.models import F

from cases import policy
from cases.enums import Level, Transition
from cases.policy import Action
from cases.services import lifecycle
from cases.services.errors import Changed, Incomplete, NotFromHere
from risk.enums import ContributionStatus, Known, Stance
from risk.models import (
    Contribution,
    ContributionLevel,
    ContributionOpinion,
    ContributionVersion,
    FactAnswer,
    OpinionAnswer,
    Part,
    Round,
    SignOff,
)
from risk.questions import asked_of
from stalking_unit.accounts.actor import Actor
from stalking_unit.accounts.enums import DisciplineKind
from stalking_unit.accounts.models import Agency
from stalking_unit.audit import trail
from stalking_unit.db.errors import DomainError

P = TypeVar("P", bound=Part)

WORDS = (
    Action.VIEW_POLICE_WORDS,
    Action.VIEW_HEALTH_WORDS,
    Action.VIEW_OUTREACH_WORDS,
    Action.VIEW_ADVOCACY_WORDS,
    Action.VIEW_PROBATION_WORDS,
)
ANSWERS = "answers"  # what hangs on facts or opinion is its reader's who may read those
OPINIONS = (
    Action.VIEW_POLICE_OPINION,
    Action.VIEW_HEALTH_OPINION,
    Action.VIEW_OUTREACH_OPINION,
    Action.VIEW_ADVOCACY_OPINION,
    Action.VIEW_PROBATION_OPINION,
)


@dataclass(frozen=True, slots=True)
class Fact:
    """The answer to one question about facts: words, or that nothing is known, or that it is not known."""

    words: str = ""
    known: Known = Known.WRITTEN


@dataclass(frozen=True, slots=True)
class Answer:
    """What a discipline says: facts, opinion, and how high it puts the risk. No level means "not known".

    `facts` and `opinions` are by the code of their question; `known` and `thought` are what fits under none.
    """

    facts: Mapping[str, Fact] = field(default_factory=dict)
    opinions: Mapping[str, str] = field(default_factory=dict)
    known: str = ""
    nothing_known: bool = False
    thought: str = ""
    level: Level | None = None
    summary: str = ""
    instrument_code: str = ""
    instrument_version: str = ""
    instrument_result: str = ""


@dataclass(frozen=True, slots=True)
class Seen:
    """One discipline's part as one reader may know it; what is None is not theirs, or not yet."""

    contribution: Contribution
    facts: ContributionVersion | None = None
    opinion: ContributionOpinion | None = None
    level: ContributionLevel | None = None
    answered_at: datetime | None = None
    number: int = 1  # of the version
    sign_off: SignOff | None = None


@transaction.atomic
def submit(
    contribution: Contribution,
    answer: Answer,
    *,
    by: Actor,
    hands: Sequence[UUID] = (),
    version: int | None = None,
    happened_at: datetime | None = None,
) -> ContributionVersion:
    """Submit a discipline's part. It is never edited: submitting again adds a version.

    By submitting, its author signs; where the agency asks for it a second person signs it off. `version` is the version
    of the contribution the author was looking at: when a colleague submitted meanwhile, both texts are kept apart.
    `hands` are the keys of everybody who wrote in it.
    """
    policy.require(by, Action.WRITE_CONTRIBUTION, contribution)
    agency = by.agency
    if agency is None:
        raise DomainError("Choose the seat you act in first.")
    contribution = (
        Contribution.objects.select_for_update(of=("self",), no_key=True)
        .select_related("case", "round", "discipline")
        .get(pk=contribution.pk)
    )
    _check(contribution, answer, version)
    change = lifecycle.move(
        contribution.case,
        Transition.CONTRIBUTE,
        by=by,
        facts={"discipline": contribution.discipline.code},
        happened_at=happened_at,
    )
    submitted = _write(contribution, answer, agency, hands, by=by, at=change.happened_at)
    needs_another = agency.asks_countersignature
    contribution.status = ContributionStatus.SUBMITTED if needs_another else ContributionStatus.SIGNED
    contribution.author, contribution.agency = by.user, agency
    contribution.gone_on_without = ""
    contribution.version += 1
    contribution.save(update_fields=["status", "author", "agency", "gone_on_without", "version"])
    trail.record(
        by,
        trail.Operation.COLLECT,
        "submit_contribution",
        case_id=contribution.case_id,
        record=submitted,
        fields=["known", "thought", "level", "summary", "instrument", *answer.facts, *answer.opinions],
        happened_at=change.happened_at,
    )
    return submitted


def levels(actor: Actor, rounds: Iterable[Round]) -> dict[UUID, list[Seen]]:
    """Who has answered and, where it is theirs to know, how high each puts the risk, by the key of the round.

    Two queries, however many rounds; in the order of the disciplines' names.
    """
    asked = [one.pk for one in rounds]
    put_at = _latest(
        policy.scope(actor, Action.VIEW_CONTRIBUTION_LEVEL, ContributionLevel.objects.filter(round__in=asked))
        .annotate(answered_at=F("version__submitted_at"), number=F("version__number"))
        .order_by("version__number")
    )
    places = policy.scope(actor, Action.VIEW_CONTRIBUTION, Contribution.objects.filter(round__in=asked))
    found: dict[UUID, list[Seen]] = {pk: [] for pk in asked}
    for place in places.select_related("discipline", "agency", "author").order_by("discipline__name", "pk"):
        level = put_at.get((place.round_id, place.discipline_id))
        at, number = getattr(level, "answered_at", None), getattr(level, "number", 1)
        found[place.round_id].append(Seen(place, level=level, answered_at=at, number=number))
    return found


def seen(actor: Actor, rounds: Iterable[Round]) -> dict[UUID, list[Seen]]:
    """All this reader may know of each round, the latest of each discipline: seven queries, however many rounds.

    Nothing is taken from a row that the policy did not hand out.
    """
    rounds = list(rounds)
    asked = [one.pk for one in rounds]
    facts = policy.scope_any(actor, ContributionVersion.objects.filter(round__in=asked), allowed=WORDS)
    opinions = policy.scope_any(actor, ContributionOpinion.objects.filter(round__in=asked), allowed=OPINIONS)
    signed = policy.scope(actor, Action.VIEW_SIGN_OFF, SignOff.objects.filter(round__in=asked))
    known = _latest(facts.select_related("author", "agency").prefetch_related(ANSWERS).order_by("number"))
    thought = _latest(opinions.prefetch_related(ANSWERS).order_by("version__number"))
    countersigned = _latest(signed.select_related("signed_by").order_by("version__number"))
    found = {}
    for pk, parts in levels(actor, rounds).items():
        keys = [(pk, part.contribution.discipline_id) for part in parts]
        found[pk] = [
            replace(part, facts=known.get(key), opinion=thought.get(key), sign_off=countersigned.get(key))
            for key, part in zip(keys, parts, strict=True)
        ]
    return found


def latest(contribution: Contribution) -> ContributionVersion | None:
    """What was submitted last, with its opinion and level, for those of the same discipline."""
    found: ContributionVersion | None = (
        contribution.versions.select_related("opinion", "level", "author", "agency")
        .prefetch_related(ANSWERS, f"opinion__{ANSWERS}")
        .order_by("-number")
        .first()
    )
    return found


def _latest(rows: Iterable[P]) -> dict[tuple[UUID, UUID], P]:
    """By round and discipline, the last of rows that come in the order of their versions."""
    return {(row.round_id, row.discipline_id): row for row in rows}


def _check(contribution: Contribution, answer: Answer, version: int | None) -> None:
    if contribution.round.closed_at is not None:
        raise NotFromHere("This round of assessment is over, so nothing can be added to it.")
    if version is not None and version != contribution.version:
        raise Changed("A colleague submitted an answer while you were writing. Nothing of yours is lost.")
    if answer.nothing_known and answer.known.strip():
        raise DomainError("You have written what is known and ticked that nothing is known. Keep one of the two.")
    kind = DisciplineKind(contribution.discipline.kind)
    unasked = {*answer.facts} - {asked.code for asked in asked_of(kind, Stance.FACTS)}
    unasked |= {*answer.opinions} - {asked.code for asked in asked_of(kind, Stance.OPINION)}
    if unasked:
        raise DomainError(f"{contribution.discipline.name} is not asked this.")
    missing = (
        ("known", not (answer.nothing_known or answer.known.strip() or answer.facts)),
        ("summary", not answer.nothing_known and not answer.summary.strip()),
        ("instrument_code", bool(answer.instrument_version or answer.instrument_result) and not answer.instrument_code),
    )
    if names := tuple(name for name, is_missing in missing if is_missing):
        raise Incomplete(names)


def _write(
    contribution: Contribution, answer: Answer, agency: Agency, hands: Sequence[UUID], *, by: Actor, at: datetime
) -> ContributionVersion:
    whose = {
        "case_id": contribution.case_id,
        "round_id": contribution.round_id,
        "discipline_id": contribution.discipline_id,
        "author": by.user,
    }
    version = ContributionVersion.objects.create(
        **whose,
        contribution=contribution,
        number=contribution.versions.count() + 1,
        known=answer.known.strip(),
        nothing_known=answer.nothing_known,
        agency=agency,
        hands=list(hands),
        submitted_at=at,
    )
    opinion = ContributionOpinion.objects.create(
        **whose,
        version=version,
        thought=answer.thought.strip(),
        instrument_code=answer.instrument_code,
        instrument_version=answer.instrument_version,
        instrument_result=answer.instrument_result,
    )
    ContributionLevel.objects.create(**whose, version=version, level=answer.level, summary=answer.summary.strip())
    case = {"case_id": contribution.case_id}
    FactAnswer.objects.bulk_create(
        FactAnswer(**case, version=version, question=code, known=fact.known, words=fact.words.strip())
        for code, fact in answer.facts.items()
    )
    OpinionAnswer.objects.bulk_create(
        OpinionAnswer(**case, opinion=opinion, question=code, words=words.strip())
        for code, words in answer.opinions.items()
        if words.strip()
    )
    return version
