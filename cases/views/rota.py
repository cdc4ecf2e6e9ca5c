"""The rota: everybody of the unit reads who is awake; the lead and the coordinator plan it."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.generic import FormView, TemplateView

from cases import policy
from cases.clocks import LONDON, START_OF_DAY
from cases.forms.rota import TurnForm
from cases.models import Alarm
from cases.policy import Action
from cases.presenters.alarms import AlarmCard, alarm_card
from cases.presenters.rota import rota_lines, who_is_awake
from cases.services import alarms, rota
from cases.views.base import UnitPage, parse_uuid, show
from stalking_unit.audit import trail
from stalking_unit.db.errors import DomainError
from stalking_unit.duty.enums import Hours
from stalking_unit.duty.models import Turn

SHOWN_BACK, MOST_RUNG = timedelta(weeks=2), 50
SHOWN_AHEAD = timedelta(weeks=2)  # a gap in these is said even where the rota ends before it


class RotaPage(UnitPage):
    """A page about the rota of one's own unit."""

    action = Action.VIEW_ROTA

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        turns = list(Turn.objects.to_come(self.actor.now).filter(unit=self.unit).select_related("user"))
        ahead = datetime.combine(localdate(self.actor.now) + SHOWN_AHEAD, START_OF_DAY, LONDON)
        ends = max([ahead, *(turn.ends_at for turn in turns)])
        return super().get_context_data(
            unit=self.unit, lines=rota_lines(turns, start=self.actor.now, end=ends), **kwargs
        )


class Duty(RotaPage, TemplateView):
    """Who is awake now, and the rota from now on with its gaps."""

    template_name = "cases/duty.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        trail.record(self.actor, trail.Operation.CONSULT, self.action.value, record=self.unit)
        return super().get_context_data(
            awake=who_is_awake(self.actor, self.unit),
            rung=self._rung(),
            may_plan=policy.can(self.actor, Action.EDIT_ROTA, self.unit),
            **kwargs,
        )

    def _rung(self) -> list[AlarmCard]:
        """What rang for the unit lately, as far as this person may see it."""
        lately = Alarm.objects.filter(case__unit=self.unit, raised_at__gt=self.actor.now - SHOWN_BACK)
        found = alarms.seen(self.actor, lately.select_related("case__unit")).order_by("-raised_at", "pk")[:MOST_RUNG]
        return [
            alarm_card(self.actor, alarm, may_take=alarm.may_take, says_awake=False)  # type: ignore[attr-defined]
            for alarm in found
        ]


class PlanDuty(RotaPage, FormView):  # type: ignore[type-arg]  # not subscriptable when the program runs
    """Put somebody on duty, with the rota as it stands below."""

    action = Action.EDIT_ROTA
    template_name = "cases/plan_duty.html"
    form_class = TurnForm

    def get_form_kwargs(self) -> dict[str, Any]:
        people = rota.candidates(self.unit, by=self.actor)
        return {**super().get_form_kwargs(), "people": people, "now": self.actor.now}

    def form_valid(self, form: TurnForm) -> HttpResponse:
        said = form.cleaned_data
        person = form.people[said["person"]]
        try:
            rota.plan(
                self.unit,
                person,
                by=self.actor,
                first=said["first"],
                last=said["last"],
                hours=Hours(said["hours"]),
                telephone=said["telephone"],
            )
        except DomainError as error:
            show(form, error)
            return self.form_invalid(form)
        messages.success(self.request, f"{person.name} is on the rota.")
        return HttpResponseRedirect(reverse("cases:plan_duty"), status=303)

    def form_invalid(self, form: TurnForm) -> HttpResponse:
        response = super().form_invalid(form)
        response.status_code = 422
        return response


class CallOff(RotaPage):
    """Take a turn off the rota: one press, and planning it again puts it back."""

    action = Action.EDIT_ROTA
    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        pk = parse_uuid(request.POST.get("turn", ""))
        try:
            turn = rota.call_off(self.unit, pk or UUID(int=0), by=self.actor)
        except DomainError as error:
            messages.warning(request, error.message)
        else:
            messages.success(request, f"{turn.user.name} is not on duty at that time any more.")
        return HttpResponseRedirect(reverse("cases:plan_duty"), status=303)
