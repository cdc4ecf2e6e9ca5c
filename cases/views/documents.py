"""Papers of a case: asking for one, seeing that it is being made, taking it."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views import View

from cases import policy
from cases.enums import Paper
from cases.policy import Action
from cases.presenters.papers import OFFERS, documents_table, missed, next_look, register_link
from cases.tasks import print_paper
from cases.views.base import ActorPage, CaseView
from stalking_unit.documents import pdf, services
from stalking_unit.documents.models import GeneratedDocument
from stalking_unit.documents.views import attachment
from stalking_unit.notifications.waking import wake


class Documents(CaseView):
    """The papers this person asked for, and a button for each kind.

    While one is being made the page looks again by itself, without script, for a minute after it was asked for and
    until the reader stops it with `?still`: nobody loses their place for good, and no session is kept awake.
    """

    action = Action.MAKE_SUMMARY
    template_name = "cases/documents.html"
    tab = "Documents"
    title = "Documents"
    rest = 0  # seconds until it looks again

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        own = policy.scope(self.actor, Action.VIEW_DOCUMENT, GeneratedDocument.objects.papers().of_case(self.case.pk))
        shown = list(own[:50])
        self.rest = 0 if "still" in self.request.GET else next_look(shown, self.actor.now)
        return super().get_context_data(
            table=documents_table(shown) if shown else None,
            offers=OFFERS,
            missed=missed(shown),
            register=register_link(self.case),
            cannot_print=pdf.missing_library(),
            is_waiting=any(document.is_waited_for for document in shown),
            looks_again=self.rest > 0,
            **kwargs,
        )

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        response = super().render_to_response(context, **kwargs)
        if self.rest:
            response["Refresh"] = str(self.rest)
        return response

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Ask for a paper as this person may read the case; the worker prints it. Any other is a summary."""
        kind = request.POST.get("paper", "")
        document = services.request(
            case_id=self.case.pk,
            kind=kind if kind in Paper.values else Paper.SUMMARY,
            reference=self.case.reference or "draft",
            audience=f"{self.actor.name}, {self.actor.agency_name}",
            by=self.actor,
        )
        wake(print_paper, str(document.pk))
        return HttpResponseRedirect(reverse("cases:documents", kwargs={"pk": self.case.pk}), status=303)


class Download(ActorPage, View):
    """The paper itself, to the person who asked for it and may still see the case."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        document = policy.get_or_404(self.actor, Action.VIEW_DOCUMENT, GeneratedDocument.objects.papers(), kwargs["pk"])
        try:
            return attachment(document, by=self.actor)
        except services.Withheld:  # the page of the papers says why
            return HttpResponseRedirect(reverse("cases:documents", kwargs={"pk": document.case_id}), status=303)
