"""What meetings add to the frame of every page: the way to them, for whoever sits in them."""

from django.http import HttpRequest
from django.urls import reverse

from cases import policy
from cases.policy import Action
from stalking_unit.ui.parts import FramePart, NavLink


def part(request: HttpRequest) -> FramePart:
    """The conferences of the unit."""
    actor = getattr(request, "actor", None)
    if actor is None or not policy.is_for(actor, Action.VIEW_MEETING):
        return FramePart()
    return FramePart(navigation=[NavLink("Conferences", reverse("interventions:meetings"))])
