"""Sending what waits in the outbox."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime
from smtplib import SMTPDataError, SMTPRecipientsRefused

from django.core.mail import EmailMessage
from django.db import transaction

from stalking_unit.notifications.mail import compose, compose_digest
from stalking_unit.notifications.models import Message

logger = logging.getLogger(__name__)

# What is wrong with one mail alone: its mailbox, its content, or an address no mail can carry.
UNDELIVERABLE = (SMTPRecipientsRefused, SMTPDataError, ValueError)


@transaction.atomic
def deliver_one(*, now: datetime) -> bool:
    """Lock one waiting mail, send it, mark it. Returns whether it is worth going on to the next.

    What waits for one morning is one mail: who locks its first has all of it, and marks all of it.
    A killed worker drops its lock with its connection, so nothing is lost. One killed between the server's yes and
    the commit sends again, under the same Message-ID. A refused mail steps back and lets the others pass.
    """
    waiting = Message.objects.due(now).select_related("notification__recipient")
    first = waiting.select_for_update(skip_locked=True, of=("self",)).first()
    if first is None:
        return False
    together = [first]
    if first.digest_on is not None:
        all_of_it = Message.objects.together_with(first).select_related("notification__recipient")
        together = list(all_of_it.select_for_update(of=("self",)))
    server_answers = _send(together, now)
    Message.objects.bulk_update(together, ["attempts", "due_at", "refused_at", "sent_at"])
    return server_answers


def _send(messages: Sequence[Message], now: datetime) -> bool:
    taken = answers = False
    try:
        letter(messages).send()
        taken = answers = True
    except UNDELIVERABLE as problem:
        logger.warning("Mail %s was refused (%s)", messages[0].pk, type(problem).__name__)
        answers = True
    except OSError as problem:
        logger.warning("The mail server is away (%s)", type(problem).__name__)
    for message in messages:
        message.accepted(now) if taken else message.refused(now)
    return answers


def letter(messages: Sequence[Message]) -> EmailMessage:
    """The e-mail of one notice, or of one morning."""
    if messages[0].digest_on is None:
        return compose(messages[0].notification)
    return compose_digest([message.notification for message in messages], messages[0].digest_on)
