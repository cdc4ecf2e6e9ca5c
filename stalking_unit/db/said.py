"""Text that knows where it was read from, so that whoever sees it on a page can point at it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple, Self
from uuid import UUID

from django.utils.text import Truncator

HIDDEN = "[hidden]"
"""What stands where words were hidden: the same whatever they were and however long."""


REMOVED = "[removed]"
"""What stands where words were taken out for ever."""


class Place(NamedTuple):
    """One text of one row: the label of its model, its key and its column."""

    model: str
    pk: UUID
    field: str

    def __str__(self) -> str:
        return f"{self.model}:{self.pk}:{self.field}"

    @classmethod
    def parse(cls, text: str) -> Place | None:
        """What `str` made, or nothing when it is not that."""
        model, _, rest = text.partition(":")
        pk, _, field = rest.partition(":")
        try:
            return cls(model, UUID(pk), field)
        except ValueError:
            return None


class Unread:
    """Text as it came from the database. It shows nothing, however it is printed, until its row is asked for it.

    It can be compared, so that a query's answer can be checked without being shown.
    """

    __slots__ = ("text",)

    def __init__(self, text: str) -> None:
        self.text = text

    def __repr__(self) -> str:
        return "<unread>"

    def __eq__(self, other: object) -> bool:
        return self.text == (other.text if isinstance(other, Unread) else other)

    def __hash__(self) -> int:
        return hash(self.text)


class Said(str):
    """Words as their reader may see them.

    `places` tells where each part stands. `is_covered`: some of it was hidden from this reader. `is_hidden`: some of it
    is hidden from others, and this reader sees it. `row` is the row it was read from, for a copy of it.
    """

    places: tuple[Place, ...]
    is_covered: bool
    is_hidden: bool
    row: Any

    @classmethod
    def of(
        cls,
        text: str,
        *places: Place,
        is_covered: bool = False,
        is_hidden: bool = False,
        row: Any = None,
    ) -> Self:
        said = cls(text)
        said.places, said.is_covered, said.is_hidden, said.row = places, is_covered, is_hidden, row
        return said


def together(parts: Iterable[str], between: str = "\n\n") -> str:
    """The parts that say something, as one text that still knows where each of them stands."""
    kept = [part for part in parts if part]
    return _of_all(kept, between.join(kept))


def worded(sentence: str, *parts: str) -> str:
    """A sentence of the product's around words of somebody's: `worded("How we know: {}", incident.how_known)`."""
    return _of_all(parts, sentence.format(*parts)) if any(parts) else ""


def cut(text: str, length: int) -> str:
    """The beginning of a text, which still knows where all of it stands."""
    return _of_all([text], Truncator(text).chars(length))


def _of_all(parts: Iterable[str], text: str) -> str:
    said = [part for part in parts if isinstance(part, Said)]
    if not said:
        return text
    places = tuple(dict.fromkeys(place for part in said for place in part.places))
    return Said.of(
        text,
        *places,
        is_covered=any(part.is_covered for part in said),
        is_hidden=any(part.is_hidden for part in said),
    )
