"""Log lines without case facts: a failure is told by its type and place, never by its message."""

import copy
import logging
import traceback
from collections.abc import Mapping
from types import TracebackType
from typing import Any

ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
# What Celery puts into its own lines under these names may quote a row or a page.
TOLD_BY_CELERY = {"exc", "return_value", "args", "kwargs"}


class BareFormatter(logging.Formatter):
    """Leaves out what exceptions say: PostgreSQL quotes the row, and forms quote what was typed."""

    def format(self, record: logging.LogRecord) -> str:
        bare = copy.copy(record)
        bare.args = without_messages(record.args)
        bare.exc_text = None  # another formatter may have left the whole text there
        return super().format(bare)

    def formatException(self, ei: ExcInfo) -> str:
        lines: list[str] = []
        error = ei[1]
        while error is not None:
            lines.append(f"{type(error).__module__}.{type(error).__qualname__}")
            lines.extend(
                f"  {frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(error.__traceback__)
            )
            error = error.__cause__ or error.__context__
        return "\n".join(lines)


def without_messages(args: Any) -> Any:
    """A log call's arguments, each exception replaced by its name."""
    if isinstance(args, Mapping):
        return {name: "..." if name in TOLD_BY_CELERY else bare(value) for name, value in args.items()}
    return tuple(bare(value) for value in args) if isinstance(args, tuple) else args


def bare(value: Any) -> Any:
    return type(value).__qualname__ if isinstance(value, BaseException) else value
