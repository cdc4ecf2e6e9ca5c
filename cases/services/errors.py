"""How a service says no: each carries the sentence the page shows."""

from stalking_unit.db.errors import Conflict, DomainError

__all__ = ["Changed", "Incomplete", "NoSuchCase", "NotFromHere", "NotYet"]


class NotFromHere(Conflict):
    """The case has moved on since the page was opened, or the table has no such move."""


class Changed(Conflict):
    """Somebody else saved this record first."""


class NoSuchCase(DomainError):
    """There is no such case, or not for this person: the two are told apart by nothing."""


class Incomplete(DomainError):
    """Something the move needs has not been said. `missing` names it, in the form's own field names."""

    def __init__(self, missing: tuple[str, ...]) -> None:
        super().__init__("Some answers are missing: " + ", ".join(name.replace("_", " ") for name in missing) + ".")
        self.missing = missing


class NotYet(DomainError):
    """Something must be true first. `reasons` are sentences that say what to do."""

    def __init__(self, reasons: tuple[str, ...]) -> None:
        super().__init__(" ".join(reasons))
        self.reasons = reasons
