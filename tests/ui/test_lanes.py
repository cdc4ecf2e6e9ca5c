"""A lane chart is set out within its frame, and says in words what it draws."""

from datetime import date, timedelta

import pytest

from stalking_unit.ui.lanes import EDGE, LEFT, MOST_LABELS, WIDTH, Chart, Landmark, Lane, Mark, Span, chart

FIRST, LAST = date(2026, 1, 10), date(2026, 6, 30)


def drawn(*spans: Span, landmarks: tuple[Landmark, ...] = ()) -> Chart:
    lanes = [Lane("Messages", spans)]
    told = [(mark, mark.on.isoformat()) for mark in landmarks]
    return chart("Incidents", lanes, first=FIRST, last=LAST, landmarks=told)


def mark(*spans: Span) -> Mark:
    [track] = drawn(*spans).tracks
    [only] = track.marks
    return only


def test_one_day_is_a_circle_and_more_is_a_bar_with_how_many_times() -> None:
    assert mark(Span(FIRST, FIRST)).width == 0
    series = mark(Span(FIRST, FIRST, count=1_200, is_filled=True))
    assert series.width > 0
    assert (series.text, series.is_filled) == ("1,200", True)
    assert mark(Span(FIRST, FIRST + timedelta(days=9))).text == ""


@pytest.mark.parametrize("count", [1, 60])
@pytest.mark.parametrize("on", [FIRST, LAST, date(2025, 3, 1)])
def test_nothing_is_drawn_outside_the_frame(on: date, count: int) -> None:
    one = mark(Span(on, LAST, count=count))
    assert LEFT <= one.x <= one.x + one.width <= LEFT + WIDTH


def test_what_ended_before_the_picture_begins_is_left_to_the_table() -> None:
    [track] = drawn(Span(date(2025, 3, 1), date(2025, 4, 1))).tracks
    assert track.marks == []


def test_later_is_further_right() -> None:
    marks = drawn(*(Span(day, day) for day in (FIRST, date(2026, 3, 1), LAST))).tracks[0].marks
    assert marks[0].x < marks[1].x < marks[2].x == LEFT + WIDTH - EDGE


@pytest.mark.parametrize("months", [1, 6, 12, 30])
def test_months_are_labelled_only_as_closely_as_they_can_be_read(months: int) -> None:
    last = FIRST + timedelta(days=30 * months)
    picture = chart("Incidents", [Lane("Messages", [Span(FIRST, FIRST)])], first=FIRST, last=last)
    labels = [line.text for line in picture.months if line.text]
    assert 1 <= len(labels) <= MOST_LABELS
    assert labels[0] == "Jan 2026"


def test_a_landmark_has_a_number_that_is_told_below_and_none_outside() -> None:
    early, order = Landmark(date(2025, 1, 1), "Arrest"), Landmark(date(2026, 3, 12), "Stalking protection order")
    picture = drawn(Span(FIRST, FIRST), landmarks=(early, order))
    assert [line.text for line in picture.landmarks] == ["1"]
    assert picture.told == ["1: Stalking protection order, 2026-03-12"]


def test_the_key_tells_only_of_shapes_that_are_there() -> None:
    plain = drawn(Span(FIRST, FIRST))
    assert not plain.has_series
    assert not plain.has_filled
    both = drawn(Span(FIRST, LAST, is_filled=True))
    assert both.has_series
    assert both.has_filled
