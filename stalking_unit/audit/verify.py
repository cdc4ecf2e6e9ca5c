"""Whether the trail is what was written: every line against its own hash, and all of them against the seals.

A line's hash shows that it was edited; a seal shows that its hash was worked out anew, or that a line is missing or was
never there. Neither is enough without the other. Who owns the database could remake every seal, so a root that somebody
else keeps is held against ours too.
"""

from __future__ import annotations

import enum
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from psycopg.sql import SQL, Composed, Identifier

from stalking_unit.audit import seal, trail
from stalking_unit.audit.models import AuditEvent
from stalking_unit.audit.seal import Seal

LONGEST: Final = timedelta(hours=1)  # that a transaction may take from its first line to its end
AHEAD: Final = timedelta(minutes=5)  # that the clock of a machine may differ

COLUMNS: Final = SQL(", ").join([Identifier(one.attname) for one in AuditEvent._meta.concrete_fields])
COVERED: Final = SQL(
    "SELECT {} FROM audit_event WHERE epoch = %s AND xid >= %s::text::xid8 AND xid < %s::text::xid8 ORDER BY id"
).format(COLUMNS)
UNCOVERED: Final = SQL("SELECT {} FROM audit_event WHERE epoch = %s AND xid >= %s::text::xid8 ORDER BY id").format(
    COLUMNS
)


class Fault(enum.Enum):
    """What is wrong with a line or a seal, in words."""

    EDITED = "was edited: it no longer matches its own hash"
    REHASHED = "was edited, and its hash was worked out anew: it is not the line that was sealed"
    DELETED = "was deleted: it was sealed, and is gone"
    INSERTED = "was added later: its seal knows nothing of it"
    BACKDATED = "bears another time than that in which it was written"
    SEAL = "was changed: its root is not that of what it says"
    CHAIN = "does not follow on the seal before it: one was taken away, put in or made anew"
    WITNESS = "is not as the witness keeps it: the trail until then was written anew, or another one restored"


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault: the line it is in, where it is a line, and the seal it was found by, where there is one."""

    fault: Fault
    epoch: int
    seal: int | None
    line: UUID | None = None
    at: datetime | None = None

    def __str__(self) -> str:
        of = f"seal {self.epoch}.{self.seal}" if self.seal else f"not sealed yet, epoch {self.epoch}"
        what = f"Line {self.line} ({of})" if self.line else of.capitalize()
        when = f" It says {self.at:%Y-%m-%d %H:%M:%S}." if self.at else ""
        return f"{what} {self.fault.value}.{when}"


@dataclass
class Verified:
    """What was looked at, and what was found."""

    lines: int = 0
    seals: int = 0
    unsealed: int = 0
    findings: list[Finding] = field(default_factory=list)


def verify(witnessed: Mapping[tuple[int, int], bytes] | None = None) -> Verified:
    """Look at every line and every seal. `witnessed` are roots kept elsewhere, by epoch and number of the seal."""
    done = Verified()
    kept = dict(witnessed or {})
    before: Seal | None = None
    for one in seal.seals():
        done.seals += 1
        done.findings += _seal_faults(one, before, kept.pop((one.epoch, one.number), one.root))
        for finding, is_line in _line_faults(one, before):
            done.lines += is_line
            done.findings += [finding] if finding else []
        before = one
    done.findings += [Finding(Fault.WITNESS, epoch, number) for epoch, number in sorted(kept)]
    for event in _uncovered(before):
        done.lines += 1
        done.unsealed += 1
        done.findings += _unsealed_faults(event, before)
    return done


def _seal_faults(one: Seal, before: Seal | None, witnessed: bytes) -> Iterator[Finding]:
    if one.root != one.worked_out():
        yield Finding(Fault.SEAL, one.epoch, one.number, at=one.sealed_at)
    if not _follows(one, before):
        yield Finding(Fault.CHAIN, one.epoch, one.number, at=one.sealed_at)
    if one.root != witnessed:
        yield Finding(Fault.WITNESS, one.epoch, one.number, at=one.sealed_at)


def _follows(one: Seal, before: Seal | None) -> bool:
    """In an epoch the numbers and the transactions follow on; over all of them, the roots."""
    if one.previous != (before.root if before else seal.FIRST):
        return False
    if before is None or before.epoch != one.epoch:
        return (one.number, one.from_xid) == (1, 0)
    return (one.number, one.from_xid) == (before.number + 1, before.to_xid)


def _line_faults(one: Seal, before: Seal | None) -> Iterator[tuple[Finding | None, bool]]:
    """What is wrong with each line of a seal, nothing where all is well; and those that should be there."""
    sealed = one.hashes()
    events = _read(COVERED, one.epoch, one.from_xid, one.to_xid)
    written = [event.recorded_at for event in events if event.pk in sealed]
    earliest = before.sealed_at - LONGEST if before else min(written, default=one.sealed_at) - AHEAD
    for event in events:
        is_elsewhen = not earliest <= event.recorded_at <= one.sealed_at + AHEAD
        fault = _fault(event, sealed.pop(event.pk, None), is_elsewhen=is_elsewhen)
        yield (Finding(fault, one.epoch, one.number, event.pk, event.recorded_at) if fault else None), True
    for missing in sealed:
        yield Finding(Fault.DELETED, one.epoch, one.number, missing), False


def _fault(event: AuditEvent, sealed: bytes | None, *, is_elsewhen: bool) -> Fault | None:
    if not event.is_intact:
        return Fault.EDITED
    if sealed is not None and bytes(event.hash) != sealed:
        return Fault.REHASHED
    if is_elsewhen:
        return Fault.BACKDATED
    return Fault.INSERTED if sealed is None else None


def _unsealed_faults(event: AuditEvent, before: Seal | None) -> Iterator[Finding]:
    epoch = before.epoch if before else 1
    if not event.is_intact:
        yield Finding(Fault.EDITED, epoch, None, event.pk, event.recorded_at)
    elif before and event.recorded_at < before.sealed_at - LONGEST:
        yield Finding(Fault.BACKDATED, epoch, None, event.pk, event.recorded_at)


def _uncovered(last: Seal | None) -> Iterator[AuditEvent]:
    """Lines that no seal covers: of the newest epoch after its last seal, of all when there is none."""
    if last is None:
        yield from _read(UNCOVERED, 1, 0)
        return
    yield from _read(UNCOVERED, last.epoch, last.to_xid)
    yield from _read(UNCOVERED, last.epoch + 1, 0)


def _read(sql: Composed, *about: Any) -> list[AuditEvent]:
    with trail.reading():
        return list(AuditEvent.objects.raw(sql, about))  # type: ignore[arg-type]  # the driver takes it composed
