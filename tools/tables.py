"""What was measured, as a table for the README: each job at each size, its ratios, and how it grows."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

Measured = dict[str, Any]
HEAD = ("job", "cases", "floor", "product", "rival", "product : floor", "rival : product", "growth")
MILLION = 1_000_000


def table(lines: Sequence[Measured]) -> str:
    """Medians with the 95th percentile behind them, in milliseconds."""
    rows = [HEAD, tuple("---" for _ in HEAD), *_rows(lines)]
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)


def _rows(lines: Sequence[Measured]) -> Iterator[tuple[str, ...]]:
    jobs = list(dict.fromkeys(line["job"] for line in lines))
    ordered = sorted(lines, key=lambda line: (jobs.index(line["job"]), line["cases"]))
    for job, each in groupby(ordered, key=lambda line: line["job"]):
        smallest: Measured | None = None
        for line in each:
            growth = f"{line['product'][0] / smallest['product'][0]:.1f}x" if smallest else ""
            smallest = smallest or line
            name = f"{job} ({line['note']})" if line["note"] else job
            yield (name, f"{line['cases']:,}", *_ways(line), growth)


def _ways(line: Measured) -> tuple[str, ...]:
    floor, product, rival = line["floor"], line["product"], line["rival"]
    times = tuple(f"{way[0]:,.1f} ({way[1]:,.1f})" if way else "" for way in (floor, product, rival))
    return (*times, f"{product[0] / floor[0]:.1f}x", f"{rival[0] / product[0]:.1f}x" if rival else "")
