"""The months that the trail has room for. Without a partition for today every request would fail."""

from __future__ import annotations

from typing import Final

from django.db import connection

MONTHS_AHEAD: Final = 24
TOO_FEW: Final = 3

COUNT = """
SELECT count(*) FROM pg_inherits JOIN pg_class ON pg_class.oid = inhrelid
WHERE inhparent = to_regclass('audit_event') AND relname > 'audit_event_' || to_char(now() AT TIME ZONE 'UTC', 'YYYYMM')
"""


def make(months: int = MONTHS_AHEAD) -> int:
    """Make those that are missing, as the owner's function allows the application to. Returns how many."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT audit_make_partitions(%s)", [months])
        return int(cursor.fetchone()[0])


def months_ahead() -> int:
    with connection.cursor() as cursor:
        cursor.execute(COUNT)
        return int(cursor.fetchone()[0])
