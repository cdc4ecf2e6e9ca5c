"""Pages about oneself: proving who one is, the seat one acts in, and hiding the screen."""

from __future__ import annotations

from typing import Any

from allauth.account.views import LoginView
from allauth.mfa.base.views import ReauthenticateView
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView
from django.views.generic.edit import FormView

from stalking_unit import clock
from stalking_unit.accounts import presenters, visits
from stalking_unit.accounts.entrance import by_way_of, next_url, page_of
from stalking_unit.accounts.forms import ActingForForm, ProveAgainForm
from stalking_unit.accounts.middleware import ActorRequest
from stalking_unit.accounts.models import Visit
from stalking_unit.accounts.second_factor import has_second_factor, spend
from stalking_unit.ui.forms import Form


def own_visit(request: HttpRequest) -> Visit:
    """The visit of the person signed in; these pages are reached by nobody else."""
    visit: Visit | None = getattr(request, "visit", None)
    if visit is None:
        raise LookupError("This page is for people who are signed in.")
    return visit


class SignIn(LoginView):
    """The password. Says why the last visit ended, for somebody who was sent here in the middle of something."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        ending = visits.Ending.__members__.get(self.request.GET.get("ended", "").upper())
        return super().get_context_data(ended=ending.value if ending else "", **kwargs)


class You(TemplateView):
    """Who I am here, and what I can change about it."""

    request: ActorRequest
    template_name = "accounts/you.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        seats = list(own_visit(self.request).user.seats(clock.today()))
        rows = presenters.about(own_visit(self.request), self.request.actor, seats)
        return super().get_context_data(rows=rows, **kwargs)


class ActingFor(FormView):  # type: ignore[type-arg]
    """Somebody with several seats chooses one; every page after it is that seat's."""

    request: ActorRequest
    template_name = "accounts/acting_for.html"
    form_class = ActingForForm

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"user": own_visit(self.request).user}

    def get_initial(self) -> dict[str, Any]:
        return {"membership": own_visit(self.request).membership_id}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(next=next_url(self.request), **kwargs)

    def form_valid(self, form: ActingForForm) -> HttpResponse:
        visits.act_for(own_visit(self.request), form.cleaned_data["membership"], by=self.request.actor)
        return HttpResponseRedirect(next_url(self.request))


@require_POST
def hide_screen(request: ActorRequest) -> HttpResponse:
    """Cover every page of this visit. What was being written is kept as a draft; the way back is the same page."""
    if request.visit:
        visits.hide(request.visit, clock.now())
    return HttpResponseRedirect(by_way_of("covered_screen", next_url(request, otherwise=page_of(request))))


class CoveredScreen(FormView):  # type: ignore[type-arg]
    """All that a hidden screen shows. A code uncovers it; in the demo, where nobody has one, a press does."""

    template_name = "accounts/covered.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if own_visit(self.request).hidden_at is None:
            return HttpResponseRedirect(next_url(request))
        return super().dispatch(request, *args, **kwargs)

    def get_form(self, form_class: type[forms.Form] | None = None) -> forms.Form:
        if settings.DEMO and not has_second_factor(own_visit(self.request).user):
            return Form(**self.get_form_kwargs())
        return ProveAgainForm(**self.get_form_kwargs(), user=own_visit(self.request).user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(next=next_url(self.request), **kwargs)

    def form_valid(self, form: forms.Form) -> HttpResponse:
        if isinstance(form, ProveAgainForm):
            form.save()
        visits.prove(own_visit(self.request), clock.now())
        return HttpResponseRedirect(next_url(self.request))


@require_POST
def keep_alive(request: HttpRequest) -> HttpResponse:
    """The person pressed "Stay signed in". The clock was moved on before this was reached."""
    return HttpResponse(status=204)


class ProveAgain(ReauthenticateView):
    """The second factor once more, before changing how one signs in."""

    def form_valid(self, form: ProveAgainForm) -> HttpResponse:
        visits.prove(own_visit(self.request), clock.now())
        return super().form_valid(form)


class ActivateTotp(ActivateTOTPView):
    """Sets up an authenticator app. Its first code is spent here, and proves this visit."""

    def form_valid(self, form: forms.Form) -> HttpResponse:
        response = super().form_valid(form)
        visit = own_visit(self.request)
        app = Authenticator.objects.get(user=visit.user, type=Authenticator.Type.TOTP)
        spend(app, form.cleaned_data["code"])
        visits.prove(visit, clock.now())
        return response

    def get_success_url(self) -> str:
        return reverse("mfa_view_recovery_codes")


class DeactivateTotp(DeactivateTOTPView):
    """Takes the app away. Nobody works without one, so the next page sets up another."""

    def form_valid(self, form: forms.Form) -> HttpResponse:
        response = super().form_valid(form)
        visits.withdraw_proof(own_visit(self.request))
        return response
