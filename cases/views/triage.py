"""Deciding about a referral: one page with the facts and every choice, then a page for each choice."""

from typing import Any

from django.urls import URLPattern, path

from cases.enums import State
from cases.forms.moves import MoveForm
from cases.forms.triage import DECISIONS, decide_form
from cases.forms.wordings import Wording
from cases.models import Case
from cases.policy import Action
from cases.presenters.clocks import by_when
from cases.presenters.intake import facts_of
from cases.presenters.moves import DUE_WORDS, TITLES, choices
from cases.services import desk, triage
from cases.views.base import CaseView
from cases.views.moves import MovePage


class Decide(CaseView):
    """The facts of a referral, and beside them what this person may decide about it."""

    action = Action.VIEW_STAGE  # whoever only referred is told the answer, not how it is reached
    template_name = "cases/decide.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(
            facts=facts_of(self.actor, self.case, self.may), choices=choices(self.case, self.may), **kwargs
        )
        due = desk.due_of(desk.with_clock(Case.objects.filter(pk=self.case.pk)).get())
        words = DUE_WORDS.get(State(self.case.state))
        return {
            **context,
            "heading": TITLES.get(State(self.case.state), "Decided"),
            "clock": f"{words} {by_when(due, self.actor.now)}." if due and words else "",
        }


class NameTeam(MovePage):
    """Taking a case on, with the people who lead its strands."""

    template_name = "cases/name_team.html"

    @property
    def wording(self) -> Wording:
        return DECISIONS[self.transition]

    def get_form_class(self) -> type[MoveForm]:
        return decide_form(self.transition)

    def act(self, form: Any) -> str:
        triage.decide(
            self.case,
            self.transition,
            by=self.actor,
            leads=form.leads(),
            coordinator=form.named_coordinator(),
            says=form.says(),
            facts=form.facts(),
            version=self.version,
            happened_at=form.happened_at(),
        )
        return self.wording.done


def routes() -> list[URLPattern]:
    """The page of choices, and one route for each decision that names a team."""
    return [
        path("cases/<uuid:pk>/decide/", Decide.as_view(), name="decide"),
        *(
            path(
                f"cases/<uuid:pk>/{move.value.replace('_', '-')}/",
                NameTeam.as_view(action=Action(move.value), transition=move),
                name=move.value,
            )
            for move in DECISIONS
        ),
    ]
