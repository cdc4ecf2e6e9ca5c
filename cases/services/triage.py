"""Triage: what the unit takes on, who works it and on which side; or why not, and what is done instead."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from cases.enums import Capacity, Side, Transition
from cases.models import Case, Exclusion, StateChange, TeamMember
from cases.services import team
from cases.services.moves import make
from cases.services.telling import tell
from stalking_unit.accounts.actor import Actor
from stalking_unit.accounts.enums import DisciplineKind, Role
from stalking_unit.accounts.models import Membership
from stalking_unit.db.errors import DomainError

K = DisciplineKind
CASEWORK = (Role.PRACTITIONER, Role.SUPERVISOR)
REQUESTS_BEFORE_INSUFFICIENT = 2
INSUFFICIENT = "insufficient"


@dataclass(frozen=True, slots=True)
class Strand:
    """A strand of the work on a case: who leads it, on which side as a rule, and what they are then."""

    code: str
    name: str
    kinds: frozenset[DisciplineKind]
    side: Side
    capacity: Capacity = Capacity.MEMBER


STRANDS = (
    Strand("legal", "Legal sanction", frozenset({K.POLICE}), Side.BOTH, Capacity.OFFICER_IN_CASE),
    Strand("psychological", "Psychological intervention", frozenset({K.HEALTH}), Side.SUSPECT),
    Strand("social", "Social support", frozenset({K.OUTREACH, K.PROBATION}), Side.SUSPECT),
    Strand("victim", "Victim’s safety and support", frozenset({K.ADVOCACY}), Side.VICTIM, Capacity.NAMED_ADVOCATE),
)
BY_CODE = {strand.code: strand for strand in STRANDS}


@dataclass(frozen=True, slots=True)
class Named:
    """Who leads a strand on this case, from which seat, and on which side."""

    strand: Strand
    seat: Membership
    side: Side


@transaction.atomic
def decide(
    case: Case,
    transition: Transition,
    *,
    by: Actor,
    leads: Sequence[Named],
    says: Mapping[str, str] | None = None,
    facts: Mapping[str, Any] | None = None,
    coordinator: Membership | None = None,
    version: int | None = None,
    happened_at: datetime | None = None,
) -> StateChange:
    """Accept, consult, escalate or take up: one move, and the places of those named for the strands.

    The move asks whether the victim is a suspect elsewhere, so no advocate is named before that is decided.
    """
    for named in leads:
        _refuse_misplaced(named)
    change = make(
        case,
        transition,
        by=by,
        says=says,
        facts={**(facts or {}), "leads": {named.strand.code: str(named.seat.user_id) for named in leads}},
        version=version,
        happened_at=happened_at,
    )
    for named in leads:
        _place(case, named.seat, by=by, side=named.side, capacity=named.strand.capacity, reason=named.strand.name)
    if coordinator is not None:
        _place(case, coordinator, by=by, side=Side.HEADER, capacity=Capacity.COORDINATOR)
    tell(
        [named.seat.user for named in leads],
        case,
        kind="named",
        text="You are named on a case.",
        key=f"named:{change.pk}",
        route="cases:overview",
        by=by,
    )
    return change


def candidates(case: Case, strand: Strand, *, by: Actor) -> list[Membership]:
    """The people of the case's unit who could lead this strand; nobody with a conflict of interest is among them."""
    return _seats(case, by, role__in=CASEWORK, discipline__kind__in=sorted(strand.kinds))


def coordinators(case: Case, *, by: Actor) -> list[Membership]:
    """The coordinators of the case's unit."""
    return _seats(case, by, role=Role.COORDINATOR)


def not_heard(heard: Iterable[str]) -> str:
    """Why those who were heard are not enough, or nothing: police, and one of health or advocacy."""
    kinds = set(heard)
    if K.POLICE in kinds and kinds & {K.HEALTH, K.ADVOCACY}:
        return ""
    return "Hear police, and one of health or advocacy, before deciding: in the room, by telephone or in writing."


def asked_too_little(case: Case, reason_code: str) -> str:
    """Why "not enough information" cannot be the reason yet, or nothing: it takes two requests in this episode."""
    if reason_code != INSUFFICIENT:
        return ""
    episode = case.episodes.order_by("-number").first()
    asked = StateChange.objects.filter(episode=episode, transition=Transition.ASK_FOR_MORE).count()
    if asked >= REQUESTS_BEFORE_INSUFFICIENT:
        return ""
    return "Ask for more information twice before deciding that there is not enough."


def _seats(case: Case, by: Actor, **where: Any) -> list[Membership]:
    barred = Exclusion.objects.filter(case=case).values("user_id")
    seats = Membership.objects.whole().live(timezone.localdate(by.now)).filter(unit=case.unit_id, **where)
    return list(seats.exclude(user__in=barred).order_by("user__name", "pk"))


def _refuse_misplaced(named: Named) -> None:
    name = named.seat.user.name
    if DisciplineKind(named.seat.discipline.kind) not in named.strand.kinds:
        raise DomainError(f"{name} does not work in a discipline that leads “{named.strand.name}”.")
    if named.side is Side.HEADER or (named.strand.side is Side.VICTIM and named.side is not Side.VICTIM):
        raise DomainError(f"{name} cannot lead “{named.strand.name}” on that side of the case.")


def _place(case: Case, seat: Membership, *, by: Actor, side: Side, capacity: Capacity, reason: str = "") -> None:
    """Their place on the team; one they hold already stands, and one on another side ends first."""
    held = TeamMember.objects.live(by.now).filter(case=case, user=seat.user, capacity=capacity).first()
    if held is not None and held.side == side:
        return
    if held is not None:
        team.leave(held, by=by)
    team.join(case, seat.user, by=by, side=side, capacity=capacity, reason=reason, seat=seat)
