"""Who works a case: naming one more person after it was taken on."""

from typing import Any

from django.urls import reverse

from cases.enums import Side
from cases.forms.team import NameForm
from cases.policy import Action
from cases.services import team
from cases.views.base import CaseFormPage


class NameSomebody(CaseFormPage):
    """One more person of the unit, on one side, for good or as cover."""

    action = Action.CHANGE_TEAM
    form_class = NameForm
    tab = "Access and history"
    title = "Name somebody on the case"
    submit_label = "Name them"
    intro = "Whoever is named can open the case at once, and is told."

    def get_form_kwargs(self) -> dict[str, Any]:
        seats = team.candidates(self.case, by=self.actor)
        return {**super().get_form_kwargs(), "now": self.actor.now, "seats": seats}

    def act(self, form: NameForm) -> str:
        seat, side = form.seat, Side(form.cleaned_data["side"])
        team.name_on(
            self.case, seat, by=self.actor, side=side, reason=form.cleaned_data["reason"], ends_at=form.ends_at()
        )
        return f"{seat.user.name} is named on the case."

    def get_success_url(self) -> str:
        return reverse("cases:history", kwargs={"pk": self.case.pk})
