"""A meeting of one's unit: planning it, who is in the room, and what people change of its agenda."""

from abc import ABC, abstractmethod
from typing import Any, ClassVar
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.views.generic import FormView

from cases.models import TeamMember
from cases.policy import Action
from cases.views.base import ActorPage, CaseFormPage, UnitPage, show
from cases.views.holding import Holding
from risk.forms import meeting as forms
from risk.models import Conference
from risk.presenters.meeting import named_people, title
from risk.services import agenda, meetings
from risk.services.agenda import Agenda
from stalking_unit.db.errors import DomainError
from stalking_unit.ui.parts import Link


class MeetingPage(ActorPage):
    """A page about one meeting, with as much of its agenda as this reader may see."""

    title: ClassVar[str] = ""
    for_who_runs_it: ClassVar[bool] = False
    meeting: Conference
    agenda: Agenda
    may_run: bool

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.meeting, self.agenda = find_with_agenda(self.actor, kwargs["pk"])
        self.may_run = meetings.may_run(self.actor, self.meeting)
        if self.for_who_runs_it and not self.may_run:
            meetings.locked(self.meeting, by=self.actor)
        self.look_over("view_meeting", [line.case.pk for line in self.agenda.lines])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            meeting=self.meeting,
            meeting_title=title(self.meeting),
            may_run=self.may_run,
            heading=self.title,
            back=Link("Back to the meeting", meeting_address(self.meeting)),
            **kwargs,
        )


class MeetingFormPage(Holding, MeetingPage, FormView, ABC):  # type: ignore[type-arg]  # not subscriptable when it runs
    """A page that records something of a meeting; what a rule refuses comes back with everything typed."""

    template_name = "risk/meeting_form.html"
    for_who_runs_it = True
    submit_label: ClassVar[str] = "Save"
    intro: ClassVar[str] = ""

    @abstractmethod
    def act(self, form: Any) -> str:
        """Do it; return the sentence that says it is done."""

    @property
    def held_for(self) -> UUID | None:
        return self.meeting.unit_id

    @property
    def version(self) -> int | None:
        """The version of the meeting the person was looking at."""
        posted = self.request.POST.get("version", "")
        return int(posted) if posted.isdigit() else None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            **{"submit_label": self.submit_label, "intro": self.intro, "version": self.meeting.version, **kwargs}
        )

    def get_success_url(self) -> str:
        return meeting_address(self.meeting)

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            done = self.act(form)
        except DomainError as error:
            show(form, error)
            response = self.form_invalid(form)
            response.status_code = error.status
            return response
        self.let_go()
        messages.success(self.request, done)
        return HttpResponseRedirect(self.get_success_url(), status=303)

    def form_invalid(self, form: Any) -> HttpResponse:
        response = super().form_invalid(form)
        response.status_code = 422
        return response


class PlanMeeting(Holding, UnitPage, FormView):  # type: ignore[type-arg]  # not subscriptable when the program runs
    """Open a meeting."""

    action = Action.PLAN_MEETING
    template_name = "risk/plan_meeting.html"
    form_class = forms.PlanMeetingForm

    @property
    def held_for(self) -> UUID | None:
        return self.unit.pk

    def get_form_kwargs(self) -> dict[str, Any]:
        people = meetings.who_may_chair(self.unit, timezone.localdate(self.actor.now))
        return {**super().get_form_kwargs(), "people": people}

    def get_initial(self) -> dict[str, Any]:
        return {"chair": str(self.actor.user_id)}

    def form_valid(self, form: forms.PlanMeetingForm) -> HttpResponse:
        try:
            meeting = meetings.plan(self.unit, by=self.actor, starts_at=form.moment(), chair=form.chosen)
        except DomainError as error:
            show(form, error)
            return self.form_invalid(form)
        self.let_go()
        messages.success(self.request, "The meeting is planned. Its agenda proposes itself.")
        return HttpResponseRedirect(meeting_address(meeting), status=303)

    def form_invalid(self, form: forms.PlanMeetingForm) -> HttpResponse:
        response = super().form_invalid(form)
        response.status_code = 422
        return response


class ChangeMeeting(MeetingFormPage):
    """Another day, another time, or somebody else in the chair."""

    form_class = forms.PlanMeetingForm
    title = "Change the meeting"
    submit_label = "Save the meeting"

    def get_form_kwargs(self) -> dict[str, Any]:
        people = meetings.who_may_chair(self.meeting.unit, self.meeting.held_on)
        return {**super().get_form_kwargs(), "people": people}

    def get_initial(self) -> dict[str, Any]:
        starts = self.meeting.starts_at
        return {
            "held_on": self.meeting.held_on,
            "starts": timezone.localtime(starts).time() if starts else None,
            "chair": str(self.meeting.chair_id),
        }

    def act(self, form: forms.PlanMeetingForm) -> str:
        meetings.change(self.meeting, by=self.actor, starts_at=form.moment(), chair=form.chosen, version=self.version)
        return "The meeting is changed."


class Room(MeetingFormPage):
    """Who is in the room, said once."""

    form_class = forms.RoomForm
    title = "Who is in the room?"
    submit_label = "Save who is in the room"

    def get_form_kwargs(self) -> dict[str, Any]:
        seats = meetings.seats_of(self.meeting.unit, self.meeting.held_on)
        others = [seat for seat in seats if seat.user_id != self.meeting.chair_id]
        return {**super().get_form_kwargs(), "seats": others}

    def get_initial(self) -> dict[str, Any]:
        people, guests = meetings.room(self.meeting)
        if self.meeting.room_known:
            return {"people": [str(one.pk) for one in people], "guests": "\n".join(guests)}
        return {"people": [str(key) for key in self._expected()]}

    def _expected(self) -> list[UUID]:
        """Those who were there last time, or else everybody named on a case of the agenda."""
        if last := meetings.last_room(self.meeting):
            return last
        cases = [line.case for line in self.agenda.lines]
        places = TeamMember.objects.live(self.actor.now).filter(case__in=cases)
        return list(places.values_list("user_id", flat=True).distinct())

    def act(self, form: forms.RoomForm) -> str:
        meetings.enter(self.meeting, by=self.actor, people=form.there, guests=form.names, version=self.version)
        return "Saved. They count for each case they are on."


class NoConflict(MeetingFormPage):
    """Conflicts of interest by exception: one tick, for the people who are new since a meeting was asked."""

    form_class = forms.NoConflictForm
    template_name = "risk/no_conflict.html"
    title = "Conflicts of interest"
    submit_label = "Save"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        new = self._people()
        return super().get_context_data(people=named_people(self.actor, new), asked=[one.pk for one in new], **kwargs)

    def act(self, form: forms.NoConflictForm) -> str:
        asked = set(self.request.POST.getlist("asked"))
        read_out = [one for one in self._people() if str(one.pk) in asked]
        meetings.nobody_has_a_conflict(self.meeting, read_out, by=self.actor)
        return "Saved: nobody has a conflict of interest."

    def _people(self) -> list[Any]:
        return meetings.new_people(self.actor, self.meeting, [line.case for line in self.agenda.to_come])


class AddCase(MeetingFormPage):
    """Another case on the agenda."""

    form_class = forms.AddCaseForm
    title = "Add a case to the agenda"
    submit_label = "Add the case"

    def act(self, form: forms.AddCaseForm) -> str:
        case = agenda.add(self.meeting, form.cleaned_data["reference"], by=self.actor, version=self.version)
        return f"{case.reference} is on the agenda."


class OnMeeting(CaseFormPage):
    """A page about one case at one meeting, which leads back to the meeting."""

    action = Action.VIEW_AGENDA
    template_name = "risk/case_at_meeting.html"
    meeting: Conference

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.meeting, self.agenda = find_with_agenda(self.actor, kwargs["meeting"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            **{
                "meeting": self.meeting,
                "back": Link("Back to the meeting", meeting_address(self.meeting)),
                "version": self.meeting.version,
                **kwargs,
            }
        )

    def get_success_url(self) -> str:
        return meeting_address(self.meeting)


class LeaveOut(OnMeeting):
    """Leave a case off the agenda, with a reason."""

    form_class = forms.LeaveOutForm
    title = "Leave it out"
    submit_label = "Leave it out"

    def act(self, form: forms.LeaveOutForm) -> str:
        agenda.leave_out(
            self.meeting, self.case, by=self.actor, reason=form.cleaned_data["reason"], version=self.version
        )
        return f"{self.case.reference} is left out."

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        line = self.agenda.line_of(self.case.pk)
        told = line.row if line and line.is_left_out else None
        return super().get_context_data(left_out=told, **kwargs)


class Here(OnMeeting):
    """Who is away for one case, who has a conflict, and who came for it alone."""

    form_class = forms.HereForm
    title = "Who is here for this case?"
    submit_label = "Save who is here"

    def get_form_kwargs(self) -> dict[str, Any]:
        people, _ = meetings.room(self.meeting)
        return {**super().get_form_kwargs(), "people": people}

    def get_initial(self) -> dict[str, Any]:
        said = meetings.exceptions(self.meeting, self.case)
        return {
            "away": [str(key) for key in said.away],
            "conflicts": [str(key) for key in said.conflicts],
            "chair": str(said.chair or ""),
            "guests": "\n".join(said.guests),
        }

    def act(self, form: forms.HereForm) -> str:
        meetings.differ(self.meeting, self.case, by=self.actor, differs=form.differs(), version=self.version)
        return "Saved for this case."

    def get_success_url(self) -> str:
        return case_address(self.case.pk, self.meeting)


def find_with_agenda(actor: Any, pk: UUID) -> tuple[Conference, Agenda]:
    """A meeting and its agenda; for somebody who does not run it, one with none of their cases is no meeting."""
    meeting = meetings.find(actor, pk)
    listed = agenda.seen(actor, meeting)
    if not agenda.concerns(actor, meeting, listed):
        meetings.find(actor, pk, Conference.objects.none())
    return meeting, listed


def meeting_address(meeting: Conference) -> str:
    """The page of the meeting."""
    return reverse("interventions:meeting", kwargs={"pk": meeting.pk})


def case_address(case: UUID, meeting: Conference) -> str:
    """The page of one case at the meeting."""
    return reverse("interventions:talk", kwargs={"pk": case, "meeting": meeting.pk})
