"""Recording that a conference sat over a case."""

from typing import Any

from django.utils import timezone

from cases.policy import Action
from risk.forms.conference import HoldForm
from risk.services import conferences, confirming
from risk.views.assessment import OnAssessment


class Hold(OnAssessment):
    """Who was there for this case, and whether anybody had a conflict of interest."""

    action = Action.HOLD_CONFERENCE
    form_class = HoldForm
    title = "Record the conference"
    submit_label = "Record the conference"
    intro = (
        "Whatever was true is recorded. Without its quorum the conference counts, subject to those who were missing."
    )

    def get_initial(self) -> dict[str, Any]:
        return {"held_on": timezone.localdate(self.actor.now), "chair": str(self.actor.user_id)}

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "people": conferences.candidates(self.case, self.actor.now)}

    def act(self, form: HoldForm) -> str:
        item = conferences.hold(
            self.case, by=self.actor, attended=form.attended(), held_at=form.moment(), version=self.version
        )
        confirming.ask(item, by=self.actor)
        return (
            "The conference is recorded." if not item.subject_to else "The conference is recorded, without its quorum."
        )
