"""`check --database default` says when the trail is running out of room, or is not being sealed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Tags, Warning, register
from django.db import connection

from stalking_unit import clock
from stalking_unit.audit import partitions, seal
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


@register(Tags.database)
def sealed_lately(databases: Sequence[str] | None = None, **_: Any) -> list[CheckMessage]:
    """Late passes nothing over; but until a line is sealed, whoever owns the database can change it unseen."""
    if "default" not in (databases or ()) or "audit_seal" not in connection.introspection.table_names():
        return []
    since = seal.unsealed_since()
    if since is None or clock.now() - since < seal.TOO_OLD:
        return []
    return [
        Warning(
            f"The trail has not been sealed since {since:%d %B %Y at %H:%M} UTC.",
            hint="Run the task stalking_unit.audit.tasks.seal_trail, and see that no transaction is left open.",
            id="audit.W002",
        )
    ]
