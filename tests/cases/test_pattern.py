"""What has changed is told in counts of what is known, and weighs nothing."""

from datetime import date, timedelta

import pytest

from cases.models import CodeList
from cases.pattern import BREACH, LANES, Act, Lane, Pattern, lanes_of
from cases.services.codes import SEED

TODAY = date(2026, 11, 30)


def act(days_ago: int, *lanes: Lane, lasted: int = 0, broke_order: bool = False) -> Act:
    first = TODAY - timedelta(days=days_ago)
    return Act(first, first + timedelta(days=lasted), frozenset(lanes or {Lane.CONTACT}), broke_order=broke_order)


def test_every_behaviour_of_the_list_has_one_lane() -> None:
    placed = [code for codes in LANES.values() for code in codes]
    assert len(placed) == len(set(placed))
    assert set(placed) | {BREACH, "other"} == set(SEED[CodeList.BEHAVIOUR])


def test_a_behaviour_that_a_unit_added_is_drawn_all_the_same() -> None:
    assert lanes_of(["laser-pen"]) == lanes_of([]) == lanes_of(["other"]) == {Lane.OTHER}
    assert lanes_of(["following", "threat-kill-harm"]) == {Lane.WATCHING, Lane.THREATS}


def test_breaking_an_order_is_no_kind_of_its_own() -> None:
    assert lanes_of(["breach", "approach"]) == {Lane.NEAR}
    assert lanes_of(["breach"]) == {Lane.OTHER}


@pytest.mark.parametrize(
    ("days_ago", "lately", "before", "earlier"),
    [(0, 1, 0, 0), (27, 1, 0, 0), (28, 0, 1, 0), (55, 0, 1, 0), (56, 0, 0, 1), (400, 0, 0, 1)],
)
def test_an_act_of_one_day_is_counted_once(days_ago: int, lately: int, before: int, earlier: int) -> None:
    pattern = Pattern([act(days_ago)], TODAY)
    assert (len(pattern.lately), len(pattern.before), len(pattern.earlier)) == (lately, before, earlier)


def test_what_went_on_for_days_is_counted_wherever_it_reached() -> None:
    pattern = Pattern([act(60, lasted=40)], TODAY)
    assert (len(pattern.lately), len(pattern.before), len(pattern.earlier)) == (1, 1, 1)
    assert pattern.last_day == TODAY - timedelta(days=20)


def test_a_kind_is_new_only_beside_what_was_known_before() -> None:
    first = [act(3, Lane.THREATS)]
    assert Pattern(first, TODAY).new_kinds == []
    assert Pattern([act(90, Lane.CONTACT), *first], TODAY).new_kinds == [Lane.THREATS]
    assert Pattern([act(90, Lane.THREATS), *first], TODAY).new_kinds == []


def test_kinds_stand_in_the_same_order_whatever_came_first() -> None:
    pattern = Pattern([act(9, Lane.VIOLENCE), act(2, Lane.CONTACT)], TODAY)
    assert pattern.kinds == [Lane.CONTACT, Lane.VIOLENCE]
    assert [one.first for one in pattern.of(Lane.VIOLENCE).acts] == [TODAY - timedelta(days=9)]
