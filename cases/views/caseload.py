"""The case list and home: what this person may see, and nothing about what they may not."""

from functools import cache
from typing import Any

from django.core.paginator import Page, Paginator
from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from django.utils.timezone import localdate
from django.views.generic import TemplateView

from cases import policy
from cases.forms.caseload import CaseListForm
from cases.models import Case
from cases.policy import Action
from cases.presenters.alarms import alarm_card
from cases.presenters.caseload import caseload_asked, caseload_table
from cases.presenters.home import nothing_waits, waiting
from cases.presenters.rota import AwakeWords, who_is_awake
from cases.services import alarms, caseload, people
from cases.services.files import case_files
from cases.views.base import ActorPage
from stalking_unit import clock
from stalking_unit.accounts.enums import Role

PAGE_SIZE = 25
LISTED = Case.objects.select_related("area")
ASKED = ("level", "stage", "whose", "without", "due")


class Pages(Paginator):  # type: ignore[type-arg]  # not subscriptable when the program runs
    """Reads one row more than the first page has: whoever has no more cases than that need not be counted."""

    @cached_property
    def head(self) -> list[Any]:
        return list(self.object_list[: self.per_page + 1])

    @cached_property
    def count(self) -> int:
        return len(self.head) if len(self.head) <= self.per_page else super().count

    def page(self, number: int | str) -> Page[Any]:
        if self.validate_number(number) != 1:
            return super().page(number)
        return Page(self.head[: self.per_page], 1, self)


class CaseList(ActorPage, TemplateView):
    """Open cases by review day, 25 to a page, or what the address asks for."""

    template_name = "cases/list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        asked = self.request.GET
        order = asked.get("sort", "")
        form = CaseListForm(asked, now=self.actor.now)
        sought = form.sought(order if order.removeprefix("-") in caseload.SORTED_BY else "")
        page = Pages(caseload.listed(self.actor, sought, LISTED), PAGE_SIZE).get_page(asked.get("page"))
        shown = list(page.object_list)
        self.look_over("list_cases", [case.pk for case in shown])
        return super().get_context_data(
            page=page,
            form=form,
            choices=form if any(name in asked for name in ASKED) else _unasked(),
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


@cache
def _unasked() -> SafeString:
    """The boxes as nobody has touched them, which are the same for everybody and take longer to make than the list."""
    return CaseListForm(now=clock.now()).render()


class Home(ActorPage, TemplateView):
    """What needs me today, from every part of the product."""

    template_name = "cases/home.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        todos = [todo for file in case_files() for todo in file.todo(self.actor)]
        shown = [todo.case_id for todo in todos if todo.case_id]
        names = people.names_of(self.actor, shown) if shown else {}
        rung = alarms.open_once(self.actor)
        self.look_over("home", shown + [alarm.case_id for alarm in rung])
        return super().get_context_data(
            waiting=waiting(todos, names, today=localdate(self.actor.now)),
            alarms=[alarm_card(self.actor, alarm, may_take=alarm.may_take, says_awake=False) for alarm in rung],
            nothing=nothing_waits(self._role(), has_alarms=bool(rung)),
            awake=self._awake(),
            may_refer=policy.is_for(self.actor, Action.REFER),
            may_lead=policy.is_for(self.actor, Action.VIEW_WEEK),
            **kwargs,
        )

    def _role(self) -> Role | None:
        return self.actor.seat[0] if self.actor.seat else None

    def _awake(self) -> AwakeWords | None:
        """Who is on duty in one's own unit, for those who may read its rota."""
        unit = self.actor.unit if policy.is_for(self.actor, Action.VIEW_ROTA) else None
        return who_is_awake(self.actor, unit) if unit else None
