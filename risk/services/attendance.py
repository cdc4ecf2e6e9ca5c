"""Who sat over a case and for whom, and which seats of the quorum were filled."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from cases.enums import Capacity
from cases.models import Case, TeamMember
from cases.services.errors import Incomplete
from risk.enums import Quorum
from risk.models import Attendance, ConferenceItem
from stalking_unit.accounts.enums import Role
from stalking_unit.accounts.models import Agency, Discipline, Membership, User
from stalking_unit.db.errors import DomainError


@dataclass(frozen=True, slots=True)
class Attended:
    """Somebody who was there: one of us, or a guest by name. Who declared a conflict left, and counts for nobody."""

    user: User | None = None
    name: str = ""
    is_chair: bool = False
    declared_conflict: bool = False


@dataclass(frozen=True, slots=True)
class Seat:
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


NO_SEAT = Seat(None, None, may_chair=False)
Seats = Mapping[UUID, Seat]


def seats_on(case: Case, users: Sequence[User], at: datetime) -> Seats:
    """For whom each of these people sat there: their place on the case, or else the seat they hold."""
    return seats_by_case([case], users, at)[case.pk]


def seats_by_case(cases: Sequence[Case], users: Sequence[User], at: datetime) -> dict[UUID, Seats]:
    """The same for many cases, in two queries however many they are."""
    held = Membership.objects.whole().live(timezone.localdate(at)).filter(user__in=users).order_by("-starts_on", "pk")
    seats = {seat.user_id: Seat(seat.discipline, seat.agency, seat.role == Role.TEAM_LEAD) for seat in held}
    found: dict[UUID, dict[UUID, Seat]] = {case.pk: dict(seats) for case in cases}
    places = TeamMember.objects.live(at).filter(case__in=cases, user__in=users)
    for place in places.select_related("discipline", "agency").order_by("-starts_at", "pk"):
        may_chair = found[place.case_id].get(place.user_id, NO_SEAT).may_chair
        chairs = place.capacity in {Capacity.CHAIR, Capacity.DEPUTY} or may_chair
        found[place.case_id][place.user_id] = Seat(place.discipline, place.agency, chairs)
    return {**found}


def chair_among(attended: Sequence[Attended]) -> User:
    """The one person in the chair; nobody is on the list twice."""
    chairs = [one.user for one in attended if one.is_chair and one.user]
    if len(chairs) != 1:
        raise Incomplete(("chair",))
    people = [one.user.pk for one in attended if one.user]
    if len(people) != len(set(people)):
        raise DomainError("Somebody is on the list of those present twice.")
    return chairs[0]


def stayed(attended: Iterable[Attended], seats: Seats) -> list[tuple[Attended, Seat]]:
    """Those of us who sat there and did not leave."""
    return [(one, seats.get(one.user.pk, NO_SEAT)) for one in attended if one.user and not one.declared_conflict]


def empty(there: Iterable[tuple[Attended, Seat]]) -> list[Quorum]:
    """The seats of the quorum in which nobody sat. Whoever chairs sits there as the chair alone."""
    there = list(there)
    kinds = {seat.discipline.kind for one, seat in there if seat.discipline and not one.is_chair}
    chaired = {Quorum.CHAIR.value for one, seat in there if one.is_chair and seat.may_chair}
    return [seat for seat in Quorum if seat.value not in kinds | chaired]


def attendance(item: ConferenceItem, one: Attended, seats: Seats) -> Attendance:
    """That somebody was there, as it is written down."""
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
