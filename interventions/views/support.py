"""What is done on the support page: a number is shown or refused, a contact recorded, the emergency route opened."""

from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.timezone import localtime

from cases import policy
from cases.enums import Channel
from cases.forms.choices import moment
from cases.models import CasePerson
from cases.policy import Action
from cases.services import safe_contact
from cases.views.base import ActorPage, CasePage, RecordFormPage
from interventions.enums import ContactOutcome, CouldBe, Initiator
from interventions.forms.support import ContactForm, ReasonForm, SilenceForm
from interventions.models import EmergencyUse, SupportContact
from interventions.services import silence, support
from interventions.services.support import OutsideTheRule
from interventions.views.base import TimedForm
from stalking_unit.ui.parts import Link
from stalking_unit.ui.words import day, instant

ROUTE_SHOWN_FOR = timedelta(minutes=15)
TAB = "Support"
IN_DANGER = "The answer is saved. If nobody has yet, phone 999 now, then raise a red flag."
CHECK_THE_PHONE = "Check who has this phone before it is used again."


class Contact(TimedForm, RecordFormPage):
    """Record one contact with a victim, or one attempt."""

    action = Action.RECORD_SUPPORT_CONTACT
    records = CasePerson.objects.select_related("case")
    form_class = ContactForm
    template_name = "interventions/contact.html"
    tab = TAB
    title = "Record a contact"
    submit_label = "Record it"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rule = support.rule_of(self.record)
        kwargs.setdefault("numbers", ())
        kwargs.setdefault("rule", safe_contact.in_words(rule) if rule else support.NO_RULE)
        return super().get_context_data(
            victim=self.record,
            support=self.get_success_url(),
            **kwargs,
        )

    def get_initial(self) -> dict[str, Any]:
        now = localtime(self.actor.now)
        return {
            "on": now.date(),
            "at": now.time().replace(second=0, microsecond=0),
            "channel": self.request.POST.get("channel", ""),
            "initiated_by": Initiator.WORKER,
        }

    def get_success_url(self) -> str:
        return reverse("interventions:support", kwargs={"pk": self.case.pk})

    def act(self, form: ContactForm) -> str:
        said = form.cleaned_data
        contact = support.record(
            self.record,
            by=self.actor,
            channel=Channel(said["channel"]),
            outcome=ContactOutcome(said["outcome"]),
            initiated_by=Initiator(said["initiated_by"]),
            happened_at=moment(said["on"], said["at"]),
            voicemail=said["voicemail"],
            outside_reason=said["outside_reason"],
            fear=said["fear"],
            victims_words=said["victims_words"],
            notes=said["notes"],
        )
        done = "The contact is recorded" if contact.within_rule else "The contact is recorded as outside the rule"
        check = CHECK_THE_PHONE if contact.outcome == ContactOutcome.WRONG_PERSON else ""
        return " ".join(part for part in (f"{done}.", check, self._planned(contact, form)) if part).rstrip(".")

    def _planned(self, contact: SupportContact, form: ContactForm) -> str:
        """What became of the next contact; that it cannot be planned keeps nobody from recording this one."""
        on = form.cleaned_data["next_contact_on"]
        if on is None:
            return ""
        try:
            support.plan_next(contact, by=self.actor, on=on)
        except OutsideTheRule as refused:
            return f"The next one is not planned. {refused.message}"
        return f"The next one is planned for {day(on)}."


class Number(Contact):
    """One press shows the number and opens the log, if the rule allows a contact now; otherwise it shows the rule."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        channel = request.POST.get("channel", "")
        if channel not in Channel.values:
            return HttpResponseRedirect(self.get_success_url(), status=303)
        try:
            points = support.open_number(self.record, Channel(channel), by=self.actor)
        except OutsideTheRule as refused:
            page = {"refusal": refused.message, "support": self.get_success_url(), "victim": self.record}
            context = CasePage.get_context_data(self, **page)
            return self.response_class(request, ["interventions/refused.html"], context, status=refused.status)
        numbers = [point.value for point in points]
        form = ContactForm(initial=self.get_initial(), now=self.actor.now)
        filled = f"Filled in: {Channel(channel).label.lower()}, {instant(self.actor.now)}, begun by us"
        shown = {"form": form, "numbers": numbers or ["No number is recorded."], "filled": filled}
        return self.render_to_response(self.get_context_data(rule=self._now(), **shown))

    def _now(self) -> str:
        """Until when one may, and how: the number was shown, so there is a rule."""
        rule = support.rule_of(self.record)
        return safe_contact.this_minute(rule, self.actor.now).words if rule else support.NO_RULE


class Silence(TimedForm, RecordFormPage):
    """Nobody got through: whether the suspect could be with the victim, what is known and what was done."""

    action = Action.RECORD_SUPPORT_CONTACT
    records = CasePerson.objects.select_related("case")
    form_class = SilenceForm
    tab = TAB
    title = "When nobody answers"
    submit_label = "Save the answer"
    intro = (
        "Silence is no sign of safety. If the suspect could be with the victim now, phone 999 first: this page can "
        "wait. Unless you know that it is not so, the case is looked at again."
    )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(back=Link("Back to support", self.get_success_url()), **kwargs)

    def get_success_url(self) -> str:
        return reverse("interventions:support", kwargs={"pk": self.case.pk})

    def act(self, form: SilenceForm) -> str:
        said = form.cleaned_data
        answer = CouldBe(said["with_suspect"])
        silence.answer(self.record, by=self.actor, with_suspect=answer, known=said["known"], done=said["done"])
        return IN_DANGER if answer is CouldBe.YES else "The answer is saved."


class OpenEmergencyRoute(ActorPage):
    """One press, at any hour. The page that follows shows the route and asks why."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        victims = CasePerson.objects.select_related("case")
        victim = policy.get_or_404(self.actor, Action.USE_EMERGENCY_ROUTE, victims, kwargs["pk"])
        use = support.use_emergency_route(victim, by=self.actor)
        return HttpResponseRedirect(reverse("interventions:emergency-use", kwargs={"pk": use.pk}), status=303)


class EmergencyRoute(RecordFormPage):
    """The route, for a quarter of an hour, to whoever opened it; and the box for the reason while it is owed."""

    action = Action.EXPLAIN_EMERGENCY_USE
    records = EmergencyUse.objects.select_related("case", "case_person")
    form_class = ReasonForm
    template_name = "interventions/emergency.html"
    tab = TAB
    title = "Emergency route"
    submit_label = "Save the reason"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rule = support.rule_of(self.record.case_person)
        is_open = self.actor.now < self.record.happened_at + ROUTE_SHOWN_FOR
        return super().get_context_data(
            is_open=is_open,
            route=rule.emergency_route if rule and is_open else "",
            reason=self.record.reason,
            **kwargs,
        )

    def get_success_url(self) -> str:
        return reverse("interventions:support", kwargs={"pk": self.case.pk})

    def act(self, form: ReasonForm) -> str:
        support.explain(self.record, by=self.actor, reason=form.cleaned_data["reason"])
        return "The reason is saved"
