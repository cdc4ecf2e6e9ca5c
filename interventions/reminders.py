"""What falls due on plans, orders and support, and whom to tell: no copy of any date, the tables are asked."""

from datetime import date, timedelta

from django.db.models import DateField, Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Cast, TruncDate

from cases.clocks import OFFER_DAYS, working_day_after, working_days_before
from cases.enums import MANAGED_STATES, OPEN_STATES, Capacity, Side
from cases.models import TeamMember, Trigger
from cases.services.due import Matter, held, leading
from cases.services.files import Change, Due
from interventions.enums import ActionStatus, HearingKind
from interventions.models import Hearing, Order, PlanAction, Release, SupportContact
from stalking_unit import clock
from stalking_unit.accounts.enums import DisciplineKind, Role
from stalking_unit.accounts.models import Membership

ENDING_DAYS = 30
ENDING_SOON_DAYS = 7
HEARING_DAYS, HEARING_NEWS_DAYS = 7, 14
ORDER_ENDING = "order-ending"
HEARING_CODES = {True: "child-hearing", False: "hearing"}
KEEPING, KEEPERS_WHY = "case__teammembers", "officer in the case, or named advocate"
READ_COPIES = (DisciplineKind.HEALTH.value, DisciplineKind.OUTREACH.value, DisciplineKind.ADVOCACY.value)
KEEPERS = (Capacity.OFFICER_IN_CASE.value, Capacity.NAMED_ADVOCATE.value)
PLAN, SUPPORT = "interventions:plan", "interventions:support"
ACTION = Matter("action", "An action of yours is due.", PLAN)
OFFERED = Matter("action-offered", "An action that is offered to you waits for your answer.", PLAN, due_on="offered_on")
NOT_ACCEPTED = Matter(
    "action-not-accepted",
    "An action you offered has not been accepted. It is still yours.",
    PLAN,
    due_on="offered_on",
)
NOTIFICATION = Matter("notification", "Something about an order is due.", PLAN, due_on="notification_due_on")
CONTACT = Matter("contact", "Something you planned is due.", SUPPORT, due_on="next_contact_on")
ENDS = Matter("order-end", "The end of an order is near.", PLAN, due_on="ends_on")
HEARING = Matter("hearing", "A hearing is near.", PLAN, due_on="held_on")
HEARING_SOON = Matter("hearing-soon", "A hearing is very near.", PLAN, due_on="held_on")
RELEASE = Matter(
    "release", "Something for the suspect’s side waits for your eyes.", "interventions:releases", due_on="asked_on"
)
ENDS_SOON = Matter("order-end-soon", "The end of an order is very near.", PLAN, due_on="ends_on")


def actions_due(on: date) -> list[Due]:
    """Actions whose day has come, told to their owner; one that was handed over also after the case has closed."""
    live = Q(case__state__in=OPEN_STATES) | Q(status=ActionStatus.HANDED_OVER)
    due = PlanAction.objects.due_by(on).filter(live, struck_at=None).order_by()
    owned = due.filter(owner__is_active=True).annotate(told_to=F("owner"))
    return [*ACTION.told(on, owned, "owns the action", knows=_works_its_side), *ACTION.late(on, due)]


def handovers_due(on: date) -> list[Due]:
    """Actions offered to somebody who has not answered for a working day: told to both, since it is still its owner's.

    The day is the one on which it was offered.
    """
    offered = PlanAction.objects.open().filter(handed_to__isnull=False, accepted_at=None, struck_at=None)
    waiting = offered.filter(case__state__in=OPEN_STATES).order_by().annotate(offered_on=_day("handed_at"))
    long = waiting.filter(offered_on__lte=working_days_before(on, OFFER_DAYS))
    asked = long.filter(handed_to__is_active=True).annotate(told_to=F("handed_to"))
    owners = long.filter(owner__is_active=True).annotate(told_to=F("owner"))
    return [
        *OFFERED.alone(asked, "is asked to take the action"),
        *NOT_ACCEPTED.told(on, owners, "owns the action", knows=_works_its_side),
        *NOT_ACCEPTED.late(on, long),
    ]


def notifications_due(on: date) -> list[Due]:
    """Orders whose person should have told the police names and address by now, told to the officer in the case."""
    due = Order.objects.notification_due_by(on).filter(superseded_by=None, struck_at=None)
    officers = held(due, "case__teammembers", capacity=Capacity.OFFICER_IN_CASE.value)
    return [*NOTIFICATION.told(on, officers, "officer in the case"), *NOTIFICATION.late(on, due)]


def orders_end(on: date) -> list[Due]:
    """Orders that end within a month, and again within a week: to the officer, the advocate and whoever leads."""
    standing = Order.objects.filter(
        superseded_by=None, struck_at=None, made_on__isnull=False, ends_on__gte=on, case__state__in=OPEN_STATES
    )
    told = []
    for matter, days in ((ENDS, ENDING_DAYS), (ENDS_SOON, ENDING_SOON_DAYS)):
        near = standing.filter(ends_on__lte=on + timedelta(days=days))
        keeping = held(near, "case__teammembers", capacity__in=KEEPERS)
        told.extend(matter.told(on, keeping, "officer in the case, or named advocate"))
        told.extend(matter.to_leads(on, near))
    return told


def hearings_near(on: date) -> list[Due]:
    """Hearings of the week to come, and again the working day before: to the officer, the advocate and whoever leads.

    Of one that is kept to the victim's side only those of that side are told, and nobody for them.
    """
    told = []
    for matter, until in ((HEARING, on + timedelta(days=HEARING_DAYS)), (HEARING_SOON, working_day_after(on, 1))):
        near = Hearing.objects.ahead(on).filter(held_on__lte=until, case__state__in=OPEN_STATES).order_by()
        known, hers = near.filter(is_hers=False), near.filter(is_hers=True)
        told.extend(matter.told(on, held(known, KEEPING, capacity__in=KEEPERS), KEEPERS_WHY))
        told.extend(matter.to_leads(on, known))
        kept = held(hers, KEEPING, capacity__in=KEEPERS, side__in=[Side.VICTIM.value, Side.BOTH.value])
        told.extend(matter.alone(kept, KEEPERS_WHY))
        told.extend(due for people, why in leading(hers) for due in matter.alone(people, why))
    return told


def releases_held(on: date) -> list[Due]:
    """Copies for the suspect's side that nobody has read since the working day before, told to her side and the leads.

    The day is the one on which it was asked for. Whoever of the police works both sides asks and does not answer.
    """
    held_since = (
        Release.objects.held().filter(case__state__in=OPEN_STATES).order_by().annotate(asked_on=_day("recorded_at"))
    )
    waiting = held_since.filter(asked_on__lte=working_days_before(on, 1))
    hers = held(waiting, KEEPING, side=Side.VICTIM.value, discipline__kind__in=READ_COPIES)
    return [*RELEASE.told(on, hers, "works the victim’s side", knows=_works_her_side), *RELEASE.to_leads(on, waiting)]


def hearings_coming(on: date) -> list[Change]:
    """Hearings within a fortnight, of cases that are being worked: each forces a new look, once.

    One that is kept to the victim's side forces none, since the reason would tell the suspect's side of it.
    """
    raised = Trigger.objects.filter(case=OuterRef("case"), code__in=HEARING_CODES.values(), subject_id=OuterRef("pk"))
    near = Hearing.objects.ahead(on).filter(
        ~Exists(raised),
        held_on__lte=on + timedelta(days=HEARING_NEWS_DAYS),
        is_hers=False,
        case__state__in=MANAGED_STATES,
    )
    return [
        Change(one.case, HEARING_CODES[one.kind == HearingKind.CHILDREN], one.pk) for one in near.select_related("case")
    ]


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


def contacts_due(on: date) -> list[Due]:
    """Contacts that were planned by this day and not made since, told to whoever planned them.

    No lead knows that there is one, so what is late is told to a supervisor of their own agency who works the case, and
    where there is none to nobody. Nor does anybody of another agency cover for it.
    """
    due = SupportContact.objects.awaited().filter(next_contact_on__lte=on).order_by()
    seats = Membership.objects.live(on).filter(discipline__kind=DisciplineKind.ADVOCACY, agency=OuterRef("agency"))
    late = held(CONTACT.overdue(on, due), "case__teammembers", agency=F("agency"))
    supervising = late.filter(Exists(seats.filter(user=OuterRef("told_to"), role=Role.SUPERVISOR)))
    planned = due.filter(author__is_active=True).annotate(told_to=F("author"))
    return [
        *CONTACT.told(on, planned, "planned the contact", knows=lambda cover: _seated(seats, cover)),
        *CONTACT.nobody_acted(supervising, "supervises for the agency, on the case"),
    ]


def _seated(seats: QuerySet[Membership], person: str) -> Q:
    """That the person holds one of these seats."""
    return Q(Exists(seats.filter(user=OuterRef(person))))


def _works_its_side(person: str) -> Q:
    """That the person may know of the action: one of the victim’s strand is not for the suspect’s side."""
    return Q(is_victim_strand=False) | _works_her_side(person)


def _works_her_side(person: str) -> Q:
    hers = TeamMember.objects.live(clock.now()).filter(side__in=[Side.VICTIM, Side.BOTH])
    return Q(Exists(hers.filter(case=OuterRef("case"), user=OuterRef(person))))


def _day(field: str) -> Cast:
    """The London day of an instant."""
    return Cast(TruncDate(field), DateField())
