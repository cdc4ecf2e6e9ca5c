"""Adopting the plan after a conference: one page, one press."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from cases import policy
from cases.enums import Level
from cases.policy import Action
from cases.views.beside import Beside
from interventions.enums import Strand
from interventions.forms.adopting import VIEWS, AdoptForm
from interventions.forms.order_question import as_it_stands
from interventions.presenters.orders import stands_words
from interventions.presenters.plan import action_line
from interventions.services import adopting, order_question, planning, plans
from interventions.views.base import GrowingPage
from risk.models import ConferenceItem
from risk.presenters.assessment import level_badges
from risk.services import conferences, contributions
from stalking_unit.db.errors import Conflict


class Adopt(Beside, GrowingPage):
    """Level, different views, the strands, the order, the day of the next review."""

    action = Action.ADOPT_PLAN
    form_class = AdoptForm
    template_name = "interventions/adopt.html"
    tab = "Plan"
    title = "Adopt the plan"
    submit_label = "Adopt the plan"
    kinds = (*Strand.values, VIEWS)
    item: ConferenceItem | None

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.item = conferences.latest(self.case)
        self.standing = order_question.seen(self.actor, self.case)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), **self._parts()}

    def get_initial(self) -> dict[str, Any]:
        return {"level": self.case.level} | self._order()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        asked = self.item.round if self.item else None
        thought = contributions.levels(self.actor, [asked])[asked.pk] if asked else []
        return super().get_context_data(
            thought=level_badges(thought), order_stands=stands_words(self.standing.now), **kwargs
        )

    def get_success_url(self) -> str:
        return reverse("interventions:plan", kwargs={"pk": self.case.pk})

    def act(self, form: AdoptForm) -> str:
        if self.item is None:
            raise Conflict("No conference has sat over this case yet.")
        said = form.cleaned_data
        adopting.adopt(
            self.item,
            by=self.actor,
            level=Level(said["level"]),
            reason=said["reason"],
            order_considered=said["order_considered"],
            order=said["order"],
            actions=said["actions"],
            strand_reasons=said["strand_reasons"],
            review_on=said["review_on"],
            review_reason=said["review_reason"],
            different_views=said["different_views"],
            version=self.version,
        )
        return "The plan is adopted. Everyone with an action is told."

    def _parts(self) -> dict[str, Any]:
        """Who can be given what, who was there, and what goes on from before, as far as this person may know it."""
        open_strands = [strand for strand in Strand if planning.adding(strand) in self.may]
        owners = {strand: planning.may_own(self.case, strand, at=self.actor.now) for strand in open_strands}
        going_on = policy.scope_any(self.actor, adopting.going_on(self.case), readable=plans.READING)
        lines: dict[Strand, list[str]] = {}
        for action in going_on.select_related("owner").order_by("due_on", "pk"):
            lines.setdefault(Strand(action.strand), []).append(action_line(action))
        present = conferences.candidates(self.case, self.item.held_at if self.item else self.actor.now)
        return {
            "people": owners,
            "present": [person for person, _ in present],
            "going_on": lines,
            "officers": order_question.may_own(self.case, at=self.actor.now),
        }

    def _order(self) -> dict[str, Any]:
        """What stands of the order, in its boxes; the first time what was said when the case was taken on."""
        before = "" if self.standing.now else order_question.said_at_triage(self.actor, self.case)
        officer = order_question.officer(self.case, at=self.actor.now)
        return as_it_stands(self.standing.now, officer, before)
