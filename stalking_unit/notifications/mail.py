"""The e-mail itself: a neutral sentence, a reference and a link, and nothing that could hurt on a lit screen."""

from __future__ import annotations

from urllib.parse import urlsplit
from uuid import UUID, uuid5

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse

from stalking_unit.notifications.models import Notification


def compose(notification: Notification) -> EmailMessage:
    """The link opens the notice, so that the product knows it was opened, and the notice leads on to its page."""
    link = settings.SITE_URL + reverse("inbox-open", args=[notification.pk])
    return EmailMessage(
        subject=f"{notification.reference or 'Stalking Unit'}: sign in to read a message",
        body=render_to_string("emails/notice.txt", {"notification": notification, "link": link}),
        to=[notification.recipient.email],
        headers={
            "Message-ID": message_id(notification.recipient_id, notification.key),
            "Auto-Submitted": "auto-generated",
        },
    )


def message_id(recipient_id: UUID, key: str) -> str:
    """The same for every attempt at the same mail, so that a mailbox can drop a repeat."""
    return f"<{uuid5(recipient_id, key)}@{urlsplit(settings.SITE_URL).hostname}>"
