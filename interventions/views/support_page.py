"""The support page: the rule of this minute first, then what was agreed and said; for others, whose page it is."""

from typing import Any
from uuid import UUID

from django.db.models import F
from django.urls import reverse

from cases import policy
from cases.enums import ENDED_STATES, PersonRole
from cases.models import CasePerson, SafeContact, SharingView
from cases.policy import Action
from cases.services import people, safe_contact
from cases.views.base import CaseView
from interventions.enums import VictimPlanKind
from interventions.models import EmergencyUse, LostContact, SupportContact, VictimPlan
from interventions.presenters.fear import fear_of
from interventions.presenters.support import (
    VictimCard,
    contact_event,
    lost_rows,
    sharing_rows,
    silence_of,
    use_rows,
    ways,
    whom,
)
from interventions.presenters.victim_plan import in_place_rows, need_table, standing_rows, summary_rows
from interventions.services import support, victim_plans
from stalking_unit.ui.parts import Link, Row
from stalking_unit.ui.words import day

SUPPORTED = (PersonRole.VICTIM, PersonRole.SECONDARY_VICTIM)
LATELY, ALL = 3, "contacts=all"
NOT_AGREED = "Do not contact yet. Nothing is agreed on how this person may be reached."


class Support(CaseView):
    """What this person may know of the support that is given, and what they may do."""

    template_name = "interventions/support.html"
    tab = title = "Support"

    contacts: list[SupportContact]
    asked: list[LostContact]
    plans: list[VictimPlan]
    views: dict[UUID, SharingView]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        self.contacts, self.asked = self._contacts(), self._asked()
        self.plans, self.views = victim_plans.standing(self.actor, self.case), self._views()
        uses = policy.scope(self.actor, Action.VIEW_EMERGENCY_USE, EmergencyUse.objects.filter(case=self.case))
        last = support.last_spoken(self.actor, self.case)
        cards = self._cards()
        return super().get_context_data(
            cards=cards,
            goes_on=self.case.state in ENDED_STATES and any(card.may_record for card in cards),
            contacts=[contact_event(contact).item for contact in self._shown()],
            more=self._more(),
            fears=[fear for card in cards if (fear := fear_of(card.pk, card.name, self.contacts))],
            lost=lost_rows(self.asked),
            uses=use_rows(uses.select_related("author", "agency").order_by("-happened_at", "pk")),
            last_spoken=day(last) if last else "",
            advocate=safe_contact.named_advocate(self.actor, self.case),
            **self._agreed(cards),
            **self._told(),
            **kwargs,
        )

    def _contacts(self) -> list[SupportContact]:
        """Those of the reader’s own agency, the latest first."""
        rows = SupportContact.objects.filter(case=self.case, struck_at=None).select_related("author", "agency")
        known: Any = policy.scope(self.actor, Action.VIEW_SUPPORT_CONTACT, rows)
        return list(known.newest_first())

    def _shown(self) -> list[SupportContact]:
        """The last few; all of them where the address asks for all."""
        return self.contacts if self._shows_all() else self.contacts[:LATELY]

    def _more(self) -> Link | None:
        """The way to the others, or back."""
        if len(self.contacts) <= LATELY:
            return None
        if self._shows_all():
            return Link(f"Show the last {LATELY} only", f"{self.request.path}#contacts")
        return Link(f"Show all {len(self.contacts)} contacts", f"{self.request.path}?{ALL}#contacts")

    def _shows_all(self) -> bool:
        return self.request.GET.urlencode() == ALL

    def _asked(self) -> list[LostContact]:
        rows = LostContact.objects.filter(case=self.case, struck_at=None).select_related("author", "agency")
        return list(policy.scope(self.actor, Action.VIEW_LOST_CONTACT, rows).order_by("-happened_at", "pk"))

    def _views(self) -> dict[UUID, SharingView]:
        """What each victim thinks of sharing everything: the last answer, as far as the reader may know."""
        rows = SharingView.objects.filter(case=self.case, incident=None, struck_at=None)
        known = policy.scope(self.actor, Action.VIEW_SHARING, rows).select_related("author", "agency")
        last = known.order_by("case_person", "-happened_at", "-recorded_at", "pk").distinct("case_person")
        return {said.case_person_id: said for said in last}

    def _agreed(self, cards: list[VictimCard]) -> dict[str, Any]:
        """Plans and needs for her side and the lead; for the rest of the team, whether there is a plan."""
        if policy.can_within(self.actor, Action.VIEW_VICTIM_PLAN, self.case):
            needs = victim_plans.needs(self.actor, self.case)
            may_change = any(card.add_need for card in cards)
            return {"needs": need_table(needs, may_change=may_change) if needs else None, "reads_needs": True}
        if policy.can_within(self.actor, Action.VIEW_ACTION, self.case):
            return {"in_place": in_place_rows(victim_plans.in_place(self.case))}
        return {}

    def _told(self) -> dict[str, Any]:
        """What the advocate tells the whole team."""
        writes = Action.WRITE_SUPPORT_SUMMARY in self.may
        told = summary_rows(victim_plans.summaries(self.actor, self.case))
        return {"told": told, "tell": self.case_page("interventions:tell-conference") if writes else ""}

    def _cards(self) -> list[VictimCard]:
        """One for each victim whose support or emergency route is this person’s to use."""
        victims = policy.scope_any(
            self.actor,
            CasePerson.objects.filter(case=self.case, role__in=SUPPORTED).annotate(sex=F("detail__sex")),
            recording=[Action.RECORD_SUPPORT_CONTACT],
            writing=[Action.WRITE_VICTIM_PLAN],
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
        to = whom(victim.sex or "")
        now = safe_contact.this_minute(rule, self.actor.now, to) if rule else None
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
            silence=silence_of(victim.pk, self.contacts, self.asked, to) if victim.recording else None,
            plans=self._plans(victim),
            add_need=self._add_need(victim, name) if victim.writing else None,
            sharing=sharing_rows(self.views.get(victim.pk)) if victim.writing or victim.pk in self.views else [],
            ask_views=self._ask_views(victim, name) if victim.writing else None,
        )

    def _plans(self, victim: Any) -> list[Row]:
        """The plans of one victim, for who reads or writes them."""
        own = [plan for plan in self.plans if plan.case_person_id == victim.pk]
        writes = list(VictimPlanKind) if victim.writing else []
        return standing_rows(own, writes=writes, victim=victim.pk) if own or writes else []

    def _add_need(self, victim: Any, name: str) -> Link:
        return Link("Add a need", reverse("interventions:add-need", kwargs={"pk": victim.pk}), more=f"of {name}")

    def _ask_views(self, victim: Any, name: str) -> Link:
        href = reverse("cases:record_sharing", kwargs={"pk": victim.pk})
        return Link("Record what they think now", href, more=f"of sharing: {name}")
