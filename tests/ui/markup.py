"""Reading markup for comparison: elements, classes, attributes and words, without regard to how it is laid out."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = frozenset({"br", "hr", "img", "input", "link", "meta", "path", "circle"})


@dataclass
class Element:
    tag: str
    attributes: dict[str, object] = field(default_factory=dict)
    children: list[Element | str] = field(default_factory=list)


class Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open = [Element("")]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {
            name: frozenset((value or "").split()) if name == "class" else value or "" for name, value in attrs
        }
        element = Element(tag, dict(attributes))
        self.open[-1].children.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            closed = self.open.pop()
            assert closed.tag == tag, f"<{closed.tag}> is closed by </{tag}>"

    def handle_data(self, data: str) -> None:
        words = " ".join(data.split())
        if words:
            self.open[-1].children.append(words)


def read(html: str) -> list[Element | str]:
    """The tree of a piece of markup, or an error where its elements do not nest."""
    reader = Reader()
    reader.feed(html)
    assert len(reader.open) == 1, f"<{reader.open[-1].tag}> is never closed"
    return reader.open[0].children
