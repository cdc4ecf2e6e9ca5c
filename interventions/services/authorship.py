"""What every record carries of the person who wrote it."""

from datetime import datetime
from typing import Any

from stalking_unit.accounts.actor import Actor


def written(by: Actor, at: datetime | None = None) -> dict[str, Any]:
    """By whom, for which agency, when it happened and when it was recorded."""
    return {"agency": by.agency, "author": by.user, "happened_at": at or by.now, "recorded_at": by.now}
