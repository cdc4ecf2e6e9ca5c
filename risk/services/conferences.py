"""The case conference: who sat over the case, what they decided together, and who saw it differently."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from cases import policy
from cases.clocks import next_review, working_days_after
from cases.enums import Level, Transition
from cases.models import Case, Episode, StateChange, TeamMember
from cases.policy import Action
from cases.services import lifecycle
from risk.enums import DecisionKind
from risk.models import Attendance, Conference, ConferenceItem, Decision, DifferentView, Round
from risk.services.attendance import (
    NO_SEAT,
    Seats,
    attendance,
    chair_among,
    empty,
    seats_on,
    stayed,
)
from risk.services.attendance import Attended as Attended  # what a conference is held with
from stalking_unit.accounts.actor import Actor
from stalking_unit.accounts.enums import Role
from stalking_unit.accounts.models import Membership, User
from stalking_unit.audit import trail
from stalking_unit.db.errors import DomainError
from stalking_unit.db.said import Said

CONFIRM_DAYS = 2  # working days in which an empty seat says whether it agrees


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


A_MINUTE = timedelta(minutes=1)
ORDER_CONSIDERED = "Stalking protection order considered"


@transaction.atomic
def hold(
    case: Case,
    *,
    by: Actor,
    attended: Sequence[Attended],
    held_at: datetime | None = None,
    meeting: Conference | None = None,
    version: int | None = None,
) -> ConferenceItem:
    """Record that the conference sat over this case, at a meeting that was planned or at one of its own.

    It is quorate with its chair, the police, mental health and an advocate. Without one of them it counts all the
    same: what is decided is decided subject to their word, which is due within two working days.
    """
    if (at := held_at or by.now) > by.now:
        raise DomainError("The conference must be today or in the past.")
    seats = seats_on(case, [one.user for one in attended if one.user], at)
    chair, there = chair_among(attended), stayed(attended, seats)
    change = lifecycle.move(
        case,
        Transition.HOLD_CONFERENCE,
        by=by,
        facts={
            "attended": sorted({seat.discipline.code for _, seat in there if seat.discipline}),
            "subject_to": [seat.value for seat in empty(there)],
        },
        version=version,
        happened_at=at,
    )
    on = timezone.localdate(at)
    meeting = meeting or Conference.objects.get_or_create(unit=case.unit, held_on=on, chair=chair)[0]
    return sit(case, meeting, by=by, attended=attended, at=at, episode=change.episode)


@transaction.atomic
def sit(
    case: Case, meeting: Conference, *, by: Actor, attended: Sequence[Attended], at: datetime, episode: Episode
) -> ConferenceItem:
    """Write down that the meeting sat over this case: who was there, and whose word is still missing.

    The moves of the case are made by whoever calls this.
    """
    policy.require(by, Action.HOLD_CONFERENCE, case)
    chair_among(attended)
    seats = seats_on(case, [one.user for one in attended if one.user], at)
    missing = [seat.value for seat in empty(stayed(attended, seats))]
    item = ConferenceItem.objects.create(
        case=case,
        conference=meeting,
        episode=episode,
        round=Round.objects.over().filter(case=case, episode=episode).order_by("-number").first(),
        held_at=at,
        recorded_at=by.now,
        subject_to=missing,
        confirm_by=working_days_after(at, CONFIRM_DAYS).on if missing else None,
    )
    Attendance.objects.bulk_create(attendance(item, one, seats) for one in attended)
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
        Decided(DecisionKind.LEGAL, ORDER_CONSIDERED, rationale=order_considered),
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
    seats = seats_on(item.case, [view.user for view in views], item.held_at)
    written = Decision.objects.bulk_create(
        Decision(
            case_id=item.case_id,
            item=item,
            kind=decided.kind,
            text=_stripped(decided.text),
            rationale=_stripped(decided.rationale),
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
    seats = seats_on(case, people, at)
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


def _stripped(text: str) -> str:
    """What was typed, without its margins; a whole text that is carried forward stays the copy it is."""
    return text if isinstance(text, Said) else text.strip()


def _different_view(item: ConferenceItem, view: OtherView, seats: Seats, *, by: Actor) -> DifferentView:
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
