"""What somebody referred: that it was received, and what became of it as far as they are told."""

from typing import Any

from django.views.generic import TemplateView

from cases import policy
from cases.enums import AlarmKind
from cases.models import Case, Referral
from cases.policy import Action
from cases.presenters.alarms import alarm_card
from cases.presenters.answers import answers, challenge_words, heading, links, sent_table
from cases.services import alarms, intake
from cases.views.base import ActorPage, CaseView
from stalking_unit.audit import trail

MOST_SHOWN = 200
TOLD = frozenset({AlarmKind.RED_FLAG, AlarmKind.URGENT_REFERRAL})  # that a decision is late would tell of its course


class Sent(ActorPage, TemplateView):
    """Every referral this person sent, the latest first."""

    template_name = "cases/sent.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        seen = policy.scope(self.actor, Action.VIEW_CASE, Case.objects.filter(referrals__author=self.actor.user_id))
        own = Referral.objects.filter(author=self.actor.user_id, case__in=seen).exclude(sent_at=None)
        shown = list(own.select_related("case").order_by("-sent_at", "pk")[:MOST_SHOWN])
        trail.record(self.actor, trail.Operation.CONSULT, "list_sent", shown=sorted({one.case_id for one in shown}))
        return super().get_context_data(table=sent_table(shown), **kwargs)


class Received(CaseView):
    """That it has come in; not a word on what anyone does with it or already knows, until there is an answer."""

    template_name = "cases/received.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rung = [alarm for alarm in alarms.open_once(self.actor) if alarm.case_id == self.case.pk and alarm.kind in TOLD]
        context = super().get_context_data(
            nobody_receives_it=self.case.is_restricted and not intake.has_alternates(self.case, self.actor),
            alarms=[alarm_card(self.actor, alarm, may_take=alarm.may_take) for alarm in rung],
            answers=answers(self.actor, self.case),
            challenge=challenge_words(self.actor, self.case, self.may),
            links=links(self.case, self.may),
            **kwargs,
        )
        return {**context, "heading": heading(self.case)}
