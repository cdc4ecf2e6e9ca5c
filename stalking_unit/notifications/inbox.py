"""Opening what one was told."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q

from stalking_unit.audit.trail import By
from stalking_unit.notifications.models import Notification


def open_one(pk: UUID, *, by: By) -> Notification | None:
    """Mark one's own notice as opened, the first time, and return it. Another person's is not there.

    Whoever follows an old e-mail has seen what was told again since.
    """
    mine = Notification.objects.of(by.user_id)
    notice = mine.filter(pk=pk).first()
    if notice is not None:
        seen = Q(pk=pk) | Q(series=notice.series, superseded_at=None) if notice.series else Q(pk=pk)
        mine.filter(seen).unopened().update(opened_at=by.now)
        notice.opened_at = notice.opened_at or by.now
    return notice


def open_all(*, by: By) -> int:
    """Mark everything one was told as opened."""
    return Notification.objects.of(by.user_id).unopened().update(opened_at=by.now)
