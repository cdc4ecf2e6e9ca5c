"""The start of the week, for whoever leads: what to look at first, each line with the way to its rows."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest
from django.utils.timezone import localdate
from django.views.generic import TemplateView

from cases.policy import Action
from cases.services import people
from cases.views.base import UnitPage
from interventions.presenters.week import WORDS, week_count, week_groups, week_nothing, week_rows, week_table
from interventions.services.week import LINES, Asked
from stalking_unit.ui.words import weekday

PAGE_SIZE = 50


class Week(UnitPage, TemplateView):
    """The lines that have rows, and in one sentence what came to nothing."""

    action = Action.VIEW_WEEK
    template_name = "interventions/week.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        asked = Asked(self.actor)
        counts = {key: records(asked).count() for key, records in LINES.items()}
        self.look_over("view_week", [])
        return super().get_context_data(
            unit=self.unit,
            today=weekday(self.actor.now),
            groups=week_groups(counts),
            nothing=week_nothing(counts),
            **kwargs,
        )


class WeekLine(UnitPage, TemplateView):
    """The rows of one line, 50 to a page."""

    action = Action.VIEW_WEEK
    template_name = "interventions/week_line.html"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        if kwargs["line"] not in LINES:
            raise Http404

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        key = self.kwargs["line"]
        page = Paginator(LINES[key](Asked(self.actor)), PAGE_SIZE).get_page(self.request.GET.get("page"))
        todos = week_rows(key, page.object_list)
        shown = [todo.case_id for todo in todos if todo.case_id]
        self.look_over("view_week_line", shown)
        names = people.names_of(self.actor, shown) if shown else {}
        return super().get_context_data(
            page=page,
            heading=week_count(key, page.paginator.count),
            what=WORDS[key].what,
            hint=WORDS[key].hint,
            table=week_table(key, todos, names, today=localdate(self.actor.now)),
            **kwargs,
        )
