"""Which notices and which e-mails: the words other code asks with."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Self
from uuid import UUID

from django.db.models import QuerySet

if TYPE_CHECKING:
    from stalking_unit.notifications.models import Message, Notification  # noqa: F401  (named in the bases below)


class NotificationQuerySet(QuerySet["Notification"]):
    def of(self, user_id: UUID) -> Self:
        """What this person was told and may still read. Nobody reads another person's inbox."""
        return self.filter(recipient_id=user_id, withdrawn_at=None)

    def listed(self) -> Self:
        """What the inbox lists: of what was told again, the newest."""
        return self.filter(superseded_at=None)

    def unopened(self) -> Self:
        return self.filter(opened_at=None)

    def newest_first(self) -> Self:
        return self.order_by("-told_at", "pk")


class MessageQuerySet(QuerySet["Message"]):
    def due(self, now: datetime) -> Self:
        """What should leave now, longest waiting first.

        Somebody who has left gets no mail. Nor does what was withdrawn leave, or what was told again since.
        """
        wanted = self.filter(
            notification__recipient__is_active=True,
            notification__withdrawn_at=None,
            notification__superseded_at=None,
        )
        return wanted.filter(sent_at=None, due_at__lte=now).order_by("due_at")
