"""A small world drawn at random, and the oracle that answers for it in plain sets from the paper alone.

The oracle imports nothing of the policy. It knows what the paper's words mean, as a person would explain them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from hypothesis import strategies as st

from tests.cases.policy.paper import Line, Term

NOW = datetime.fromisoformat("2026-11-23T12:00:00+00:00")
STRENGTHS = ("view", "work", "lead")
INTAKE = {"submitted", "screening", "awaiting_info", "triage"}
STATES = ("draft", "submitted", "triage", "assessment", "plan_active", "closed", "joined")
ROLES = ("practitioner", "supervisor", "team_lead", "coordinator", "agency_admin", "auditor", "guest")
KINDS = ("police", "health", "outreach", "advocacy", "probation", "other")
SIDES = ("victim", "suspect", "both", "header")
CAPACITIES = ("member", "officer_in_case", "named_advocate", "chair", "deputy")
UNITS = (0, 1)
PEOPLE = range(4)
CASES = range(3)


@dataclass(frozen=True)
class Someone:
    """A person's one seat. `employed` False is a membership that has ended."""

    role: str
    kind: str
    agency: int
    unit: int
    employed: bool


@dataclass(frozen=True)
class Granted:
    """A grant on a case; `when` is past, live or future."""

    person: int
    case: int
    strength: str
    when: str
    for_records: tuple[str, ...] | None


@dataclass(frozen=True)
class Placed:
    """A place on a team."""

    person: int
    case: int
    side: str
    capacity: str
    when: str


@dataclass(frozen=True)
class Reaching:
    """Reach over a unit."""

    person: int
    unit: int
    right: str
    when: str


@dataclass(frozen=True)
class ACase:
    """A case."""

    unit: int
    state: str
    restricted: bool
    offered_to: int | None
    round_closed: bool


@dataclass(frozen=True)
class World:
    """Everything that decides."""

    people: tuple[Someone, ...]
    cases: tuple[ACase, ...]
    grants: tuple[Granted, ...] = ()
    places: tuple[Placed, ...] = ()
    reaches: tuple[Reaching, ...] = ()
    excluded: frozenset[tuple[int, int]] = field(default_factory=frozenset)


PERIODS = {
    "past": (NOW - timedelta(days=9), NOW - timedelta(days=1)),
    "ends now": (NOW - timedelta(days=9), NOW),
    "live": (NOW - timedelta(days=1), None),
    "for a time": (NOW - timedelta(days=1), NOW + timedelta(days=1)),
    "future": (NOW + timedelta(days=1), None),
}
LIVE = {"live", "for a time"}
whens = st.sampled_from(sorted(PERIODS))
persons, numbers = st.sampled_from(PEOPLE), st.sampled_from(CASES)

someones = st.builds(
    Someone,
    st.sampled_from(ROLES),
    st.sampled_from(KINDS),
    st.sampled_from((0, 1)),
    st.sampled_from(UNITS),
    st.sampled_from((True, True, True, False)),
)
cases = st.builds(
    ACase,
    st.sampled_from(UNITS),
    st.sampled_from(STATES),
    st.booleans(),
    st.sampled_from((None, 0, 1)),
    st.booleans(),
)
record_types = st.one_of(
    st.none(), st.lists(st.sampled_from(("cases.Case", "cases.Episode", "cases.CasePerson")), max_size=2).map(tuple)
)
grants = st.builds(Granted, persons, numbers, st.sampled_from(STRENGTHS), whens, record_types)
places = st.builds(Placed, persons, numbers, st.sampled_from(SIDES), st.sampled_from(CAPACITIES), whens)
reaches = st.builds(
    Reaching, persons, st.sampled_from(UNITS), st.sampled_from(("lead_unit", "audit_unit", "screen_unit")), whens
)
worlds = st.builds(
    World,
    st.tuples(*[someones for _ in PEOPLE]),
    st.tuples(*[cases for _ in CASES]),
    st.lists(grants, max_size=8, unique_by=lambda g: (g.person, g.case)).map(tuple),
    st.lists(places, max_size=8, unique_by=lambda p: (p.person, p.case, p.capacity)).map(tuple),
    st.lists(reaches, max_size=4, unique_by=lambda r: (r.person, r.unit, r.right)).map(tuple),
    st.frozensets(st.tuples(persons, numbers), max_size=2),
)


@dataclass(frozen=True)
class Record:
    """What the oracle needs to know of one record: its case, whose it is, whom it names."""

    case: int
    discipline: str = ""
    agency: int | None = None
    named: int | None = None


class Oracle:
    """Answers from the paper: may this person do this to that record?"""

    def __init__(self, world: World) -> None:
        self.world = world

    def column(self, person: int) -> str | None:
        """The column of the paper this person reads; none without a seat."""
        someone = self.world.people[person]
        if not someone.employed:
            return None
        if someone.role in ("practitioner", "supervisor"):
            return "guest" if someone.kind == "other" else someone.kind
        return {"team_lead": "lead", "agency_admin": "admin"}.get(someone.role, someone.role)

    def may(self, person: int, line: Line, record: Record) -> bool:
        """Whether any term of the person's cell holds, and nothing bars them."""
        column = self.column(person)
        if column is None or (person, record.case) in self.world.excluded:
            return False
        return any(self.holds(person, term, line, record) for term in line.cells[column])

    def holds(self, person: int, term: Term, line: Line, record: Record) -> bool:
        """Whether this person stands in this relation to the record."""
        case = self.world.cases[record.case]
        if term.supervisors_only and self.world.people[person].role != "supervisor":
            return False
        if term.states and case.state not in term.states:
            return False
        return bool(getattr(self, "_" + term.relation.replace("-", "_"))(person, term, line, record))

    def granted(self, person: int, strength: str, line: Line, case: int) -> bool:
        """A live grant of at least this strength; a guest's must name the record type."""
        enough = STRENGTHS[STRENGTHS.index(strength) :]
        is_guest = self.column(person) == "guest"
        return any(
            grant.person == person
            and grant.case == case
            and grant.strength in enough
            and grant.when in LIVE
            and (not is_guest or line.record in (grant.for_records or ()))
            for grant in self.world.grants
        )

    def _team(self, person: int, term: Term, line: Line, record: Record) -> bool:
        if not self.granted(person, "view" if term.strength == "closed" else term.strength, line, record.case):
            return False
        return term.strength != "closed" or self.world.cases[record.case].round_closed

    _guest = _team

    def on_side(self, person: int, case: int, sides: set[str]) -> bool:
        return any(
            place.person == person and place.case == case and place.side in sides and place.when in LIVE
            for place in self.world.places
        )

    def _victim(self, person: int, term: Term, line: Line, record: Record) -> bool:
        return self._team(person, term, line, record) and self.on_side(person, record.case, {"victim", "both"})

    def _suspect(self, person: int, term: Term, line: Line, record: Record) -> bool:
        return self._team(person, term, line, record) and self.on_side(person, record.case, {"suspect", "both"})

    def holding(self, person: int, case: int, capacities: set[str]) -> bool:
        return any(
            place.person == person and place.case == case and place.capacity in capacities and place.when in LIVE
            for place in self.world.places
        )

    def _officer_in_case(self, person: int, term: Term, line: Line, record: Record) -> bool:
        return self._team(person, term, line, record) and self.holding(person, record.case, {"officer_in_case"})

    def _chair(self, person: int, term: Term, line: Line, record: Record) -> bool:
        return self._team(person, term, line, record) and self.holding(person, record.case, {"chair", "deputy"})

    def reaching(self, person: int, unit: int | None, right: str) -> bool:
        return any(
            reach.person == person and reach.unit == unit and reach.right == right and reach.when in LIVE
            for reach in self.world.reaches
        )

    def _unit(self, person: int, term: Term, line: Line, record: Record) -> bool:
        """A lead's or an auditor's unit: unrestricted cases that have been sent."""
        case = self.world.cases[record.case]
        right = "audit_unit" if self.world.people[person].role == "auditor" else "lead_unit"
        seen = not case.restricted and case.state != "draft" and self.reaching(person, case.unit, right)
        return seen and (term.strength != "closed" or case.round_closed)

    def _screen(self, person: int, term: Term, line: Line, record: Record) -> bool:
        case = self.world.cases[record.case]
        return not case.restricted and self.reaching(person, case.unit, "screen_unit")

    def _intake(self, person: int, term: Term, line: Line, record: Record) -> bool:
        return self.world.cases[record.case].state in INTAKE and self._screen(person, term, line, record)

    def _offered(self, person: int, term: Term, line: Line, record: Record) -> bool:
        return self.reaching(person, self.world.cases[record.case].offered_to, "lead_unit")

    def _discipline(self, person: int, term: Term, line: Line, record: Record) -> bool:
        return self._team(person, term, line, record) and record.discipline == self.world.people[person].kind

    def _agency(self, person: int, term: Term, line: Line, record: Record) -> bool:
        return self._team(person, term, line, record) and record.agency == self.world.people[person].agency

    def _named(self, person: int, term: Term, line: Line, record: Record) -> bool:
        return self._team(person, term, line, record) and record.named == person

    def _self(self, person: int, term: Term, line: Line, record: Record) -> bool:
        return record.named == person
