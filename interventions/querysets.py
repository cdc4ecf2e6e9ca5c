"""Questions a unit asks of its plans and orders, in its own words; no permission words here."""

from datetime import date
from typing import Any, Self
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from cases.enums import OPEN_STATES
from interventions.enums import UNANSWERED, ActionStatus, BreachOutcome, Initiator, OrderAnswer, ReleaseState


class PlanActionQuerySet(QuerySet[Any]):
    """Actions of plans, and urgent ones that came before a plan."""

    def open(self) -> Self:
        """Actions that keep a case open: neither ended nor accepted by somebody who will see them through."""
        return self.filter(status=ActionStatus.OPEN)

    def to_do(self) -> Self:
        """Actions somebody still has to do, whether or not they were handed over."""
        return self.filter(status__in=[ActionStatus.OPEN, ActionStatus.HANDED_OVER])

    def in_place(self) -> Self:
        """Actions that are being done or were done; what was dropped protects nobody."""
        return self.exclude(status=ActionStatus.DROPPED)

    def overdue(self, on: date) -> Self:
        """Actions still to do whose day has passed."""
        return self.to_do().filter(due_on__lt=on)

    def due_by(self, on: date) -> Self:
        """Actions still to do whose day has come."""
        return self.to_do().filter(due_on__lte=on)

    def offered_to(self, user_id: UUID) -> Self:
        """Actions that wait for this person to accept them."""
        return self.open().filter(handed_to=user_id)


class OrderQuerySet(QuerySet[Any]):
    """Court orders, conditions of bail and the like."""

    def notification_due_by(self, on: date) -> Self:
        """Orders whose person has not yet told the police their names and address, and should have by this day."""
        return self.filter(notification_due_on__lte=on, notification_done_on=None)


class HearingQuerySet(QuerySet[Any]):
    """Hearings before a court."""

    def ahead(self, on: date) -> Self:
        """Those of this day and later that still stand, the next first."""
        return self.filter(held_on__gte=on, result="", struck_at=None).order_by("held_on", "held_time", "pk")

    def unsaid(self, on: date) -> Self:
        """Those that are over and of which nobody has said what came of them."""
        return self.filter(held_on__lt=on, result="", struck_at=None)


class DisclosureQuerySet(QuerySet[Any]):
    """What left the team."""

    def newest_first(self) -> Self:
        """The latest first, by when it happened."""
        return self.order_by("-happened_at", "-recorded_at", "pk")


class OrderQuestionQuerySet(QuerySet[Any]):
    """Answers to whether an order is sought."""

    def newest_first(self) -> Self:
        """What stands, and before it what stood before."""
        return self.order_by("-recorded_at", "-happened_at", "pk")

    def unanswered(self) -> Self:
        """Those that stand and wait for whoever owns the question."""
        later = self.model._default_manager.filter(
            case=OuterRef("case"), recorded_at__gt=OuterRef("recorded_at"), struck_at=None
        )
        waits = self.filter(answer__in=[OrderAnswer.NOT_YET, OrderAnswer.ASKED_AGAIN], struck_at=None)
        return waits.filter(~Exists(later))


class BreachQuerySet(QuerySet[Any]):
    """Breaches of orders."""

    def undecided(self) -> Self:
        """Breaches nobody has decided about; they keep a case open."""
        return self.filter(outcome=BreachOutcome.UNDECIDED, struck_at=None)


class SupportContactQuerySet(QuerySet[Any]):
    """Contacts of advocates with victims."""

    def newest_first(self) -> Self:
        """The latest contact first."""
        return self.order_by("-happened_at", "-recorded_at", "pk")

    def awaited(self) -> Self:
        """Contacts after which another was planned on a case still open, and none with the same victim was made."""
        later = self.model._default_manager.filter(
            case_person=OuterRef("case_person"), happened_at__gt=OuterRef("happened_at"), struck_at=None
        )
        planned = self.filter(next_contact_on__isnull=False, case__state__in=OPEN_STATES, struck_at=None)
        return planned.filter(~Exists(later))

    def unanswered(self) -> Self:
        """Our attempts since each victim was last heard of, the earliest first."""
        later = self.model._default_manager.filter(
            case_person=OuterRef("case_person"), happened_at__gt=OuterRef("happened_at"), struck_at=None
        )
        heard = later.exclude(outcome__in=UNANSWERED, initiated_by=Initiator.WORKER)
        ours = self.filter(outcome__in=UNANSWERED, initiated_by=Initiator.WORKER, struck_at=None)
        return ours.filter(~Exists(heard)).order_by("happened_at", "recorded_at", "pk")

    def unasked(self) -> Self:
        """Those recorded since it was last asked whether the suspect could be with that victim."""
        asked = self.model._meta.apps.get_model("interventions", "LostContact")._default_manager.filter(
            case_person=OuterRef("case_person"), recorded_at__gte=OuterRef("recorded_at"), struck_at=None
        )
        return self.filter(~Exists(asked))


class ReleaseQuerySet(QuerySet[Any]):
    """Releases by how far they have come."""

    def held(self) -> Self:
        """Those that wait for the victim's side."""
        return self.filter(state=ReleaseState.HELD, struck_at=None)
