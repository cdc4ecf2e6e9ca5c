"""Pages to accessible PDF (PDF/UA-1). The press is loaded only to print: it takes a second and needs Pango."""

from __future__ import annotations

from collections.abc import Mapping
from ctypes.util import find_library
from functools import cache
from importlib import import_module
from typing import Any

from django.template.loader import render_to_string

from stalking_unit.db.errors import DomainError

LIBRARIES = ("pango-1.0", "pangoft2-1.0", "harfbuzz-subset")
INSTALL = "Debian: apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0. macOS: brew install pango."


class CannotPrint(DomainError):
    """No PDF came out; the message is for the page."""


def render(template: str, context: Mapping[str, Any], *, title: str) -> bytes:
    """A template as PDF. `title` is all its properties say: the reference, never a name."""
    return from_html(render_to_string(template, {**context, "title": title}), title=title)


def from_html(html: str, *, title: str) -> bytes:
    """A whole page as PDF. It may use the product's own static files, and nothing else it names is fetched."""
    if missing := missing_library():
        raise CannotPrint(missing, "missing-library")
    press = import_module("stalking_unit.documents.press")
    body: bytes = press.print_page(html, title=title)
    return body


@cache
def missing_library() -> str | None:
    """The sentence for a button that cannot work on this machine."""
    if all(find_library(library) for library in LIBRARIES):
        return None
    return "PDFs cannot be made on this machine, because a program library called Pango is not installed."
