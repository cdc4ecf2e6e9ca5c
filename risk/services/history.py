"""Every version of one discipline's part, as far as a reader may know each of its three kinds of words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from django.db.models import F

from cases import policy
from cases.policy import Action
from risk.models import Contribution, ContributionLevel, ContributionOpinion, ContributionVersion, Part, SignOff
from risk.services.contributions import ANSWERS, OPINIONS, WORDS
from stalking_unit.accounts.actor import Actor

P = TypeVar("P", bound=Part)
AT = {"number": F("version__number"), "at": F("version__submitted_at")}


@dataclass(frozen=True, slots=True)
class SeenVersion:
    """One version as one reader may know it; what is None is not theirs, or not yet."""

    number: int
    submitted_at: datetime
    facts: ContributionVersion | None = None
    opinion: ContributionOpinion | None = None
    level: ContributionLevel | None = None
    sign_off: SignOff | None = None


def versions(actor: Actor, contribution: Contribution) -> list[SeenVersion]:
    """The latest first. Nothing is taken from a row that the policy did not hand out."""
    facts = policy.scope_any(actor, ContributionVersion.objects.filter(contribution=contribution), allowed=WORDS)
    known = {row.number: row for row in facts.select_related("author", "agency").prefetch_related(ANSWERS)}
    of_it = {"version__contribution": contribution}
    opinions = policy.scope_any(actor, ContributionOpinion.objects.filter(**of_it), allowed=OPINIONS)
    thought = _numbered(opinions.prefetch_related(ANSWERS).annotate(**AT))
    levels = policy.scope(actor, Action.VIEW_CONTRIBUTION_LEVEL, ContributionLevel.objects.filter(**of_it))
    put_at = _numbered(levels.annotate(**AT))
    signed = policy.scope(actor, Action.VIEW_SIGN_OFF, SignOff.objects.filter(**of_it))
    decided = _numbered(signed.select_related("signed_by").annotate(**AT))
    when = {number: row.submitted_at for number, row in known.items()}
    when |= {number: row.at for number, row in {**put_at, **thought}.items()}  # type: ignore[attr-defined]  # annotated
    return [
        SeenVersion(
            number, when[number], known.get(number), thought.get(number), put_at.get(number), decided.get(number)
        )
        for number in sorted(when, reverse=True)
    ]


def _numbered(rows: Iterable[P]) -> dict[int, P]:
    return {row.number: row for row in rows}  # type: ignore[attr-defined]  # annotated
