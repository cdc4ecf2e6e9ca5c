"""Being somebody in the demonstration: the list, and signing in completely by one press."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import login, logout
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_GET, require_POST

from stalking_unit import clock
from stalking_unit.accounts import demo, visits
from stalking_unit.accounts.entrance import enter, next_url, visit_of


@login_not_required
@require_GET
def people(request: HttpRequest) -> HttpResponse:
    return TemplateResponse(request, "demo/people.html", {"groups": demo.groups(), "stops": demo.TEN_MINUTES})


@login_not_required
@require_POST
def sign_in(request: HttpRequest, slug: str) -> HttpResponse:
    """As if the password and the second factor had been given."""
    user = demo.find(slug)
    if user is None:
        raise Http404
    if visit := visit_of(request):
        visits.end(visit, clock.now())
    logout(request)
    login(request, user, backend=settings.AUTHENTICATION_BACKENDS[-1])
    enter(request, user, is_proved=True)
    return HttpResponseRedirect(next_url(request))
