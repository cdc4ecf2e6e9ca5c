"""Copies of orders for the suspect: asking for one, reading it for the victim's side, printing it, taking it back."""

from abc import ABC
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views import View
from django.views.generic import TemplateView

from cases import policy
from cases.policy import Action
from cases.views.base import ActorPage, CaseView, RecordFormPage, RecordPage
from interventions.enums import ReleasedTo, ReleaseState
from interventions.forms.release import RELEASE, AnswerReleaseForm, AskReleaseForm, TakeBackForm
from interventions.models import Release
from interventions.presenters.releases import printed_rows, prints_table, release_rows, releases_table
from interventions.service_copy import KIND
from interventions.services import releases
from interventions.tasks import print_service_copy
from interventions.views.base import OrderForm, TimedForm
from stalking_unit.db.errors import DomainError
from stalking_unit.documents import services as documents
from stalking_unit.documents.models import GeneratedDocument
from stalking_unit.documents.views import attachment
from stalking_unit.notifications.waking import wake
from stalking_unit.ui.parts import Link

LIVE = {ReleaseState.HELD, ReleaseState.RELEASED}


class Releases(CaseView):
    """Every copy for the suspect's side that was asked for in this case."""

    template_name = "interventions/releases.html"
    tab = "Plan"
    title = "Copies of orders for the suspect’s side"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = list(releases.seen(self.actor, self.case))
        return super().get_context_data(table=releases_table(found) if found else None, **kwargs)


class AskRelease(OrderForm):
    """Ask for a copy of an order."""

    form_class = AskReleaseForm
    title = "Prepare a copy for service"
    submit_label = "Ask for the copy"
    asks_where = False  # nothing that has the shape of an address is taken, whoever types it
    intro = (
        "The order, the court, the dates and the kind of each condition are printed by themselves, and nothing else of "
        "the case. Whatever you write, the copy is held until somebody on the victim’s side has read it."
    )

    def get_form_kwargs(self) -> dict[str, Any]:
        conditions = list(self.record.conditions.order_by("kind", "pk"))
        return {**super().get_form_kwargs(), "conditions": conditions}

    def get_success_url(self) -> str:
        return reverse("interventions:release", kwargs={"pk": self.asked.pk})

    def act(self, form: AskReleaseForm) -> str:
        audience = ReleasedTo(form.cleaned_data["audience"])
        self.asked = releases.ask(self.record, by=self.actor, audience=audience, words=form.said)
        return "The copy is held until somebody on the victim’s side has read it"


class ReleasePage(RecordPage, ABC):
    """A page about one copy. Who may not know of it finds no such page."""

    action = Action.VIEW_RELEASE
    records = releases.whole()
    tab = "Plan"
    record: Release

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        reads = policy.can(self.actor, Action.VIEW_RELEASE_WORDS, self.record)
        copy = printed_rows(releases.copy_of(self.record, self.actor)) if reads else []
        return super().get_context_data(printed=copy, version=self.record.version, **kwargs)


class OneRelease(ReleasePage, TemplateView):
    """How far it has come, what is printed, and what this person may do next."""

    template_name = "interventions/release.html"
    title = "Copy for service"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        knows_why = policy.can(self.actor, Action.VIEW_RELEASE_REASON, self.record)
        own = policy.scope(self.actor, Action.VIEW_DOCUMENT, GeneratedDocument.objects.of_case(self.case.pk))
        prints = list(own.filter(subject_id=self.record.pk)[:20])
        return super().get_context_data(
            rows=release_rows(self.record, reason=self.record.reason if knows_why else ""),
            can_print=self.record.state == ReleaseState.RELEASED and Action.RECORD_ORDER in self.may,
            links=self._ways(),
            prints=prints_table(prints) if prints else None,
            is_waiting=any(one.is_waited_for for one in prints),
            **kwargs,
        )

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Have it printed. What may not be printed is said on the page, as the print that failed."""
        try:
            document = releases.ask_for_print(self.record, by=self.actor)
        except DomainError as error:
            return self.render_to_response(self.get_context_data(refused=error.message), status=error.status)
        wake(print_service_copy, str(document.pk))
        return HttpResponseRedirect(request.path, status=303)

    def _ways(self) -> list[Link]:
        here = {"pk": self.record.pk}
        checks = Action.CHECK_RELEASE in self.may
        ways = (
            ("Read it for the victim’s side", "check-release", checks and self.record.state == ReleaseState.HELD),
            (
                "Take it back",
                "withdraw-release",
                self.record.state in LIVE and (checks or Action.RECORD_ORDER in self.may),
            ),
        )
        return [Link(text, reverse(f"interventions:{route}", kwargs=here)) for text, route, holds in ways if holds]


class TakePrint(ActorPage, View):
    """The print itself, to the officer who asked for it: a disclosure, and an entry in the register."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        prints = GeneratedDocument.objects.filter(kind=KIND)
        document = policy.get_or_404(self.actor, Action.VIEW_DOCUMENT, prints, kwargs["pk"])
        try:
            answer = attachment(document, by=self.actor)
        except documents.Withheld:  # the page of the copy says why
            return HttpResponseRedirect(_page(document.subject_id), status=303)
        releases.hand_over(document, by=self.actor)
        return answer


def _page(key: object) -> str:
    return reverse("interventions:release", kwargs={"pk": key})


class ReleaseForm(ReleasePage, RecordFormPage, TimedForm, ABC):
    """A form about one copy."""

    template_name = "interventions/release_form.html"

    def get_success_url(self) -> str:
        return reverse("interventions:release", kwargs={"pk": self.record.pk})


class CheckRelease(ReleaseForm):
    """Read what would be printed, beside where she is as far as the reader may know it, and answer."""

    form_class = AnswerReleaseForm
    title = "Read it for the victim’s side"
    submit_label = "Give the answer"
    asks_where = False  # the reason may well say which road it is; only her side reads it

    def admit(self) -> None:
        policy.require(self.actor, Action.CHECK_RELEASE, self.case)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "intro": "This goes to the suspect. Read it as the suspect would: what could be looked up, asked after or "
            "recognised?",
            "whereabouts": self._whereabouts(),
        }

    def _whereabouts(self) -> str:
        knows = policy.can_within(self.actor, Action.VIEW_VICTIM_LOCATION, self.case)
        return self.case_page("cases:people") if knows else ""

    def act(self, form: AnswerReleaseForm) -> str:
        if form.cleaned_data["answer"] == RELEASE:
            releases.release(self.record, by=self.actor, version=self.version)
        else:
            releases.refuse(self.record, by=self.actor, reason=form.cleaned_data["reason"], version=self.version)
        return "Your answer is recorded, and whoever asked is told"


class WithdrawRelease(ReleaseForm):
    """Take it back."""

    form_class = TakeBackForm
    title = "Take the copy back"
    submit_label = "Take it back"
    intro = "Nothing of it is printed or handed over from now on. What was handed over already is not undone by this."

    def admit(self) -> None:
        policy.require(self.actor, Action.VIEW_RELEASE, self.record)
        if not releases.may_withdraw(self.actor, self.case):
            policy.require(self.actor, Action.CHECK_RELEASE, self.case)

    def act(self, form: TakeBackForm) -> str:
        releases.withdraw(self.record, by=self.actor, version=self.version)
        return "The copy is taken back"
