"""What cases adds to the frame of every page: Home, Cases and Search."""

from django.http import HttpRequest
from django.urls import reverse

from stalking_unit.ui.parts import FramePart, NavLink


def part(request: HttpRequest) -> FramePart:
    """The places everybody with a seat can go."""
    actor = getattr(request, "actor", None)
    if actor is None or actor.seat is None:
        return FramePart()
    return FramePart(
        navigation=[
            NavLink("Home", reverse("cases:home")),
            NavLink("Cases", reverse("cases:list")),
            NavLink("Search", reverse("cases:search")),
        ]
    )
