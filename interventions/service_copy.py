"""A copy of an order for whoever it binds: facts of the order, and words that somebody released for exactly that.

This paper goes to the suspect. So this module is given everything and reads nothing: it reaches no table, no person and
no text of a case, which a contract of the imports proves. What has the shape of a way to somebody is refused, whatever
it is: a text that was compared with what we hold would tell whoever guessed.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from cases.services.locators import SHAPES
from stalking_unit.ui.parts import Row
from stalking_unit.ui.words import day

TEMPLATE = "documents/service_copy.html"
KIND = "service-copy"

AROUND = "an area drawn around a home"
STREET = "a street"
_PLACES = (
    "School|College|Academy|University|Nursery|Hospital|Surgery|Clinic|Church|Mosque|Station|Centre|Gym|Hostel|Refuge"
)
# What leads to somebody's door, beyond what is left out of every paper. Each is refused; none is looked up.
MORE_SHAPES: dict[str, re.Pattern[str]] = {
    "a flat or a house": re.compile(
        r"\b(?i:flat|apartment|unit|room|plot)\s+(?:no\.?\s*)?\d+\w?\b"
        r"|\b[A-Z][\w’'-]+\s+(?:Cottage|Farm|Lodge|House|Barn)\b"
    ),
    "a house number and a road": re.compile(
        r"\b\d{1,4}[A-Za-z]?,?\s+(?:[a-z]+\s+){0,2}(?:street|road|lane|avenue|close)\b", re.IGNORECASE
    ),
    "part of a postcode": re.compile(r"\b(?:[BEGLMNSW]\d{1,2}[A-Z]?|(?!A[A-Z]?\d)[A-Z]{2}\d{1,2}[A-Z]?)\b"),
    "a place on a map": re.compile(
        r"-?\b\d{1,2}[.,]\d{3,}\s*°?\s*[NS]?[,;]?\s+-?\d{1,3}[.,]\d{3,}|\b[A-Z]{2}\s?\d{3,5}\s?\d{3,5}\b"
    ),
    "a named place": re.compile(rf"\b(?:[A-Z][\w’'-]*\s+){{1,4}}(?:{_PLACES})\b"),
    "an account": re.compile(r"(?<![\w@])@\w{2,}"),
    AROUND: re.compile(
        r"\b\d[\d.,]*\s*(?:m|metres?|meters?|km|kilometres?|kilometers?|miles?|yards?|yds?|feet|ft)\b"
        r".{0,60}?\b(?:home|house|flat|address|residence|dwelling|lives?|living|property|work|workplace|school)\b",
        re.IGNORECASE | re.DOTALL,
    ),
}
# A court may be named after a road, and so may a person; with a number it is an address all the same.
OF_NAMES = {name: shape for name, shape in SHAPES.items() if name != STREET} | {
    name: MORE_SHAPES[name] for name in ("a house number and a road", "a place on a map", "an account")
}


@dataclass(frozen=True, slots=True)
class CopiedCondition:
    """One condition: its kind in our words, and the words released for it; without any, its kind alone is printed."""

    kind: str
    words: str = ""
    ends_on: date | None = None


@dataclass(frozen=True, slots=True)
class ServiceCopy:
    """Everything that is printed. `audience` is for whom, in words; `agency` is whose copy it is."""

    reference: str
    kind: str
    bound: str
    court: str
    court_reference: str
    made_on: date | None
    starts_on: date | None
    ends_on: date | None
    until_further_order: bool
    conditions: tuple[CopiedCondition, ...]
    audience: str
    agency: str


def tells(words: str) -> list[str]:
    """What these words have the shape of that leads to somebody: "a street", "part of a postcode"."""
    return [name for name, shape in (SHAPES | MORE_SHAPES).items() if shape.search(words)]


def refusals(copy: ServiceCopy) -> list[str]:
    """Why this copy may not be printed, a sentence each: every string on it is looked at."""
    names = {"Court": copy.court, "Court reference": copy.court_reference, "Name": copy.bound}
    found = [(where, _shapes(text, OF_NAMES)) for where, text in names.items()]
    found += [(condition.kind, tells(condition.words)) for condition in copy.conditions]
    return [f"{where} has the shape of {listed(shapes)}." for where, shapes in found if shapes]


def context(copy: ServiceCopy) -> dict[str, Any]:
    """What the template prints."""
    return {
        "kind": copy.kind,
        "agency": copy.agency,
        "facts": [row for row in _facts(copy) if row.value],
        "conditions": [
            Row(f"{number}. {one.kind}", one.words or "As the order says.", sub=_until(one.ends_on))
            for number, one in enumerate(copy.conditions, 1)
        ],
    }


def listed(shapes: Sequence[str]) -> str:
    """a street, a number and an account"""
    *first, last = shapes
    return f"{', '.join(first)} and {last}" if first else last


def _shapes(text: str, shapes: dict[str, re.Pattern[str]]) -> list[str]:
    return [name for name, shape in shapes.items() if shape.search(text)]


def _facts(copy: ServiceCopy) -> Iterator[Row]:
    yield Row("Who is bound by it", copy.bound)
    yield Row("Court", copy.court)
    yield Row("Court reference", copy.court_reference)
    yield Row("Made on", day(copy.made_on) if copy.made_on else "")
    yield Row("In force from", day(copy.starts_on) if copy.starts_on else "")
    yield Row(
        "In force until", "further order" if copy.until_further_order else day(copy.ends_on) if copy.ends_on else ""
    )


def _until(on: date | None) -> str:
    return f"Until {day(on)}" if on else ""
