"""What falls due on plans, orders and support, and whom to tell: no copy of any date, the tables are asked."""

from datetime import date, timedelta

from django.db.models import Exists, F, OuterRef, Q

from cases.enums import MANAGED_STATES, OPEN_STATES, Capacity
from cases.models import Trigger
from cases.reminders import held, rows
from cases.services.files import Change, Due
from interventions.enums import ActionStatus
from interventions.models import Order, PlanAction, SupportContact

ENDING_DAYS = 30
ORDER_ENDING = "order-ending"
PLAN, SUPPORT = "interventions:plan", "interventions:support"


def actions_due(on: date) -> Due:
    """Actions whose day has come, told to their owner; one that was handed over also after the case has closed."""
    live = Q(case__state__in=OPEN_STATES) | Q(status=ActionStatus.HANDED_OVER)
    due = PlanAction.objects.due_by(on).filter(live, owner__is_active=True, struck_at=None).order_by()
    told = rows("action", due.annotate(told_to=F("owner")), case="case", due_on="due_on")
    return Due("action", "An action of yours is due.", PLAN, told)


def notifications_due(on: date) -> Due:
    """Orders whose person should have told the police names and address by now, told to the officer in the case."""
    due = Order.objects.notification_due_by(on).filter(superseded_by=None, struck_at=None)
    officers = held(due, "case__teammembers", capacity=Capacity.OFFICER_IN_CASE.value)
    told = rows("notification", officers, case="case", due_on="notification_due_on")
    return Due("notification", "Something about an order is due.", PLAN, told)


def orders_ending(on: date) -> list[Change]:
    """Orders in force that end within 30 days, of cases that are being worked: each forces a new look, once."""
    raised = Trigger.objects.filter(case=OuterRef("case"), code=ORDER_ENDING, subject_id=OuterRef("pk"))
    ending = Order.objects.filter(
        ~Exists(raised),
        ends_on__gte=on,
        ends_on__lte=on + timedelta(days=ENDING_DAYS),
        superseded_by=None,
        struck_at=None,
        made_on__isnull=False,
        case__state__in=MANAGED_STATES,
    )
    return [
        Change(order.case, ORDER_ENDING, order.pk) for order in ending.select_related("case").order_by("ends_on", "pk")
    ]


def contacts_due(on: date) -> Due:
    """Contacts that were planned by this day and not made since, told to whoever planned them."""
    due = SupportContact.objects.awaited().filter(next_contact_on__lte=on, author__is_active=True).order_by()
    told = rows("contact", due.annotate(told_to=F("author")), case="case", due_on="next_contact_on")
    return Due("contact", "Something you planned is due.", SUPPORT, told)
