"""What one discipline hands in, and what each reader may see of it and when."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
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
from risk.enums import ContributionStatus
from risk.models import Contribution, ContributionLevel, ContributionOpinion, ContributionVersion, Part, Round, SignOff
from stalking_unit.accounts.actor import Actor
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
OPINIONS = (
    Action.VIEW_POLICE_OPINION,
    Action.VIEW_HEALTH_OPINION,
    Action.VIEW_OUTREACH_OPINION,
    Action.VIEW_ADVOCACY_OPINION,
    Action.VIEW_PROBATION_OPINION,
)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a discipline says: facts, opinion, and how high it puts the risk. No level means "not known"."""

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
    sign_off: SignOff | None = None


@transaction.atomic
def submit(
    contribution: Contribution,
    answer: Answer,
    *,
    by: Actor,
    version: int | None = None,
    happened_at: datetime | None = None,
) -> ContributionVersion:
    """Hand in a discipline's part. It is never edited: handing in again adds a version.

    By handing in, its author signs; where the agency asks for it a second person signs too. `version` is the version
    of the contribution the author was looking at: when a colleague handed in meanwhile, both texts are kept apart.
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
    handed_in = _write(contribution, answer, agency, by=by, at=change.happened_at)
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
        record=handed_in,
        fields=["known", "thought", "level", "summary", "instrument"],
        happened_at=change.happened_at,
    )
    return handed_in


def levels(actor: Actor, rounds: Iterable[Round]) -> dict[UUID, list[Seen]]:
    """Who has answered and, where it is theirs to know, how high each puts the risk, by the key of the round.

    Two queries, however many rounds; in the order of the disciplines' names.
    """
    asked = [one.pk for one in rounds]
    put_at = _latest(
        policy.scope(actor, Action.VIEW_CONTRIBUTION_LEVEL, ContributionLevel.objects.filter(round__in=asked))
        .annotate(answered_at=F("version__submitted_at"))
        .order_by("version__number")
    )
    places = policy.scope(actor, Action.VIEW_CONTRIBUTION, Contribution.objects.filter(round__in=asked))
    found: dict[UUID, list[Seen]] = {pk: [] for pk in asked}
    for place in places.select_related("discipline", "agency", "author").order_by("discipline__name", "pk"):
        level = put_at.get((place.round_id, place.discipline_id))
        found[place.round_id].append(Seen(place, level=level, answered_at=getattr(level, "answered_at", None)))
    return found


def seen(actor: Actor, rounds: Iterable[Round]) -> dict[UUID, list[Seen]]:
    """All this reader may know of each round, the latest of each discipline: five queries, however many rounds.

    Nothing is taken from a row that the policy did not hand out.
    """
    rounds = list(rounds)
    asked = [one.pk for one in rounds]
    facts = policy.scope_any(actor, ContributionVersion.objects.filter(round__in=asked), allowed=WORDS)
    opinions = policy.scope_any(actor, ContributionOpinion.objects.filter(round__in=asked), allowed=OPINIONS)
    signed = policy.scope(actor, Action.VIEW_SIGN_OFF, SignOff.objects.filter(round__in=asked))
    known = _latest(facts.select_related("author", "agency").order_by("number"))
    thought = _latest(opinions.order_by("version__number"))
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
    """What was handed in last, with its opinion and level, for those of the same discipline."""
    found: ContributionVersion | None = (
        contribution.versions.select_related("opinion", "level", "author", "agency").order_by("-number").first()
    )
    return found


def _latest(rows: Iterable[P]) -> dict[tuple[UUID, UUID], P]:
    """By round and discipline, the last of rows that come in the order of their versions."""
    return {(row.round_id, row.discipline_id): row for row in rows}


def _check(contribution: Contribution, answer: Answer, version: int | None) -> None:
    if contribution.round.closed_at is not None:
        raise NotFromHere("This round of assessment is over, so nothing can be added to it.")
    if version is not None and version != contribution.version:
        raise Changed("A colleague handed in an answer while you were writing. Nothing of yours is lost.")
    if answer.nothing_known and answer.known.strip():
        raise DomainError("You have written what is known and ticked that nothing is known. Keep one of the two.")
    missing = (
        ("known", not answer.nothing_known and not answer.known.strip()),
        ("summary", not answer.nothing_known and not answer.summary.strip()),
        ("instrument_code", bool(answer.instrument_version or answer.instrument_result) and not answer.instrument_code),
    )
    if names := tuple(name for name, is_missing in missing if is_missing):
        raise Incomplete(names)


def _write(
    contribution: Contribution, answer: Answer, agency: Agency, *, by: Actor, at: datetime
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
        submitted_at=at,
    )
    ContributionOpinion.objects.create(
        **whose,
        version=version,
        thought=answer.thought.strip(),
        instrument_code=answer.instrument_code,
        instrument_version=answer.instrument_version,
        instrument_result=answer.instrument_result,
    )
    ContributionLevel.objects.create(**whose, version=version, level=answer.level, summary=answer.summary.strip())
    return version
