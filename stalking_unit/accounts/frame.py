"""What the frame of every page says about the person signed in."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse

from stalking_unit.accounts.actor import Actor
from stalking_unit.accounts.models import Visit
from stalking_unit.ui.parts import FramePart, Link


def part(request: HttpRequest) -> FramePart:
    """A stranger may sign in; someone on the way in may turn back; whoever acts may also hide the screen."""
    visit: Visit | None = getattr(request, "visit", None)
    actor: Actor | None = getattr(request, "actor", None)
    if visit is None:
        return FramePart(sign_in=reverse("account_login"))
    if actor is None:
        return FramePart(sign_in=reverse("account_login"), sign_out=reverse("account_logout"))
    return FramePart(
        person=f"{actor.name}, {actor.agency.short_name if actor.agency else ''}",
        account=[Link("Your account", reverse("you"))],
        sign_in=reverse("account_login"),
        sign_out=reverse("account_logout"),
        hide=reverse("hide_screen"),
        keep_alive=reverse("keep_alive"),
    )
