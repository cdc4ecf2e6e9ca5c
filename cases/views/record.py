"""Recording an incident: three boxes, and back to the case."""

from typing import Any

from django.urls import reverse

from cases import policy
from cases.enums import Party
from cases.forms.record import IncidentForm
from cases.models import CasePerson
from cases.policy import Action
from cases.presenters import done_with_link
from cases.services import incidents, people
from cases.views.base import CaseFormPage
from stalking_unit.ui.parts import Link


class RecordIncident(CaseFormPage):
    """One act, or a series counted together."""

    action = Action.RECORD_INCIDENT
    template_name = "cases/record_incident.html"
    form_class = IncidentForm
    tab = "Timeline"
    title = "Record an incident"
    submit_label = "Record the incident"

    def get_form_kwargs(self) -> dict[str, Any]:
        harmed = [
            (str(person.pk), f"{person.name}, {person.role.label.lower()}" if not person.is_brief else person.name)
            for person in people.seen(self.actor, self.case)
            if person.party is not Party.SUSPECT
        ]
        return {**super().get_form_kwargs(), "now": self.actor.now, "people": harmed}

    def act(self, form: IncidentForm) -> str:
        key: str = form.cleaned_data["against"]
        against = CasePerson.objects.get(case=self.case, pk=key) if key else None
        incident = incidents.record(self.case, by=self.actor, against=against, **form.answers())
        done = "Incident recorded."
        if not policy.can(self.actor, Action.VIEW_INCIDENT, incident):
            done += " Your side of the case sees when it happened and what kind it was, not its words."
        return done_with_link(done, Link("Record another", reverse("cases:record_incident", args=[self.case.pk])))
