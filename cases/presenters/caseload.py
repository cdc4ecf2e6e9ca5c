"""The case list in cells, and what was asked of it in words."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from cases.enums import State, Whose
from cases.models import Case
from cases.presenters import due_cell, flags
from cases.presenters.lists import asked_for, head
from cases.services.caseload import Sought
from stalking_unit.ui.parts import Cell, Column, Table
from stalking_unit.ui.words import lower_first

HEADS = (("Case", "reference"), ("Names", ""), ("Level", "level"), ("Stage", "stage"), ("Review by", "review"))


def caseload_table(
    cases: Sequence[Case], names: Mapping[UUID, str], *, order: str, query: Mapping[str, Any], today: date
) -> Table:
    """The list: which case, about whom, how risky, where it stands, what is due."""
    return Table(
        caption="Cases",
        columns=[head(title, key, order, query) for title, key in HEADS],
        rows=[_row(case, names, today) for case in cases],
    )


def found_table(
    cases: Sequence[Case], names: Mapping[UUID, str], because: Mapping[UUID, Sequence[str]], *, today: date
) -> Table:
    """What was found: as in the list, with what the typed words are in each case."""
    return Table(
        caption="Cases found",
        shows_caption=False,
        columns=[Column(title) for title in ("Case", "Names", "Found by", "Level", "Stage", "Review by")],
        rows=[_row(case, names, today, Cell(", ".join(because[case.pk]))) for case in cases],
    )


def caseload_asked(sought: Sought) -> str:
    """Which cases somebody asked for, in words; nothing for every open one."""
    return asked_for(
        sought.levels,
        sought.stage,
        [
            lower_first(str(sought.whose.label)) if sought.whose is not Whose.EVERY else "",
            f"nobody from {lower_first(str(sought.without.label))}" if sought.without else "",
            "review due or overdue" if sought.is_due else "",
        ],
    )


def _row(case: Case, names: Mapping[UUID, str], today: date, *besides: Cell) -> list[Cell]:
    return [
        Cell(case.reference or "Draft", href=case.get_absolute_url(), sub=case.area.name if case.area else ""),
        Cell(names.get(case.pk, ""), sub=", ".join(flag.text for flag in flags(case))),
        *besides,
        Cell(level=case.level or ""),  # type: ignore[arg-type]  # one of Level, by constraint
        Cell(str(State(case.state).label)),
        due_cell(case.review_on, today),
    ]
