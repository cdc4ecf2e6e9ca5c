"""The secret address under which a calendar reads which days are busy: one a person, kept as a hash."""

from __future__ import annotations

import hashlib
import secrets

from django.db import transaction
from django.utils import timezone

from stalking_unit.accounts.actor import Actor
from stalking_unit.accounts.models import User
from stalking_unit.audit import trail
from stalking_unit.reminders.models import CalendarAddress


@transaction.atomic
def make(*, by: Actor) -> str:
    """A new secret, which is shown once; the address before it leads nowhere from now on."""
    secret = secrets.token_urlsafe(32)
    _set(_hash(secret), "make_calendar_address", by)
    return secret


@transaction.atomic
def stop(*, by: Actor) -> None:
    """From now on the address is like one that never was."""
    _set(None, "stop_calendar_address", by)


def of(by: Actor) -> CalendarAddress | None:
    """The address one has, if any."""
    return CalendarAddress.objects.filter(user_id=by.user_id, secret_hash__isnull=False).first()


def holder(secret: str, *, by: Actor) -> User | None:
    """Whose address it is, while they still hold a seat somewhere."""
    found = (
        CalendarAddress.objects.filter(secret_hash=_hash(secret), user__is_active=True).select_related("user").first()
    )
    return found.user if found and found.user.seats(timezone.localdate(by.now)).exists() else None


def _set(secret_hash: str | None, subtype: str, by: Actor) -> None:
    kept, _ = CalendarAddress.objects.update_or_create(
        user_id=by.user_id, defaults={"secret_hash": secret_hash, "made_at": by.now}
    )
    trail.record(by, trail.Operation.ALTER, subtype, record=kept, fields=["secret_hash"])


def _hash(secret: str) -> str:
    """The secret has the strength of a key, so a plain hash is enough."""
    return hashlib.sha256(secret.encode()).hexdigest()
