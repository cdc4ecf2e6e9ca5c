"""What lists of cases have in common: heads that sort, and the words of what was asked for."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal
from urllib.parse import urlencode

from cases.enums import Level, Stage
from stalking_unit.ui.parts import Column
from stalking_unit.ui.words import lower_first


def head(title: str, key: str, order: str, query: Mapping[str, Any]) -> Column:
    """The head of a column; with a key it is a link that sorts, or turns the order round."""
    if not key:
        return Column(title)
    way: Literal["ascending", "descending", ""] = ""
    if order.removeprefix("-") == key:
        way = "descending" if order.startswith("-") else "ascending"
    href = "?" + urlencode({**query, "sort": f"-{key}" if way == "ascending" else key}, doseq=True)
    return Column(title, href=href, sorted=way)


def asked_for(levels: Sequence[str], stage: Stage, more: Iterable[str] = ()) -> str:
    """What somebody asked a list for, in a few words; nothing where they asked for what it shows anyway."""
    named = [lower_first(str(Level(level).label)) for level in levels if level in Level.values]
    if len(named) != len(levels):
        named.append("not assessed yet")
    level = f"level {' or '.join(named)}" if named else ""
    parts = [level, lower_first(str(stage.label)) if stage is not Stage.OPEN else "", *more]
    return "; ".join(part for part in parts if part)
