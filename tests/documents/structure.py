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


def everything_in(copy: pikepdf.Pdf) -> Iterator[str]:
    """All that somebody with tools finds in the file: its pages, its tree, its properties, what hangs on it, its bytes.

    Bytes that stand for letters in sixteen bits are read as well, so a word is found however it is written.
    """
    yield from words(copy)
    yield str(copy.open_metadata())
    for name, attached in copy.attachments.items():
        yield f"{name} {attached.filename} {attached.description}"
        yield _letters(attached.get_file().read_bytes())
    for held in (copy.trailer, *copy.objects):
        yield " ".join(_strings(held))
    raw = io.BytesIO()
    copy.save(raw, stream_decode_level=pikepdf.StreamDecodeLevel.all, compress_streams=False)
    yield _letters(raw.getvalue())


def _letters(raw: bytes) -> str:
    return raw.decode("latin-1") + raw.replace(b"\0", b"").decode("latin-1")


def _strings(held: Any) -> Iterator[str]:
    """The strings of one object and of what it holds itself; what it only points to is an object of its own."""
    if isinstance(held, pikepdf.String | pikepdf.Name):
        yield str(held)
    elif isinstance(held, pikepdf.Dictionary | pikepdf.Stream):
        for key, value in held.items():
            yield str(key)
            yield from _within(value)
    elif isinstance(held, pikepdf.Array):
        for value in held:
            yield from _within(value)


def _within(value: Any) -> Iterator[str]:
    if not getattr(value, "is_indirect", False):
        yield from _strings(value)
