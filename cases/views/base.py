"""The frame of every page about a case: gate first, then the page, then the trail, in one transaction."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from typing import Any, ClassVar
from uuid import UUID

from django.contrib import messages
from django.db.models import Model, QuerySet
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.template.response import SimpleTemplateResponse
from django.urls import reverse
from django.views.generic import FormView, TemplateView
from django.views.generic.base import ContextMixin, View

from cases import policy
from cases.forms.moves import is_text
from cases.models import Case
from cases.policy import Action
from cases.presenters import case_header
from cases.services import overlay
from cases.services.errors import Incomplete
from cases.services.whereabouts import ASKED, looks_like_a_place
from cases.views.holding import Holding
from stalking_unit.accounts.actor import Actor
from stalking_unit.accounts.models import Unit
from stalking_unit.audit import trail
from stalking_unit.db.errors import DomainError
from stalking_unit.ui.parts import Confirm, Link

REACHING = frozenset({"referrer_contact", "safe_contact_words"})  # boxes that ask for just that, and are sealed
STAYS = "stays"  # the boxes of which somebody said that what they hold may stay there
CASES = Case.objects.select_related("unit", "area", "offered_to", "next_step__owner")


class ActorPage(ContextMixin, View):
    """A page for somebody who is signed in and acts in a seat."""

    actor: Actor
    looked_at: dict[str, Any] | None = None
    listed: frozenset[UUID] = frozenset()

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.actor = request.actor  # type: ignore[attr-defined]  # put there by ActorMiddleware

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The trail is told when the page has been made, in its transaction: what was looked at, and whose words."""
        response = super().dispatch(request, *args, **kwargs)
        if isinstance(response, SimpleTemplateResponse) and not response.is_rendered:
            response.add_post_render_callback(lambda made: self.write_down())
        else:
            self.write_down()
        return response

    def look_at(self, subtype: str, record: Model, case_id: UUID) -> None:
        """What the page is about; section 62 DPA 2018 counts consultation."""
        self.looked_at = {"subtype": subtype, "record": record, "case_id": case_id}

    def look_over(self, subtype: str, cases: Iterable[UUID]) -> None:
        """The cases of which the page is a list."""
        self.looked_at, self.listed = {"subtype": subtype}, frozenset(cases)

    def write_down(self) -> None:
        """One line for the page and everybody's words on it."""
        if self.looked_at is None:
            overlay.write_down(self.actor)
            return
        shown = sorted(self.listed.union(overlay.opened(self.actor)))
        trail.record(self.actor, trail.Operation.CONSULT, shown=shown, **self.looked_at)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(actor=self.actor, **kwargs)


class UnitPage(ActorPage):
    """A page of the unit somebody works in, for those who may do this there."""

    action: ClassVar[Action]
    unit: Unit

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        own = self.actor.unit.pk if self.actor.unit else UUID(int=0)
        self.unit = policy.get_or_404(self.actor, self.action, Unit.objects.all(), own)


class CasePage(ActorPage):
    """A page about one case. `action` decides who gets in; `tab` names the section it belongs to.

    The case is `self.case`; `self.may` holds everything else this actor may do to it.
    """

    action: ClassVar[Action] = Action.VIEW_CASE
    tab: ClassVar[str] = ""
    title: ClassVar[str] = ""
    case: Case
    may: frozenset[Action]

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.case = policy.get_case_or_404(self.actor, self.action, self.cases(), kwargs["pk"])
        self.may = policy.allowed_once(self.actor, self.case)
        self.consult(self.case)

    def cases(self) -> QuerySet[Case]:
        """What is read of the case at once."""
        return CASES.all()

    def consult(self, record: Model) -> None:
        """The trail shall tell that this was looked at."""
        self.look_at(self.action.value, record, self.case.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        header = case_header(self.actor, self.case, self.may, tab=self.tab)
        return super().get_context_data(
            case=self.case, header=header, may={action.value for action in self.may}, heading=self.title, **kwargs
        )

    def case_page(self, route: str) -> str:
        """The address of another page of this case."""
        return reverse(route, kwargs={"pk": self.case.pk})


class CaseView(CasePage, TemplateView):
    """A page of a case that only shows."""


class CaseFormPage(Holding, CasePage, FormView, ABC):  # type: ignore[type-arg]  # not subscriptable when the program runs
    """A page of a case that records or moves something.

    `act` calls one service and returns the sentence that confirms it. What a rule refuses comes back as an error
    above the form with everything typed still in it.
    """

    template_name = "cases/form.html"
    submit_label: ClassVar[str] = "Save"
    intro: ClassVar[str] = ""
    asks_where: ClassVar[bool] = True  # not where an address belongs

    @abstractmethod
    def act(self, form: Any) -> str:
        """Do it; return the sentence that says it is done, or nothing when the next page says so."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(submit_label=self.submit_label, intro=self.intro, **kwargs)
        self.ask_while_typing(context.get("form"))
        return context

    def ask_while_typing(self, form: Any) -> None:
        """Mark the boxes beside which the script asks whether this is where somebody lives, for her side alone."""
        boxes = list(boxes_of_words(form)) if self.asks_where and form is not None else []
        if boxes and policy.can_within(self.actor, Action.VIEW_HIDDEN_WORDS, self.case):
            for name in boxes:
                form.fields[name].widget.attrs["data-asks-where"] = self.case_page("cases:people")

    def get_success_url(self) -> str:
        return self.case.get_absolute_url()

    @property
    def version(self) -> int | None:
        """The version of the case the person was looking at."""
        posted = self.request.POST.get("version", "")
        return int(posted) if posted.isdigit() else None

    def form_valid(self, form: Any) -> HttpResponse:
        if self.asks_where and self.is_where_somebody_lives(form):
            return self.form_invalid(form)
        try:
            done = self.act(form)
        except DomainError as error:
            return self.refused(form, error)
        self.let_go()
        if done:
            messages.success(self.request, done)
        return HttpResponseRedirect(self.get_success_url(), status=303)

    def is_where_somebody_lives(self, form: Any) -> bool:
        """Ask her side, and nobody else, about what has the shape of an address; a tick says that it stays.

        For everybody else nothing depends on what they typed: nobody is told that a guess looks right.
        """
        stays = self.request.POST.getlist(STAYS)
        asked = [
            name
            for name in boxes_of_words(form)
            if name not in stays and looks_like_a_place(str(form.cleaned_data.get(name) or ""))
        ]
        if not asked or not policy.can_within(self.actor, Action.VIEW_HIDDEN_WORDS, self.case):
            return False
        box = Link("Open the protected box", reverse("cases:people", kwargs={"pk": self.case.pk}))
        for name in asked:
            form.add_error(name, ASKED)
            form.fields[name].confirm = Confirm(STAYS, name, "It is not, or it has to stand here", box)
        return True

    def refused(self, form: Any, error: DomainError) -> HttpResponse:
        """What the service said no to, with everything typed still there."""
        show(form, error)
        response = self.form_invalid(form)
        response.status_code = error.status
        return response

    def form_invalid(self, form: Any) -> HttpResponse:
        response = super().form_invalid(form)
        response.status_code = 422
        return response


class RecordPage(CasePage):
    """A page about one record of a case; the case is found by way of the record.

    `records` are the rows the action is asked of; `self.record` is the one.
    """

    records: ClassVar[QuerySet[Any]]
    record: Any

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        ActorPage.setup(self, request, *args, **kwargs)
        self.record = self.find(kwargs["pk"])
        self.case = policy.get_case_or_404(self.actor, Action.VIEW_CASE, CASES.all(), self.record.case_id)
        self.may = policy.allowed_once(self.actor, self.case)
        self.admit()
        self.consult(self.record)

    def find(self, key: UUID) -> Any:
        """The record, for whoever may know of it; for everybody else there is no such page."""
        return policy.get_or_404(self.actor, self.action, self.records.all(), key)

    def admit(self) -> None:
        """Stop here whoever may know of it and not do what the page is for."""


class RecordFormPage(RecordPage, CaseFormPage):
    """A page that acts on one record of a case."""


def boxes_of_words(form: BaseForm) -> Iterator[str]:
    """The boxes in which an address would stand in the wrong place."""
    for name, field in form.fields.items():
        if is_text(field) and name not in REACHING:
            yield name


def show(form: BaseForm, error: DomainError) -> None:
    """Put a refusal where the person will see it: beside the box it is about, or above the form."""
    if isinstance(error, Incomplete):
        for name in error.missing:
            form.add_error(name if name in form.fields else None, "Enter an answer")
        return
    form.add_error(None, error.message)


def parse_uuid(text: str) -> UUID | None:
    """A key from a query string, or nothing when it is not one."""
    try:
        return UUID(text)
    except ValueError:
        return None
