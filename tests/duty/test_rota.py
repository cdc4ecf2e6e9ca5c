"""Who is awake at an instant, until when, and where the rota has nobody."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from stalking_unit.accounts.models import Membership
from stalking_unit.duty.enums import Hours
from stalking_unit.duty.models import Turn
from stalking_unit.duty.rota import awake, gaps
from tests.cast import Cast

HOUR = timedelta(hours=1)


def turn(cast: Cast, slug: str, starts: float, ends: float, **fields: object) -> Turn:
    """A turn that begins and ends so many hours from now."""
    return Turn.objects.create(
        **{
            "unit": cast.unit,
            "user": cast.users[slug],
            "telephone": "07700 900201",
            "hours": Hours.ALL,
            "starts_at": cast.now + starts * HOUR,
            "ends_at": cast.now + ends * HOUR,
            "planned_at": cast.now,
            "planned_by_name": "Somebody",
            **fields,
        }
    )


def holders(cast: Cast, at: datetime | None = None) -> list[tuple[str, datetime]]:
    return [(holder.user.name, holder.until) for holder in awake(cast.unit, at or cast.now).holders]


def test_whoever_holds_the_turn_that_runs_is_awake(cast: Cast) -> None:
    turn(cast, "lead", -1, 2)
    assert holders(cast) == [("Rowan Chairley", cast.now + 2 * HOUR)]


def test_a_turn_begins_with_its_first_instant_and_is_over_with_its_last(cast: Cast) -> None:
    turn(cast, "lead", 0, 1)
    assert holders(cast)
    assert not holders(cast, cast.now + HOUR)


def test_turns_of_one_person_that_follow_each_other_are_one_time_awake(cast: Cast) -> None:
    turn(cast, "lead", -1, 2)
    turn(cast, "lead", 2, 10)
    turn(cast, "lead", 11, 12)
    turn(cast, "lead-alternate", 2, 20)
    assert holders(cast) == [("Rowan Chairley", cast.now + 10 * HOUR)]


def test_two_may_be_awake_at_once(cast: Cast) -> None:
    turn(cast, "lead", -2, 2)
    turn(cast, "lead-alternate", -1, 1)
    assert [name for name, _ in holders(cast)] == ["Rowan Chairley", "Insp Marlow Standin"]


def test_where_nobody_is_awake_the_next_turn_says_from_when_somebody_is(cast: Cast) -> None:
    turn(cast, "lead", 9, 12)
    turn(cast, "lead-alternate", 5, 9)
    found = awake(cast.unit, cast.now)
    assert (found.holders, found.resumes_at) == ([], cast.now + 5 * HOUR)


def test_an_empty_rota_says_neither(cast: Cast) -> None:
    found = awake(cast.unit, cast.now)
    assert (found.holders, found.resumes_at) == ([], None)


def test_a_turn_that_was_called_off_keeps_nobody_awake(cast: Cast) -> None:
    turn(cast, "lead", -1, 2, called_off_at=cast.now, called_off_by_name="Rowan Chairley")
    assert not holders(cast)


def test_whoever_no_longer_works_in_the_unit_is_not_awake(cast: Cast) -> None:
    turn(cast, "lead", -1, 2)
    Membership.objects.filter(user=cast.users["lead"]).update(ends_on=cast.now.date() - timedelta(days=1))
    assert not holders(cast)


def test_an_account_that_was_closed_is_not_awake(cast: Cast) -> None:
    turn(cast, "lead", -1, 2)
    type(cast.users["lead"]).objects.filter(pk=cast.users["lead"].pk).update(is_active=False)
    assert not holders(cast)


def test_the_duty_of_another_unit_is_its_own(cast: Cast) -> None:
    seat = Membership.objects.get(user=cast.users["other-unit-lead"])
    turn(cast, "other-unit-lead", -1, 2, unit=seat.unit)
    assert not holders(cast)


def test_a_gap_is_where_no_turn_holds(cast: Cast) -> None:
    turns = [turn(cast, "lead", 1, 3), turn(cast, "lead-alternate", 2, 5), turn(cast, "police", 7, 8)]
    found = gaps(turns, cast.now, cast.now + 10 * HOUR)
    assert [((start - cast.now) / HOUR, (end - cast.now) / HOUR) for start, end in found] == [(0, 1), (5, 7), (8, 10)]


def test_a_rota_that_covers_everything_has_no_gap(cast: Cast) -> None:
    turns = [turn(cast, "lead", -1, 3), turn(cast, "lead-alternate", 3, 12)]
    assert gaps(turns, cast.now, cast.now + 10 * HOUR) == []


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"starts": 2, "ends": 2}, "turn_ends_after_it_starts"),
        ({"starts": 1, "ends": 2, "telephone": ""}, "turn_has_a_telephone"),
        ({"starts": 1, "ends": 2, "hours": "lunch"}, "turn_hours_are_known"),
        ({"starts": -1, "ends": 2}, "turn_is_held_once_at_a_time"),
        ({"starts": 5, "ends": 6, "called_off_by_name": "Somebody"}, "turn_is_called_off_by_somebody"),
    ],
)
def test_the_database_refuses_the_impossible(cast: Cast, fields: dict[str, object], constraint: str) -> None:
    turn(cast, "lead", 0, 1)
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        turn(cast, "lead", **fields)  # type: ignore[arg-type]
