"""Who works a case: taking a place, leaving it, and having no access at all."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from cases import grants, policy
from cases.enums import Basis, Capacity, Grant, Side
from cases.models import Case, CasePerson, Exclusion, TeamMember
from cases.policy import Action
from cases.policy.clauses import CASEWORKERS, COORDINATORS, LEADS
from cases.services.telling import tell
from stalking_unit.accounts.actor import Actor
from stalking_unit.accounts.enums import DisciplineKind, Role
from stalking_unit.accounts.models import Membership, User
from stalking_unit.audit import trail
from stalking_unit.db.errors import DomainError
from stalking_unit.notifications import outbox

STRENGTH = {Side.HEADER: Grant.VIEW}  # a coordinator chases and files; the others work
WORK_CASES = CASEWORKERS | LEADS | COORDINATORS
BASES = {Capacity.REFERRER: Basis.REFERRAL, Capacity.ALTERNATE: Basis.ALTERNATE}


@transaction.atomic
def join(
    case: Case,
    user: User,
    *,
    by: Actor,
    side: Side,
    capacity: Capacity = Capacity.MEMBER,
    reason: str = "",
    for_person: CasePerson | None = None,
    seat: Membership | None = None,
    ends_at: datetime | None = None,
) -> TeamMember:
    """Give someone a place on the team; the grant follows from it.

    `seat` is the membership they act in, by default their first live one. With `ends_at` it is cover, for a time.
    Raises DomainError for someone with a conflict of interest, without a seat, or not meant for that place.
    """
    policy.require(by, Action.CHANGE_TEAM, case)
    if Exclusion.objects.filter(case=case, user=user).exists():
        raise DomainError(f"{user.name} has a conflict of interest in this case and cannot work it.")
    seat = seat or user.seats(by.now.date()).first()
    if seat is None:
        raise DomainError(f"{user.name} has no seat in any unit today. Ask the admin to give one first.")
    held = TeamMember.objects.live(by.now).filter(case=case, user=user).order_by("starts_at", "pk")
    if misplaced := _misplaced(seat, side, capacity, list(held)):
        raise DomainError(misplaced)
    place = TeamMember.objects.create(
        case=case,
        user=user,
        agency=seat.agency,
        discipline=seat.discipline,
        side=side,
        capacity=capacity,
        for_person=for_person,
        reason=reason,
        starts_at=by.now,
        ends_at=ends_at,
    )
    basis = Basis.COVER if ends_at else Basis.ALLOCATED
    grants.give(case, user, STRENGTH.get(side, Grant.WORK), by=by, basis=basis, reason=reason, ends_at=ends_at)
    trail.record(
        by, trail.Operation.ALTER, "join_team", case_id=case.pk, record=place, fields=["user", "side", "capacity"]
    )
    return place


@transaction.atomic
def name_on(
    case: Case,
    seat: Membership,
    *,
    by: Actor,
    side: Side,
    capacity: Capacity = Capacity.MEMBER,
    reason: str,
    ends_at: datetime | None = None,
) -> TeamMember:
    """Name one more person on the case, after those who were named when it was taken on; they are told.

    With `ends_at` they cover for somebody, and their access ends by itself.
    """
    place = join(case, seat.user, by=by, side=side, capacity=capacity, reason=reason, seat=seat, ends_at=ends_at)
    tell(
        [seat.user],
        case,
        kind="named",
        text="You are named on a case.",
        key=f"named:{place.pk}",
        route="cases:overview",
        by=by,
    )
    return place


@transaction.atomic
def leave(place: TeamMember, *, by: Actor) -> None:
    """End a place; the grant ends with the last place it rests on."""
    policy.require(by, Action.CHANGE_TEAM, place.case)
    place = TeamMember.objects.select_for_update(of=("self",)).get(pk=place.pk)
    if place.ends_at is not None and place.ends_at <= by.now:
        raise DomainError("This place has already ended.")
    basis = _basis(place)
    place.ends_at = by.now
    place.save(update_fields=["ends_at"])
    others = TeamMember.objects.live(by.now).filter(case=place.case, user=place.user)
    if basis not in {_basis(other) for other in others}:
        grants.end(place.case, place.user, by=by, basis=basis)
    trail.record(by, trail.Operation.ALTER, "leave_team", case_id=place.case_id, record=place, fields=["ends_at"])


@transaction.atomic
def exclude(case: Case, user: User, *, by: Actor, reason: str) -> Exclusion:
    """A conflict of interest: access ends at once, whatever it rested on, and notices of the case leave the inbox.

    Anyone may declare their own; the team lead declares another's. When it empties a place, those who fill it are told.
    """
    own = user.pk == by.user_id
    policy.require(by, Action.DECLARE_CONFLICT if own else Action.EXCLUDE_PERSON, case)
    if not reason.strip():
        raise DomainError("Say what the conflict is, in a few words.")
    exclusion, is_new = Exclusion.objects.get_or_create(
        case=case, user=user, defaults={"reason": reason, "declared_by_name": by.name, "declared_at": by.now}
    )
    if is_new:
        trail.record(by, trail.Operation.ALTER, "exclude", case_id=case.pk, record=exclusion, fields=["user", "reason"])
        emptied = TeamMember.objects.live(by.now).filter(case=case, user=user).update(ends_at=by.now)
        grants.end(case, user, by=by)
        outbox.withdraw(user.pk, reference=case.reference or "", by=by)
        if emptied:
            tell(
                policy.who_can(Action.CHANGE_TEAM, case, at=by.now),
                case,
                kind="vacant",
                text="A place on a case team is empty. Name who takes over.",
                key=f"vacant:{exclusion.pk}",
                route="cases:team",
                by=by,
            )
    return exclusion


def candidates(case: Case, *, by: Actor) -> list[Membership]:
    """Who of the case's unit could be named on it, in which seat; nobody with a conflict of interest is among them."""
    policy.require(by, Action.CHANGE_TEAM, case)
    return [seat for seat in _staff(case, by) if (seat.role, seat.discipline.kind) in WORK_CASES]


def acquainted(case: Case, *, by: Actor) -> list[User]:
    """Everybody else who works in the unit or on the case and may turn out to have a conflict of interest."""
    policy.require(by, Action.EXCLUDE_PERSON, case)
    on_it = TeamMember.objects.live(by.now).filter(case=case).select_related("user").order_by("user__name", "pk")
    people = dict.fromkeys([*(seat.user for seat in _staff(case, by)), *(place.user for place in on_it)])
    return sorted((user for user in people if user.pk != by.user_id), key=lambda user: (user.name, str(user.pk)))


def named(actor: Actor, case: Case, capacity: Capacity) -> str:
    """Whom to ask: the name of who holds this capacity, or the team lead when nobody does whom this actor may know."""
    places = TeamMember.objects.live(actor.now).filter(case=case, capacity=capacity)
    seen = policy.scope(actor, Action.VIEW_ACCESS, places).order_by("starts_at", "pk")
    name: str | None = seen.values_list("user__name", flat=True).first()
    return name or "the team lead"


def _staff(case: Case, by: Actor) -> list[Membership]:
    barred = Exclusion.objects.filter(case=case).values("user_id")
    live = Membership.objects.whole().live(timezone.localdate(by.now)).filter(unit=case.unit_id)
    return list(live.exclude(user__in=barred).order_by("user__name", "pk"))


def _misplaced(seat: Membership, side: Side, capacity: Capacity, held: Sequence[TeamMember]) -> str:
    """Why this place is not for them, or nothing: a place brings rights, and nobody works both sides by two places."""
    name, kind = seat.user.name, seat.discipline.kind
    sides = {place.side for place in held if place.capacity != Capacity.ALTERNATE} - {Side.HEADER}
    rules = (
        (capacity in {place.capacity for place in held}, f"{name} has this place on the case already."),
        (bool(sides - {side}), f"{name} works another side of this case. End that place first."),
        (
            capacity is Capacity.OFFICER_IN_CASE and kind != DisciplineKind.POLICE,
            "The officer in the case is a police officer.",
        ),
        (
            kind == DisciplineKind.ADVOCACY and side is not Side.VICTIM,
            f"{name} is an advocate, and works on the victim’s side and no other.",
        ),
        (
            capacity is Capacity.NAMED_ADVOCATE and kind != DisciplineKind.ADVOCACY,
            "The named advocate is an advocate.",
        ),
        (
            len({side is Side.HEADER, capacity is Capacity.COORDINATOR, seat.role == Role.COORDINATOR}) > 1,
            "A coordinator is on the team as coordinator and without content, and nobody else is.",
        ),
    )
    return next((sentence for applies, sentence in rules if applies), "")


def _basis(place: TeamMember) -> Basis:
    """What the grant that follows from this place rests on."""
    return BASES.get(Capacity(place.capacity), Basis.COVER if place.ends_at else Basis.ALLOCATED)
