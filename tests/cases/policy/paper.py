"""Reads the paper matrix: which seat may do what to which record, and under what relation to the case."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

ROLES = ("police", "health", "outreach", "advocacy", "probation")
COLUMNS = (*ROLES, "lead", "coordinator", "admin", "auditor", "guest", "system")


@dataclass(frozen=True)
class Term:
    """One way in: `team:work@draft` is a relation, the grant it asks for, the states it holds in.

    `sup!` before it keeps it to supervisors.
    """

    relation: str
    strength: str = "view"
    states: frozenset[str] = frozenset()
    supervisors_only: bool = False


@dataclass(frozen=True)
class Line:
    """One line of the paper."""

    action: str
    record: str
    which: str
    cells: dict[str, tuple[Term, ...]]


def read() -> list[Line]:
    """Every line of `matrix.csv`."""
    with Path(__file__).with_name("matrix.csv").open() as file:
        return [_line(row) for row in csv.DictReader(file)]


def _line(row: dict[str, str]) -> Line:
    record, _, which = row["record"].partition(":")
    return Line(row["action"], record, which, {column: _cell(row[column]) for column in COLUMNS})


def _cell(text: str) -> tuple[Term, ...]:
    return () if text == "-" else tuple(_term(part) for part in text.split("+"))


def _term(text: str) -> Term:
    only, _, rest = text.rpartition("!")
    way, _, states = rest.partition("@")
    relation, _, strength = way.partition(":")
    return Term(relation, strength or "view", frozenset(states.split("|")) if states else frozenset(), only == "sup")
