"""Coming in and going out over HTTP: what a session remembers of a visit, and where a person goes next."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode, urlsplit
from uuid import UUID

from django.conf import settings
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from stalking_unit import clock
from stalking_unit.accounts import visits
from stalking_unit.accounts.models import User, Visit
from stalking_unit.accounts.querysets import UserManager

VISIT_KEY = "visit"


def enter(request: HttpRequest, user: User, *, is_proved: bool) -> Visit:
    """Begin a visit for a session that has just been given a fresh key."""
    visit = visits.begin(user, ip=client_ip(request), is_proved=is_proved, now=clock.now())
    request.session[VISIT_KEY] = str(visit.pk)
    return visit


def visit_of(request: HttpRequest) -> Visit | None:
    """The visit this session speaks of, if it belongs to the person signed in."""
    key = request.session.get(VISIT_KEY)
    user = request.user
    return visits.find(UUID(key), user) if key and isinstance(user, User) else None


def client_ip(request: HttpRequest, credentials: Mapping[str, Any] | None = None) -> str | None:
    """The visitor's address. Behind the proxy it is the last one in the list, which the proxy itself has written."""
    if settings.BEHIND_PROXY:
        return request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip() or None
    return request.META.get("REMOTE_ADDR") or None


def typed_address(request: HttpRequest, credentials: Mapping[str, Any] | None = None) -> str:
    """The mailbox somebody tried to sign in with, spelled as accounts spell it, so that failures add up."""
    typed = (credentials or {}).get("email") or request.POST.get("login")
    return UserManager.normalize_email(typed)


def is_local(request: HttpRequest, url: str) -> bool:
    return url_has_allowed_host_and_scheme(url, allowed_hosts={request.get_host()}, require_https=request.is_secure())


def next_url(request: HttpRequest, otherwise: str = "/") -> str:
    """Where the person was going, if that is a page of ours."""
    url = request.POST.get(REDIRECT_FIELD_NAME) or request.GET.get(REDIRECT_FIELD_NAME, "")
    return url if url and is_local(request, url) else otherwise


def page_of(request: HttpRequest) -> str:
    """The page a person is on: the one asked for, or the one whose form was sent."""
    if request.method in ("GET", "HEAD"):
        return request.get_full_path()
    came_from = request.headers.get("Referer", "")
    if not came_from or not is_local(request, came_from):
        return "/"
    return urlsplit(came_from)._replace(scheme="", netloc="").geturl()


def by_way_of(route: str, back_to: str, **told: str) -> str:
    """A page that sends the person on to `back_to` when it is done."""
    return f"{reverse(route)}?{urlencode({REDIRECT_FIELD_NAME: back_to, **told}, safe='/')}"
