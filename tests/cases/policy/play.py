"""Plays every relation of `relations.csv` in one world, and reads off the two papers side by side who may do what."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from tests.cases.policy import paper
from tests.cases.policy.oracle import Asker
from tests.cases.policy.paper import DISCIPLINES, STRENGTHS, Line, Relation, Term
from tests.cases.policy.world import (
    AGENCIES,
    CAME_FROM,
    INTAKE,
    OF_NO_CASE,
    ACase,
    AnAction,
    AnAlarm,
    ARound,
    Granted,
    Key,
    OnDuty,
    Placed,
    Reaching,
    Record,
    Seat,
    Someone,
    World,
)

MATRIX, RELATIONS = paper.matrix(), paper.relations()
STATES = ("draft", "submitted", "assessment", "plan_active", "joined")
SEATS = (
    *(Seat(role, kind) for kind in DISCIPLINES for role in ("practitioner", "supervisor")),
    *(Seat(role, "other") for role in ("team_lead", "coordinator", "agency_admin", "auditor", "guest")),
    Seat("practitioner", "other"),
    Seat("supervisor", "other"),
)
BYSTANDER = 2 * len(SEATS)  # the first half of the people hold their seats, the second half held them once
LABELS = tuple(sorted({line.record for line in MATRIX}))
# A way in that asks something of the record rests on one that asks it of the case.
RESTS_ON = {
    "discipline": "team",
    "answered": "team",
    "agency": "team",
    "named": "team",
    "unit-named": "unit",
    "intake": "screen",
    "intake-named": "screen",
    "duty-named": "duty",
}


class Play:
    """A world in which everybody stands in every relation, to a case in each state, in units of the relation's own."""

    def __init__(self) -> None:
        self.cases: list[ACase] = []
        self.about: dict[int, Relation] = {}
        self.grants: list[Granted] = []
        self.places: list[Placed] = []
        self.reaches: list[Reaching] = []
        self.excluded: set[tuple[int, int]] = set()
        self.turns: list[OnDuty] = []
        for number, relation in enumerate(RELATIONS):
            self.rehearse(relation, unit=2 * number, other=2 * number + 1)
        have_left = (Someone((Seat(seat.role, seat.kind, when="past"),)) for seat in SEATS)
        self.world = World(
            people=(*(Someone((seat, *self.also_in(seat))) for seat in SEATS), *have_left, Someone(())),
            cases=tuple(self.cases),
            grants=tuple(self.grants),
            places=tuple(self.places),
            reaches=tuple(self.reaches),
            excluded=frozenset(self.excluded),
            turns=tuple(self.turns),
            units=2 * len(RELATIONS),
        )

    def also_in(self, seat: Seat) -> tuple[Seat, ...]:
        """Duty is held by people of the unit: the same seat again, in each unit whose rota has people."""
        return tuple(Seat(seat.role, seat.kind, unit=unit) for unit in sorted({turn.unit for turn in self.turns}))

    def rehearse(self, relation: Relation, unit: int, other: int) -> None:
        people = people_in(relation)
        twists = set(relation.twist.split())
        reached = other if twists & {"elsewhere", "offered"} else unit
        until = "ends now" if "rights end" in relation.twist else "live"
        self.reaches += [Reaching(person, reached, right, until) for person in people for right in relation.rights]
        if "duty" in twists:
            self.turns += [OnDuty(person, unit, "ends now" if "ends" in twists else "live") for person in people]
        took = people if "took" in twists else ()
        for state in STATES:
            named = (BYSTANDER, *people) if "author" in twists else (BYSTANDER,)
            drafts = "draft" in twists
            alarms = tuple(AnAlarm(bool(who % 2) and not drafts, who, "long" in twists, drafts) for who in took)
            case = self.case(unit, state, named, "restricted" in twists, other if "offered" in twists else None, alarms)
            self.about[case] = relation
            if "elsewhere" in twists:
                case = self.case(other, state, named)
            for person in people:
                self.stand(relation, person, case)

    def case(
        self,
        unit: int,
        state: str,
        named: tuple[int, ...],
        is_restricted: bool = False,
        offered_to: int | None = None,
        taken: tuple[AnAlarm, ...] = (),
    ) -> int:
        turn = len(self.cases)
        self.places.append(Placed(BYSTANDER, turn, "header", "member", "live"))
        some = frozenset(kind for place, kind in enumerate(DISCIPLINES) if (place + turn) % 2)
        self.cases.append(
            ACase(
                unit=unit,
                state=state,
                is_restricted=is_restricted,
                offered_to=offered_to,
                referrals=named,
                documents=named,
                actions=tuple(AnAction(is_victims, who, who) for who in named for is_victims in (False, True)),
                emergencies=named,
                alarms=(AnAlarm(False), AnAlarm(True), *taken),
                spoken=named,
                authors=named,
                supports=AGENCIES,
                rounds=(ARound(True, frozenset(DISCIPLINES)), ARound(False, some)),
            )
        )
        return turn

    def stand(self, relation: Relation, person: int, case: int) -> None:
        if relation.grant == "shown":
            self.grants.append(Granted(person, case, "view", relation.granted, LABELS))
        elif relation.grant:
            self.grants.append(Granted(person, case, relation.grant, relation.granted))
        if relation.placed:
            self.places.append(Placed(person, case, relation.side, relation.capacity, relation.placed))
        if relation.twist == "excluded":
            self.excluded.add((person, case))


def people_in(relation: Relation) -> range:
    """The second half of the people held their seats once."""
    return range(len(SEATS), BYSTANDER) if relation.twist == "left" else range(len(SEATS))


class Reader:
    """Reads off the two papers, side by side, whether somebody may."""

    def __init__(self, play: Play, records: Iterable[Record]) -> None:
        self.play = play
        self.by_model: dict[str, list[Record]] = {}
        self.scope, self.case_allows = cache(self.scope), cache(self.case_allows)  # type: ignore[method-assign]
        for record in records:
            if record.case in play.about or record.case == OF_NO_CASE:
                self.by_model.setdefault(record.model, []).append(record)

    def keys(self, line: Line) -> frozenset[Key]:
        """The records that stand in a relation, or in none because they are of no case."""
        return frozenset(record.key for record in self.by_model[line.record])

    def scope(self, asker: Asker, line: Line) -> frozenset[Key]:
        """Those of them on which somebody may."""
        if asker.column is None or not line.cells[asker.column]:
            return frozenset()
        return frozenset(record.key for record in self.by_model[line.record] if self.may(asker, line, record))

    def cases_of(self, relation: Relation) -> list[int]:
        return [case for case, about in self.play.about.items() if about is relation]

    def story(self, asker: Asker, key: Key) -> tuple[object, ...]:
        """What to print of an answer that is wrong."""
        relation = self.play.about.get(key[1])
        return asker, key, relation and relation.name, relation and self.play.cases[key[1]].state

    def may(self, asker: Asker, line: Line, record: Record) -> bool:
        if line.record != record.model or (line.which and line.which not in record.tags) or asker.column is None:
            return False
        return any(self.opens(asker, term, line, record) for term in line.cells[asker.column])

    def opens(self, asker: Asker, term: Term, line: Line, record: Record) -> bool:
        if term.relation == "any":
            return True
        assert asker.seat is not None
        if not asker.is_meant(term):
            return False
        if term.relation == "own-unit":
            return record.number == asker.seat.unit
        return self.case_allows(asker, term, record.case) and self.record_allows(asker, term, line, record)

    def case_allows(self, asker: Asker, term: Term, case: int) -> bool:
        """Whether the relation opens this way in, while the case stands where the paper asks."""
        relation, state = self.play.about[case], self.play.cases[case].state
        if asker.person not in people_in(relation):
            return False
        wanted = RESTS_ON.get(term.relation, term.relation)
        if term.states and state not in term.states:
            return False
        if (wanted in ("unit", "duty") and state == "draft") or (
            wanted == "screen" and "intake" in term.relation and state not in INTAKE
        ):
            return False
        return any(
            way.relation == wanted
            and STRENGTHS.index(way.strength) >= STRENGTHS.index(term.strength)
            and way.only in ("", asker.column)
            for way in relation.opens
        )

    def record_allows(self, asker: Asker, term: Term, line: Line, record: Record) -> bool:
        """What the way in asks of the record itself."""
        assert asker.seat is not None
        kind, around = asker.seat.kind, record.round
        is_over = around is not None and around.is_closed
        return all(
            (
                term.relation != "discipline" or record.kind == kind,
                "agency" not in (term.relation, term.kin) or record.agency in CAME_FROM[asker.seat.agency],
                not term.relation.endswith("named") or record.names(line.action) == asker.person,
                term.once != "closed" or is_over,
                "answered" not in (term.relation, term.once) or is_over or (around and kind in around.answered),
            )
        )


def relations_of(asker: Asker) -> list[Relation]:
    return [relation for relation in RELATIONS if asker.person in people_in(relation)]
