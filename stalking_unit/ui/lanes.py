"""Sets out a lane chart: one lane a kind, time from left to right, numbered lines where something was done about it.

It knows nothing of what it shows. Lengths are the units of the picture's own view box.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

LEFT, WIDTH, EDGE = 196, 620, 16
TOP, ROW = 34, 36
RADIUS, SHORTEST = 7, 28
MOST_LABELS = 7


@dataclass(frozen=True, slots=True)
class Span:
    """Something from one day to another, or on one day; `count` says how many times."""

    first: date
    last: date
    count: int = 1
    is_filled: bool = False


@dataclass(frozen=True, slots=True)
class Lane:
    """Everything of one kind."""

    name: str
    spans: Sequence[Span]


@dataclass(frozen=True, slots=True)
class Landmark:
    """A day that is drawn through every lane, and what was done on it."""

    on: date
    words: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A circle where `width` is nothing; otherwise a bar, with how many times in its middle."""

    x: int
    y: int
    width: int = 0
    text: str = ""
    is_filled: bool = False

    @property
    def top(self) -> int:
        return self.y - RADIUS

    @property
    def middle(self) -> int:
        return self.x + self.width // 2


@dataclass(frozen=True, slots=True)
class Line:
    """A month that begins, or a landmark."""

    x: int
    text: str


@dataclass(frozen=True, slots=True)
class Track:
    """One lane as it is drawn."""

    name: str
    y: int
    is_striped: bool
    marks: Sequence[Mark]

    @property
    def middle(self) -> int:
        return self.y + ROW // 2


@dataclass(frozen=True, slots=True)
class Chart:
    """The picture; what stands beside its numbers is below it in words."""

    title: str
    tracks: Sequence[Track]
    months: Sequence[Line]
    landmarks: Sequence[Line]
    told: Sequence[str]
    has_series: bool
    has_filled: bool

    left: int = LEFT
    right: int = LEFT + WIDTH
    width: int = WIDTH
    top: int = TOP
    row: int = ROW
    radius: int = RADIUS
    thickness: int = 2 * RADIUS

    @property
    def bottom(self) -> int:
        return TOP + ROW * len(self.tracks)

    @property
    def box(self) -> str:
        return f"0 0 {LEFT + WIDTH + EDGE} {self.bottom + 34}"


def chart(
    title: str, lanes: Sequence[Lane], *, first: date, last: date, landmarks: Sequence[tuple[Landmark, str]] = ()
) -> Chart:
    """Draw what falls between these days; each landmark comes with its day in words.

    A span that began earlier begins at the edge. What lies wholly outside is not drawn.
    """
    scale = Scale(first.replace(day=1), last)
    told = [(mark, words) for mark, words in landmarks if scale.first <= mark.on <= last]
    spans = [span for lane in lanes for span in lane.spans if span.last >= scale.first]
    return Chart(
        title=title,
        tracks=[_track(lane, number, scale) for number, lane in enumerate(lanes)],
        months=list(months(scale)),
        landmarks=[Line(scale.x(mark.on), str(number)) for number, (mark, _) in enumerate(told, start=1)],
        told=[f"{number}: {mark.words}, {words}" for number, (mark, words) in enumerate(told, start=1)],
        has_series=any(_is_long(span) for span in spans),
        has_filled=any(span.is_filled for span in spans),
    )


@dataclass(frozen=True, slots=True)
class Scale:
    """Where days stand from left to right."""

    first: date
    last: date
    left: int = LEFT

    def x(self, on: date) -> int:
        """Where a day is; what lies outside is at the edge."""
        within = min(max(on, self.first), self.last)
        share = (within - self.first).days / max((self.last - self.first).days, 1)
        return round(self.left + EDGE + share * (WIDTH - 2 * EDGE))


def _track(lane: Lane, number: int, scale: Scale) -> Track:
    y = TOP + ROW * number
    drawn = [_mark(span, y + ROW // 2, scale) for span in lane.spans if scale.first <= span.last]
    return Track(lane.name, y, is_striped=number % 2 == 0, marks=drawn)


def _mark(span: Span, y: int, scale: Scale) -> Mark:
    start, end = scale.x(span.first), scale.x(span.last)
    if not _is_long(span):
        return Mark(start, y, is_filled=span.is_filled)
    width = max(end - start + 2 * RADIUS, SHORTEST)
    begins = min(start - RADIUS, LEFT + WIDTH - width)
    return Mark(begins, y, width, f"{span.count:,}" if span.count > 1 else "", is_filled=span.is_filled)


def _is_long(span: Span) -> bool:
    return span.count > 1 or span.last > span.first


def months(scale: Scale) -> Iterator[Line]:
    """Where each month begins; labels only as far apart as they can be read."""
    begins = []
    on = scale.first
    while on <= scale.last:
        begins.append(on)
        on = (on + timedelta(days=32)).replace(day=1)
    every = -(-len(begins) // MOST_LABELS)
    for number, month in enumerate(begins):
        year = f" {month.year}" if number == 0 or (month.month <= every and every < 12) else ""
        yield Line(scale.x(month), f"{month:%b}{year}" if number % every == 0 else "")
