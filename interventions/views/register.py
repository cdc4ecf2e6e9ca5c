"""Releases and disclosures: what left the team, and recording that something did."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from cases import policy
from cases.policy import Action
from cases.views.base import CaseView
from interventions.enums import Whereabouts
from interventions.forms.register import DisclosureForm
from interventions.presenters.register import entries
from interventions.services import register
from interventions.services.register import RECORDING
from interventions.views.base import TimedForm
from stalking_unit.ui.parts import Link


class Register(CaseView):
    """The register of a case, as far as this reader may read it."""

    template_name = "interventions/register.html"
    tab = "Documents"
    title = "Releases and disclosures"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        policy.require_within(self.actor, Action.VIEW_DISCLOSURE, self.case)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        hides = policy.can_within(self.actor, Action.VIEW_HIDDEN_WORDS, self.case)
        return super().get_context_data(
            entries=entries(register.seen(self.actor, self.case), hides=hides),
            reads_all=policy.can_within(self.actor, Action.VIEW_VICTIM_DISCLOSURE, self.case),
            record=self.case_page("interventions:record-disclosure") if Action.RECORD_DISCLOSURE in self.may else "",
            **kwargs,
        )


class RecordDisclosure(TimedForm):
    """Something was given or told to somebody outside the team."""

    action = Action.RECORD_DISCLOSURE
    form_class = DisclosureForm
    tab = "Documents"
    title = "Record what was given or told outside the team"
    submit_label = "Record it"
    intro = "Record whatever happened, also where it should not have happened. If somebody is in danger now, call 999."

    def get_form_kwargs(self) -> dict[str, Any]:
        sides = [is_hers for is_hers, action in RECORDING.items() if action in self.may]
        return {**super().get_form_kwargs(), "sides": sides}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(back=Link("Back to the register", self.get_success_url()), **kwargs)

    def get_success_url(self) -> str:
        return reverse("interventions:disclosures", kwargs={"pk": self.case.pk})

    def act(self, form: DisclosureForm) -> str:
        told = form.told
        register.record(self.case, told, by=self.actor)
        if told.whereabouts is Whereabouts.YES:
            return "Recorded. An alarm rings for the victim’s side now."
        return "Recorded. It is kept to the victim’s side." if told.whereabouts is Whereabouts.NOT_KNOWN else "Recorded"
