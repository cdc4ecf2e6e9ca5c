"""What somebody referred: that it was received, and what became of it as far as they are told."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.urls import reverse
from django.views.generic import TemplateView

from cases import policy
from cases.enums import AlarmKind, Owed
from cases.forms.additions import AdditionForm
from cases.models import Case, Referral
from cases.policy import Action
from cases.presenters.alarms import alarm_card
from cases.presenters.answers import added_rows, answers, challenge_words, heading, links, owed_words, sent_table
from cases.services import additions, alarms, intake
from cases.views.base import ActorPage, CaseFormPage, CaseView
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
        sent = additions.of_author(self.case, by=self.actor)
        owed = additions.still_owed(sent) if sent else []
        context = super().get_context_data(
            owed=owed_words(sent, owed) if sent and owed else "",
            owed_facts=[fact.label for fact in owed],
            added=added_rows(additions.seen(self.case, by=self.actor)) if sent else [],
            nobody_receives_it=self.case.is_restricted and not intake.has_alternates(self.case, self.actor),
            alarms=[alarm_card(self.actor, alarm, may_take=alarm.may_take) for alarm in rung],
            answers=answers(self.actor, self.case),
            challenge=challenge_words(self.actor, self.case, self.may),
            links=links(self.case, self.may, sent),
            **kwargs,
        )
        return {**context, "heading": heading(self.case)}


class AddToReferral(CaseFormPage):
    """Something more, from whoever referred; what was sent stays as it was."""

    asks_where = False  # it is read where the referral's own words about safe contact are
    form_class = AdditionForm
    title = "Add to your referral"
    submit_label = "Add this"
    referral: Referral

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        sent = additions.of_author(self.case, by=self.actor)
        if sent is None:
            raise PermissionDenied
        self.referral = sent

    def get_form_kwargs(self) -> dict[str, Any]:
        owed = additions.still_owed(self.referral)
        return {**super().get_form_kwargs(), "now": self.actor.now, "owed": owed}

    def act(self, form: AdditionForm) -> str:
        fact, text = Owed(form.cleaned_data["fact"]), form.cleaned_data["text"]
        additions.add(self.referral, fact, text, by=self.actor, happened_at=form.happened_at)
        return "Added. What you sent before stays as it was."

    def get_success_url(self) -> str:
        return reverse("cases:received", kwargs={"pk": self.case.pk})
