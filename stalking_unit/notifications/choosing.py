"""When e-mail comes: at once, or together each working morning. The inbox and alarms are no part of the choice."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from stalking_unit.audit import trail
from stalking_unit.audit.trail import By
from stalking_unit.notifications import tasks
from stalking_unit.notifications.models import MailChoice, Message
from stalking_unit.notifications.waking import wake


def is_daily(user_id: UUID) -> bool:
    """Whether this person has chosen one e-mail each working morning."""
    return MailChoice.objects.filter(user_id=user_id, daily=True).exists()


@transaction.atomic
def choose(*, daily: bool, by: By) -> None:
    """Choose for oneself. What waits for the morning when somebody chooses "at once" leaves at once."""
    chosen, _ = MailChoice.objects.update_or_create(user_id=by.user_id, defaults={"daily": daily, "chosen_at": by.now})
    trail.record(by, trail.Operation.ALTER, "choose_mail", record=chosen, fields=["daily"])
    if daily:
        return
    waiting = Message.objects.filter(notification__recipient_id=by.user_id, sent_at=None, digest_on__isnull=False)
    if waiting.update(digest_on=None, due_at=by.now):
        wake(tasks.deliver)
