"""Safety clocks never stop; service clocks keep London's working days."""

from datetime import date, datetime

import pytest

from cases.clocks import (
    Deadline,
    duty_stretches,
    hours_after,
    intake_due,
    is_working_day,
    next_review,
    victim_contact_due,
    working_days_after,
)
from cases.enums import Level, State
from stalking_unit.duty.enums import Hours


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def test_a_safety_clock_runs_through_a_weekend() -> None:
    assert hours_after(at("2026-11-20T16:55:00+00:00"), 24).at == at("2026-11-21T16:55:00+00:00")


def test_a_safety_clock_counts_real_hours_when_the_clocks_change() -> None:
    due = hours_after(at("2026-10-24T23:30:00+01:00"), 24)
    assert due.at == at("2026-10-25T22:30:00+00:00")
    assert due.on == date(2026, 10, 25)


@pytest.mark.parametrize(
    ("start", "days", "on"),
    [
        pytest.param("2026-11-23T09:15:00+00:00", 1, "2026-11-24", id="the day of the event is day 0"),
        pytest.param("2026-11-20T16:55:00+00:00", 1, "2026-11-23", id="Friday to Monday"),
        pytest.param("2026-04-02T10:00:00+01:00", 1, "2026-04-07", id="over Good Friday and Easter Monday"),
        pytest.param("2026-12-24T10:00:00+00:00", 2, "2026-12-30", id="over Christmas with its substitute day"),
        pytest.param("2026-06-15T23:30:00+00:00", 1, "2026-06-17", id="after midnight in London is the next day"),
    ],
)
def test_a_service_clock_ends_on_the_nth_working_day(start: str, days: int, on: str) -> None:
    assert working_days_after(at(start), days).on == date.fromisoformat(on)


def test_a_day_on_which_the_unit_is_closed_does_not_count() -> None:
    closed = frozenset({date(2026, 11, 24)})
    assert working_days_after(at("2026-11-23T09:00:00+00:00"), 1, closed=closed).on == date(2026, 11, 25)
    assert not is_working_day(date(2026, 11, 24), closed=closed)


def test_a_service_clock_ends_at_five_in_london_in_summer_too() -> None:
    assert working_days_after(at("2026-07-01T09:00:00+00:00"), 1) == Deadline(
        date(2026, 7, 2), at("2026-07-02T17:00:00+01:00")
    )


@pytest.mark.parametrize(
    ("level", "days"), [(Level.VERY_HIGH, 7), (Level.HIGH, 14), (Level.MEDIUM, 28), (Level.STANDARD, 84)]
)
def test_the_higher_the_level_the_sooner_the_review(level: Level, days: int) -> None:
    assert (next_review(level, date(2026, 11, 2)) - date(2026, 11, 2)).days == days


@pytest.mark.parametrize(
    ("state", "sent_at", "on"),
    [
        pytest.param(State.SUBMITTED, "2026-11-23T09:15:00+00:00", date(2026, 11, 23), id="screened the same day"),
        pytest.param(State.SUBMITTED, "2026-11-21T09:15:00+00:00", date(2026, 11, 23), id="or on Monday"),
        pytest.param(State.TRIAGE, "2026-11-20T09:15:00+00:00", date(2026, 11, 24), id="decided within two days"),
        pytest.param(State.PLAN_ACTIVE, "2026-11-20T09:15:00+00:00", None, id="a plan has a review instead"),
    ],
)
def test_intake_keeps_its_days_from_when_the_referral_was_sent(state: State, sent_at: str, on: date | None) -> None:
    due = intake_due(state, at(sent_at))
    assert (due.on if due else None) == on


@pytest.mark.parametrize(
    ("first", "last", "hours", "stretches"),
    [
        pytest.param(
            "2026-11-24",
            "2026-11-25",
            Hours.WORKING,
            [
                ("2026-11-24T09:00:00+00:00", "2026-11-24T17:00:00+00:00"),
                ("2026-11-25T09:00:00+00:00", "2026-11-25T17:00:00+00:00"),
            ],
            id="working hours end each evening",
        ),
        pytest.param(
            "2026-11-24",
            "2026-11-25",
            Hours.OUTSIDE,
            [
                ("2026-11-24T17:00:00+00:00", "2026-11-25T09:00:00+00:00"),
                ("2026-11-25T17:00:00+00:00", "2026-11-26T09:00:00+00:00"),
            ],
            id="a night lasts until the morning",
        ),
        pytest.param(
            "2027-04-30",
            "2027-05-03",
            Hours.OUTSIDE,
            [("2027-04-30T17:00:00+01:00", "2027-05-04T09:00:00+01:00")],
            id="a weekend before a bank holiday is one stretch",
        ),
        pytest.param("2027-05-01", "2027-05-03", Hours.WORKING, [], id="and has no working hours"),
        pytest.param(
            "2026-10-24",
            "2026-10-24",
            Hours.ALL,
            [("2026-10-24T09:00:00+01:00", "2026-10-25T09:00:00+00:00")],
            id="the day on which the clocks go back has 25 hours",
        ),
        pytest.param(
            "2027-03-27",
            "2027-03-28",
            Hours.OUTSIDE,
            [("2027-03-27T09:00:00+00:00", "2027-03-29T09:00:00+01:00")],
            id="and when they go forward Monday still begins at nine",
        ),
        pytest.param("2026-11-25", "2026-11-24", Hours.ALL, [], id="no days, no duty"),
    ],
)
def test_duty_covers_its_hours_without_a_break(
    first: str, last: str, hours: Hours, stretches: list[tuple[str, str]]
) -> None:
    found = duty_stretches(date.fromisoformat(first), date.fromisoformat(last), hours)
    assert found == [(at(start), at(end)) for start, end in stretches]


def test_what_comes_after_work_is_screened_the_next_working_day() -> None:
    due = intake_due(State.SUBMITTED, at("2026-11-20T19:00:00+00:00"))
    assert due == Deadline(date(2026, 11, 23), at("2026-11-23T17:00:00+00:00"))


@pytest.mark.parametrize("state", [State.SUBMITTED, State.SCREENING, State.TRIAGE])
def test_a_red_flag_is_decided_within_four_hours_day_or_night(state: State) -> None:
    due = intake_due(state, at("2026-11-20T22:30:00+00:00"), is_red_flagged=True)
    assert due == Deadline(date(2026, 11, 21), at("2026-11-21T02:30:00+00:00"))


def test_somebody_speaks_to_the_victim_within_two_days_and_within_one_when_it_is_urgent() -> None:
    sent_at = at("2026-11-20T16:55:00+00:00")
    assert victim_contact_due(sent_at, is_urgent=False).at == at("2026-11-22T16:55:00+00:00")
    assert victim_contact_due(sent_at, is_urgent=True).at == at("2026-11-21T16:55:00+00:00")
