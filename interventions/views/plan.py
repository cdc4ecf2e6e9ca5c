"""The plan of a case: the page that shows it, and what is done to its actions."""

from abc import ABC
from collections.abc import Sequence
from typing import Any, ClassVar
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.generic import TemplateView

from cases import policy
from cases.forms.choices import answered, as_answer, moment
from cases.policy import Action
from cases.views.base import CaseView
from interventions.enums import Strand
from interventions.forms import plan as forms
from interventions.models import Order
from interventions.presenters.hearings import HearingCard, hearing_cards
from interventions.presenters.orders import order_cards, question_rows
from interventions.presenters.plan import action_href, action_rows, adopted_words, change_items, strand_cards
from interventions.presenters.releases import newest_copies
from interventions.services import hearings, order_question, planning, plans, releases
from interventions.views.base import ActionForm, ActionPage, PlanForm
from stalking_unit.db.errors import DomainError
from stalking_unit.ui.parts import Link


class Plan(CaseView):
    """The plan by strand, then the orders."""

    template_name = "interventions/plan.html"
    tab = "Plan"
    title = "Plan"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        today = self.actor.now.date()
        plan = plans.seen(self.actor, self.case)
        orders = plans.orders_seen(self.actor, self.case)
        may_record = Action.RECORD_ORDER in self.may
        return super().get_context_data(
            adopted=adopted_words(plan) if plan else "",
            strands=strand_cards(plan, today=today) if plan else [],
            question=question_rows(order_question.seen(self.actor, self.case)),
            question_links=self._ways_to_ask(),
            orders=order_cards(orders, today=today, may_record=may_record, copies=self._copies(orders)),
            adds=self._ways_to_add(),
            hearings=self._hearings(),
            record_hearing=self.case_page("interventions:record-hearing") if Action.RECORD_HEARING in self.may else "",
            record_order=reverse("interventions:record-order", kwargs={"pk": self.case.pk}) if may_record else "",
            reads=self._reads(),
            **kwargs,
        )

    def _copies(self, orders: Sequence[Order]) -> dict[UUID, Link]:
        """Where there is no order there is no copy of one, and nothing is asked."""
        return newest_copies(releases.seen(self.actor, self.case)) if orders else {}

    def _hearings(self) -> list[HearingCard]:
        """With what this person may do about each; whether the victim was told only where they may know."""
        return hearing_cards(
            hearings.seen(self.actor, self.case),
            today=localdate(self.actor.now),
            may={is_hers for is_hers, action in hearings.RECORDING.items() if action in self.may},
            reads_told=policy.can_within(self.actor, Action.VIEW_HEARING_TOLD, self.case),
            says_told=Action.RECORD_VICTIM_HEARING in self.may,
        )

    def _ways_to_add(self) -> list[Link]:
        ways = (
            ("Add an action", "add-action", Action.ADD_ACTION),
            ("Add an action for the victim’s safety", "add-victim-action", Action.ADD_VICTIM_ACTION),
        )
        return [
            Link(text, reverse(f"interventions:{route}", kwargs={"pk": self.case.pk}))
            for text, route, action in ways
            if action in self.may
        ]

    def _ways_to_ask(self) -> list[Link]:
        """The police and the lead answer; everybody who works the case may say that the facts have changed."""
        ways = (
            ("Answer it", "answer-order-question", Action.ANSWER_ORDER_QUESTION),
            ("Something changed: ask again", "ask-order-question", Action.ASK_ORDER_QUESTION),
        )
        return [
            Link(text, self.case_page(f"interventions:{route}"), more="about a stalking protection order")
            for text, route, action in ways
            if action in self.may
        ]

    def _reads(self) -> bool:
        """Whether this person reads plans at all; to anybody else the page says nothing of whether there is one."""
        return Action.MAKE_SUMMARY in self.may


class OneAction(ActionPage, TemplateView):
    """One action in full, with what this person may do about it."""

    template_name = "interventions/action.html"
    title = "Action"

    def get_context_data(self, problem: str = "", **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            problem=problem,
            record=self.record,
            rows=action_rows(self.record, today=self.actor.now.date()),
            links=self._links(),
            is_offered=self._is_offered(),
            answer=forms.DeclineForm(strand=Strand(self.record.strand)),
            history=change_items(plans.history(self.record)),
            **kwargs,
        )

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Answer an offer: accept the action, or leave it where it is."""
        version = request.POST.get("version", "")
        accepts = request.POST.get("answer") == "accept"
        seen = int(version) if version.isdigit() else None
        try:
            if accepts:
                planning.accept(self.record, by=self.actor, version=seen)
            else:
                planning.decline(self.record, by=self.actor, reason=request.POST.get("why", ""), version=seen)
        except DomainError as error:
            return self.render_to_response(self.get_context_data(problem=error.message), status=error.status)
        messages.success(request, "The action is yours" if accepts else "The action stays where it was")
        return HttpResponseRedirect(action_href(self.record), status=303)

    def _links(self) -> list[Link]:
        if self.record.done_at is not None:
            return []
        ways = (
            ("It is done", "finish-action", Action.FINISH_ACTION),
            ("Hand it over", "hand-over-action", Action.HAND_OVER_ACTION),
            ("Change it", "reword-action", Action.FINISH_ACTION),
            ("Give it another day", "put-off-action", Action.FINISH_ACTION),
            ("It is no longer needed", "drop-action", Action.FINISH_ACTION),
        )
        may = {action for action in {way[2] for way in ways} if policy.can(self.actor, action, self.record)}
        return [
            Link(text, reverse(f"interventions:{route}", kwargs={"pk": self.record.pk}))
            for text, route, action in ways
            if action in may
        ]

    def _is_offered(self) -> bool:
        waits = self.record.handed_to_id == self.actor.user_id and self.record.accepted_at is None
        return waits and self.record.done_at is None


class AddAction(PlanForm):
    """Add an action the whole case team reads."""

    action = Action.ADD_ACTION
    form_class = forms.ActionForm
    title = "Add an action"
    submit_label = "Add the action"

    def get_form_kwargs(self) -> dict[str, Any]:
        people = planning.may_own(self.case, Strand.SOCIAL, at=self.actor.now)
        return {**super().get_form_kwargs(), "people": people}

    def act(self, form: forms.ActionForm) -> str:
        said = form.cleaned_data
        planning.add(self.case, by=self.actor, **{**said, "strand": Strand(said["strand"])})
        return "The action is added"


class AddVictimAction(PlanForm):
    """Add an action for the victim’s safety, which the suspect’s side never reads."""

    action = Action.ADD_VICTIM_ACTION
    form_class = forms.VictimActionForm
    title = "Add an action for the victim’s safety"
    submit_label = "Add the action"

    def get_form_kwargs(self) -> dict[str, Any]:
        people = planning.may_own(self.case, Strand.VICTIM_SAFETY, at=self.actor.now)
        return {**super().get_form_kwargs(), "people": people}

    def act(self, form: forms.VictimActionForm) -> str:
        planning.add(self.case, by=self.actor, strand=Strand.VICTIM_SAFETY, **form.cleaned_data)
        return "The action is added"


class ActionWords(ActionForm, ABC):
    """A form whose words are read by whoever reads the action."""

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "strand": Strand(self.record.strand)}


class Finish(ActionWords):
    """The action is done."""

    verb: ClassVar[Action | None] = Action.FINISH_ACTION
    form_class = forms.OutcomeForm
    title = "It is done"
    submit_label = "Save as done"

    def get_initial(self) -> dict[str, Any]:
        return {"done_on": self.actor.now.date()}

    def act(self, form: forms.OutcomeForm) -> str:
        done_at = moment(form.cleaned_data["done_on"], None)
        planning.finish(
            self.record,
            by=self.actor,
            outcome=form.cleaned_data["outcome"],
            done_at=min(done_at, self.actor.now) if done_at else None,
            version=self.version,
        )
        return "The action is done"


class Drop(ActionWords):
    """The action is no longer needed."""

    verb: ClassVar[Action | None] = Action.FINISH_ACTION
    form_class = forms.DropForm
    title = "It is no longer needed"
    submit_label = "Save"

    def act(self, form: forms.DropForm) -> str:
        planning.drop(self.record, by=self.actor, reason=form.cleaned_data["reason"], version=self.version)
        return "The action is no longer needed"


class Reword(ActionWords):
    """What will be done is changed."""

    verb: ClassVar[Action | None] = Action.FINISH_ACTION
    form_class = forms.RewordForm
    title = "Change the action"
    intro = "What it says now stays in its history."

    def get_initial(self) -> dict[str, Any]:
        kept = {name: getattr(self.record, name) for name in ("text", "due_on", "depends_on")}
        return kept | {"tell_victim": as_answer(self.record.tell_victim)}

    def act(self, form: forms.RewordForm) -> str:
        said = form.cleaned_data | {"tell_victim": answered(form.cleaned_data, "tell_victim")}
        planning.reword(self.record, by=self.actor, version=self.version, **said)
        return "The action is changed"


class PutOff(ActionForm):
    """The action gets another day."""

    verb: ClassVar[Action | None] = Action.FINISH_ACTION
    form_class = forms.PutOffForm
    title = "Give it another day"
    submit_label = "Save"

    def act(self, form: forms.PutOffForm) -> str:
        planning.put_off(self.record, by=self.actor, due_on=form.cleaned_data["due_on"], version=self.version)
        return "The action has another day"


class HandOver(ActionForm):
    """The action is offered to somebody by name."""

    verb: ClassVar[Action | None] = Action.HAND_OVER_ACTION
    form_class = forms.HandOverForm
    title = "Hand it over"
    intro = "It stays with its owner until the person you name accepts it."
    submit_label = "Offer it"

    def get_form_kwargs(self) -> dict[str, Any]:
        people = planning.may_own(self.case, Strand(self.record.strand), at=self.actor.now)
        others = [person for person in people if person.pk != self.record.owner_id]
        return {**super().get_form_kwargs(), "people": others}

    def act(self, form: forms.HandOverForm) -> str:
        taker = form.cleaned_data["to"]
        planning.hand_over(self.record, by=self.actor, to=taker, version=self.version)
        return f"The action is offered to {taker.name}"
