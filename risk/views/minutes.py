"""The minutes of a meeting: rows, one signature a person, and an addendum after the chair has signed."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from cases import policy
from cases.models import Case
from cases.policy import Action
from risk.enums import MinuteReaders
from risk.forms.minutes import MinuteForm, StrikeRowForm
from risk.models import Conference, MeetingRow, MinuteRow
from risk.presenters import minutes as words
from risk.services import meetings, minute_rows
from risk.views.meeting import MeetingFormPage, MeetingPage
from stalking_unit.db.errors import DomainError
from stalking_unit.ui.parts import Link


class Minutes(MeetingFormPage):
    """What was said, and a box for the next row. Two people write here at once; each row is somebody's own."""

    template_name = "risk/minutes.html"
    form_class = MinuteForm
    for_who_runs_it = False
    title = "Minutes"

    def get_form_kwargs(self) -> dict[str, Any]:
        lines = [*self.agenda.lines, *self.agenda.left_out]
        cases = {str(line.case.pk): line.case.reference or "" for line in lines}
        generally = meetings.knows(self.actor, self.meeting)
        return {**super().get_form_kwargs(), "cases": cases, "may_write_generally": generally}

    def get_initial(self) -> dict[str, Any]:
        return {"about": self.request.GET.get("case", ""), "readers": MinuteReaders.TEAM}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = minute_rows.seen(self.actor, self.meeting, self.agenda)
        is_locked = self.meeting.locked_at is not None
        return super().get_context_data(
            parts=words.parts(self.actor, self.meeting, self.agenda, found, on_paper=self._on_paper(found)),
            signed=words.signed_lines(found),
            may_sign=minute_rows.may_sign(self.actor, self.meeting),
            is_chair=self.actor.user_id == self.meeting.chair_id,
            submit_label="Add an addendum" if is_locked else "Add to the minutes",
            **kwargs,
        )

    def _on_paper(self, found: minute_rows.Minutes) -> set[UUID]:
        """Those of its cases of which this person may ask for papers."""
        cases = Case.objects.filter(pk__in=list(found.of_cases))
        return set(policy.scope(self.actor, Action.MAKE_SUMMARY, cases).order_by("pk").values_list("pk", flat=True))

    def act(self, form: MinuteForm) -> str:
        said = form.cleaned_data
        line = self.agenda.line_of(UUID(said["about"])) if said["about"] else None
        row = minute_rows.write(
            self.meeting,
            line.case if line else None,
            said["text"],
            by=self.actor,
            readers=MinuteReaders(said["readers"]),
        )
        return "The addendum is kept." if row.is_addendum else "The row is kept."

    def get_success_url(self) -> str:
        about = self.request.POST.get("about", "")
        return minutes_address(self.meeting) + (f"?case={about}" if about else "")


class Sign(MeetingPage):
    """Sign the minutes: one press."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            signed = minute_rows.sign(self.meeting, by=self.actor)
        except DomainError as error:
            messages.warning(request, error.message)
        else:
            locked = " They are locked from now on." if signed.is_chair else ""
            messages.success(request, f"You have signed the minutes.{locked}")
        return HttpResponseRedirect(minutes_address(self.meeting), status=303)


class StrikeRow(MeetingFormPage):
    """Strike out one row."""

    form_class = StrikeRowForm
    for_who_runs_it = False
    title = "Strike out a row"
    submit_label = "Strike it out"
    row: MinuteRow | MeetingRow

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.row = self._find(kwargs["row"])

    def _find(self, key: UUID) -> MinuteRow | MeetingRow:
        """A row this person reads; for everybody else there is no such page."""
        found = minute_rows.seen(self.actor, self.meeting, self.agenda)
        rows: list[MinuteRow | MeetingRow] = [
            *(row for of_case in found.of_cases.values() for row in of_case),
            *found.general,
        ]
        for row in rows:
            if row.pk == key:
                return row
        return policy.get_or_404(self.actor, Action.VIEW_MINUTE, MinuteRow.objects.none(), key)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        back = Link("Back to the minutes", minutes_address(self.meeting))
        return super().get_context_data(**kwargs) | {"back": back}

    def act(self, form: StrikeRowForm) -> str:
        minute_rows.strike(self.row, by=self.actor, reason=form.cleaned_data["reason"])
        return "The row is struck out."

    def get_success_url(self) -> str:
        return minutes_address(self.meeting)


def minutes_address(meeting: Conference) -> str:
    """The page of the minutes."""
    return reverse("risk:minutes", kwargs={"pk": meeting.pk})
