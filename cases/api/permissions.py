"""Who may ask the API at all; what they may see is the policy's to say."""

from typing import Any

from rest_framework.permissions import BasePermission
from rest_framework.request import Request


class HasSeat(BasePermission):
    """A program with a live token, whose holder acts in a seat. Rows come only through `policy.scope`.

    A browser's cookie is not enough: the API has no guard against forged posts, since programs need none.
    """

    def has_permission(self, request: Request, view: Any) -> bool:
        actor = getattr(request._request, "actor", None)
        return request.auth is not None and actor is not None and actor.seat is not None
