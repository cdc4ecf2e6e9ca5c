"""The board in cells, for a page, for paper and for a spreadsheet: each holds what its reader may see and no more."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from cases.enums import State
from cases.models import NextStep
from cases.presenters import due_cell, flags, level_words
from cases.presenters.lists import asked_for, head
from cases.services.board import FIRST, BoardRow, Wanted
from cases.services.files import BoardColumn
from stalking_unit.ui.parts import Cell, Column, Row
from stalking_unit.ui.words import day

# A spreadsheet takes a cell that begins with one of these for a formula, and runs it.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class RowView:
    """One row of the page: its cells under their columns, and the way to change its next step or the form for it."""

    pk: UUID
    cells: Sequence[tuple[Column, Cell]]
    change: str = ""
    form: Any = None


def board_columns(extra: Sequence[BoardColumn], *, order: str, query: Mapping[str, Any]) -> list[Column]:
    """The heads; each that can be sorted by is a link that sorts, or turns the order round."""
    titles = [
        ("Case", "reference"),
        ("Level", "level"),
        ("Next step", ""),
        ("By when", "due"),
        *((column.title, column.key) for column in extra),
        ("Review by", "review"),
        ("Court", "court"),
    ]
    return [head(title, key, order or FIRST, query) for title, key in titles]


def board_asked(wanted: Wanted) -> str:
    """Which cases somebody asked for, in words; nothing for every open one."""
    mine = "with the next step yours" if wanted.is_mine else ""
    return asked_for(wanted.levels, wanted.stage, [mine, "with a day that has passed" if wanted.is_overdue else ""])


def board_cells(row: BoardRow, extra: Sequence[BoardColumn], *, today: date) -> list[Cell]:
    """One case in the order of the heads."""
    case, step = row.case, row.step
    marks = [row.names, *(flag.text for flag in flags(case))]
    return [
        Cell(case.reference or "Draft", href=case.get_absolute_url(), sub=". ".join(mark for mark in marks if mark)),
        Cell(level=case.level or ""),  # type: ignore[arg-type]  # one of Level, by constraint
        Cell(step.text if step else "", sub=step.owner.name if step and step.owner else ""),
        due_cell(step.due_on if step else None, today, nothing=""),
        *(Cell(_day(row.days[column.key])) for column in extra),
        due_cell(case.review_on, today, nothing=""),
        Cell(_day(step.court_on if step else None)),
    ]


def board_file(rows: Iterable[BoardRow], extra: Sequence[BoardColumn]) -> str:
    """The board for a spreadsheet, its days as spreadsheets sort them."""
    out = io.StringIO()
    writer = csv.writer(out)
    titles = (column.title for column in extra)
    writer.writerow(
        ["Case", "Names", "Marks", "Level", "Stage", "Next step", "Who", "By when", *titles, "Review by", "Court"]
    )
    for row in rows:
        writer.writerow([harmless(cell) for cell in _plain(row, extra)])
    return out.getvalue()


def step_rows(step: NextStep | None) -> list[Row]:
    """The next step on the page of its case."""
    if step is None:
        return []
    rows = [
        Row("What", step.text),
        Row("Who", step.owner.name if step.owner else ""),
        Row("By when", _day(step.due_on)),
        Row("Court", _day(step.court_on)),
    ]
    return [row for row in rows if row.value]


def harmless(text: str) -> str:
    """The text as a text: with an apostrophe before it where a spreadsheet would take it for a formula."""
    return f"'{text}" if text.lstrip(" ").startswith(FORMULA) else text


def _plain(row: BoardRow, extra: Sequence[BoardColumn]) -> list[str]:
    case, step = row.case, row.step
    return [
        case.reference or "Draft",
        row.names,
        ", ".join(flag.text for flag in flags(case)),
        level_words(case.level),
        str(State(case.state).label),
        step.text if step else "",
        step.owner.name if step and step.owner else "",
        _iso(step.due_on if step else None),
        *(_iso(row.days[column.key]) for column in extra),
        _iso(case.review_on),
        _iso(step.court_on if step else None),
    ]


def _day(on: date | None) -> str:
    return day(on) if on else ""


def _iso(on: date | None) -> str:
    return on.isoformat() if on else ""
