"""Sealing the trail: what was written until a moment is bound to everything before it.

A seal covers a range of transaction numbers, so that nobody who writes is kept waiting and no line needs changing; and
the ranges follow each other without a gap, so that a line which appears or disappears later belongs to one of them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import connection, transaction

from stalking_unit.audit import trail

FIRST: Final = bytes(32)  # what the first seal of all follows
LEAF: Final = 16 + 32  # octets: the key of a line and its hash
TOO_OLD: Final = timedelta(minutes=5)
MOST: Final = 100_000  # lines in one seal, beyond which the next one takes over

NEWEST = """
SELECT epoch, number, from_xid::text::bigint, to_xid::text::bigint, lines, leaves, previous, root, sealed_at
FROM audit_seal
"""
UNSEALED = """
WITH newest AS (SELECT max(number) AS epoch FROM audit_epoch)
SELECT min(recorded_at) FROM audit_event WHERE epoch = (SELECT epoch FROM newest) AND xid >= coalesce(
  (SELECT to_xid FROM audit_seal WHERE epoch = (SELECT epoch FROM newest) ORDER BY number DESC LIMIT 1), '0'::xid8)
"""


@dataclass(frozen=True, slots=True)
class Seal:
    """One seal as it was kept. It covers the transactions from `from_xid` up to and without `to_xid`."""

    epoch: int
    number: int
    from_xid: int
    to_xid: int
    lines: int
    leaves: bytes
    previous: bytes
    root: bytes
    sealed_at: datetime

    def worked_out(self) -> bytes:
        """The root as it must be for everything that this seal says."""
        stamp = round(self.sealed_at.timestamp() * 1_000_000)
        numbers = (self.epoch, self.number, self.from_xid, self.to_xid, stamp, self.lines)
        said = b"".join(number.to_bytes(8, "big", signed=True) for number in numbers)
        return hashlib.sha256(self.previous + said + self.leaves).digest()

    def hashes(self) -> dict[UUID, bytes]:
        """The hash that each line had when it was sealed, by its key."""
        parts = (self.leaves[start : start + LEAF] for start in range(0, len(self.leaves), LEAF))
        return {UUID(bytes=part[:16]): part[16:] for part in parts}


def seal(most: int = MOST) -> int:
    """Seal what is not sealed yet and can no longer change. Returns how many lines that were; again, there are none."""
    sealed = 0
    with connection.cursor() as cursor:
        while True:
            cursor.execute("SELECT audit_seal(%s)", [most])
            lines = int(cursor.fetchone()[0])
            sealed += lines
            if lines < most:
                return sealed


def seals() -> Iterator[Seal]:
    """Every seal, the first one first."""
    with trail.reading(), connection.cursor() as cursor:
        cursor.execute("SELECT epoch, number FROM audit_seal ORDER BY epoch, number")
        keys = cursor.fetchall()
    for key in keys:
        with trail.reading(), connection.cursor() as cursor:
            cursor.execute(f"{NEWEST} WHERE (epoch, number) = (%s, %s)", key)
            yield _seal(cursor.fetchone())


def newest() -> Seal | None:
    """The last seal there is, whose root stands for the whole trail until then."""
    with trail.reading(), connection.cursor() as cursor:
        cursor.execute(f"{NEWEST} ORDER BY epoch DESC, number DESC LIMIT 1")
        row = cursor.fetchone()
    return _seal(row) if row else None


def unsealed_since() -> datetime | None:
    """When the oldest line was written that no seal covers yet."""
    with trail.reading(), connection.cursor() as cursor:
        cursor.execute(UNSEALED)
        found: datetime | None = cursor.fetchone()[0]
    return found


def begin_epoch(using: str) -> int:
    """After a restore, transaction numbers no longer follow on. Only who owns the tables may say so; else as it was."""
    with transaction.atomic(using=using), transaction.get_connection(using).cursor() as cursor:
        cursor.execute("SELECT audit_begin_epoch()")
        return int(cursor.fetchone()[0])


def _seal(row: tuple[object, ...]) -> Seal:
    epoch, number, from_xid, to_xid, lines, leaves, previous, root, sealed_at = row
    return Seal(
        epoch,  # type: ignore[arg-type]  # as the columns say
        number,  # type: ignore[arg-type]
        from_xid,  # type: ignore[arg-type]
        to_xid,  # type: ignore[arg-type]
        lines,  # type: ignore[arg-type]
        bytes(leaves),  # type: ignore[call-overload]
        bytes(previous),  # type: ignore[call-overload]
        bytes(root),  # type: ignore[call-overload]
        sealed_at,  # type: ignore[arg-type]
    )
