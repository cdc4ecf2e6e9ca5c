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
    ARound,
    Granted,
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
casework = st.sampled_from(ROLES[:2])

seats = st.builds(
    Seat,
    st.one_of(casework, casework, st.sampled_from(ROLES)),
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


answers = st.frozensets(st.sampled_from(DISCIPLINES))
cases = st.builds(
    ACase,
    unit=st.sampled_from((0, 0, 1)),
    state=st.sampled_from(STATES),
    is_restricted=st.sampled_from((False, False, True)),
    offered_to=st.one_of(st.none(), units),
    referrals=people.map(lambda author: (author,)),
    documents=st.lists(people, max_size=2).map(tuple),
    actions=st.lists(st.builds(AnAction, st.booleans(), people, st.none() | people), max_size=3).map(tuple),
    emergencies=st.lists(people, max_size=2).map(tuple),
    supports=st.lists(st.sampled_from(AGENCIES), max_size=3).map(tuple),
    rounds=st.builds(rounds, st.lists(answers, max_size=1), mostly, answers),
)
shown = st.one_of(st.none(), st.lists(st.sampled_from(SHOWN), max_size=3, unique=True).map(tuple))
grants = st.builds(Granted, people, numbers, st.sampled_from(STRENGTHS), mostly_live, shown)
places = st.builds(Placed, people, numbers, st.sampled_from(SIDES), st.sampled_from(CAPACITIES), mostly_live)
reaches = st.builds(Reaching, people, st.sampled_from((0, 0, 1, 2)), st.sampled_from(RIGHTS), mostly_live)
worlds = st.builds(
    World,
    st.tuples(*[someones for _ in PEOPLE]),
    st.tuples(*[cases for _ in CASES]),
    st.lists(grants, min_size=2, max_size=14, unique_by=lambda g: (g.person, g.case, g.strength, g.when)).map(tuple),
    st.lists(places, min_size=2, max_size=12, unique_by=lambda p: (p.person, p.case, p.capacity)).map(tuple),
    st.lists(reaches, max_size=6, unique_by=lambda r: (r.person, r.unit, r.right)).map(tuple),
    st.frozensets(st.tuples(people, numbers), max_size=3),
)
