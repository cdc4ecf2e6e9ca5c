"""Reads the papers the policy was written from: the matrix, the relations and the children."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

DISCIPLINES = ("police", "health", "outreach", "advocacy", "probation")
COLUMNS = (*DISCIPLINES, "lead", "coordinator", "admin", "auditor", "guest", "system")
STRENGTHS = ("view", "work", "lead")
ROUNDS = ("answered", "closed")
KIN = ("agency",)


@dataclass(frozen=True)
class Term:
    """One way in. `sup!team:work:closed@draft` reads: supervisors, named on the case with a working grant, once the
    round is closed, while the case is a draft. `victim:agency` reads: on the victim's side, and of the record's agency.
    """

    relation: str
    strength: str = "view"
    once: str = ""
    kin: str = ""
    states: frozenset[str] = frozenset()
    only: str = ""


@dataclass(frozen=True)
class Line:
    """One line of the matrix: a verb, the records it is done to, and who may."""

    action: str
    record: str
    which: str
    cells: dict[str, tuple[Term, ...]] = field(hash=False)

    @property
    def is_of_case(self) -> bool:
        return self.record == "cases.Case"


@dataclass(frozen=True)
class Relation:
    """How somebody stands to a case, by the facts that make it so, and the ways in that it opens."""

    name: str
    grant: str
    granted: str
    side: str
    capacity: str
    placed: str
    rights: tuple[str, ...]
    twist: str
    opens: tuple[Term, ...]


@dataclass(frozen=True)
class Child:
    """A model with no line of its own: whoever was given the parent's row by this action reads it, nobody else."""

    model: str
    parent: str
    actions: tuple[str, ...]


def matrix() -> list[Line]:
    """Every line of `matrix.csv`."""
    lines = []
    for row in _rows("matrix.csv"):
        record, _, which = row["record"].partition(":")
        lines.append(Line(row["action"], record, which, {column: terms(row[column]) for column in COLUMNS}))
    return lines


def relations() -> list[Relation]:
    """Every line of `relations.csv`."""
    return [
        Relation(**row | {"rights": tuple(row["rights"].split()), "opens": terms(row["opens"])})
        for row in _rows("relations.csv")
    ]


def children() -> list[Child]:
    """Every line of `children.csv`."""
    return [Child(row["model"], row["parent"], tuple(row["actions"].split())) for row in _rows("children.csv")]


def terms(text: str) -> tuple[Term, ...]:
    """What a cell says; a dash is nothing."""
    return () if text == "-" else tuple(_term(part) for part in text.split("+"))


def _rows(name: str) -> Iterator[dict[str, str]]:
    with Path(__file__).with_name(name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, strict=True)


def _term(text: str) -> Term:
    only, _, way = text.rpartition("!")
    path, _, states = way.partition("@")
    relation, *asks = path.split(":")
    strength = [ask for ask in asks if ask in STRENGTHS] or ["view"]
    once = [ask for ask in asks if ask in ROUNDS] or [""]
    kin = [ask for ask in asks if ask in KIN] or [""]
    if set(asks) - {*strength, *once, *kin}:
        raise ValueError(f"{text} asks for something this paper does not know.")
    return Term(relation, strength[0], once[0], kin[0], frozenset(states.split("|")) if states else frozenset(), only)
