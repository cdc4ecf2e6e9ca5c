"""The pages that show one case: overview, timeline, people, who can see it and what happened to it."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from cases import policy
from cases.forms.timeline import TimelineForm
from cases.models import Case, TeamMember
from cases.policy import Action
from cases.presenters import team_rows, trail_table
from cases.presenters.history import told
from cases.presenters.intake import as_received_link, calls_link
from cases.presenters.moves import next_moves, other_moves
from cases.presenters.overview import opening
from cases.presenters.papers import register_link
from cases.presenters.timeline import timeline_asked
from cases.services import board, incidents, notes, overlay, people, timeline
from cases.services.files import case_files
from cases.services.timeline import Wanted
from cases.views.base import CaseView
from stalking_unit.audit import trail
from stalking_unit.ui.parts import Link

ALL, LATEST = "all", 10


class Overview(CaseView):
    """The case on one page, as far as this reader may know it."""

    template_name = "cases/overview.html"
    tab = "Overview"
    title = "Overview"

    def cases(self) -> QuerySet[Case]:
        """With the days that every app tells of it, which its panels show."""
        return super().cases().annotate(**{column.key: column.value for column in board.days(self.actor)})

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        panels = [panel for file in case_files() for panel in file.panels(self.actor, self.case)]
        known = incidents.known_once(self.actor, self.case)
        panels += opening(self.case, self.may, panels, known, self.actor.now)
        panels.sort(key=lambda panel: panel.order)
        return super().get_context_data(
            main=[panel for panel in panels if not panel.is_aside],
            aside=[panel for panel in panels if panel.is_aside],
            moves=next_moves(self.case, self.may),
            other_moves=other_moves(self.case, self.may),
            **kwargs,
        )


class Timeline(CaseView):
    """Everything that happened, by everyone, the latest first; or what the address asks for."""

    template_name = "cases/timeline.html"
    tab = "Timeline"
    title = "Timeline"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = TimelineForm(self.request.GET, now=self.actor.now)
        wanted = form.wanted()
        told = timeline.told(self.actor, self.case, wanted)
        return super().get_context_data(
            items=[event.item for event in told],
            form=form,
            asked=timeline_asked(wanted),
            is_open=wanted != Wanted() or bool(form.errors),
            actions=self._actions(),
            **kwargs,
        )

    def _actions(self) -> list[Link]:
        """What people come here to add."""
        here = {"pk": self.case.pk}
        record, write = reverse("cases:record_incident", kwargs=here), reverse("cases:write_note", kwargs=here)
        may_record = Action.RECORD_INCIDENT in self.may
        has_last = may_record and incidents.last(self.actor, self.case) is not None
        wanted = (
            (may_record, Link("Record an incident", record)),
            (has_last, Link("Same as last time", f"{record}?like=last")),
            (bool(notes.choices(self.actor, self.case)), Link("Write a note", write)),
        )
        return [link for may, link in wanted if may]


class People(CaseView):
    """Who is connected with the case and how."""

    template_name = "cases/people.html"
    tab = "People"
    title = "People"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(people=people.seen(self.actor, self.case), **kwargs)


class History(CaseView):
    """Who can see the case, how it moved with the words said, and for those entitled who has seen it.

    The address `?all` shows every move; without it the latest stand here, since a case of a year has a hundred.
    """

    template_name = "cases/history.html"
    tab = "Access and history"
    title = "Access and history"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        on_it = TeamMember.objects.live(self.actor.now).filter(case=self.case)
        places = policy.scope(self.actor, Action.VIEW_ACCESS, on_it)
        seen, seen_by = Action.VIEW_DISCLOSURE, None
        if Action.VIEW_TRAIL in self.may:
            trail.record(self.actor, trail.Operation.CONSULT, "view_trail", case_id=self.case.pk)
            seen_by = trail_table(trail.of_case(self.case.pk, limit=100, apart_from=[overlay.READ]))
        moves = told(self.actor, self.case)
        shown = len(moves) if ALL in self.request.GET else LATEST
        return super().get_context_data(
            team=team_rows(places.select_related("user", "agency", "discipline").order_by("user__name", "pk")),
            changes=moves[:shown],
            more=Link(f"Show all {len(moves)} moves", f"{self.request.path}?{ALL}#moves") if moves[shown:] else None,
            as_received=as_received_link(self.actor, self.case),
            calls=calls_link(self.actor, self.case),
            seen_by=seen_by,
            register=register_link(self.case) if policy.can_within(self.actor, seen, self.case) else None,
            sees_hidden=policy.can_within(self.actor, Action.VIEW_HIDING, self.case),
            **kwargs,
        )
