"""What has changed, in a sentence made of counts, a picture and a table of the same numbers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.timezone import localdate

from cases.enums import Precision
from cases.models import CodeList
from cases.pattern import BREACH, Act, Lane, Pattern, lanes_of
from cases.presenters.incident import latest
from cases.services.incidents import KnownIncident
from stalking_unit.ui import lanes
from stalking_unit.ui.lanes import Chart, Landmark, Span
from stalking_unit.ui.parts import Cell, Column, Table
from stalking_unit.ui.words import counted, day, lower_first

LONGEST = timedelta(days=365)  # what a picture goes back; the table tells of all


@dataclass(frozen=True, slots=True)
class WhatChanged:
    """The sentence stands first; what is drawn is told in the table too."""

    sentence: str
    chart: Chart
    table: Table


def what_changed(known: Sequence[KnownIncident], landmarks: Sequence[Landmark], now: datetime) -> WhatChanged | None:
    """What was done over time, for whoever knows of these incidents; nothing where none has a day."""
    pattern = _pattern(known, localdate(now))
    if not pattern.acts:
        return None
    return WhatChanged(_sentence(pattern), _chart(pattern, landmarks), _table(pattern))


def _pattern(known: Iterable[KnownIncident], today: date) -> Pattern:
    acts, undated = [], 0
    for one in known:
        start, end = one.incident.occurred_from, latest(one.incident)
        if start is None or one.incident.precision == Precision.UNKNOWN:
            undated += 1
            continue
        behaviours = [item.code for item in one.items if item.list == CodeList.BEHAVIOUR]
        acts.append(
            Act(
                first=localdate(start),
                last=max(localdate(start), min(localdate(end or start), today)),
                lanes=lanes_of(behaviours),
                count=one.incident.count,
                broke_order=one.incident.broke_order or BREACH in behaviours,
            )
        )
    return Pattern(sorted(acts, key=lambda act: (act.first, act.last)), today, undated)


def _sentence(pattern: Pattern) -> str:
    parts = [_counts(pattern), _new(pattern.new_kinds), _quiet(pattern), _breaches(pattern), _undated(pattern.undated)]
    return " ".join(part for part in parts if part)


def _counts(pattern: Pattern) -> str:
    lately, before = len(pattern.lately), len(pattern.before)
    if lately == len(pattern.acts) and lately > 1:
        return f"{counted(lately, 'incident')}, all in the last 4 weeks."
    if not lately and not before:
        return "No incident in the last 8 weeks."
    return f"{_number(lately, 'incident')} in the last 4 weeks, {_number(before).lower()} in the 4 weeks before."


def _number(number: int, noun: str = "") -> str:
    if noun:
        return counted(number, noun) if number else f"No {noun}"
    return f"{number:,}" if number else "none"


def _new(kinds: Sequence[Lane]) -> str:
    names = ", ".join(lower_first(str(lane.label)) for lane in kinds)
    return f"New in the last 4 weeks: {names}." if names else ""


def _quiet(pattern: Pattern) -> str:
    last = pattern.last_day
    if pattern.lately or last is None:
        return ""
    return f"The last was on {day(last)}, {counted((pattern.today - last).days // 7, 'week')} ago."


def _breaches(pattern: Pattern) -> str:
    broke = [act.last for act in pattern.acts if act.broke_order]
    if not broke:
        return ""
    last = f"the last on {day(max(broke))}" if len(broke) > 1 else f"on {day(broke[0])}"
    return f"{counted(len(broke), 'incident')} broke an order or a condition, {last}."


def _undated(number: int) -> str:
    return f"{number:,} more {'has' if number == 1 else 'have'} no known day." if number else ""


def _chart(pattern: Pattern, landmarks: Sequence[Landmark]) -> Chart:
    first = max(pattern.acts[0].first, pattern.today - LONGEST)
    drawn = [
        lanes.Lane(
            str(lane.label),
            [Span(act.first, act.last, act.count, is_filled=act.broke_order) for act in pattern.of(lane).acts],
        )
        for lane in pattern.kinds
        if any(act.last >= first for act in pattern.of(lane).acts)
    ]
    told = [(mark, day(mark.on)) for mark in sorted(landmarks, key=lambda mark: (mark.on, mark.words))]
    title = f"Incidents by kind, {day(first)} to {day(pattern.today)}"
    return lanes.chart(title, drawn, first=first, last=pattern.today, landmarks=told)


def _table(pattern: Pattern) -> Table:
    counts = [Column(text, is_number=True) for text in ("Last 4 weeks", "4 weeks before", "Earlier")]
    parts = [(str(lane.label), pattern.of(lane)) for lane in pattern.kinds]
    return Table(
        caption="Incidents by kind and time",
        columns=[Column("Kind"), *counts, Column("Last time")],
        rows=[_row(name, part) for name, part in [*parts, ("All", pattern)]],
    )


def _row(name: str, part: Pattern) -> list[Cell]:
    last = day(part.last_day) if part.last_day else ""
    return [Cell(name), *(Cell(str(len(acts))) for acts in (part.lately, part.before, part.earlier)), Cell(last)]
