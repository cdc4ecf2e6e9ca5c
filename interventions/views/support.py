"""One-to-one support: the rule of this minute first, then what was said; for everybody else, whose page it is."""

from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.timezone import localtime

from cases import policy
from cases.enums import Channel, PersonRole
from cases.forms.choices import moment
from cases.models import CasePerson, SafeContact
from cases.policy import Action
from cases.services import people, safe_contact
from cases.views.base import ActorPage, CasePage, CaseView, RecordFormPage
from interventions.enums import ContactOutcome, Initiator
from interventions.forms.support import ContactForm, ReasonForm
from interventions.models import EmergencyUse, SupportContact
from interventions.presenters.support import VictimCard, contact_event, use_rows, ways
from interventions.services import support
from interventions.services.support import OutsideTheRule
from interventions.views.base import TimedForm
from stalking_unit.ui.words import day

ROUTE_SHOWN_FOR = timedelta(minutes=15)
SUPPORTED = (PersonRole.VICTIM, PersonRole.SECONDARY_VICTIM)
TAB = "Support"
NOT_AGREED = "Do not contact yet. Nothing is agreed on how this person may be reached."


class Support(CaseView):
    """What this person may know of the support that is given, and what they may do."""

    template_name = "interventions/support.html"
    tab = TAB
    title = TAB

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        contacts = policy.scope(
            self.actor, Action.VIEW_SUPPORT_CONTACT, SupportContact.objects.filter(case=self.case, struck_at=None)
        )
        uses = policy.scope(self.actor, Action.VIEW_EMERGENCY_USE, EmergencyUse.objects.filter(case=self.case))
        last = support.last_spoken(self.actor, self.case)
        return super().get_context_data(
            cards=self._cards(),
            contacts=[
                contact_event(contact).item
                for contact in contacts.select_related("author", "agency").newest_first()  # type: ignore[attr-defined]
            ],
            uses=use_rows(uses.select_related("author", "agency").order_by("-happened_at", "pk")),
            last_spoken=day(last) if last else "",
            advocate=safe_contact.named_advocate(self.actor, self.case),
            **kwargs,
        )

    def _cards(self) -> list[VictimCard]:
        """One for each victim whose support or emergency route is this person’s to use."""
        victims = policy.scope_any(
            self.actor,
            CasePerson.objects.filter(case=self.case, role__in=SUPPORTED),
            recording=[Action.RECORD_SUPPORT_CONTACT],
            in_emergency=[Action.USE_EMERGENCY_ROUTE],
            agreeing=[Action.EDIT_SAFE_CONTACT],
        )
        rules = policy.scope(self.actor, Action.VIEW_SAFE_CONTACT, SafeContact.objects.filter(case=self.case))
        rule_of = {rule.case_person_id: rule for rule in rules}
        names = {person.pk: person.name for person in people.seen(self.actor, self.case)}
        return [
            self._card(victim, rule_of.get(victim.pk), names.get(victim.pk, "")) for victim in victims.order_by("pk")
        ]

    def _card(self, victim: Any, rule: SafeContact | None, name: str) -> VictimCard:
        now = safe_contact.this_minute(rule, self.actor.now) if rule else None
        agrees = now is None and victim.agreeing
        ask = NOT_AGREED if agrees else f"Do not contact. Ask {safe_contact.named_advocate(self.actor, self.case)}."
        return VictimCard(
            pk=victim.pk,
            name=name,
            rule=now.words if now else ask,
            may_contact=now is not None and now.may_contact,
            channels=ways(rule.channels) if rule and victim.recording else [],
            may_record=victim.recording,
            has_emergency_route=victim.in_emergency,
            agree=reverse("cases:safe_contact", kwargs={"pk": victim.pk}) if agrees else "",
        )


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
        return super().get_context_data(
            victim=self.record,
            rule=safe_contact.in_words(rule) if rule else support.NO_RULE,
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
        return f"{done}. {self._planned(contact, form)}".rstrip(" .")

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
        return self.render_to_response(self.get_context_data(form=form, numbers=numbers or ["No number is recorded."]))


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
