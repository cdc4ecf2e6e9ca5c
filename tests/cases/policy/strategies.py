"""Small worlds drawn at random: few people and few cases, so that what decides meets often."""

from __future__ import annotations

from hypothesis import strategies as st

from tests.cases.policy.paper import DISCIPLINES, STRENGTHS
from tests.cases.policy.world import (
    AGENCIES,
    CAPACITIES,
    KINDS,
    PERIODS,
    RIGHTS,
    ROLES,
    SHOWN,
    SIDES,
    ACase,
    AnAction,
    AnAlarm,
    ARound,
    Granted,
    OnDuty,
    Placed,
    Reaching,
    Seat,
    Someone,
    World,
)

PEOPLE = range(5)
CASES = range(4)
UNITS = range(3)
STATES = ("draft", "submitted", "triage", "assessment", "plan_active", "closed", "joined")

people, numbers, units = st.sampled_from(PEOPLE), st.sampled_from(CASES), st.sampled_from(UNITS)
whens = st.sampled_from(sorted(PERIODS))
# Most of what is drawn holds, so that the exceptions stand out against something.
mostly_live = st.one_of(st.just("live"), whens)
mostly = st.sampled_from((True, True, True, True, False))
roles = st.sampled_from((*ROLES, *ROLES[:2] * 4, *("team_lead",) * 4, "auditor", "coordinator"))
units_of_cases = st.sampled_from((0, 0, 0, 1))

seats = st.builds(
    Seat,
    roles,
    st.sampled_from(KINDS),
    st.sampled_from((0, 0, 1, 2)),
    units,
    st.sampled_from(("live", "live", "live", "live", "past", "future")),
)
# The database lets nobody hold one seat twice at a time.
one_seat_or_two = st.lists(seats, min_size=1, max_size=2, unique_by=lambda s: (s.role, s.kind, s.agency, s.unit))
someones = st.builds(Someone, one_seat_or_two.map(tuple), mostly)


def rounds(closed: list[frozenset[str]], is_open: bool, answered: frozenset[str]) -> tuple[ARound, ...]:
    """Those that are over, and the open one, of which there is at most one."""
    return tuple(ARound(True, kinds) for kinds in closed) + ((ARound(False, answered),) if is_open else ())


def alarm(about: str, taken_by: int | None, is_old: bool) -> AnAlarm:
    """Of the victim's side, of a draft, or neither."""
    return AnAlarm(about == "hers", taken_by, is_old, about == "a draft")


ringing = st.sampled_from(("hers", "a draft", "other"))
answers = st.frozensets(st.sampled_from(DISCIPLINES))
cases = st.builds(
    ACase,
    unit=units_of_cases,
    state=st.sampled_from(STATES),
    is_restricted=st.sampled_from((False, False, True)),
    offered_to=st.none() | units_of_cases,
    referrals=people.map(lambda author: (author,)),
    authors=st.lists(people, min_size=1, max_size=2).map(tuple),
    documents=st.lists(people, max_size=2).map(tuple),
    actions=st.lists(st.builds(AnAction, st.booleans(), people, st.none() | people), max_size=3).map(tuple),
    supports=st.lists(st.sampled_from(AGENCIES), max_size=3).map(tuple),
    emergencies=st.lists(people, max_size=2).map(tuple),
    alarms=st.lists(st.builds(alarm, ringing, st.none() | people, st.booleans()), max_size=2).map(tuple),
    spoken=st.lists(people, max_size=2).map(tuple),
    rounds=st.builds(rounds, st.lists(answers, max_size=1), mostly, answers),
)
shown = st.one_of(st.none(), st.lists(st.sampled_from(SHOWN), max_size=3, unique=True).map(tuple))
grants = st.builds(Granted, people, numbers, st.sampled_from(STRENGTHS), mostly_live, shown)
places = st.builds(Placed, people, numbers, st.sampled_from(SIDES), st.sampled_from(CAPACITIES), mostly_live)
reaches = st.builds(Reaching, people, units_of_cases, st.sampled_from(RIGHTS), mostly_live)
WITH_THE_ROLE = {"team_lead": "lead_unit", "auditor": "audit_unit"}


@st.composite
def worlds(draw: st.DrawFn) -> World:
    """Leads and auditors mostly have the right of their role, and conflicts of interest are mostly about somebody's
    own cases: a rule is tried where it matters.
    """
    someone = draw(st.tuples(*[someones for _ in PEOPLE]))
    granted = draw(
        st.lists(grants, min_size=4, max_size=16, unique_by=lambda g: (g.person, g.case, g.strength, g.when))
    )
    reaching = [
        Reaching(number, draw(units_of_cases), WITH_THE_ROLE.get(seat.role, "screen_unit"), draw(mostly_live))
        for number, person in enumerate(someone)
        for seat in person.seats[:1]
        if draw(mostly)
    ]
    reaching += draw(st.lists(reaches, max_size=3))
    on_duty = [
        OnDuty(number, seat.unit, draw(mostly_live))
        for number, person in enumerate(someone)
        for seat in {seat.unit: seat for seat in person.seats}.values()
        if draw(st.booleans())
    ]
    placed = draw(st.lists(places, min_size=4, max_size=14, unique_by=lambda p: (p.person, p.case, p.capacity)))
    theirs = st.sampled_from([(grant.person, grant.case) for grant in granted])
    return World(
        people=someone,
        cases=draw(st.tuples(*[cases for _ in CASES])),
        grants=tuple(granted),
        places=tuple(placed),
        reaches=tuple({(r.person, r.unit, r.right): r for r in reaching}.values()),
        turns=tuple(on_duty),
        excluded=draw(st.frozensets(theirs | st.tuples(people, numbers), max_size=4)),
    )
