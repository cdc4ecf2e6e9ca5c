"""Hearings: recording one, putting it right, what became of it, and whether the victim has been told."""

from abc import ABC
from typing import Any

from cases import policy
from cases.policy import Action
from cases.views.base import RecordFormPage
from interventions.enums import HearingAnswer, HearingResult
from interventions.forms.hearing import HearingForm, ResultForm, ToldForm
from interventions.models import Hearing
from interventions.presenters.hearings import when
from interventions.services import hearings, plans
from interventions.services.hearings import READING, RECORDING
from interventions.views.base import PlanForm


class Facts(PlanForm, ABC):
    """The boxes of a hearing, with the orders this person may read and the sides they may record for."""

    form_class = HearingForm
    submit_label = "Save the hearing"

    def get_form_kwargs(self) -> dict[str, Any]:
        sides = [is_hers for is_hers, action in RECORDING.items() if action in self.may]
        orders = plans.orders_in_brief(self.actor, self.case)
        return {**super().get_form_kwargs(), "orders": orders, "sides": sides}


class RecordHearing(Facts):
    """Record a hearing, to come or past."""

    action = Action.RECORD_HEARING
    title = "Record a hearing"
    submit_label = "Record the hearing"

    def act(self, form: HearingForm) -> str:
        hearings.record(self.case, form.said, by=self.actor)
        return "The hearing is recorded"


class HearingPage(RecordFormPage, ABC):
    """A form about one hearing. Who may not read it finds no such page."""

    template_name = "interventions/record_form.html"
    records = Hearing.objects.select_related("case", "order")
    record: Hearing

    def find(self, key: Any) -> Hearing:
        found: Hearing = policy.get_any_or_404(self.actor, self.records.all(), key, readable=READING)
        return found

    def admit(self) -> None:
        policy.require(self.actor, RECORDING[self.record.is_hers], self.case)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(version=self.record.version, **kwargs)


class ChangeHearing(HearingPage, Facts):
    """Put right what is known of it."""

    title = "Put the hearing right"

    def get_initial(self) -> dict[str, Any]:
        return HearingForm.as_it_stands(self.record)

    def act(self, form: HearingForm) -> str:
        hearings.change(self.record, form.said, by=self.actor, version=self.version)
        return "The hearing is put right"


class ConcludeHearing(HearingPage, PlanForm):
    """What became of it."""

    form_class = ResultForm
    title = "What became of the hearing"
    submit_label = "Record it"

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "is_hers": self.record.is_hers}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"intro": f"{self.record}, {when(self.record)}."}

    def act(self, form: ResultForm) -> str:
        typed = form.cleaned_data
        result = HearingResult(typed["result"])
        hearings.conclude(self.record, by=self.actor, result=result, words=typed["outcome"], version=self.version)
        moved = " Record the new day as a hearing of its own." if result is HearingResult.MOVED else ""
        return f"What became of the hearing is recorded.{moved}"


class SayTold(HearingPage, PlanForm):
    """Whether the victim has been told, which is the victim's side to know and to say."""

    form_class = ToldForm
    title = "Telling the victim"

    def admit(self) -> None:
        policy.require(self.actor, Action.RECORD_VICTIM_HEARING, self.case)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"intro": f"{self.record}, {when(self.record)}."}

    def act(self, form: ToldForm) -> str:
        typed = form.cleaned_data
        hearings.say_told(self.record, by=self.actor, answer=HearingAnswer(typed["answer"]), on=typed["on"])
        return "Recorded"
