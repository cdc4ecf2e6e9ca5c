"""Answers in plain sets from the paper alone. It imports nothing of the policy, and knows the paper's words only as
a person would explain them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from tests.cases.policy.paper import STRENGTHS, Line, Term
from tests.cases.policy.world import CAME_FROM, CAPACITIES, INTAKE, LIVE, Key, Record, Seat, World


@dataclass(frozen=True)
class Asker:
    """A person in one of their seats; without one when none is live. Nobody at all is the product itself."""

    person: int | None
    seat: Seat | None = None

    @property
    def column(self) -> str | None:
        if self.person is None:
            return "system"
        return self.seat.column if self.seat else None

    def is_meant(self, term: Term) -> bool:
        """Whether the term speaks of this kind of seat: some are for supervisors."""
        return term.only != "sup" or (self.seat is not None and self.seat.role == "supervisor")


def askers(world: World) -> list[Asker]:
    """Everybody in every seat they may act in, those without one too, and the product itself."""
    found = [Asker(None)]
    for number, someone in enumerate(world.people):
        live = [seat for seat in someone.seats if seat.is_live and someone.is_active]
        found += [Asker(number, seat) for seat in live] or [Asker(number)]
    return found


class Oracle:
    """May this person do this to that record?"""

    def __init__(self, world: World) -> None:
        self.world = world
        self.relations: dict[str, Callable[[Asker, Term, Line, Record], bool]] = {
            "any": lambda asker, term, line, record: asker.person is None,
            "own-unit": lambda asker, term, line, record: asker.seat is not None and asker.seat.unit == record.number,
            "team": self.named_on_case,
            "guest": self.named_on_case,
            "victim": self.works_side,
            "suspect": self.works_side,
            "officer_in_case": lambda *asked: self.holds(*asked, {"officer_in_case"}),
            "chair": lambda *asked: self.holds(*asked, {"chair", "deputy"}),
            "placed": self.is_placed,
            "discipline": self.shares_discipline,
            "answered": self.named_on_case,
            "agency": self.shares_agency,
            "named": self.is_named,
            "unit": self.reaches_unit,
            "unit-named": lambda asker, term, line, record: (
                record.names(line.action) == asker.person and self.reaches_unit(asker, term, line, record)
            ),
            "screen": self.screens,
            "intake": self.screens,
            "intake-named": lambda asker, term, line, record: (
                record.names(line.action) == asker.person and self.screens(asker, term, line, record)
            ),
            "offered": self.is_offered,
            "duty": self.is_on_duty,
            "duty-named": lambda asker, term, line, record: (
                record.names(line.action) == asker.person and self.is_on_duty(asker, term, line, record)
            ),
        }

    def may(self, asker: Asker, line: Line, record: Record) -> bool:
        """Whether the line speaks of this record, any term of the cell holds, and nothing bars the person."""
        if line.record != record.model or (line.which and line.which not in record.tags):
            return False
        if asker.column is None or (asker.person, record.case) in self.world.excluded:
            return False
        return any(self.stands(asker, term, line, record) for term in line.cells[asker.column])

    def scope(self, asker: Asker, line: Line, among: Iterable[Record]) -> set[Key]:
        """The records of these on which they may."""
        return {record.key for record in among if self.may(asker, line, record)}

    def who_can(self, line: Line, record: Record) -> set[int]:
        """Everybody who may, in whichever of their seats."""
        people = (asker for asker in askers(self.world) if asker.person is not None)
        return {asker.person for asker in people if self.may(asker, line, record)}

    def stands(self, asker: Asker, term: Term, line: Line, record: Record) -> bool:
        """Whether this person stands in this relation to the record, now."""
        if not asker.is_meant(term):
            return False
        if term.states and self.world.cases[record.case].state not in term.states:
            return False
        if term.kin and not self.shares_agency(asker, term, line, record):
            return False
        return self.time_has_come(asker, term, record) and self.relations[term.relation](asker, term, line, record)

    def time_has_come(self, asker: Asker, term: Term, record: Record) -> bool:
        """Closed: for everybody. Answered: closed, or the asker's own discipline has spoken in this round."""
        once = "answered" if term.relation == "answered" else term.once
        if not once:
            return True
        assert record.round is not None, "the paper asks for a round of a record that has none"
        if record.round.is_closed:
            return True
        return once == "answered" and asker.seat is not None and asker.seat.kind in record.round.answered

    def named_on_case(self, asker: Asker, term: Term, line: Line, record: Record) -> bool:
        """A live grant of at least this strength; a guest's must name the record."""
        enough = STRENGTHS[STRENGTHS.index(term.strength) :]
        return any(
            (grant.person, grant.case) == (asker.person, record.case)
            and grant.strength in enough
            and grant.when in LIVE
            and (asker.column != "guest" or line.record in (grant.shown or ()))
            for grant in self.world.grants
        )

    def works_side(self, asker: Asker, term: Term, line: Line, record: Record) -> bool:
        return self.named_on_case(asker, term, line, record) and any(
            (place.person, place.case) == (asker.person, record.case)
            and place.side in (term.relation, "both")
            and place.when in LIVE
            for place in self.world.places
        )

    def holds(self, asker: Asker, term: Term, line: Line, record: Record, capacities: set[str]) -> bool:
        return self.named_on_case(asker, term, line, record) and any(
            (place.person, place.case) == (asker.person, record.case)
            and place.capacity in capacities
            and place.when in LIVE
            for place in self.world.places
        )

    def is_placed(self, asker: Asker, term: Term, line: Line, record: Record) -> bool:
        """On the case for more than having referred it."""
        return self.holds(asker, term, line, record, set(CAPACITIES) - {"referrer"})

    def shares_discipline(self, asker: Asker, term: Term, line: Line, record: Record) -> bool:
        own = asker.seat is not None and asker.seat.kind == record.kind
        return own and self.named_on_case(asker, term, line, record)

    def shares_agency(self, asker: Asker, term: Term, line: Line, record: Record) -> bool:
        own = asker.seat is not None and record.agency in CAME_FROM[asker.seat.agency]
        return own and self.named_on_case(asker, term, line, record)

    def is_named(self, asker: Asker, term: Term, line: Line, record: Record) -> bool:
        return record.names(line.action) == asker.person and self.named_on_case(asker, term, line, record)

    def reaches(self, asker: Asker, unit: int | None, right: str) -> bool:
        return any(
            (reach.person, reach.unit, reach.right) == (asker.person, unit, right) and reach.when in LIVE
            for reach in self.world.reaches
        )

    def reaches_unit(self, asker: Asker, term: Term, line: Line, record: Record) -> bool:
        """A lead's or an auditor's unit: its unrestricted cases, once they have been sent."""
        case = self.world.cases[record.case]
        right = "audit_unit" if asker.column == "auditor" else "lead_unit"
        return not case.is_restricted and case.state != "draft" and self.reaches(asker, case.unit, right)

    def screens(self, asker: Asker, term: Term, line: Line, record: Record) -> bool:
        """Screening is of the unit's unrestricted cases; `intake` is while they are being taken in."""
        case = self.world.cases[record.case]
        if term.relation in ("intake", "intake-named") and case.state not in INTAKE:
            return False
        return not case.is_restricted and self.reaches(asker, case.unit, "screen_unit")

    def is_on_duty(self, asker: Asker, term: Term, line: Line, record: Record) -> bool:
        """An unrestricted case has an alarm that nobody has while they hold its unit's duty, or one they took lately.

        Not for somebody who works the suspect's side of it, and not by the alarm of a draft.
        """
        case = self.world.cases[record.case]
        if case.is_restricted or case.state == "draft" or self.is_on_the_suspects_side(asker, record.case):
            return False
        holds = self.holds_duty(asker.person, case.unit)
        return any(
            holds if alarm.taken_by is None else alarm.taken_by == asker.person and not alarm.is_old
            for alarm in case.alarms
            if not alarm.is_of_draft
        )

    def is_on_the_suspects_side(self, asker: Asker, case: int) -> bool:
        return any(
            (place.person, place.case, place.side) == (asker.person, case, "suspect") and place.when in LIVE
            for place in self.world.places
        )

    def holds_duty(self, person: int | None, unit: int) -> bool:
        """A turn that runs now, and a seat in that unit: the duty of somebody who has left is nobody's."""
        turns = (turn for turn in self.world.turns if (turn.person, turn.unit) == (person, unit))
        if person is None or not any(turn.when in LIVE for turn in turns):
            return False
        return any(seat.is_live and seat.unit == unit for seat in self.world.people[person].seats)

    def is_offered(self, asker: Asker, term: Term, line: Line, record: Record) -> bool:
        case = self.world.cases[record.case]
        knows = not case.is_restricted or self.named_on_case(asker, Term("team"), line, record)
        return knows and self.reaches(asker, case.offered_to, "lead_unit")
