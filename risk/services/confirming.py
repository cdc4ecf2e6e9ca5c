"""What was decided subject to a discipline that was not there waits for the word of somebody of it on the case."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import QuerySet

from cases import policy
from cases.models import Case, TeamMember
from cases.policy import Action
from cases.services import telling
from cases.services.errors import NotFromHere
from risk.enums import Quorum
from risk.models import ConferenceItem, Confirmation, DifferentView
from risk.services.agenda import waits_for_a_word
from stalking_unit.accounts.actor import Actor
from stalking_unit.accounts.enums import Role
from stalking_unit.accounts.models import User
from stalking_unit.audit import trail
from stalking_unit.db.errors import DomainError

ASKED = "A conference decided something subject to your discipline. Say whether you stand behind it."
KIND, ROUTE = "confirm", "risk:assessment"


def seat_of(actor: Actor) -> Quorum | None:
    """For which seat of the quorum this person speaks: a lead for the chair, everybody else for their discipline."""
    if actor.role is Role.TEAM_LEAD:
        return Quorum.CHAIR
    kind = actor.discipline.kind if actor.discipline else ""
    return Quorum(kind) if kind in Quorum.values else None


def outstanding(item: ConferenceItem) -> list[Quorum]:
    """Whose word is still missing."""
    given = set(Confirmation.objects.filter(item=item).values_list("seat", flat=True))
    return [Quorum(seat) for seat in item.subject_to if seat not in given]


def waiting_for(actor: Actor, cases: QuerySet[Case] | None = None) -> QuerySet[ConferenceItem]:
    """The conferences that wait for the word of this person's discipline, on cases where they may give it."""
    seat = seat_of(actor)
    if seat is None:
        return ConferenceItem.objects.none()
    mine = policy.scope(actor, Action.CONFIRM_DECISIONS, Case.objects.all() if cases is None else cases)
    owed = waits_for_a_word().filter(subject_to__contains=[seat.value], case__in=mine)
    return owed.exclude(pk__in=Confirmation.objects.filter(seat=seat).values("item"))


@transaction.atomic
def confirm(item: ConferenceItem, *, by: Actor, agrees: bool, why: str = "") -> Confirmation:
    """Stand behind what was decided, or say by name what is seen differently and why."""
    policy.require(by, Action.CONFIRM_DECISIONS, item.case)
    item = ConferenceItem.objects.select_for_update(of=("self",)).select_related("case").get(pk=item.pk)
    seat = seat_of(by)
    if seat is None or seat not in outstanding(item):
        raise NotFromHere("This does not wait for your discipline, or somebody of it has answered already.")
    if not agrees and not why.strip():
        raise DomainError("Enter why you see it differently.")
    if by.user is None or by.agency is None:
        raise DomainError("Somebody in a seat says this.")
    given = Confirmation.objects.create(
        case=item.case, item=item, seat=seat, user=by.user, agency=by.agency, agrees=agrees, given_at=by.now
    )
    if not agrees:
        _differ(given, why.strip(), by=by)
    trail.record(
        by, trail.Operation.COLLECT, "confirm_decisions", case_id=item.case_id, record=given, fields=["seat", "agrees"]
    )
    return given


def ask(item: ConferenceItem, *, by: Actor) -> None:
    """Tell those on the case whose word is missing; whoever was there and left with a conflict is not among them."""
    telling.tell(
        people_of(item, item.subject_to, by=by),
        item.case,
        kind=KIND,
        text=ASKED,
        key=f"{KIND}:{item.pk}",
        route=ROUTE,
        by=by,
    )


def people_of(item: ConferenceItem, seats: Sequence[str], *, by: Actor) -> list[User]:
    """Those of these disciplines on the case, as far as they may see it."""
    places = TeamMember.objects.live(by.now).filter(case=item.case_id, discipline__kind__in=seats)
    found = dict.fromkeys(place.user for place in places.select_related("user").order_by("pk"))
    return [one for one in found if policy.can(Actor.of(one, now=by.now), Action.CONFIRM_DECISIONS, item.case)]


def _differ(given: Confirmation, why: str, *, by: Actor) -> None:
    if DifferentView.objects.filter(item=given.item, author=by.user_id).exists():
        raise DomainError("Your different view is written down already.")
    view = DifferentView.objects.create(
        case_id=given.case_id,
        item=given.item,
        why=why,
        author=given.user,
        agency=given.agency,
        recorded_by=given.user,
        happened_at=by.now,
        recorded_at=by.now,
        is_opinion=True,
    )
    trail.record(
        by,
        trail.Operation.COLLECT,
        "record_decisions",
        case_id=given.case_id,
        record=view,
        fields=["different_views"],
    )
