"""One line of the trail. It names people and agencies as they stood and points at nothing, so it outlives them."""

from __future__ import annotations

import hashlib
import json
import uuid
from datetime import UTC
from ipaddress import ip_address
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models


class Operation(models.TextChoices):
    """What section 62 of the Data Protection Act 2018 asks to be logged."""

    COLLECT = "collect", "Collected"
    ALTER = "alter", "Changed"
    CONSULT = "consult", "Looked at"
    DISCLOSE = "disclose", "Disclosed"
    COMBINE = "combine", "Combined"
    ERASE = "erase", "Erased"


class AuditEvent(models.Model):
    """The table is made by hand in 0002: partitioned by month, its real key (id, recorded_at), one column more (xid).

    No field has a default in the database: it would make Django ask for the row back, and who may only add may not.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    recorded_at = models.DateTimeField()
    happened_at = models.DateTimeField()
    actor_id = models.UUIDField()
    actor_name = models.TextField()
    agency_id = models.UUIDField(null=True)
    agency_name = models.TextField()
    role = models.TextField()
    session = models.TextField()
    ip = models.GenericIPAddressField(null=True)
    via = models.TextField()
    request_id = models.UUIDField(null=True)
    operation = models.TextField()
    subtype = models.TextField()
    case_id = models.UUIDField(null=True)
    shown = ArrayField(models.UUIDField(), default=list)
    record_type = models.TextField(default="")
    record_id = models.UUIDField(null=True)
    fields = ArrayField(models.TextField(), default=list)
    basis = models.TextField(default="")
    reason = models.TextField(default="")
    recipients = models.JSONField(default=list)
    outcome = models.TextField(default="allowed")
    hash = models.BinaryField()

    class Meta:
        managed = False
        db_table = "audit_event"

    def __str__(self) -> str:
        return f"{self.operation} {self.subtype}"

    def digest(self) -> bytes:
        """The hash of everything here but the hash, worked out anew: an edited line no longer matches its own."""
        digest = hashlib.sha256()
        for field in self._meta.concrete_fields:
            if field.attname != "hash":
                pair = [field.attname, _one_spelling(field, getattr(self, field.attname))]
                part = json.dumps(pair, separators=(",", ":"), sort_keys=True).encode()
                digest.update(len(part).to_bytes(8, "big") + part)
        return digest.digest()

    @property
    def is_intact(self) -> bool:
        return bytes(self.hash) == self.digest()


def _one_spelling(field: models.Field[Any, Any], value: Any) -> Any:
    """The same for a value that comes from the program and for the one that comes back from the database."""
    match field, value:
        case ArrayField(), _:
            return [str(item) for item in value]
        case models.GenericIPAddressField(), str():
            return ip_address(value).exploded
        case models.DateTimeField(), _:
            return value.astimezone(UTC).isoformat(timespec="microseconds")
        case _, uuid.UUID():
            return str(value)
    return value
