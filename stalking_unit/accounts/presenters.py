"""Words for the pages about oneself."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse

from stalking_unit.accounts.actor import Actor
from stalking_unit.accounts.models import Membership, Visit
from stalking_unit.ui.parts import Link, Row
from stalking_unit.ui.words import clock, instant


def about(visit: Visit, actor: Actor | None, seats: Sequence[Membership]) -> list[Row]:
    """What the product knows of the person signed in."""
    change_seat = [Link("Change", reverse("acting_for"), "who you are acting for")] if len(seats) > 1 else []
    seat = str(actor.membership) if actor and actor.membership else "Nobody today"
    return [
        Row("Name", visit.user.name),
        Row("Email address", visit.user.email),
        Row("Acting for", seat, actions=change_seat),
        Row("Password", "Set", actions=[Link("Change", reverse("account_change_password"), "your password")]),
        Row("Second factor", "Set", actions=[Link("Change", reverse("mfa_index"), "your second factor")]),
        Row("Signed in", instant(visit.started_at), sub=f"You must sign in again at {clock(visit.ends_at())}"),
    ]
