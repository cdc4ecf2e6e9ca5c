"""Orders and contacts as plain text, for the record system of whoever may read them."""

from typing import Any
from uuid import UUID

from django.db.models import Prefetch
from django.urls import reverse

from cases import policy
from cases.policy import Action
from cases.services.files import Copied
from cases.views.copying import CopyRecord
from interventions.models import Order, OrderCondition, SupportContact, VictimPlan
from interventions.presenters.orders import rows_on_paper
from interventions.presenters.support import contact_rows
from interventions.presenters.victim_plan import plan_rows, written_words
from interventions.services import plans, victim_plans
from stalking_unit.ui.parts import Link, Row
from stalking_unit.ui.words import lower_first


class CopyOrder(CopyRecord):
    """An order with its conditions, except where the area is that somebody must keep out of."""

    records = Order.objects.select_related("agency", "superseded_by").prefetch_related(
        Prefetch("conditions", OrderCondition.objects.order_by("kind", "pk")), *plans.HISTORY
    )
    reading = (Action.VIEW_ORDER,)
    tab = "Plan"

    def find(self, key: UUID) -> Any:
        words = [Action.VIEW_ORDER_WORDS]
        return policy.get_any_or_404(self.actor, self.records.all(), key, readable=self.reading, in_words=words)

    def copied(self) -> Copied:
        return Copied(f"Order: {self.record}", rows_on_paper(self.record, today=self.actor.now.date()))

    def back(self) -> Link:
        return Link("Back to the plan", self.case_page("interventions:plan"))


class CopyVictimPlan(CopyRecord):
    """One version of a plan made with a victim. The pocket version stays out: its words are the victim's own."""

    records = VictimPlan.objects.select_related("author", "agency").prefetch_related(victim_plans.sections())
    reading = (Action.VIEW_VICTIM_PLAN,)
    tab = "Support"

    def copied(self) -> Copied:
        said = Row("Written", written_words(self.record))
        return Copied(self.record.get_kind_display(), [said, *plan_rows(self.record)])

    def back(self) -> Link:
        href = reverse("interventions:victim-plan", kwargs={"pk": self.record.pk})
        return Link(f"Back to the {lower_first(self.record.get_kind_display())}", href)


class CopyContact(CopyRecord):
    """A contact with a victim, for the advocates whose record it is."""

    records = SupportContact.objects.select_related("author", "agency")
    reading = (Action.VIEW_SUPPORT_CONTACT,)
    tab = "Support"

    def copied(self) -> Copied:
        return Copied("Contact with the victim", contact_rows(self.record))

    def back(self) -> Link:
        return Link("Back to support", self.case_page("interventions:support"))
