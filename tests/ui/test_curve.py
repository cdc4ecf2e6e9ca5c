"""A number over time, set out as a line."""

from datetime import date, timedelta

from stalking_unit.ui.curve import EDGE, HEIGHT, LEFT, TOP, curve
from stalking_unit.ui.lanes import WIDTH

FIRST = date(2026, 3, 1)


def test_the_least_is_at_the_bottom_and_the_most_at_the_top() -> None:
    drawn = curve("Numbers", [(FIRST, 0), (FIRST + timedelta(days=30), 10), (FIRST + timedelta(days=60), 5)], most=10)
    assert [dot.y for dot in drawn.dots] == [TOP + HEIGHT, TOP, TOP + HEIGHT // 2]
    assert [dot.x for dot in drawn.dots] == [LEFT + EDGE, LEFT + WIDTH // 2, LEFT + WIDTH - EDGE]
    assert [step.text for step in drawn.steps] == ["0", "5", "10"]


def test_the_line_goes_from_dot_to_dot() -> None:
    drawn = curve("Numbers", [(FIRST, 2), (FIRST + timedelta(days=9), 3)], most=10)
    assert drawn.path == "M" + "L".join(f"{dot.x} {dot.y}" for dot in drawn.dots)
    assert drawn.box.startswith("0 0 ")


def test_two_numbers_of_one_day_stand_above_each_other() -> None:
    drawn = curve("Numbers", [(FIRST, 2), (FIRST, 9)], most=10)
    assert len({dot.x for dot in drawn.dots}) == 1
