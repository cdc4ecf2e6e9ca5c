"""Finding a case. It answers alike for what is hidden and for what is not there."""

from typing import Any

from django.http import HttpResponse
from django.utils.timezone import localdate
from django.views.generic import FormView

from cases.forms.finding import FindForm
from cases.presenters.caseload import found_table
from cases.services import finding, people
from cases.views.base import CASES, ActorPage


class Find(ActorPage, FormView):  # type: ignore[type-arg]  # not subscriptable when the program runs
    """The cases this person may see that have this reference, or somebody of this name or number in them."""

    form_class = FindForm
    template_name = "cases/search.html"

    def form_valid(self, form: FindForm) -> HttpResponse:
        found = finding.find(form.cleaned_data["words"], by=self.actor, within=CASES)
        cases = {case.pk: case for case in CASES.filter(pk__in=list(found))}
        shown = [cases[key] for key in found]
        self.look_over("search", found)
        table = found_table(shown, people.names_on(self.actor, shown), found, today=localdate(self.actor.now))
        return self.render_to_response(self.get_context_data(form=form, is_answer=True, table=table))

    def form_invalid(self, form: FindForm) -> HttpResponse:
        response = super().form_invalid(form)
        response.status_code = 422
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"is_answer": False, **kwargs})
