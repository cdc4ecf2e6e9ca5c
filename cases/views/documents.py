"""Papers of a case: asking for a summary, seeing that it is being made, taking it."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views import View

from cases import policy
from cases.policy import Action
from cases.presenters import documents_table
from cases.tasks import KIND, make_summary
from cases.views.base import ActorPage, CaseView
from stalking_unit.documents import pdf, services
from stalking_unit.documents.models import GeneratedDocument
from stalking_unit.documents.views import attachment
from stalking_unit.notifications.waking import wake


class Documents(CaseView):
    """The papers this person asked for, and the button for a new one."""

    action = Action.MAKE_SUMMARY
    template_name = "cases/documents.html"
    tab = "Documents"
    title = "Documents"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        own = policy.scope(self.actor, Action.VIEW_DOCUMENT, GeneratedDocument.objects.of_case(self.case.pk))
        shown = list(own[:50])
        return super().get_context_data(
            table=documents_table(shown) if shown else None,
            cannot_print=pdf.missing_library(),
            is_waiting=any(document.is_waited_for for document in shown),
            **kwargs,
        )

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Ask for a summary as this person may read the case; the worker prints it."""
        document = services.request(
            case_id=self.case.pk,
            kind=KIND,
            reference=self.case.reference or "draft",
            audience=f"{self.actor.name}, {self.actor.agency_name}",
            by=self.actor,
        )
        wake(make_summary, str(document.pk))
        return HttpResponseRedirect(reverse("cases:documents", kwargs={"pk": self.case.pk}), status=303)


class Download(ActorPage, View):
    """The paper itself, to the person who asked for it and may still see the case."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        document = policy.get_or_404(self.actor, Action.VIEW_DOCUMENT, GeneratedDocument.objects.all(), kwargs["pk"])
        try:
            return attachment(document, by=self.actor)
        except services.Withheld:  # the page of the papers says why
            return HttpResponseRedirect(reverse("cases:documents", kwargs={"pk": document.case_id}), status=303)
