"""From a cookie to an actor: the clocks of a visit, the second factor, and the seat somebody acts in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth import logout
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.utils.cache import add_never_cache_headers

from stalking_unit import clock
from stalking_unit.accounts import visits
from stalking_unit.accounts.actor import Actor, acting
from stalking_unit.accounts.entrance import by_way_of, client_ip, page_of, visit_of
from stalking_unit.accounts.models import User, Visit
from stalking_unit.accounts.second_factor import has_second_factor
from stalking_unit.accounts.tokens import token_holder

# What a person may reach who has signed in and not yet shown a second factor, or has hidden the screen.
ON_THE_WAY_OUT = frozenset({"account_logout", "live", "ready", "demo_people", "demo_sign_in"})
WHILE_UNPROVED = ON_THE_WAY_OUT | {
    "account_reauthenticate",
    "mfa_reauthenticate",
    "mfa_activate_totp",
}
WHILE_HIDDEN = ON_THE_WAY_OUT | {"covered_screen"}
# What a person may reach who has no live seat: the account, and nothing of any unit.
WITHOUT_A_SEAT = WHILE_UNPROVED | {
    "you",
    "keep_alive",
    "account_change_password",
    "account_set_password",
    "hide_screen",
    "covered_screen",
    "mfa_index",
    "mfa_deactivate_totp",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
}


class VisitRequest(HttpRequest):
    """A request as `SessionLimits` and `ActorMiddleware` leave it."""

    visit: Visit | None
    actor: Actor | None


class ActorRequest(HttpRequest):
    """A request that has reached a page of a unit: somebody acts."""

    visit: Visit | None
    actor: Actor


class SessionLimits:
    """Ends a visit that rested for 15 minutes or lasted 10 hours, and sends the person back to the same page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: VisitRequest) -> HttpResponseBase:
        request.visit = None
        if not request.user.is_authenticated:
            return self.get_response(request)
        request.visit = visit_of(request)
        now = clock.now()
        ending = visits.keep_alive(request.visit, now) if request.visit else visits.Ending.ENDED
        if ending:
            return self._sign_in_again(request, ending)
        response = self.get_response(request)
        add_never_cache_headers(response)  # the Back button must not bring back what a sign-out took away
        return response

    def _sign_in_again(self, request: VisitRequest, ending: visits.Ending) -> HttpResponse:
        if request.visit:
            visits.end(request.visit, clock.now(), ending=ending)
        logout(request)
        return HttpResponseRedirect(by_way_of("account_login", page_of(request), ended=ending.name.lower()))


class SignInFirst(LoginRequiredMiddleware):
    """Sends a stranger to sign in, and from there to the page, even when it was a form that they sent."""

    def handle_no_permission(self, request: HttpRequest, view_func: Callable[..., Any]) -> HttpResponseRedirect:
        return HttpResponseRedirect(by_way_of("account_login", page_of(request)))


class ActorMiddleware:
    """Puts `request.actor` on every request, None for a stranger, and names it to the database for all that follows."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: VisitRequest) -> HttpResponseBase:
        request.actor = self._actor(request)
        if request.actor is None:
            return self.get_response(request)
        request.actor.ip = client_ip(request)  # where this request comes from, not where the visit began
        with acting(request.actor):
            return self.get_response(request)

    def _actor(self, request: VisitRequest) -> Actor | None:
        now = clock.now()
        if holder := token_holder(request):
            actor = Actor.of(holder, now=now, via="api")
            return actor if actor.membership else None
        return visits.actor(request.visit, now) if request.visit else None


class RequireSecondFactor:
    """Lets nobody past who has not shown a second factor, hides what was hidden, and turns away who has no seat."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: VisitRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        visit, route = request.visit, request.resolver_match.view_name if request.resolver_match else ""
        if visit is None:
            return None
        if visit.proved_at is None:
            return None if route in WHILE_UNPROVED else HttpResponseRedirect(self._proof(request, visit.user))
        if visit.hidden_at is not None:
            return (
                None if route in WHILE_HIDDEN else HttpResponseRedirect(by_way_of("covered_screen", page_of(request)))
            )
        if request.actor is None and route not in WITHOUT_A_SEAT:
            return TemplateResponse(request, "accounts/no_seat.html", status=403)
        return None

    def _proof(self, request: HttpRequest, user: User) -> str:
        return by_way_of("mfa_reauthenticate" if has_second_factor(user) else "mfa_activate_totp", page_of(request))
