"""What the police on a case do about orders: record, serve, note the notification, record and decide a breach."""

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from cases.forms.choices import answered, moment
from cases.policy import Action
from cases.services.errors import Incomplete
from cases.views.base import parse_uuid
from interventions.enums import BreachOutcome, EndAnswer, MadeVia, OrderKind, ServiceMethod
from interventions.forms import orders as forms
from interventions.forms.order_question import AskAgainForm, OrderQuestionForm, as_it_stands, order_said
from interventions.models import Breach, Order
from interventions.presenters.orders import stands_words
from interventions.services import order_question, orders
from interventions.views.base import GrowingPage, OrderForm, PlanForm, TimedForm
from stalking_unit.ui.words import day


class Record(GrowingPage, PlanForm):
    """Record an order."""

    template_name = "interventions/order.html"
    kinds = (forms.CONDITION,)

    action = Action.RECORD_ORDER
    form_class = forms.OrderForm
    title = "Record an order"
    submit_label = "Record the order"

    def get_form_kwargs(self) -> dict[str, Any]:
        standing = Order.objects.filter(case=self.case, superseded_by=None).order_by("-made_on", "pk")
        return {**super().get_form_kwargs(), "standing": list(standing)}

    def act(self, form: forms.OrderForm) -> str:
        said = form.facts
        kind = OrderKind(said["kind"])
        orders.record(self.case, by=self.actor, **{**said, "kind": kind, "made_via": MadeVia(said["made_via"])})
        return f"{kind.label} recorded"


class AnswerQuestion(TimedForm):
    """Whether an order is sought, answered between two meetings by the police or the team lead."""

    action = Action.ANSWER_ORDER_QUESTION
    form_class = OrderQuestionForm
    tab = "Plan"
    title = "Stalking protection order"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.standing = order_question.seen(self.actor, self.case)

    def get_form_kwargs(self) -> dict[str, Any]:
        officers = order_question.may_own(self.case, at=self.actor.now)
        return {**super().get_form_kwargs(), "officers": officers}

    def get_initial(self) -> dict[str, Any]:
        officer = order_question.officer(self.case, at=self.actor.now)
        stands = self.standing.now
        before = "" if stands else order_question.said_at_triage(self.actor, self.case)
        return as_it_stands(stands, officer, before) | {"seen": str(stands.pk) if stands else ""}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"intro": stands_words(self.standing.now)}

    def get_success_url(self) -> str:
        return self.case_page("interventions:plan")

    def act(self, form: OrderQuestionForm) -> str:
        said = order_said(form.cleaned_data, form.officers)
        if said is None:
            raise Incomplete(("order_answer",))
        seen = parse_uuid(form.cleaned_data["seen"])
        order_question.answer(self.case, said, by=self.actor, seen=seen)
        return "The answer is recorded"


class AskAgain(TimedForm):
    """Something changed that bears on an order: the officer is asked to consider it again."""

    action = Action.ASK_ORDER_QUESTION
    form_class = AskAgainForm
    tab = "Plan"
    title = "Ask the police to consider an order again"
    submit_label = "Ask again"

    def get_success_url(self) -> str:
        return self.case_page("interventions:plan")

    def act(self, form: AskAgainForm) -> str:
        order_question.ask_again(self.case, by=self.actor, reason=form.cleaned_data["reason"])
        return "Asked. The officer who owns the question is told."


class Serve(OrderForm):
    """Record an attempt at service."""

    form_class = forms.ServiceForm
    title = "Record service"
    intro = "Where the order calls for it, names and address are due to the police within three days of good service."

    def act(self, form: forms.ServiceForm) -> str:
        said = form.cleaned_data
        is_good = answered(said, "is_good") is True
        orders.serve(
            self.record,
            by=self.actor,
            at=moment(said["served_on"], said["served_time"]) or self.actor.now,
            method=ServiceMethod(said["method"]),
            is_good=is_good,
            words=said["fault"],
            version=self.version,
        )
        return "Service is recorded" if is_good else "The attempt is recorded; the order is not served yet"


class Notify(OrderForm):
    """Names and address were told to the police."""

    form_class = forms.NotifiedForm
    title = "Names and address told to the police"

    def act(self, form: forms.NotifiedForm) -> str:
        orders.notified(self.record, by=self.actor, on=form.cleaned_data["on"], version=self.version)
        return "The notification is recorded"


class DecideEnd(OrderForm):
    """What is to become of the order when it ends: apply again, let it end, and why."""

    form_class = forms.EndForm
    title = "Decide about the end of the order"
    submit_label = "Record the decision"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        ends = f"It ends on {day(self.record.ends_on)}. " if self.record.ends_on else ""
        asked = "Ask the victim’s advocate what the victim wants before you decide."
        return super().get_context_data(**kwargs) | {"intro": f"{self.record}. {ends}{asked}"}

    def act(self, form: forms.EndForm) -> str:
        said = form.cleaned_data
        answer = EndAnswer(said["answer"])
        orders.decide_end(self.record, by=self.actor, answer=answer, reason=said["reason"], version=self.version)
        renews = " When it is applied for, record the new order and say which it replaces."
        return f"The decision is recorded.{renews if answer is EndAnswer.RENEW else ''}"


class RecordBreach(OrderForm):
    """The order was broken."""

    form_class = forms.BreachForm
    title = "Record a breach"
    intro = "Everyone who works the case is told that something is new. Until it is decided, the case stays open."
    submit_label = "Record the breach"

    def act(self, form: forms.BreachForm) -> str:
        said = form.cleaned_data
        orders.breach(
            self.record,
            by=self.actor,
            happened_at=moment(said["broken_on"], said["broken_time"]) or self.actor.now,
            how=said["how"],
            reported_on=said["reported_on"],
            arrested_on=said["arrested_on"],
        )
        return "The breach is recorded"


class DecideBreach(OrderForm):
    """What was decided about a breach; it is found by way of its order."""

    form_class = forms.DecisionForm
    title = "Decide about the breach"
    breach: Breach

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.breach = get_object_or_404(self.record.breaches, pk=kwargs["breach"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"version": self.breach.version}

    def act(self, form: forms.DecisionForm) -> str:
        said = form.cleaned_data
        orders.decide(
            self.breach,
            by=self.actor,
            outcome=BreachOutcome(said["outcome"]),
            words=said["why"],
            arrested_on=said["arrested_on"],
            charged_on=said["charged_on"],
            new_crime_recorded=answered(said, "new_crime_recorded"),
            crime_reference=said["crime_reference"],
            version=self.version,
        )
        return "The decision is recorded"
