"""The words that the rules are said in: who, how far they reach, and how strong a grant that asks for."""

import enum
from collections.abc import Iterable
from dataclasses import dataclass

from cases.enums import INTAKE_STATES, Capacity, Grant, Side, State, UnitRight
from stalking_unit.accounts.actor import Seat
from stalking_unit.accounts.enums import DisciplineKind, Role


class Reach(enum.Enum):
    """How far a clause reaches: down to ROUND_OVER it also asks for a live grant on the case."""

    TEAM = "named on the case"
    SIDE = "works this side of the case"
    CAPACITY = "holds this capacity on the case"
    PLACED = "holds a place on the case that is more than having referred it"
    OWN_DISCIPLINE = "the record is of their discipline"
    OWN_AGENCY = "the record is of their agency, or one it came from"
    SIDE_OWN_AGENCY = "works this side of the case, and the record is of their agency"
    NAMED_ON_RECORD = "the record names them"
    ANSWERED = "the round is over, or their discipline has answered"
    SIDE_ANSWERED = "works this side of the case, and the round is over or their discipline has answered"
    ROUND_OVER = "the round is over"
    UNIT = "the unit's unrestricted cases"
    UNIT_NAMED = "the unit's unrestricted cases, where the record names them"
    UNIT_ROUND_OVER = "the unit's unrestricted cases, once the round is over"
    DUTY = "they took an alarm of the case, or hold its unit's duty and nobody did; not on the suspect's side"
    DUTY_NAMED = "the same, where the record names them"
    OFFERED = "offered to a unit they lead; a restricted case only if they are named on it"
    OWN_UNIT = "the unit they work in"
    SYSTEM = "the product itself"


@dataclass(frozen=True, slots=True)
class Clause:
    """One way to be allowed; clauses of an action are OR-ed."""

    who: frozenset[Seat]
    reach: Reach
    grant: Grant = Grant.VIEW
    right: UnitRight = UnitRight.LEAD
    states: frozenset[State] | None = None
    sides: frozenset[Side] = frozenset()
    capacities: frozenset[Capacity] = frozenset()


def seats(roles: Iterable[Role], kinds: Iterable[DisciplineKind]) -> frozenset[Seat]:
    """Every pair of one of these roles and one of these disciplines."""
    kinds = tuple(kinds)
    return frozenset((role, kind) for role in roles for kind in kinds)


CASEWORK = (Role.PRACTITIONER, Role.SUPERVISOR)
POLICE = seats(CASEWORK, [DisciplineKind.POLICE])
HEALTH = seats(CASEWORK, [DisciplineKind.HEALTH])
OUTREACH = seats(CASEWORK, [DisciplineKind.OUTREACH])
ADVOCACY = seats(CASEWORK, [DisciplineKind.ADVOCACY])
PROBATION = seats(CASEWORK, [DisciplineKind.PROBATION])
# The discipline "other" sees what a guest sees, so it is not among the caseworkers.
CASEWORKERS = POLICE | HEALTH | OUTREACH | ADVOCACY | PROBATION
SUPERVISORS = frozenset(seat for seat in CASEWORKERS if seat[0] is Role.SUPERVISOR)
LEADS = seats([Role.TEAM_LEAD], DisciplineKind)
COORDINATORS = seats([Role.COORDINATOR], DisciplineKind)
AUDITORS = seats([Role.AUDITOR], DisciplineKind)
ADMINS = seats([Role.AGENCY_ADMIN], DisciplineKind)
GUESTS = seats([Role.GUEST], DisciplineKind) | seats(CASEWORK, [DisciplineKind.OTHER])
SYSTEM = Clause(frozenset(), Reach.SYSTEM)


def team(who: frozenset[Seat], grant: Grant = Grant.VIEW, *states: State) -> Clause:
    """Those named on the case."""
    return Clause(who, Reach.TEAM, grant, states=frozenset(states) or None)


def side(who: frozenset[Seat], on: Side, grant: Grant = Grant.VIEW) -> Clause:
    """Those who work this side of the case, or both."""
    return Clause(who, Reach.SIDE, grant, sides=frozenset({on, Side.BOTH}))


def holding(who: frozenset[Seat], grant: Grant, *capacities: Capacity) -> Clause:
    """Those with one of these capacities on the case."""
    return Clause(who, Reach.CAPACITY, grant, capacities=frozenset(capacities))


def placed(who: frozenset[Seat]) -> Clause:
    """Those who have a place on the case beside that of having referred it."""
    return Clause(who, Reach.PLACED)


def own_discipline(who: frozenset[Seat], grant: Grant, *states: State) -> Clause:
    """Those of the record's discipline."""
    return Clause(who, Reach.OWN_DISCIPLINE, grant, states=frozenset(states) or None)


def answered(who: frozenset[Seat]) -> Clause:
    """Those named on the case, once their own discipline has answered or the round is over."""
    return Clause(who, Reach.ANSWERED)


def own_unit(who: frozenset[Seat]) -> Clause:
    """Those who work in the unit."""
    return Clause(who, Reach.OWN_UNIT)


def screening(who: frozenset[Seat], states: frozenset[State] = INTAKE_STATES) -> Clause:
    """The unit's screeners, while a referral is being screened."""
    return Clause(who, Reach.UNIT, right=UnitRight.SCREEN, states=states)
