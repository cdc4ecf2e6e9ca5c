"""The root of every "no" that a rule of the domain says."""

from __future__ import annotations

from typing import ClassVar


class DomainError(Exception):
    """A rule refused what was asked. The message is the sentence that the page shows."""

    status: ClassVar[int] = 422
    code: str = "refused"

    def __init__(self, message: str, code: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.code = code or self.code


class Conflict(DomainError):
    """Somebody else changed it first."""

    status = 409
    code = "conflict"
