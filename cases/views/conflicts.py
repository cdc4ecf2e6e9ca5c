"""Hiding a case from the unit when somebody involved works for, or knows, an agency here."""

from typing import Any

from django.urls import reverse

from cases import policy
from cases.forms.intake import RestrictForm
from cases.policy import Action
from cases.services import conflicts
from cases.views.base import CaseFormPage


class Restrict(CaseFormPage):
    """One press hides the case from everybody who is not named on it."""

    action = Action.RESTRICT_CASE
    form_class = RestrictForm
    title = "Restrict the case"
    submit_label = "Restrict the case"
    intro = (
        "It is hidden at once from everybody who is not named on it, and handed to the unit’s named alternates. "
        "You may no longer see it yourself."
    )

    def act(self, form: RestrictForm) -> str:
        conflicts.restrict(self.case, by=self.actor, reason=form.cleaned_data["reason"])
        return "The case is restricted."

    def get_success_url(self) -> str:
        """The case, or the list for somebody who saw it through the unit alone."""
        seen = policy.can(self.actor, Action.VIEW_CASE, self.case)
        return self.case.get_absolute_url() if seen else reverse("cases:list")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        blocks = ["The case is restricted already."] if self.case.is_restricted else []
        return super().get_context_data(blocks=blocks, **kwargs)
