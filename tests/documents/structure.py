"""What is inside a PDF: its tree, its words and what it says of itself."""

import io
from collections.abc import Iterator
from typing import Any

import pikepdf
import pytest


def structure(node: Any) -> Iterator[Any]:
    """Every element of the tree that a screen reader walks."""
    children = node.get("/K", [])
    for child in children if isinstance(children, pikepdf.Array) else [children]:
        if isinstance(child, pikepdf.Dictionary) and "/S" in child:
            yield child
            yield from structure(child)


def tags(copy: pikepdf.Pdf, name: str) -> list[Any]:
    return [element for element in structure(copy.Root.StructTreeRoot) if f"/{name}" == element.S]


def words(copy: pikepdf.Pdf) -> list[str]:
    """What each page says, as text."""
    pymupdf = pytest.importorskip("pymupdf")
    body = io.BytesIO()
    copy.save(body)
    return [sheet.get_text() for sheet in pymupdf.open(stream=body.getvalue())]


def properties(copy: pikepdf.Pdf) -> dict[str, str]:
    return {key: str(value) for key, value in copy.docinfo.items() if key != "/Producer"}


def attributes(element: Any) -> list[Any]:
    found = element.get("/A", [])
    return list(found) if isinstance(found, pikepdf.Array) else [found]
