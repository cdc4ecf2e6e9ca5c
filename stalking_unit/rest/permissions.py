"""What an API view allows when it says nothing."""

from __future__ import annotations

from typing import Any

from rest_framework.permissions import BasePermission
from rest_framework.request import Request


class Nobody(BasePermission):
    """The default: a view that names no rule is shown to nobody."""

    def has_permission(self, request: Request, view: Any) -> bool:
        return False
