"""The case conference: who sat over the case, what they decided together, and who saw it differently."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from cases import policy
from cases.clocks import next_review, working_days_after
from cases.enums import Capacity, Level, Transition
from cases.models import Case, StateChange, TeamMember
from cases.policy import Action
from cases.services import lifecycle
from cases.services.errors import Incomplete
from risk.enums import DecisionKind, Quorum
from risk.models import Attendance, Conference, ConferenceItem, Decision, DifferentView, Round
from stalking_unit.accounts.actor import Actor
from stalking_unit.accounts.enums import Role
from stalking_unit.accounts.models import Agency, Discipline, Membership, User
from stalking_unit.audit import trail
from stalking_unit.db.errors import DomainError

CONFIRM_DAYS = 2  # working days in which an empty seat says whether it agrees


@dataclass(frozen=True, slots=True)
class Attended:
    """Somebody who was there: one of us, or a guest by name. Who declared a conflict left, and counts for nobody."""

    user: User | None = None
    name: str = ""
    is_chair: bool = False
    declared_conflict: bool = False


@dataclass(frozen=True, slots=True)
class Decided:
    """One decision. What concerns the victim's safety is its own kind, and stays on the victim's side."""

    kind: DecisionKind
    text: str
    rationale: str = ""
    owner: User | None = None
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class OtherView:
    """Somebody who saw it differently, and why; `level` when it is about the level."""

    user: User
    why: str
    level: Level | None = None


@dataclass(frozen=True, slots=True)
class _Seat:
    """For whom somebody sat there."""

    discipline: Discipline | None
    agency: Agency | None
    may_chair: bool

    @property
    def names(self) -> list[str]:
        """The discipline and the employer."""
        return [
            name for name in (self.discipline and self.discipline.name, self.agency and self.agency.short_name) if name
        ]


A_MINUTE = timedelta(minutes=1)
NO_SEAT = _Seat(None, None, may_chair=False)


@transaction.atomic
def hold(
    case: Case,
    *,
    by: Actor,
    attended: Sequence[Attended],
    held_at: datetime | None = None,
    version: int | None = None,
) -> ConferenceItem:
    """Record that the conference sat over this case.

    It is quorate with its chair, the police, mental health and an advocate. Without one of them it counts all the
    same: what is decided is decided subject to their word, which is due within two working days.
    """
    chair = _chair_among(attended)
    at = held_at or by.now
    if at > by.now:
        raise DomainError("The conference must be today or in the past.")
    seats = _seats(case, [one.user for one in attended if one.user], at)
    stayed = _stayed(attended, seats)
    missing = _empty(stayed)
    change = lifecycle.move(
        case,
        Transition.HOLD_CONFERENCE,
        by=by,
        facts={
            "attended": sorted({seat.discipline.code for _, seat in stayed if seat.discipline}),
            "subject_to": [seat.value for seat in missing],
        },
        version=version,
        happened_at=at,
    )
    meeting, _ = Conference.objects.get_or_create(unit=case.unit, held_on=timezone.localdate(at), chair=chair)
    item = ConferenceItem.objects.create(
        case=case,
        conference=meeting,
        episode=change.episode,
        round=Round.objects.over().filter(case=case, episode=change.episode).order_by("-number").first(),
        held_at=at,
        recorded_at=by.now,
        subject_to=[seat.value for seat in missing],
        confirm_by=working_days_after(at, CONFIRM_DAYS).on if missing else None,
    )
    Attendance.objects.bulk_create(_attendance(item, one, seats) for one in attended)
    trail.record(
        by,
        trail.Operation.COLLECT,
        "hold_conference",
        case_id=case.pk,
        record=item,
        fields=["attended", "conflicts", "subject_to"],
        happened_at=at,
    )
    return item


@transaction.atomic
def decide(
    item: ConferenceItem,
    *,
    by: Actor,
    level: Level,
    reason: str,
    order_considered: str,
    review_on: date | None = None,
    review_reason: str = "",
    decisions: Sequence[Decided] = (),
    different_views: Sequence[OtherView] = (),
    version: int | None = None,
    happened_at: datetime | None = None,
) -> StateChange:
    """Adopt what the conference agreed: the level and why, the order considered, the day of the next review.

    Without `review_on` it is the last day the level allows; a later one needs `review_reason`. The level and the
    order become decisions, which the whole team reads, beside those given.
    """
    settled = review_on or review_limit(item, level)
    change = lifecycle.move(
        item.case,
        Transition.ADOPT_PLAN,
        by=by,
        says={"reason": reason, "order_considered": order_considered, "review_reason": review_reason},
        facts={"level": level, "review_on": settled, "review_is_later": bool(review_reason.strip())},
        version=version,
        happened_at=happened_at,
    )
    agreed = (
        Decided(DecisionKind.LEVEL, str(level.label), rationale=reason),
        Decided(DecisionKind.LEGAL, "Stalking protection order considered", rationale=order_considered),
    )
    record_decisions(item, [*agreed, *decisions], different_views, by=by)
    return change


@transaction.atomic
def record_decisions(
    item: ConferenceItem, decisions: Iterable[Decided], different_views: Iterable[OtherView], *, by: Actor
) -> list[Decision]:
    """Write down what was decided and who saw it differently; nothing is voted on, and nobody's view is lost."""
    policy.require(by, Action.ADOPT_PLAN, item.case)
    views = list(different_views)
    seats = _seats(item.case, [view.user for view in views], item.held_at)
    written = Decision.objects.bulk_create(
        Decision(
            case_id=item.case_id,
            item=item,
            kind=decided.kind,
            text=decided.text.strip(),
            rationale=decided.rationale.strip(),
            owner=decided.owner,
            due_on=decided.due_on,
            author=by.user,
            agency=by.agency,
            happened_at=item.held_at,
            recorded_at=by.now,
        )
        for decided in decisions
    )
    DifferentView.objects.bulk_create(_different_view(item, view, seats, by=by) for view in views)
    trail.record(
        by,
        trail.Operation.COLLECT,
        "record_decisions",
        case_id=item.case_id,
        record=item,
        fields=["decisions", "different_views"],
        happened_at=item.held_at,
    )
    return written


def candidates(case: Case, at: datetime) -> list[tuple[User, str]]:
    """Who may have sat there: everyone on the case and the unit's leads, with for whom they sit."""
    leads = Membership.objects.live(timezone.localdate(at)).filter(unit=case.unit, role=Role.TEAM_LEAD)
    places = TeamMember.objects.live(at + A_MINUTE).filter(case=case)  # people write times to the minute
    known = Q(pk__in=places.values("user")) | Q(pk__in=leads.values("user"))
    people = list(User.objects.filter(known).exclude(exclusions__case=case).order_by("name", "pk"))
    seats = _seats(case, people, at)
    return [(person, ", ".join([person.name, *seats.get(person.pk, NO_SEAT).names])) for person in people]


def latest(case: Case) -> ConferenceItem | None:
    """The conference that sat last over this case."""
    found: ConferenceItem | None = (
        ConferenceItem.objects.filter(case=case)
        .select_related("conference__chair", "case")
        .order_by("-held_at", "-recorded_at")
        .first()
    )
    return found


def review_limit(item: ConferenceItem, level: Level) -> date:
    """The last day by which a case at this level is reviewed, counted from the conference."""
    return next_review(level, timezone.localdate(item.held_at))


def _chair_among(attended: Sequence[Attended]) -> User:
    chairs = [one.user for one in attended if one.is_chair and one.user]
    if len(chairs) != 1:
        raise Incomplete(("chair",))
    people = [one.user.pk for one in attended if one.user]
    if len(people) != len(set(people)):
        raise DomainError("Somebody is on the list of those present twice.")
    return chairs[0]


def _seats(case: Case, users: Sequence[User], at: datetime) -> dict[UUID, _Seat]:
    """For whom each of these people sat there: their place on the case, or else the seat they hold."""
    on = timezone.localdate(at)
    held = Membership.objects.whole().live(on).filter(user__in=users).order_by("-starts_on", "pk")
    seats = {seat.user_id: _Seat(seat.discipline, seat.agency, seat.role == Role.TEAM_LEAD) for seat in held}
    places = TeamMember.objects.live(at).filter(case=case, user__in=users)
    for place in places.select_related("discipline", "agency").order_by("-starts_at", "pk"):
        chairs = place.capacity in {Capacity.CHAIR, Capacity.DEPUTY} or seats.get(place.user_id, NO_SEAT).may_chair
        seats[place.user_id] = _Seat(place.discipline, place.agency, chairs)
    return seats


def _stayed(attended: Iterable[Attended], seats: Mapping[UUID, _Seat]) -> list[tuple[Attended, _Seat]]:
    return [(one, seats.get(one.user.pk, NO_SEAT)) for one in attended if one.user and not one.declared_conflict]


def _empty(stayed: Iterable[tuple[Attended, _Seat]]) -> list[Quorum]:
    """The seats of the quorum in which nobody sat. Whoever chairs sits there as the chair alone."""
    kinds = {seat.discipline.kind for one, seat in stayed if seat.discipline and not one.is_chair}
    chaired = {Quorum.CHAIR.value for one, seat in stayed if one.is_chair and seat.may_chair}
    return [seat for seat in Quorum if seat.value not in kinds | chaired]


def _attendance(item: ConferenceItem, one: Attended, seats: Mapping[UUID, _Seat]) -> Attendance:
    seat = seats.get(one.user.pk, NO_SEAT) if one.user else NO_SEAT
    return Attendance(
        case_id=item.case_id,
        item=item,
        user=one.user,
        name=one.user.name if one.user else one.name.strip(),
        discipline=seat.discipline,
        agency=seat.agency,
        is_chair=one.is_chair,
        declared_conflict=one.declared_conflict,
    )


def _different_view(item: ConferenceItem, view: OtherView, seats: Mapping[UUID, _Seat], *, by: Actor) -> DifferentView:
    agency = seats.get(view.user.pk, NO_SEAT).agency
    if agency is None:
        raise DomainError(f"{view.user.name} held no seat in a unit on the day of the conference.")
    if not view.why.strip():
        raise DomainError(f"Say why {view.user.name} sees it differently.")
    return DifferentView(
        case_id=item.case_id,
        item=item,
        level=view.level,
        why=view.why.strip(),
        author=view.user,
        agency=agency,
        recorded_by=by.user,
        happened_at=item.held_at,
        recorded_at=by.now,
        is_opinion=True,
    )
