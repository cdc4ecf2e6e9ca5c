"""The e-mail itself: a neutral sentence, a reference and a link, and nothing that could hurt on a lit screen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from urllib.parse import urlsplit
from uuid import UUID, uuid5

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse

from stalking_unit.notifications.models import Notification


def compose(notification: Notification) -> EmailMessage:
    """The link opens the notice, so that the product knows it was opened, and the notice leads on to its page."""
    link = _link(notification)
    return EmailMessage(
        subject=f"{notification.reference or 'Stalking Unit'}: sign in to read a message",
        body=render_to_string("emails/notice.txt", {"notification": notification, "link": link}),
        to=[notification.recipient.email],
        headers={
            "Message-ID": message_id(notification.recipient_id, notification.key),
            "Auto-Submitted": "auto-generated",
        },
    )


def compose_digest(notifications: Sequence[Notification], on: date) -> EmailMessage:
    """What waited for one morning: the same lines, each with its own link. How many there are is not in the subject."""
    recipient = notifications[0].recipient
    lines = [(one, _link(one)) for one in notifications]
    return EmailMessage(
        subject="Stalking Unit: sign in to read your messages",
        body=render_to_string("emails/digest.txt", {"lines": lines}),
        to=[recipient.email],
        headers={
            "Message-ID": message_id(recipient.pk, f"digest:{on.isoformat()}"),
            "Auto-Submitted": "auto-generated",
        },
    )


def _link(notification: Notification) -> str:
    return settings.SITE_URL + reverse("inbox-open", args=[notification.pk])


def message_id(recipient_id: UUID, key: str) -> str:
    """The same for every attempt at the same mail, so that a mailbox can drop a repeat."""
    return f"<{uuid5(recipient_id, key)}@{urlsplit(settings.SITE_URL).hostname}>"
