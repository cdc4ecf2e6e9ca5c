"""Who holds the token that a program sends with its request."""

from __future__ import annotations

from django.http import HttpRequest
from knox.auth import TokenAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from stalking_unit.accounts.models import User


def token_holder(request: HttpRequest) -> User | None:
    """The person whose live token this is. A bad token is nobody; the API's own answer says so."""
    if "Authorization" not in request.headers:
        return None
    try:
        found = TokenAuthentication().authenticate(Request(request))  # type: ignore[no-untyped-call]
    except AuthenticationFailed:
        return None
    return found[0] if found else None
