"""A discipline that was not at a conference says whether it stands behind what was decided subject to it."""

from typing import Any

from cases import policy
from cases.policy import Action
from cases.views.base import RecordFormPage
from risk.forms.meeting import AGREES, ConfirmForm
from risk.models import ConferenceItem
from risk.presenters.conference import conference
from risk.services import confirming, minutes
from risk.views.assessment import OnAssessment


class Confirm(OnAssessment, RecordFormPage):
    """What was decided, and two answers: we stand behind it, or we see it differently and why."""

    action = Action.VIEW_CONFERENCE
    records = ConferenceItem.objects.select_related("conference__chair", "case")
    record: ConferenceItem
    template_name = "risk/confirm.html"
    form_class = ConfirmForm
    title = "Confirm what was decided"
    submit_label = "Save what you say"

    def admit(self) -> None:
        policy.require(self.actor, Action.CONFIRM_DECISIONS, self.case)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        seat = confirming.seat_of(self.actor)
        return super().get_context_data(
            decided=conference(minutes.decided(self.actor, self.record)),
            is_asked=seat is not None and seat in confirming.outstanding(self.record),
            **kwargs,
        )

    def act(self, form: ConfirmForm) -> str:
        said = form.cleaned_data
        confirming.confirm(self.record, by=self.actor, agrees=said["answer"] == AGREES, why=said["why"])
        return "Kept, with your name and today’s date."
