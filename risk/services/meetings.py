"""A planned meeting of a unit: when it sits, who is in the room for all of it, and who is there for one case."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from cases import policy
from cases.models import Case, CasePerson, Exclusion, TeamMember
from cases.policy import Action
from cases.services.errors import Changed
from risk.enums import Difference, Quorum
from risk.models import Attendance, AttendanceException, Conference, ConflictAsked, InRoom
from risk.services.attendance import Attended, empty, seats_by_case, stayed
from stalking_unit.accounts.actor import Actor
from stalking_unit.accounts.enums import Role
from stalking_unit.accounts.models import Membership, Unit, User
from stalking_unit.audit import trail
from stalking_unit.db.errors import DomainError

AHEAD = timedelta(days=7)
SITS = (Role.TEAM_LEAD, Role.COORDINATOR, Role.SUPERVISOR, Role.PRACTITIONER)
SIGNED = "The minutes of this meeting are signed. What was said since is an addendum."


@dataclass(frozen=True, slots=True)
class Exceptions:
    """In what the room differs for one case: who is away, who has a conflict, who chairs instead, and who came."""

    away: frozenset[UUID] = frozenset()
    conflicts: frozenset[UUID] = frozenset()
    chair: UUID | None = None
    guests: tuple[str, ...] = ()


def find(actor: Actor, pk: UUID, meetings: QuerySet[Conference] | None = None) -> Conference:
    """The meeting of one's own unit; otherwise there is no such page."""
    known = Conference.objects.all() if meetings is None else meetings
    return policy.get_or_404(actor, Action.VIEW_MEETING, known.select_related("unit", "chair"), pk)


def of_unit(actor: Actor) -> list[Conference]:
    """The meetings of one's own unit, the latest first; whether a case of theirs is on one is asked of its agenda."""
    known = policy.scope(actor, Action.VIEW_MEETING, Conference.objects.select_related("unit", "chair"))
    return list(known.order_by("-held_on", "-starts_at", "pk")[:40])


def waiting_for(actor: Actor) -> list[tuple[Conference, bool]]:
    """Meetings of the unit that were planned for today or the next days, and past ones, which wait for the chair's
    signature; each with whether it is over."""
    today = timezone.localdate(actor.now)
    unsigned = Conference.objects.filter(starts_at__isnull=False, locked_at=None, held_on__lte=today + AHEAD)
    mine = unsigned.filter(Q(held_on__gte=today) | Q(chair=actor.user_id))
    known = policy.scope(actor, Action.VIEW_MEETING, mine).order_by("starts_at", "pk")
    return [(meeting, meeting.held_on < today) for meeting in known]


def may_run(actor: Actor, meeting: Conference) -> bool:
    """Whether this person says who is in the room and what is on the agenda: who plans meetings, and the chair."""
    return actor.user_id == meeting.chair_id or policy.can(actor, Action.PLAN_MEETING, meeting.unit)


def knows(actor: Actor, meeting: Conference) -> bool:
    """Whether what concerns the meeting as a whole is theirs: who was there, and who runs it."""
    return attended(actor, meeting) or may_run(actor, meeting)


def attended(actor: Actor, meeting: Conference) -> bool:
    """Whether this person was there: in the chair, in the room, or for one of its cases."""
    if actor.user_id == meeting.chair_id:
        return True
    in_room = InRoom.objects.filter(conference=meeting, user=actor.user_id)
    return in_room.exists() or Attendance.objects.filter(item__conference=meeting, user=actor.user_id).exists()


def moment(meeting: Conference, now: datetime) -> datetime:
    """When a case is taken: now while the meeting sits, and its own time when it is written down on another day."""
    today = timezone.localdate(now)
    if meeting.held_on > today:
        raise DomainError("This meeting has not begun. If it sits today, change its day first.")
    return now if meeting.held_on == today or meeting.starts_at is None else meeting.starts_at


@transaction.atomic
def plan(unit: Unit, *, by: Actor, starts_at: datetime, chair: User) -> Conference:
    """Open a meeting: a day, a time and who will be in the chair. Its agenda proposes itself."""
    policy.require(by, Action.PLAN_MEETING, unit)
    on = timezone.localdate(starts_at)
    _may_chair(unit, chair, on)
    meeting, is_new = Conference.objects.get_or_create(unit=unit, held_on=on, chair=chair)
    if meeting.starts_at is not None:
        raise DomainError(f"{chair.name} is in the chair of a meeting on that day already.")
    if meeting.locked_at is not None:
        raise DomainError(SIGNED)
    meeting.starts_at, meeting.planned_by = starts_at, by.user
    meeting.save(update_fields=["starts_at", "planned_by"])
    kind = trail.Operation.COLLECT if is_new else trail.Operation.ALTER
    trail.record(by, kind, "plan_meeting", record=meeting, fields=["starts_at", "chair"])
    return meeting


@transaction.atomic
def change(
    meeting: Conference, *, by: Actor, starts_at: datetime, chair: User, version: int | None = None
) -> Conference:
    """Another day, another time, or somebody else in the chair."""
    meeting = locked(meeting, by=by, version=version)
    on = timezone.localdate(starts_at)
    _may_chair(meeting.unit, chair, on)
    same = Conference.objects.filter(unit=meeting.unit, held_on=on, chair=chair).exclude(pk=meeting.pk)
    if same.exists():
        raise DomainError(f"{chair.name} is in the chair of a meeting on that day already.")
    meeting.starts_at, meeting.held_on, meeting.chair = starts_at, on, chair
    if meeting.planned_by_id is None:
        meeting.planned_by = by.user
    return saved(meeting, "change_meeting", ["starts_at", "held_on", "chair", "planned_by"], by=by)


@transaction.atomic
def enter(
    meeting: Conference, *, by: Actor, people: Sequence[User], guests: Sequence[str] = (), version: int | None = None
) -> Conference:
    """Who is in the room, said once for the whole meeting."""
    meeting = locked(meeting, by=by, version=version)
    InRoom.objects.filter(conference=meeting).delete()
    there = {person.pk: person for person in people if person.pk != meeting.chair_id}
    InRoom.objects.bulk_create(InRoom(conference=meeting, user=one, name=one.name) for one in there.values())
    InRoom.objects.bulk_create(InRoom(conference=meeting, name=name.strip()) for name in guests if name.strip())
    meeting.room_known = True
    return saved(meeting, "enter_room", ["room_known"], by=by)


@transaction.atomic
def differ(
    meeting: Conference, case: Case, *, by: Actor, differs: Exceptions, version: int | None = None
) -> Conference:
    """Who is away for this case, who declared a conflict and leaves, who chairs it instead, who came for it alone."""
    policy.require(by, Action.VIEW_AGENDA, case)
    meeting = locked(meeting, by=by, version=version)
    AttendanceException.objects.filter(conference=meeting, case=case).delete()
    kinds = {
        **dict.fromkeys(differs.away, Difference.AWAY),
        **({differs.chair: Difference.CHAIR} if differs.chair else {}),
        **dict.fromkeys(differs.conflicts, Difference.CONFLICT),
    }
    people = User.objects.in_bulk(list(kinds))
    AttendanceException.objects.bulk_create(
        AttendanceException(case=case, conference=meeting, user=people[key], name=people[key].name, kind=kind)
        for key, kind in kinds.items()
    )
    AttendanceException.objects.bulk_create(
        AttendanceException(case=case, conference=meeting, name=name.strip(), kind=Difference.GUEST)
        for name in differs.guests
        if name.strip()
    )
    trail.record(by, trail.Operation.ALTER, "differ_attendance", case_id=case.pk, record=meeting, fields=["exceptions"])
    return saved(meeting, "differ_attendance", [], by=by)


def exceptions(meeting: Conference, case: Case) -> Exceptions:
    """What was said of the room for this case."""
    rows = list(AttendanceException.objects.filter(conference=meeting, case=case).order_by("pk"))
    chairs = [row.user_id for row in rows if row.kind == Difference.CHAIR]
    return Exceptions(
        away=frozenset(row.user_id for row in rows if row.kind == Difference.AWAY and row.user_id),
        conflicts=frozenset(row.user_id for row in rows if row.kind == Difference.CONFLICT and row.user_id),
        chair=chairs[0] if chairs else None,
        guests=tuple(row.name for row in rows if row.kind == Difference.GUEST),
    )


def room(meeting: Conference) -> tuple[list[User], list[str]]:
    """The chair and everybody else in the room, and the guests by name."""
    rows = list(InRoom.objects.filter(conference=meeting).select_related("user").order_by("name", "pk"))
    return [meeting.chair, *(row.user for row in rows if row.user)], [row.name for row in rows if row.user is None]


def last_room(meeting: Conference) -> list[UUID]:
    """Those of us who were in the room of the meeting before this one."""
    before = Conference.objects.filter(unit=meeting.unit_id, room_known=True, held_on__lt=meeting.held_on)
    last = before.order_by("-held_on", "-starts_at", "pk").first()
    return [person.pk for person in room(last)[0]] if last else []


def carried(meeting: Conference, cases: Sequence[Case], at: datetime) -> dict[UUID, list[Attended]]:
    """Who sits over each case: those of the room who are on it or lead its unit, with what was said to differ.

    A few queries, however many cases. Whoever is barred from a case, or not named on it, is not there for it.
    """
    people, guests = room(meeting)
    differing = list(
        AttendanceException.objects.filter(conference=meeting, case__in=cases).select_related("user").order_by("pk")
    )
    known = {person.pk: person for person in [*people, *(row.user for row in differing if row.user)]}
    on_case = set(TeamMember.objects.live(at).filter(case__in=cases, user__in=known).values_list("case_id", "user_id"))
    barred = set(Exclusion.objects.filter(case__in=cases, user__in=known).values_list("case_id", "user_id"))
    leads = set(_leads(meeting, at, known))
    found = {}
    for case in cases:
        rows = [row for row in differing if row.case_id == case.pk]
        kinds = {row.user_id: row.kind for row in rows if row.user_id}
        mine = [
            person
            for key, person in known.items()
            if (key in kinds or person in people)
            and kinds.get(key) != Difference.AWAY
            and (case.pk, key) not in barred
            and ((case.pk, key) in on_case or key in leads)
        ]
        named = [name for name in guests] + [row.name for row in rows if row.kind == Difference.GUEST]
        found[case.pk] = [*_sitting(mine, kinds, meeting.chair_id), *(Attended(name=name) for name in named)]
    return found


def filled(meeting: Conference, cases: Sequence[Case], at: datetime) -> Mapping[UUID, list[Quorum]]:
    """For each case the seats of the quorum in which nobody sits now."""
    there = carried(meeting, cases, at)
    users = {one.user.pk: one.user for sitting in there.values() for one in sitting if one.user}
    seats = seats_by_case(cases, list(users.values()), at)
    return {key: empty(stayed(sitting, seats[key])) for key, sitting in there.items()}


def seats_in(meeting: Conference, at: datetime) -> list[Quorum]:
    """The seats in which nobody of the room sits, whatever the case."""
    people, _ = room(meeting)
    on = timezone.localdate(at)
    held = {seat.user_id: seat for seat in seats_of(meeting.unit, on)}
    kinds = {held[one.pk].discipline.kind for one in people if one.pk in held and one.pk != meeting.chair_id}
    chair = held.get(meeting.chair_id)
    chaired = {Quorum.CHAIR.value} if chair and chair.role == Role.TEAM_LEAD else set()
    return [seat for seat in Quorum if seat.value not in kinds | chaired]


def new_people(actor: Actor, meeting: Conference, cases: Sequence[Case]) -> list[CasePerson]:
    """The people of these cases about whom no meeting was asked yet, as far as this reader may know of them."""
    asked = ConflictAsked.objects.filter(case__in=cases).values("case_person")
    people = CasePerson.objects.filter(case__in=cases).exclude(pk__in=asked)
    seen = policy.scope_any(
        actor,
        people,
        readable=(Action.VIEW_VICTIM_BRIEF, Action.VIEW_SUSPECT_BRIEF, Action.VIEW_VICTIM, Action.VIEW_OTHER_PERSON),
    )
    return list(seen.select_related("case").order_by("case__reference", "role", "pk"))


@transaction.atomic
def nobody_has_a_conflict(meeting: Conference, people: Iterable[CasePerson], *, by: Actor) -> None:
    """Everybody in the room was asked about these people, and nobody has a conflict of interest with any of them."""
    meeting = locked(meeting, by=by)
    ConflictAsked.objects.bulk_create(
        (ConflictAsked(case_id=one.case_id, conference=meeting, case_person=one) for one in people),
        ignore_conflicts=True,
    )
    trail.record(by, trail.Operation.COLLECT, "ask_conflicts", record=meeting, fields=["conflicts_asked"])


def who_may_chair(unit: Unit, on: date) -> list[User]:
    """Those who work in the unit, its leads first."""
    return [seat.user for seat in seats_of(unit, on) if seat.role != Role.COORDINATOR]


def seats_of(unit: Unit, on: date) -> list[Membership]:
    """Who sits in meetings of the unit, the leads first, each once."""
    held = Membership.objects.whole().live(on).filter(unit=unit, role__in=SITS, user__is_active=True)
    found: dict[UUID, Membership] = {}
    for seat in sorted(held, key=lambda seat: (seat.role != Role.TEAM_LEAD, seat.user.name)):
        found.setdefault(seat.user_id, seat)
    return list(found.values())


def locked(meeting: Conference, *, by: Actor, version: int | None = None) -> Conference:
    """The meeting, locked, if this person runs it, its minutes are not signed and it is as they saw it."""
    row: Conference = (
        Conference.objects.select_for_update(of=("self",)).select_related("unit", "chair").get(pk=meeting.pk)
    )
    if by.user_id != row.chair_id:
        policy.require(by, Action.PLAN_MEETING, row.unit)
    if row.locked_at is not None:
        raise DomainError(SIGNED)
    if version is not None and version != row.version:
        raise Changed("Somebody changed this meeting while you had it open. Read what stands now, then try again.")
    return row


def saved(meeting: Conference, verb: str, fields: list[str], *, by: Actor) -> Conference:
    """The meeting with its next version."""
    meeting.version += 1
    meeting.save(update_fields=[*fields, "version"])
    trail.record(by, trail.Operation.ALTER, verb, record=meeting, fields=fields or ["agenda"])
    return meeting


def _sitting(people: Sequence[User], kinds: Mapping[UUID, str], chair: UUID) -> list[Attended]:
    """Each of them as they sit there: whoever was named for it chairs, else the chair of the meeting."""
    named = [key for key, kind in kinds.items() if kind == Difference.CHAIR]
    chairs = named[0] if named else chair
    if kinds.get(chairs) == Difference.CONFLICT:
        chairs = UUID(int=0)
    return [
        Attended(one, is_chair=one.pk == chairs, declared_conflict=kinds.get(one.pk) == Difference.CONFLICT)
        for one in people
    ]


def _leads(meeting: Conference, at: datetime, known: Iterable[UUID]) -> QuerySet[Membership, UUID]:
    live = Membership.objects.live(timezone.localdate(at)).filter(unit=meeting.unit_id, role=Role.TEAM_LEAD)
    return live.filter(Q(user__in=list(known))).values_list("user_id", flat=True)


def _may_chair(unit: Unit, chair: User, on: date) -> None:
    if chair not in who_may_chair(unit, on):
        raise DomainError(f"{chair.name} does not work in this unit on that day. Choose somebody else.")
