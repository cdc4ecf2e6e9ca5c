"""The ready advice of a unit, which its lead rewords; what was sent stays as it was sent."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.generic import FormView

from cases.forms.advice import RewordForm
from cases.models import AdviceText
from cases.policy import Action
from cases.presenters.advice import about, advice_table, earlier_rows, in_whose_words
from cases.services import advice
from cases.services.errors import Changed
from cases.views.base import UnitPage, parse_uuid, show
from cases.views.holding import Holding
from stalking_unit.db.errors import DomainError


class ReadyAdvice(Holding, UnitPage, FormView):  # type: ignore[type-arg]  # not subscriptable when the program runs
    """What the unit says about each behaviour; `?behaviour=` opens one of them to be reworded."""

    action = Action.REWORD_ADVICE
    template_name = "cases/ready_advice.html"
    form_class = RewordForm
    chosen: AdviceText | None

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.texts = advice.standing(localdate(self.actor.now), self.unit)
        wanted = request.GET.get("behaviour", "")
        self.chosen = next((text for text in self.texts if text.behaviour.code == wanted), None)

    @property
    def held_for(self) -> UUID | None:
        return self.unit.pk if self.chosen else None

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.chosen is None:
            return HttpResponseRedirect(reverse("cases:ready_advice"), status=303)
        return super().post(request, *args, **kwargs)

    def get_initial(self) -> dict[str, Any]:
        return {"text": self.chosen.text, "read": str(self.chosen.pk)} if self.chosen else {}

    def form_valid(self, form: RewordForm) -> HttpResponse:
        said = form.cleaned_data
        read = parse_uuid(said["read"]) or UUID(int=0)
        try:
            reworded = advice.reword(self.unit, self.request.GET["behaviour"], said["text"], by=self.actor, read=read)
        except DomainError as error:
            return self.refused(form, error)
        self.let_go()
        messages.success(self.request, f"Reworded: {about(reworded)}. New advice uses it from now on.")
        return HttpResponseRedirect(reverse("cases:ready_advice"), status=303)

    def refused(self, form: RewordForm, error: DomainError) -> HttpResponse:
        """What was typed is still there; where somebody was quicker, their words stand beside it."""
        if isinstance(error, Changed) and self.chosen is not None:
            typed = self.request.POST.copy()
            typed["read"] = str(self.chosen.pk)
            form = RewordForm(typed, now=self.actor.now)
            form.is_valid()
        show(form, error)
        context = self.get_context_data(form=form, is_newer=isinstance(error, Changed))
        return self.render_to_response(context, status=error.status)

    def form_invalid(self, form: RewordForm) -> HttpResponse:
        response = super().form_invalid(form)
        response.status_code = 422
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kwargs = {"is_newer": False, **kwargs}
        if self.chosen is None:
            return super().get_context_data(chosen=None, table=advice_table(self.texts), unit=self.unit, **kwargs)
        return super().get_context_data(
            chosen=self.chosen,
            about=about(self.chosen),
            words_of=in_whose_words(self.chosen),
            earlier=earlier_rows(advice.earlier(self.chosen, self.unit)),
            unit=self.unit,
            **kwargs,
        )
