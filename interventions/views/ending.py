"""Reviews and endings: what the team lead decides when a plan falls due, and when a case can be let go."""

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import cached_property

from cases.clocks import next_review
from cases.enums import Level, Transition
from cases.policy import Action
from cases.services import lifecycle, triggers
from interventions.forms import ending as forms
from interventions.forms.order_question import as_it_stands
from interventions.presenters.ending import before_rows, kept_rows, known_rows, missing_table
from interventions.presenters.orders import stands_words
from interventions.presenters.plan import action_line
from interventions.services import closing, order_question, plans, results, reviews
from interventions.services.reviews import Watch
from interventions.views.base import DecisionForm


class Review(DecisionForm):
    """One review: outcome, level, the victim’s view, and every overdue action settled."""

    action = Action.KEEP_PLAN
    form_class = forms.ReviewForm
    template_name = "interventions/review.html"
    title = "Review"
    submit_label = "Save the review"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.order = order_question.seen(self.actor, self.case)

    @cached_property
    def standing(self) -> forms.Standing:
        """What stands before anybody types."""
        agreed, level = self.case.level_agreed_at, self.case.level
        return forms.Standing(
            level=level,
            since=timezone.localdate(agreed) if agreed else None,
            until=next_review(Level(level), self._today()) if level else None,
            today=self._today(),
        )

    def get_form_kwargs(self) -> dict[str, Any]:
        return {
            **super().get_form_kwargs(),
            "overdue": reviews.overdue(self.case, self._today()),
            "officers": order_question.may_own(self.case, at=self.actor.now),
            "people": reviews.watchers(self.case, at=self.actor.now),
            "standing": self.standing,
        }

    def get_initial(self) -> dict[str, Any]:
        officer = order_question.officer(self.case, at=self.actor.now)
        return {
            "level": self.case.level,
            "until": self.standing.until,
            **as_it_stands(self.order.now, officer),
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        seen = plans.seen(self.actor, self.case)
        to_do = [action for action in seen.actions if not action.done_at] if seen else []
        return super().get_context_data(
            going_on=[action_line(action) for action in to_do if action.due_on >= self._today()],
            changed=triggers.rows(self.actor, self.case),
            limit=self.standing.until,
            order_stands=stands_words(self.order.now),
            before=before_rows(reviews.before(self.actor, self.case)),
            known=known_rows(self.actor, self.case, plans.orders_in_brief(self.actor, self.case)),
            **kwargs,
        )

    def act(self, form: forms.ReviewForm) -> str:
        said = form.cleaned_data
        outcome = Transition(said["outcome"])
        down = outcome is Transition.STEP_DOWN
        reviews.review(
            self.case,
            outcome,
            by=self.actor,
            level=Level(said["level"]),
            reason=said["reason"],
            victims_view=said["victims_view"],
            victim_asked=said["victim_asked"] == "yes",
            until=said["monitored_until"] if down else said["until"],
            later_because=said["later_because"],
            watch=Watch(said["watched"], said["watched_by"]) if down else None,
            settled=said["settled"],
            order=said["order"],
            version=self.version,
        )
        return f"Reviewed: {str(outcome.label).lower()}"

    def _today(self) -> date:
        return timezone.localdate(self.actor.now)


class ReturnToPlan(DecisionForm):
    """Monitoring showed that the plan is needed again."""

    action = Action.RETURN_TO_PLAN
    form_class = forms.ReturnForm
    title = "Return to the plan"
    submit_label = "Return to the plan"

    def act(self, form: forms.ReturnForm) -> str:
        reviews.return_to_plan(self.case, by=self.actor, version=self.version, **form.cleaned_data)
        return "The plan is active again"


class Close(DecisionForm):
    """Closing a case: first what still stands in the way and who can see to it."""

    action = Action.CLOSE
    transition = Transition.CLOSE
    form_class: Any = forms.CloseForm
    template_name = "interventions/close.html"
    title = "Close the case"
    submit_label = "Close the case"

    def get_initial(self) -> dict[str, Any]:
        return {"level": self.case.level or lifecycle.NOT_ASSESSED}

    def _today(self) -> date:
        return timezone.localdate(self.actor.now)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        missing = closing.missing(self.case, by=self.actor)
        return super().get_context_data(
            blocks=lifecycle.blocks(self.case, self.transition),
            missing=missing_table(missing) if missing else None,
            known=known_rows(self.actor, self.case, plans.orders_in_brief(self.actor, self.case)),
            kept=kept_rows(results.retention(self.case, self._today(), None)),
            **kwargs,
        )

    def act(self, form: Any) -> str:
        closing.close(self.case, form.ending, by=self.actor, version=self.version)
        return f"{self.case.reference} is closed"


class EndMonitoring(Close):
    """Closing after monitoring, with an advocate who agrees."""

    action = Action.END_MONITORING
    transition = Transition.END_MONITORING
    form_class = forms.EndMonitoringForm
    title = "Close after monitoring"

    def get_initial(self) -> dict[str, Any]:
        last = reviews.last_incident(self.actor, self.case)
        quiet = {"no_contact_weeks": reviews.weeks_since(last, self.actor.now)} if last else {}
        return super().get_initial() | quiet

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "people": closing.advocates(self.case, at=self.actor.now)}

    def act(self, form: forms.EndMonitoringForm) -> str:
        closing.end_monitoring(
            self.case,
            form.ending,
            by=self.actor,
            no_contact_weeks=form.cleaned_data["no_contact_weeks"],
            advocate=form.cleaned_data["advocate"],
            version=self.version,
        )
        return f"{self.case.reference} is closed"


class EndConsultation(Close):
    """A consultation ends with a word on whether its advice was acted on."""

    action = Action.END_CONSULTATION
    transition = Transition.END_CONSULTATION
    form_class = forms.EndConsultationForm
    template_name = "cases/form.html"
    title = "End the consultation"
    submit_label = "End the consultation"

    def get_initial(self) -> dict[str, Any]:
        return {}

    def act(self, form: forms.EndConsultationForm) -> str:
        closing.end_consultation(self.case, by=self.actor, version=self.version, **form.cleaned_data)
        return "The consultation has ended"
