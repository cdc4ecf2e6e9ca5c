"""Which notices and which e-mails: the words other code asks with."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Self
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

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

        Somebody who has left gets no mail. Nor does what was withdrawn leave, or what was told again since. Of what
        goes together only the first is taken, so that its lock is the lock of all.
        """
        before = self.model._default_manager.waiting().filter(
            digest_on=OuterRef("digest_on"),
            notification__recipient=OuterRef("notification__recipient"),
            pk__lt=OuterRef("pk"),
        )
        first = Q(digest_on=None) | ~Exists(before)
        return self.waiting().filter(first, due_at__lte=now).order_by("due_at")

    def waiting(self) -> Self:
        """What is to be sent, now or later."""
        return self.filter(
            sent_at=None,
            notification__recipient__is_active=True,
            notification__withdrawn_at=None,
            notification__superseded_at=None,
        )

    def together_with(self, first: Message) -> Self:
        """All that goes in one e-mail with the first of it."""
        recipient = first.notification.recipient_id
        whole = self.waiting().filter(digest_on=first.digest_on, notification__recipient=recipient)
        return whole.order_by("notification__told_at", "pk")
