"""Opening what one was told."""

from __future__ import annotations

from uuid import UUID

from stalking_unit.audit.trail import By
from stalking_unit.notifications.models import Notification


def open_one(pk: UUID, *, by: By) -> Notification | None:
    """Mark one's own notice as opened, the first time, and return it. Another person's is not there."""
    mine = Notification.objects.of(by.user_id).filter(pk=pk)
    mine.unopened().update(opened_at=by.now)
    return mine.first()


def open_all(*, by: By) -> int:
    """Mark everything one was told as opened."""
    return Notification.objects.of(by.user_id).unopened().update(opened_at=by.now)
