"""What cases adds to the frame of every page: Home, Cases, Search and, for those who may, a new referral."""

from django.http import HttpRequest
from django.urls import reverse

from cases import policy
from stalking_unit.ui.parts import FramePart, NavLink


def part(request: HttpRequest) -> FramePart:
    """The places everybody with a seat can go."""
    actor = getattr(request, "actor", None)
    if actor is None or actor.seat is None:
        return FramePart()
    navigation = [
        NavLink("Home", reverse("cases:home")),
        NavLink("Cases", reverse("cases:list")),
        NavLink("Search", reverse("cases:search")),
    ]
    if any(actor.seat in clause.who for clause in policy.RULES[policy.Action.REFER]):
        navigation.append(NavLink("Make a referral", reverse("cases:refer")))
    return FramePart(navigation=navigation)
