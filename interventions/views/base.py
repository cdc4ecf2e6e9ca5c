"""What the pages of this app share: a form about one record carries that record’s version."""

from abc import ABC
from typing import Any, ClassVar

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from cases import policy
from cases.policy import Action
from cases.views.base import CASES, ActorPage, CaseFormPage, CasePage, RecordFormPage, show
from cases.views.beside import Beside
from interventions.models import Order, PlanAction
from interventions.presenters.plan import change_items
from interventions.services import plans
from stalking_unit.db.errors import Conflict, DomainError
from stalking_unit.ui.parts import Clash

# Where the words of a box about an action stand once they are recorded.
STANDS_IN = {"text": "text", "depends_on": "depends_on", "outcome": "outcome", "reason": "outcome"}


class TimedForm(CaseFormPage, ABC):
    """A form whose dates know what day it is for whoever acts."""

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "now": self.actor.now}


class DecisionForm(Beside, TimedForm, ABC):
    """A decision about the whole case; whoever comes late finds what was decided beside what they typed."""


class GrowingPage(TimedForm, ABC):
    """A page with a `GrowingForm`: a press on "Add another" shows one more box, with everything typed still there."""

    kinds: ClassVar[tuple[str, ...]]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        more = request.POST.get("more", "")
        if more not in self.kinds:
            return super().post(request, *args, **kwargs)
        return self.render_to_response(self.get_context_data(form=self._grown(more)))

    def get_form_kwargs(self) -> dict[str, Any]:
        posted = {kind: self.sent.get(f"{kind}-slots", "") or "" for kind in self.kinds}
        slots = {kind: int(count) for kind, count in posted.items() if count.isdigit()}
        return {**super().get_form_kwargs(), "slots": slots}

    def _grown(self, more: str) -> BaseForm:
        """The same form unsent, so that it complains of nothing yet."""
        asked: Any = self.get_form()
        typed = {
            name: field.widget.value_from_datadict(self.request.POST, {}, name) for name, field in asked.fields.items()
        }
        slots = {**asked.slots, more: asked.slots.get(more, 0) + 1}
        counts = {f"{kind}-slots": str(count) for kind, count in slots.items()}
        unsent = {name: value for name, value in self.get_form_kwargs().items() if name not in {"data", "files"}}
        form: BaseForm = self.get_form_class()(**unsent | {"slots": slots, "initial": typed | counts})
        return form


class PlanForm(TimedForm, ABC):
    """A form that leads back to the plan."""

    tab = "Plan"

    def get_success_url(self) -> str:
        return reverse("interventions:plan", kwargs={"pk": self.case.pk})


class OrderForm(PlanForm, RecordFormPage, ABC):
    """A form about one order, which the case team reads and its police keep."""

    template_name = "interventions/record_form.html"
    action = Action.VIEW_ORDER
    records = Order.objects.select_related("case")

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        policy.require(self.actor, Action.RECORD_ORDER, self.case)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(version=self.record.version, **kwargs)


class ActionPage(CasePage):
    """A page about one action of a plan. Who may not read it finds no such page; `verb` is what they come to do."""

    action = Action.VIEW_ACTION
    verb: ClassVar[Action | None] = None
    tab = "Plan"
    record: PlanAction

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        ActorPage.setup(self, request, *args, **kwargs)
        self.record = plans.find(self.actor, kwargs["pk"])
        if self.verb is not None:
            policy.require(self.actor, self.verb, self.record)
        self.case = policy.get_case_or_404(self.actor, Action.VIEW_CASE, CASES.all(), self.record.case_id)
        self.may = policy.allowed_once(self.actor, self.case)
        self.consult(self.record)


class ActionForm(ActionPage, PlanForm, ABC):
    """A form about one action. Whoever comes second finds what the first did and wrote beside what they typed."""

    template_name = "interventions/record_form.html"

    def refused(self, form: Any, error: DomainError) -> HttpResponse:
        if not isinstance(error, Conflict):
            return super().refused(form, error)
        show(form, error)
        self.record = plans.find(self.actor, self.record.pk)
        context = self.get_context_data(
            form=form,
            meanwhile=change_items(plans.history(self.record, since=self.version or self.record.version)),
            clashes=[
                Clash(str(box.label), mine=str(box.value()), theirs=self._stands(box.name))
                for box in form.visible_fields()
                if box.name in STANDS_IN and box.value()
            ],
        )
        return self.render_to_response(context, status=error.status)

    def _stands(self, box: str) -> str:
        return getattr(self.record, STANDS_IN[box]) or "Nothing written"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(version=self.record.version, **kwargs)
