"""How one is told: e-mail at once or each working morning, days away, and who covers. One's own, and nobody else's."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse, reverse_lazy
from django.views.generic import FormView, TemplateView, View

from stalking_unit.accounts.actor import Actor
from stalking_unit.db.errors import DomainError
from stalking_unit.notifications import choosing
from stalking_unit.reminders import absences, calendars, presenters
from stalking_unit.reminders.forms import AwayForm, EmailForm
from stalking_unit.reminders.models import Absence


class ActingRequest(HttpRequest):
    """A request whose actor is known."""

    actor: Actor


class Told(TemplateView):
    """What one has chosen, one's days away, and for whom one covers."""

    request: ActingRequest
    template_name = "reminders/told.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        by = self.request.actor
        return super().get_context_data(
            rows=presenters.choices(daily=choosing.is_daily(by.user_id)),
            away=presenters.away(absences.standing(by)),
            covers=presenters.covers(absences.covered_by(by)),
            calendar=presenters.calendar(calendars.of(by)),
            **kwargs,
        )


class MakeCalendar(View):
    """A new secret address, shown on this one answer and never again."""

    http_method_names = ["post"]

    def post(self, request: ActingRequest) -> HttpResponse:
        secret = calendars.make(by=request.actor)
        address = settings.SITE_URL + reverse("cases:calendar", kwargs={"secret": secret})
        return TemplateResponse(request, "reminders/calendar.html", {"address": address})


class StopCalendar(View):
    """From now on the address leads nowhere."""

    http_method_names = ["post"]

    def post(self, request: ActingRequest) -> HttpResponse:
        calendars.stop(by=request.actor)
        messages.success(request, "Your calendar address leads nowhere any more.")
        return redirect("told")


class ChooseEmail(FormView):  # type: ignore[type-arg]
    """At once, or one e-mail each working morning."""

    request: ActingRequest
    template_name = "reminders/email.html"
    form_class = EmailForm
    success_url = reverse_lazy("told")

    def get_initial(self) -> dict[str, Any]:
        return {"when": EmailForm.DAILY if choosing.is_daily(self.request.actor.user_id) else EmailForm.AT_ONCE}

    def form_valid(self, form: EmailForm) -> HttpResponse:
        choosing.choose(daily=form.cleaned_data["when"] == EmailForm.DAILY, by=self.request.actor)
        messages.success(self.request, "Your choice is saved.")
        return super().form_valid(form)

    def form_invalid(self, form: EmailForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)


class SayAway(FormView):  # type: ignore[type-arg]
    """Which days, and who covers."""

    request: ActingRequest
    template_name = "reminders/away.html"
    form_class = AwayForm
    success_url = reverse_lazy("told")

    def get_form_kwargs(self) -> dict[str, Any]:
        people = absences.candidates(self.request.actor)
        return {**super().get_form_kwargs(), "people": people, "now": self.request.actor.now}

    def form_valid(self, form: AwayForm) -> HttpResponse:
        said = form.cleaned_data
        cover = form.people.get(said["cover"])
        try:
            absences.say_away(by=self.request.actor, first=said["first"], last=said["last"], cover=cover)
        except DomainError as error:
            form.add_error(None, error.message)
            return self.form_invalid(form)
        messages.success(self.request, presenters.said(cover))
        return super().form_valid(form)

    def form_invalid(self, form: AwayForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)


class CallOff(View):
    """Be there after all."""

    http_method_names = ["post"]

    def post(self, request: ActingRequest, pk: UUID) -> HttpResponse:
        get_object_or_404(Absence, pk=pk, user=request.actor.user_id)
        try:
            absences.call_off(pk, by=request.actor)
        except DomainError as error:
            messages.warning(request, error.message)
        else:
            messages.success(request, "You are not away on those days any more.")
        return redirect("told")
