"""Orders and contacts as plain text, for the record system of whoever may read them."""

from django.db.models import Prefetch

from cases.policy import Action
from cases.services.files import Copied
from cases.views.copying import CopyRecord
from interventions.models import Order, OrderCondition, SupportContact
from interventions.presenters.orders import area_left_out, order_rows
from interventions.presenters.support import contact_rows
from interventions.services.plans import HISTORY
from stalking_unit.ui.parts import Link


class CopyOrder(CopyRecord):
    """An order with its conditions, except where the area is that somebody must keep out of."""

    records = Order.objects.select_related("agency", "superseded_by").prefetch_related(
        Prefetch("conditions", OrderCondition.objects.order_by("kind", "pk")), *HISTORY
    )
    reading = (Action.VIEW_ORDER,)
    tab = "Plan"

    def copied(self) -> Copied:
        rows = order_rows(self.record, today=self.actor.now.date(), condition=area_left_out)
        return Copied(f"Order: {self.record}", rows)

    def back(self) -> Link:
        return Link("Back to the plan", self.case_page("interventions:plan"))


class CopyContact(CopyRecord):
    """A contact with a victim, for the advocates whose record it is."""

    records = SupportContact.objects.select_related("author", "agency")
    reading = (Action.VIEW_SUPPORT_CONTACT,)
    tab = "Support"

    def copied(self) -> Copied:
        return Copied("Contact with the victim", contact_rows(self.record))

    def back(self) -> Link:
        return Link("Back to support", self.case_page("interventions:support"))
