"""The case list, home and search: what this person may see, and nothing about what they may not."""

from typing import Any

from django.core.paginator import Paginator
from django.views.generic import TemplateView

from cases import policy
from cases.models import Case
from cases.policy import Action
from cases.presenters import caseload_table, todo_rows
from cases.services import people
from cases.services.files import case_files
from cases.views.base import CASES, ActorPage
from stalking_unit.audit import trail

PAGE_SIZE = 25


class CaseList(ActorPage, TemplateView):
    """Open cases by review day, 25 to a page; `?all=1` brings the ended ones too."""

    template_name = "cases/list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        show_all = self.request.GET.get("all") == "1"
        cases = policy.scope(self.actor, Action.VIEW_CASE, CASES if show_all else CASES & Case.objects.open())
        page = Paginator(cases.order_by("review_on", "-created_at", "pk"), PAGE_SIZE).get_page(
            self.request.GET.get("page")
        )
        shown = list(page.object_list)
        trail.record(self.actor, trail.Operation.CONSULT, "list_cases", shown=[case.pk for case in shown])
        names = people.names_on(self.actor, shown)
        return super().get_context_data(
            page=page,
            show_all=show_all,
            table=caseload_table(shown, names, today=self.actor.now.date()),
            **kwargs,
        )


class Home(ActorPage, TemplateView):
    """What needs me today, from every part of the product."""

    template_name = "cases/home.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        waiting = [todo for file in case_files() for todo in file.todo(self.actor)]
        trail.record(self.actor, trail.Operation.CONSULT, "home", shown=sorted({todo.case_id for todo in waiting}))
        return super().get_context_data(rows=todo_rows(waiting, today=self.actor.now.date()), **kwargs)


class Search(ActorPage, TemplateView):
    """Search says honestly that it has nothing to answer with yet; it asks nothing and logs nothing typed."""

    template_name = "cases/search.html"
