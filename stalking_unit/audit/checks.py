"""`check --database default` says when the trail is running out of room."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Tags, Warning, register
from django.db import connection

from stalking_unit.audit import partitions
from stalking_unit.audit.models import AuditEvent


@register(Tags.database)
def room_ahead(databases: Sequence[str] | None = None, **_: Any) -> list[CheckMessage]:
    """A warning, not an error, since `migrate` runs it too and must still be able to help."""
    if "default" not in (databases or ()) or AuditEvent._meta.db_table not in connection.introspection.table_names():
        return []
    ahead = partitions.months_ahead()
    if ahead >= partitions.TOO_FEW:
        return []
    return [
        Warning(
            f"The trail has room for {ahead} more months.",
            hint="Run the task stalking_unit.audit.tasks.make_partitions, and see that the timetable does.",
            id="audit.W001",
        )
    ]
