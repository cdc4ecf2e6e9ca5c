"""Someone is on the phone: one page without a case, the calls that found none, and the calls of a case."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.views.generic import FormView, TemplateView

from cases import policy
from cases.enums import CallerCheck, Purpose
from cases.forms.calls import CallForm, PlaceForm, SortForm
from cases.models import CallerDrop
from cases.policy import Action
from cases.presenters.calls import drop_rows, note_rows
from cases.services import calls, drafts
from cases.services.drafts import Kept, Typed
from cases.tasks import place_calls
from cases.views.base import ActorPage, CaseFormPage, CaseView, UnitPage, parse_uuid, show
from cases.views.drafts import Drafting
from stalking_unit.audit import trail
from stalking_unit.db.errors import DomainError
from stalking_unit.notifications.waking import wake
from stalking_unit.ui.words import clock


class TakeCall(Drafting, UnitPage, FormView):  # type: ignore[type-arg]  # not subscriptable when the program runs
    """Type at once. What was passed on is answered in the same words, whatever the product finds."""

    action = Action.TAKE_CALL
    form_class = CallForm
    template_name = "cases/call.html"
    found_again = "You find it under “Someone is on the phone”"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.kept = self.load()

    def load(self) -> Kept:
        return drafts.kept(Purpose.CALL, self.actor.user_id, by=self.actor)

    def keep(self, typed: Typed) -> Kept:
        return drafts.keep(Purpose.CALL, self.actor.user_id, typed, by=self.actor, seen=self.seen)

    def get_initial(self) -> dict[str, Any]:
        typed = super().get_initial()
        return {**typed, "checked": typed["checked"] or CallerCheck.NOT_YET}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(sorts=policy.can(self.actor, Action.SORT_CALLS, self.unit), **kwargs)

    def form_valid(self, form: CallForm) -> HttpResponse:
        calls.take(self.unit, form.heard(), by=self.actor)
        drafts.let_go(Purpose.CALL, self.actor.user_id, by=self.actor)
        wake(place_calls)
        messages.success(self.request, f"Passed to the team at {clock(self.actor.now)}.")
        return HttpResponseRedirect(reverse("cases:take_call"), status=303)

    def form_invalid(self, form: CallForm) -> HttpResponse:
        response = super().form_invalid(form)
        response.status_code = 422
        return response


class ReportPlace(CaseFormPage):
    """Somebody on the suspect's side heard where the victim may be; the answer is the same, right or wrong."""

    action = Action.REPORT_PLACE
    form_class = PlaceForm
    title = "The suspect mentioned a place"
    submit_label = "Pass it on"
    intro = (
        "Write it as you heard it. It goes to the victim’s side and the team lead at once. Do not ask the suspect "
        "more about it, and do not look it up."
    )
    asks_where = False  # it is what the page is for

    def act(self, form: PlaceForm) -> str:
        calls.report_place(self.case, form.cleaned_data["said"], by=self.actor)
        wake(place_calls)
        return f"Passed at {clock(self.actor.now)}. You will not be told whether it is right."


class SortCalls(ActorPage, TemplateView):
    """The calls that found no case and were put before this person by name."""

    template_name = "cases/sort_calls.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        waiting = calls.to_sort(self.actor)
        if shown := [note.pk for note, _ in waiting]:
            trail.record(self.actor, trail.Operation.CONSULT, "view_calls_to_sort", shown=shown)
        tried = kwargs.pop("form", self.box(None))
        return super().get_context_data(
            waiting=[
                (note, note_rows(note, heard), tried if note.pk == self.tried else self.box(note.pk))
                for note, heard in waiting
            ],
            form=tried,
            **kwargs,
        )

    @property
    def tried(self) -> UUID | None:
        """The call that was sent."""
        return parse_uuid(self.request.POST.get("note", ""))

    def box(self, note: UUID | None, *, sent: QueryDict | None = None) -> SortForm:
        """The box of one call; its name on the page is the call's own, so that what is wrong leads there."""
        return SortForm(sent, auto_id=f"id_%s_{note}")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self.box(self.tried, sent=request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        try:
            calls.sort(self.tried, form.cleaned_data["reference"], by=self.actor)
        except DomainError as error:
            show(form, error)
            return self.render_to_response(self.get_context_data(form=form), status=error.status)
        messages.success(request, "The call is on the case, and the people of the victim’s side have been told.")
        return HttpResponseRedirect(reverse("cases:sort_calls"), status=303)


class CallerDrops(CaseView):
    """What callers said about this case, for its lead and the victim’s side."""

    template_name = "cases/caller_drops.html"
    title = "Calls about this case"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        policy.require_within(self.actor, Action.VIEW_CALLER_DROP, self.case)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        drops = policy.scope(self.actor, Action.VIEW_CALLER_DROP, CallerDrop.objects.filter(case=self.case))
        shown = drops.select_related("author", "agency").order_by("-happened_at", "pk")
        return super().get_context_data(drops=[drop_rows(drop) for drop in shown], **kwargs)
