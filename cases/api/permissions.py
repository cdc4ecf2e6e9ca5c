"""Who may ask the API at all; what they may see is the policy's to say."""

from typing import Any

from rest_framework.permissions import BasePermission
from rest_framework.request import Request


class HasSeat(BasePermission):
    """Somebody who acts in a seat. Rows come only through `policy.scope`."""

    def has_permission(self, request: Request, view: Any) -> bool:
        actor = getattr(request._request, "actor", None)
        return actor is not None and actor.seat is not None
