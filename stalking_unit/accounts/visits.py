"""One stay after one sign-in: how it begins, is kept alive, is hidden and ends."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from enum import Enum
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from stalking_unit.accounts.actor import Actor
from stalking_unit.accounts.models import Membership, User, Visit
from stalking_unit.audit import trail
from stalking_unit.audit.trail import Operation
from stalking_unit.db.errors import DomainError

MOMENT = timedelta(seconds=10)  # by so much a stay may end early


class Ending(Enum):
    """Why a stay is over, in the words the sign-in page uses."""

    IDLE = "You were signed out because nothing happened for 15 minutes."
    ABSOLUTE = "You were signed out because you had been signed in for 10 hours."
    ENDED = "You were signed out."


class NotYourSeat(DomainError):
    """Somebody asked to act in a seat that is not theirs today."""

    code = "not_your_seat"


@transaction.atomic
def begin(user: User, *, ip: str | None, is_proved: bool, now: datetime) -> Visit:
    """Somebody has signed in; with `is_proved`, they have shown a second factor on the way."""
    seats = user.seats(timezone.localdate(now))
    visit = Visit.objects.create(
        user=user, membership=seats.first(), ip=ip, started_at=now, seen_at=now, proved_at=now if is_proved else None
    )
    trail.record(person(visit, now), Operation.CONSULT, "signed_in", record=user)
    return visit


def find(key: UUID | None, user: User) -> Visit | None:
    """The stay a session speaks of, with all that its actor says about itself."""
    whole = Visit.objects.select_related("user", "membership__agency", "membership__unit", "membership__discipline")
    return whole.filter(pk=key, user=user).first() if key else None


def keep_alive(visit: Visit, now: datetime) -> Ending | None:
    """Move the idle clock on, unless the stay is over. One conditional write: two requests cannot revive it.

    A clock that moved a moment ago, as this request has just read it, is left: a page is not worth a write each time.
    """
    moved_lately = now - visit.seen_at < MOMENT
    if moved_lately and visit.ended_at is None and now < visit.ends_at():
        return None
    if Visit.objects.open(now).filter(pk=visit.pk).update(seen_at=now):
        visit.seen_at = now
        return None
    if visit.ended_at:
        return Ending.ENDED
    return Ending.ABSOLUTE if visit.ends_at() <= now else Ending.IDLE


@transaction.atomic
def end(visit: Visit, now: datetime, *, ending: Ending = Ending.ENDED) -> None:
    """Close a stay once, whoever asks first."""
    if Visit.objects.filter(pk=visit.pk, ended_at=None).update(ended_at=now):
        trail.record(person(visit, now), Operation.CONSULT, "signed_out", record=visit.user, reason=ending.name.lower())


def end_all(user: User, *, by: Actor) -> int:
    """Sign somebody out everywhere, as when their account is suspended or their password changes."""
    closed = Visit.objects.filter(user=user, ended_at=None).update(ended_at=by.now)
    if closed:
        trail.record(by, Operation.ALTER, "signed_out_everywhere", record=user)
    return closed


def prove(visit: Visit, now: datetime) -> None:
    """A second factor was shown: the stay may open pages, and its screen is no longer hidden."""
    visit.proved_at, visit.hidden_at = now, None
    visit.save(update_fields=["proved_at", "hidden_at"])


def withdraw_proof(visit: Visit) -> None:
    """The second factor was taken away, so another must be shown before any page opens."""
    visit.proved_at = None
    visit.save(update_fields=["proved_at"])


def hide(visit: Visit, now: datetime) -> None:
    """Cover every page of this stay until a second factor is shown."""
    visit.hidden_at = now
    visit.save(update_fields=["hidden_at"])


@transaction.atomic
def act_for(visit: Visit, membership: Membership, *, by: Actor) -> None:
    """Go on in another of one's own seats."""
    if not visit.user.seats(timezone.localdate(by.now)).filter(pk=membership.pk).exists():
        raise NotYourSeat("Choose one of your own places")
    visit.membership = membership
    visit.save(update_fields=["membership"])
    trail.record(by, Operation.CONSULT, "acting_for", record=membership)


def actor(visit: Visit, now: datetime) -> Actor | None:
    """Who acts in this stay. Nobody, until a second factor is shown, while hidden, and without a live seat."""
    if visit.proved_at is None or visit.hidden_at is not None:
        return None
    whole = person(visit, now)
    on = timezone.localdate(now)
    if visit.membership and visit.membership.is_live(on):
        return whole
    seat = visit.user.seats(on).first()
    return replace(whole, membership=seat) if seat else None


def person(visit: Visit, now: datetime) -> Actor:
    """The person of this stay, for the trail, whether or not they may open anything."""
    return Actor(user=visit.user, membership=visit.membership, now=now, via="web", session=str(visit.pk), ip=visit.ip)
