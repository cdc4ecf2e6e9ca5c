"""The meetings of a unit: the list, one meeting with its agenda, the block without change, and one case talked over."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.views.generic import TemplateView

from cases import policy
from cases.clocks import next_review
from cases.enums import Level, State
from cases.policy import Action
from cases.services import people
from cases.views.base import ActorPage, parse_uuid
from cases.views.beside import Beside
from interventions.enums import Strand
from interventions.forms.adopting import VIEWS
from interventions.forms.conferring import DECISIONS, TalkForm, initial
from interventions.presenters.orders import stands_words
from interventions.presenters.plan import action_line
from interventions.presenters.victim_plan import summary_rows
from interventions.services import adopting, conferring, order_question, planning, plans, victim_plans
from interventions.views.base import GrowingPage
from risk.presenters import meeting as words
from risk.presenters.assessment import level_badges
from risk.presenters.conference import conference
from risk.services import agenda, conferences, contributions, meetings, minutes, rounds
from risk.views.meeting import MeetingPage, OnMeeting, meeting_address
from stalking_unit.db.errors import DomainError
from stalking_unit.ui.words import day

PRESSES = {
    "up": (agenda.move_up, "moved up"),
    "back": (agenda.put_back, "is on the agenda again"),
    "talk": (agenda.talk_over, "is talked over by itself"),
}


class Meetings(ActorPage, TemplateView):
    """The meetings of one's unit; whoever does not plan them sees those with a case of theirs."""

    template_name = "interventions/meetings.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        plans_them = policy.is_for(self.actor, Action.PLAN_MEETING)
        found = [
            one
            for one in meetings.of_unit(self.actor)
            if plans_them or agenda.concerns(self.actor, one, agenda.seen(self.actor, one))
        ]
        today = timezone.localdate(self.actor.now)
        ahead = [one for one in reversed(found) if one.held_on >= today]
        self.look_over("view_meetings", [])
        return super().get_context_data(
            ahead=[words.meeting_line(one) for one in ahead],
            past=[words.meeting_line(one) for one in found if one not in ahead],
            may_plan=plans_them,
            **kwargs,
        )


class Meeting(MeetingPage, TemplateView):
    """What needs talk, what has not changed, what was decided; and who is in the room."""

    template_name = "interventions/meeting.html"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """One press on one case: earlier, on the agenda again, or out of what is agreed together."""
        press, _, key = request.POST.get("press", "").partition(":")
        line = self.agenda.line_of(parse_uuid(key) or UUID(int=0))
        if press in PRESSES and line is not None:
            do, done = PRESSES[press]
            try:
                do(self.meeting, line.case, by=self.actor)
            except DomainError as error:
                messages.warning(request, error.message)
            else:
                messages.success(request, f"{line.case.reference} {done}.")
        return HttpResponseRedirect(meeting_address(self.meeting), status=303)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        sorted_out = conferring.sort(self.actor, self.meeting, self.agenda)
        to_come = [line.case for line in self.agenda.to_come]
        missing = meetings.filled(self.meeting, to_come, self.actor.now) if self.meeting.room_known else {}
        names = people.names_on(self.actor, [line.case for line in (*self.agenda.lines, *self.agenda.left_out)])
        room, guests = meetings.room(self.meeting)
        talk = [
            words.agenda_line(
                line,
                self.meeting,
                why=[*dict.fromkeys([*words.why_words(line), *why])],
                missing=missing.get(line.case.pk, ()),
                who=names,
                press="up" if number and self.may_run else "",
            )
            for number, (line, why) in enumerate(sorted_out.talk)
        ]
        return super().get_context_data(
            talk=talk,
            unchanged=[
                words.agenda_line(line, self.meeting, missing=missing.get(line.case.pk, ()), who=names, press="talk")
                for line in sorted_out.unchanged
            ],
            decided=[words.agenda_line(line, self.meeting, who=names) for line in self.agenda.decided],
            left_out=[
                words.agenda_line(line, self.meeting, who=names, press="back" if self.may_run else "")
                for line in self.agenda.left_out
            ],
            is_empty=not self.agenda.lines,
            when=words.when(self.meeting),
            room=[person.name for person in room] + guests,
            seats=words.seat_rows(meetings.seats_in(self.meeting, self.actor.now)),
            steps=words.steps(
                self.meeting,
                unchanged=len(sorted_out.unchanged),
                new_people=len(meetings.new_people(self.actor, self.meeting, to_come)),
                is_ahead=self.meeting.held_on > timezone.localdate(self.actor.now),
            ),
            **kwargs,
        )


class NoChange(MeetingPage, TemplateView):
    """The cases in which nothing has changed, read out and agreed by one press."""

    template_name = "interventions/no_change.html"
    for_who_runs_it = True
    title = "Agree together"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        shown = dict(_shown(request.POST.getlist("read")))
        try:
            done = conferring.agree_together(self.meeting, shown, by=self.actor)
        except DomainError as error:
            messages.warning(request, error.message)
            return HttpResponseRedirect(request.path, status=303)
        if done.agreed:
            messages.success(request, f"{len(done.agreed)} agreed together, each with its own decisions and day.")
        if done.changed:
            named = ", ".join(case.reference or "" for case in done.changed)
            messages.warning(request, f"Not agreed, because something changed since you opened the page: {named}.")
        return HttpResponseRedirect(meeting_address(self.meeting), status=303)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        lines = conferring.sort(self.actor, self.meeting, self.agenda).unchanged
        cases = [line.case for line in lines]
        names = people.names_on(self.actor, cases)
        missing = meetings.filled(self.meeting, cases, self.actor.now)
        today = timezone.localdate(self.actor.now)
        shown = [
            {
                "line": words.agenda_line(line, self.meeting, missing=missing[line.case.pk]),
                "read": f"{line.case.pk}:{line.case.version}",
                "names": names.get(line.case.pk, ""),
                "next": day(next_review(Level(line.case.level), today)) if line.case.level else "",
            }
            for line in lines
        ]
        return super().get_context_data(shown=shown, **kwargs)


class Talk(Beside, GrowingPage, OnMeeting):
    """One case talked over: level, order, strands and day stand as they stood, to be left or changed."""

    template_name = "interventions/talk.html"
    form_class = TalkForm
    submit_label = "Save what was decided"
    kinds = (*Strand.values, VIEWS, DECISIONS)

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.line = self.agenda.line_of(self.case.pk)
        self.stood = conferring.before(self.actor, self.case)
        self.standing = order_question.seen(self.actor, self.case)

    @property
    def may_record(self) -> bool:
        """Whether this person writes down what is decided here, now."""
        is_open = self.line is not None and self.line.item is None and not self.line.is_left_out
        begun = self.meeting.held_on <= timezone.localdate(self.actor.now) and self.meeting.locked_at is None
        runs = meetings.may_run(self.actor, self.meeting)
        wanted = {Action.HOLD_CONFERENCE, Action.ADOPT_PLAN}
        if self.case.state in {State.PLAN_ACTIVE, State.REVIEW}:
            wanted.add(Action.RECALL_CONFERENCE)
        return is_open and begun and runs and wanted <= self.may

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.may_record:
            policy.require(self.actor, Action.HOLD_CONFERENCE, self.case)
            messages.warning(request, "Nothing can be written down for this case at this meeting.")
            return HttpResponseRedirect(meeting_address(self.meeting), status=303)
        return super().post(request, *args, **kwargs)

    def get_initial(self) -> dict[str, Any]:
        officer = order_question.officer(self.case, at=self.actor.now)
        return initial(self.stood, self.standing.now, officer, self.case.level)

    def get_form_kwargs(self) -> dict[str, Any]:
        asks = self.case.state in {State.PLAN_ACTIVE, State.REVIEW}
        return {
            **super().get_form_kwargs(),
            **self._parts(),
            "stood": self.stood,
            "now": self.standing.now,
            "asks_view": asks,
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        at, item = self.actor.now, self.line.item if self.line else None
        asked = item.round if item else rounds.last_over(self.case)
        thought = contributions.levels(self.actor, [asked])[asked.pk] if asked else []
        missing = meetings.filled(self.meeting, [self.case], at)[self.case.pk]
        limit = next_review(Level(self.case.level), timezone.localdate(at)) if self.case.level else None
        return super().get_context_data(
            why=words.why_words(self.line) if self.line else [],
            as_on=f"as on {day(self.stood.on)}" if self.stood.on else "",
            decided=conference(minutes.decided(self.actor, item)) if item and self._reads_item() else None,
            seats=words.seat_rows(missing),
            subject_to=words.seat_names(missing),
            may_record=self.may_record,
            is_held=item is not None,
            limit=limit,
            thought=level_badges(thought),
            told=summary_rows(victim_plans.summaries(self.actor, self.case)),
            order_stands=stands_words(self.standing.now),
            meeting_title=words.title(self.meeting),
            sitting=[one.user.name if one.user else one.name for one in self._sitting()],
            may_run=meetings.may_run(self.actor, self.meeting) and self.meeting.locked_at is None,
            **kwargs,
        ) | {"heading": f"{self.case.reference} at the conference", "version": self.case.version}

    def act(self, form: TalkForm) -> str:
        said = form.cleaned_data
        conferring.talk(
            self.case,
            self.meeting,
            by=self.actor,
            level=Level(said["level"]),
            reason=said["reason"],
            order_considered=said["order_considered"],
            order=said["order"],
            victims_view=said.get("victims_view") or "",
            actions=said["actions"],
            strand_reasons=said["strand_reasons"],
            review_on=said["review_on"],
            review_reason=said["review_reason"],
            decisions=said["decisions"],
            different_views=said["different_views"],
            version=self.version,
        )
        return f"Written down for {self.case.reference}. Everyone with an action is told."

    def get_success_url(self) -> str:
        """The next case that needs talk, so that a meeting goes on without looking for it."""
        left = agenda.seen(self.actor, self.meeting)
        talk = conferring.sort(self.actor, self.meeting, left).talk
        if not talk:
            return meeting_address(self.meeting)
        return reverse("interventions:talk", kwargs={"pk": talk[0][0].case.pk, "meeting": self.meeting.pk})

    def _reads_item(self) -> bool:
        return policy.can_within(self.actor, Action.VIEW_CONFERENCE, self.case)

    def _sitting(self) -> list[Any]:
        return meetings.carried(self.meeting, [self.case], self.actor.now)[self.case.pk]

    def _parts(self) -> dict[str, Any]:
        """Who can be given what, who may have sat there, and what goes on, as far as this person may know it."""
        open_strands = [strand for strand in Strand if planning.adding(strand) in self.may]
        owners = {strand: planning.may_own(self.case, strand, at=self.actor.now) for strand in open_strands}
        going_on = policy.scope_any(self.actor, adopting.going_on(self.case), readable=plans.READING)
        lines: dict[Strand, list[str]] = {}
        for action in going_on.select_related("owner").order_by("due_on", "pk"):
            lines.setdefault(Strand(action.strand), []).append(action_line(action))
        present = conferences.candidates(self.case, self.actor.now)
        return {
            "people": owners,
            "present": [person for person, _ in present],
            "going_on": lines,
            "officers": order_question.may_own(self.case, at=self.actor.now),
        }


def _shown(read: list[str]) -> Any:
    """The cases that were read out, each with the version it had then."""
    for one in read:
        key, _, version = one.partition(":")
        pk = parse_uuid(key)
        if pk is not None and version.isdigit():
            yield pk, int(version)
