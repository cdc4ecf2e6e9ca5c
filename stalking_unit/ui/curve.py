"""Sets out a number over time as a line: dots on their days, from nought to the most there can be.

It knows nothing of what it shows. Lengths are the units of the picture's own view box.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from stalking_unit.ui.lanes import WIDTH, Line, Scale, months

LEFT, EDGE = 40, 16
TOP, HEIGHT = 16, 120
STEPS = 2


@dataclass(frozen=True, slots=True)
class Dot:
    """One number on its day."""

    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Step:
    """A height that is marked at the side."""

    y: int
    text: str


@dataclass(frozen=True, slots=True)
class Curve:
    """The picture; the same numbers stand below it in words."""

    title: str
    dots: Sequence[Dot]
    months: Sequence[Line]
    steps: Sequence[Step]
    left: int = LEFT
    right: int = LEFT + WIDTH
    top: int = TOP
    bottom: int = TOP + HEIGHT

    @property
    def path(self) -> str:
        """From dot to dot."""
        return "M" + "L".join(f"{dot.x} {dot.y}" for dot in self.dots)

    @property
    def box(self) -> str:
        return f"0 0 {LEFT + WIDTH + EDGE} {TOP + HEIGHT + 34}"


def curve(title: str, numbers: Sequence[tuple[date, int]], *, most: int) -> Curve:
    """Draw these numbers, the earliest first."""
    scale = Scale(numbers[0][0].replace(day=1), numbers[-1][0], left=LEFT)
    return Curve(
        title=title,
        dots=[Dot(scale.x(on), _height(number, most)) for on, number in numbers],
        months=list(months(scale)),
        steps=[Step(_height(step, most), f"{step}") for step in range(0, most + 1, most // STEPS)],
    )


def _height(number: int, most: int) -> int:
    return TOP + round(HEIGHT * (most - number) / most)
