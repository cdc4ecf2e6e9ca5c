"""Writing down what a victim thinks of sharing."""

from typing import Any

from cases import policy
from cases.forms.sharing import SharingForm
from cases.models import Incident
from cases.policy import Action
from cases.presenters.incident import incident_choices
from cases.services import incidents, sharing
from cases.views.person import PartFormPage


class RecordSharing(PartFormPage):
    """What they said this time; what they said before stays."""

    form_class = SharingForm
    title = "Views on sharing"
    submit_label = "Save what they said"
    intro = (
        "What the victim thinks of sharing what they told us. It is listened to and kept. It is never the legal ground "
        "for sharing, and danger to somebody may outweigh it."
    )

    def admit(self) -> None:
        policy.require(self.actor, Action.RECORD_SHARING, self.part)

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs = super().get_form_kwargs()
        del kwargs["party"]
        return {**kwargs, "about": incident_choices(incidents.readable(self.actor, self.case))}

    def get_initial(self) -> dict[str, Any]:
        return {"about": self.request.GET.get("about", "")}

    def act(self, form: SharingForm) -> str:
        key: str = form.cleaned_data["about"]
        about = Incident.objects.get(case=self.case, pk=key) if key else None
        sharing.record(self.part, by=self.actor, about=about, **form.answers())
        return "Views on sharing saved."
