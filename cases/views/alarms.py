"""An alarm: what happened, who is awake, whom it called, whom somebody spoke to, and one press to have it."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from cases import policy
from cases.enums import AlarmKind, State
from cases.forms.alarms import SpokenForm
from cases.models import Alarm, AlarmCall, SpokenTo, Statement
from cases.policy import Action
from cases.presenters.alarms import UnsentDraft, alarm_card, call_rows, spoken_rows, unsent_draft
from cases.services import alarms, unsent
from cases.views.base import ActorPage, RecordFormPage
from stalking_unit.db.errors import DomainError
from stalking_unit.notifications.models import Notification
from stalking_unit.ui.parts import Link

ALARMS = Alarm.objects.select_related("case__unit")
MOST_CALLS = 30

# What an alarm of her side rings for, and whose page that is.
LEADS_TO: Mapping[str, tuple[str, str, Action | None]] = {
    AlarmKind.SAFE_TONIGHT: ("See what was hidden", "cases:hidden", Action.VIEW_HIDING),
    AlarmKind.WHEREABOUTS_TOLD: (
        "See what was told, and hide the words",
        "interventions:disclosures",
        Action.VIEW_VICTIM_DISCLOSURE,
    ),
}


class AlarmPage(RecordFormPage):
    """Everything about one alarm, with the box for whom somebody has spoken to."""

    action = Action.VIEW_ALARM
    form_class = SpokenForm
    template_name = "cases/alarm.html"
    title = "Alarm"
    records = ALARMS

    def find(self, key: UUID) -> Any:
        """Either kind of alarm, with `may_take`: whether this person may have it."""
        return policy.get_any_or_404(self.actor, ALARMS.all(), key, is_seen=alarms.VIEWS, may_take=alarms.TAKES)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        calls = AlarmCall.objects.filter(alarm=self.record).select_related("user").order_by("-ring", "user__name")
        shown = list(calls[:MOST_CALLS])
        spoken = policy.scope(self.actor, Action.VIEW_SPOKEN_TO, SpokenTo.objects.filter(alarm=self.record))
        said = Statement.objects.filter(change=self.record.subject_id).order_by("heading", "pk")
        return super().get_context_data(
            card=alarm_card(self.actor, self.record, may_take=self.record.may_take),
            calls=call_rows(shown, self._notices(shown), self.actor.now),
            spoken=spoken_rows(spoken.select_related("author", "agency").order_by("-happened_at", "pk")),
            said=policy.scope(self.actor, Action.VIEW_STATEMENT, said),
            leads_to=self._leads_to(),
            unsent=self._unsent(),
            **kwargs,
        )

    def _leads_to(self) -> Link | None:
        """The page of what it rings for, for those who may read it."""
        text, route, action = LEADS_TO.get(self.record.kind, ("", "", None))
        if action is None or not policy.can_within(self.actor, action, self.case):
            return None
        return Link(text, self.case_page(route))

    def _unsent(self) -> UnsentDraft | None:
        """Whose draft it is, and the way to it for whoever can send it."""
        if self.record.kind != AlarmKind.UNSENT_DANGER or self.case.state != State.DRAFT:
            return None
        author = unsent.author_of(self.case)
        return unsent_draft(author, self.case_page("cases:referral") if author.pk == self.actor.user_id else "")

    def _notices(self, calls: list[AlarmCall]) -> dict[Any, Notification]:
        """The notice of each call, which knows what became of its e-mail."""
        keys = {call.notice_key for call in calls}
        people = {call.user_id for call in calls}
        notices = Notification.objects.filter(recipient__in=people, key__in=keys).select_related("message")
        return {(notice.recipient_id, notice.key): notice for notice in notices}

    def act(self, form: SpokenForm) -> str:
        alarms.say_spoken_to(self.record, by=self.actor, words=form.cleaned_data["words"])
        return "Who you have spoken to is recorded."

    def get_success_url(self) -> str:
        return reverse("cases:alarm", kwargs={"pk": self.record.pk})


class TakeAlarm(ActorPage):
    """“I have it”, from the bar, the inbox, home, the case or the alarm itself."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        alarm = policy.get_any_or_404(self.actor, ALARMS.all(), kwargs["pk"], is_seen=alarms.VIEWS)
        try:
            alarms.take(alarm, by=self.actor)
        except DomainError as error:
            messages.warning(request, error.message)
        else:
            messages.success(request, "You have it. Those it called are told that they do not have to.")
        return HttpResponseRedirect(reverse("cases:alarm", kwargs={"pk": alarm.pk}), status=303)
