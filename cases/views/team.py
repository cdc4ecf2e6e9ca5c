"""Who works a case: the lead names people and ends places, and anybody says that they have a conflict of interest."""

from abc import ABC
from datetime import date, datetime, time, timedelta
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from cases import policy
from cases.enums import Capacity, Side
from cases.forms.team import ConflictForm, NameForm, NoAccessForm
from cases.models import Exclusion, TeamMember
from cases.policy import Action
from cases.presenters.team import no_access_rows, place_rows, place_words
from cases.services import team
from cases.views.base import CaseFormPage, CaseView
from stalking_unit.ui.forms import Form

TAB = "Access and history"


class Team(CaseView):
    """Who works the case, on which side, in what capacity and since when."""

    template_name = "cases/team.html"
    tab = TAB
    title = "Team"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        known = policy.scope(self.actor, Action.VIEW_ACCESS, TeamMember.objects.filter(case=self.case))
        places = list(known.select_related("user", "agency", "discipline").order_by("user__name", "starts_at", "pk"))
        ended = [place for place in places if place.ends_at is not None and place.ends_at <= self.actor.now]
        return super().get_context_data(
            places=place_rows(
                [place for place in places if place not in ended], may_end=Action.CHANGE_TEAM in self.may
            ),
            ended=place_rows(ended),
            no_access=self._no_access(),
            **kwargs,
        )

    def _no_access(self) -> list[Any] | None:
        """Those with a conflict of interest, for the lead and the auditor; None for everybody else."""
        if not policy.can_within(self.actor, Action.VIEW_EXCLUSION, self.case):
            return None
        barred = policy.scope(self.actor, Action.VIEW_EXCLUSION, Exclusion.objects.filter(case=self.case))
        return no_access_rows(barred.select_related("user").order_by("user__name", "pk"))


class TeamForm(CaseFormPage, ABC):
    """A page that changes who works the case, and leads back to the team."""

    template_name = "cases/team_form.html"
    tab = TAB
    warning = ""
    button_kind = ""

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "now": self.actor.now}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(warning=self.warning, button_kind=self.button_kind, **kwargs)

    def get_success_url(self) -> str:
        return reverse("cases:team", kwargs={"pk": self.case.pk})


class NameSomebody(TeamForm):
    """One more person of the unit, on one side, for good or as cover."""

    action = Action.CHANGE_TEAM
    form_class = NameForm
    title = "Name somebody on the case"
    submit_label = "Name them"
    intro = "Whoever is named can open the case at once, and is told."

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "seats": team.candidates(self.case, by=self.actor)}

    def act(self, form: NameForm) -> str:
        typed = form.cleaned_data
        place = team.name_on(
            self.case,
            form.seats[typed["seat"]],
            by=self.actor,
            side=Side(typed["side"]),
            capacity=Capacity(typed["capacity"]),
            reason=typed["reason"],
            ends_at=after(typed["until"]) if typed["until"] else None,
        )
        return f"{place.user.name} is named on the case and has been told."


class Leave(TeamForm):
    """The lead ends a place."""

    action = Action.CHANGE_TEAM
    form_class = Form
    title = "End a place on the team"
    submit_label = "End the place"
    button_kind = "warning"
    warning = "Access ends at once, unless another place or the unit gives it."
    place: TeamMember

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        places = TeamMember.objects.filter(case=self.case).select_related("user", "case")
        self.place = policy.get_or_404(self.actor, Action.VIEW_ACCESS, places, kwargs["place"])

    @property
    def intro(self) -> str:  # type: ignore[override]  # names whose place it is
        return f"{self.place.user.name}: {place_words(self.place)}."

    def act(self, form: Form) -> str:
        team.leave(self.place, by=self.actor)
        return f"The place of {self.place.user.name} has ended."

    def get_success_url(self) -> str:
        """Back to the team, unless it was one's own last way to the case."""
        stays = policy.can(self.actor, Action.VIEW_CASE, self.case)
        return super().get_success_url() if stays else reverse("cases:home")


class DeclareConflict(TeamForm):
    """Anybody on the case says that they know somebody in it; it is the last thing they do there."""

    action = Action.DECLARE_CONFLICT
    form_class = ConflictForm
    title = "Declare a conflict of interest"
    intro = "Do this if you know anybody in this case, or have any other interest in it."
    submit_label = "Declare it and end my access"
    button_kind = "warning"
    warning = "Your access to this case ends at once. You cannot undo this, or open the case again."

    def act(self, form: ConflictForm) -> str:
        if self.actor.user is not None:
            team.exclude(self.case, self.actor.user, by=self.actor, reason=form.cleaned_data["reason"])
        return f"Your conflict of interest is recorded. You have no access to {self.case.reference} any more."

    def get_success_url(self) -> str:
        return reverse("cases:home")


class NoAccess(TeamForm):
    """The lead records a conflict of interest of somebody else."""

    action = Action.EXCLUDE_PERSON
    form_class = NoAccessForm
    title = "No access for somebody"
    intro = "For somebody who knows anybody in this case, or has any other interest in it."
    submit_label = "End their access"
    button_kind = "warning"
    warning = "Their access to this case ends at once and cannot be given back, whatever it rests on."

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "people": team.acquainted(self.case, by=self.actor)}

    def act(self, form: NoAccessForm) -> str:
        person = form.people[form.cleaned_data["person"]]
        team.exclude(self.case, person, by=self.actor, reason=form.cleaned_data["reason"])
        return f"{person.name} has no access to this case."


def after(last_day: date) -> datetime:
    """The midnight in London that ends this day."""
    return timezone.make_aware(datetime.combine(last_day + timedelta(days=1), time.min))
