"""The case list, home and search: what this person may see, and nothing about what they may not."""

from typing import Any

from django.core.paginator import Paginator
from django.utils.timezone import localdate
from django.views.generic import TemplateView

from cases.forms.caseload import CaseListForm
from cases.presenters import todo_rows
from cases.presenters.caseload import caseload_asked, caseload_table
from cases.services import caseload, people
from cases.services.files import case_files
from cases.views.base import CASES, ActorPage
from stalking_unit.audit import trail

PAGE_SIZE = 25
ASKED = ("level", "stage", "whose", "without", "due")


class CaseList(ActorPage, TemplateView):
    """Open cases by review day, 25 to a page, or what the address asks for."""

    template_name = "cases/list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        asked = self.request.GET
        order = asked.get("sort", "")
        form = CaseListForm(asked, now=self.actor.now)
        sought = form.sought(order if order.removeprefix("-") in caseload.SORTED_BY else "")
        page = Paginator(caseload.listed(self.actor, sought, CASES), PAGE_SIZE).get_page(asked.get("page"))
        shown = list(page.object_list)
        trail.record(self.actor, trail.Operation.CONSULT, "list_cases", shown=[case.pk for case in shown])
        return super().get_context_data(
            page=page,
            form=form,
            asked=caseload_asked(sought),
            table=caseload_table(
                shown,
                people.names_on(self.actor, shown),
                order=sought.order,
                query={name: asked.getlist(name) for name in ASKED if name in asked},
                today=localdate(self.actor.now),
            ),
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
