"""Sending what waits in the outbox."""

from __future__ import annotations

import logging
from datetime import datetime
from smtplib import SMTPDataError, SMTPRecipientsRefused

from django.db import transaction

from stalking_unit.notifications.mail import compose
from stalking_unit.notifications.models import Message

logger = logging.getLogger(__name__)

# What is wrong with one mail alone: its mailbox, its content, or an address no mail can carry.
UNDELIVERABLE = (SMTPRecipientsRefused, SMTPDataError, ValueError)


@transaction.atomic
def deliver_one(*, now: datetime) -> bool:
    """Lock one waiting mail, send it, mark it. Returns whether it is worth going on to the next.

    A killed worker drops its lock with its connection, so nothing is lost. One killed between the server's yes and
    the commit sends again, under the same Message-ID. A refused mail steps back and lets the others pass.
    """
    waiting = Message.objects.due(now).select_related("notification__recipient")
    message = waiting.select_for_update(skip_locked=True, of=("self",)).first()
    if message is None:
        return False
    server_answers = _send(message, now)
    message.save(update_fields=["attempts", "due_at", "refused_at", "sent_at"])
    return server_answers


def _send(message: Message, now: datetime) -> bool:
    try:
        compose(message.notification).send()
    except UNDELIVERABLE as problem:
        logger.warning("Mail %s was refused (%s)", message.pk, type(problem).__name__)
        message.refused(now)
    except OSError as problem:
        logger.warning("The mail server is away (%s)", type(problem).__name__)
        message.refused(now)
        return False
    else:
        message.accepted(now)
    return True
