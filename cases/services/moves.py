"""One way to make any move: the lifecycle's own, with what belongs to it and a word to whoever should know."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from cases import grants, policy
from cases.clocks import challenge_due
from cases.enums import AlarmKind, Basis, Capacity, Grant, Side, State, Transition, UnitRight
from cases.lifecycle import STEPS
from cases.models import Case, CaseGrant, CodeList, Referral, StateChange, TeamMember, UnitGrant
from cases.policy import Action
from cases.services import alarms, codes, screening, triggers
from cases.services.answering import UNSAFE
from cases.services.errors import NoSuchCase
from cases.services.lifecycle import Facts, move
from cases.services.telling import tell
from stalking_unit import clock
from stalking_unit.accounts.actor import Actor, acting
from stalking_unit.accounts.enums import DisciplineKind, Role
from stalking_unit.accounts.models import Membership, Unit, User
from stalking_unit.db.errors import DomainError

T = Transition
OFFERED = "Offered to their unit"
LET_OUT = frozenset({"release", "bail-change"})
ENDS_A_PAUSE: Mapping[str, str] = {
    "release": "Release was recorded.",
    "discharge": "Discharge or leave was recorded.",
    "return": "It was recorded that the suspect is back.",
}
FLAGGED = (AlarmKind.RED_FLAG, AlarmKind.URGENT_REFERRAL, AlarmKind.NOT_DECIDED)
SAMPLED = 10


@dataclass(frozen=True, slots=True)
class News:
    """A neutral sentence, whom it is for, and the page of the case it leads to."""

    text: str
    to: tuple[Callable[[StateChange, Actor], Iterable[User]], ...]
    route: str = "cases:overview"
    kind: str = ""  # that of the move unless it says otherwise


@transaction.atomic
def make(
    case: Case,
    transition: Transition,
    *,
    by: Actor,
    says: Mapping[str, str] | None = None,
    facts: Facts | None = None,
    version: int | None = None,
    happened_at: datetime | None = None,
) -> StateChange:
    """Make the move with everything that follows from it. The arguments are those of `lifecycle.move`."""
    if transition in CHECKS:
        CHECKS[transition](case, facts or {}, by)
    if transition in ADDS:
        facts = {**(facts or {}), **ADDS[transition](case, by)}
    if transition is T.RAISE_RED_FLAG:
        says, facts = _with_ticks(says or {}, facts or {})
    change = move(case, transition, by=by, says=says, facts=facts, version=version, happened_at=happened_at)
    if STEPS[transition].needs == ("trigger",):
        triggers.write(change, (facts or {})["trigger"], by=by)
    _alarm(change, facts or {}, by)
    if transition in FOLLOWS:
        with acting(Actor.system(transition.label, by.now)):  # who hands a case over no longer sees it
            FOLLOWS[transition](change.case, by)
    for news in NEWS.get(transition, ()):
        _spread(news, change, by)
    _resume(change, facts or {}, by)
    return change


def _with_ticks(says: Mapping[str, str], facts: Facts) -> tuple[Mapping[str, str], Facts]:
    """What was ticked is said in words, for those who may read a reason; the move itself tells nothing of it."""
    listed = codes.items(CodeList.RED_FLAG, list(facts.get("flags") or ()), clock.today())
    ticked = {"red_flags": "\n".join(item.label for item in listed)} if listed else {}
    return {**says, **ticked}, {name: value for name, value in facts.items() if name != "flags"}


def people_to_agree(case: Case, *, by: Actor) -> list[Membership]:
    """Who may agree that a red flag comes down: caseworkers of the unit, of another discipline than the lead's own."""
    own = by.discipline.kind if by.discipline else DisciplineKind.OTHER
    seats = Membership.objects.whole().live(timezone.localdate(by.now)).filter(unit=case.unit_id)
    caseworkers = seats.filter(role__in=(Role.PRACTITIONER, Role.SUPERVISOR)).exclude(user=by.user_id)
    others = caseworkers.exclude(discipline__kind__in={own, DisciplineKind.OTHER})
    return list(others.order_by("user__name", "pk"))


def units_to_offer(case: Case, *, by: Actor) -> list[Unit]:
    """The other units, which could take the case."""
    return list(Unit.objects.live(timezone.localdate(by.now)).exclude(pk=case.unit_id).order_by("name"))


def case_named(by: Actor, reference: str) -> Case:
    """The case with this reference, as far as this person may see it; hidden and missing are answered alike."""
    seen = policy.scope(by, Action.VIEW_CASE, Case.objects.exclude(state__in=[State.MERGED, State.VOID]))
    found: Case | None = seen.filter(reference=reference.strip().upper()).first()
    if found is None:
        raise NoSuchCase("No case that you may see has this reference.")
    return found


def _alarm(change: StateChange, facts: Facts, by: Actor) -> None:
    """What a move must not leave until somebody looks, and what it answers."""
    if change.from_state == State.DRAFT and change.to_state != State.DRAFT:
        alarms.settle(change.case, [AlarmKind.UNSENT_DANGER], by=by)
    if change.transition == T.CLEAR_RED_FLAG:
        alarms.settle(change.case, FLAGGED, by=by)
    elif change.transition == T.RAISE_RED_FLAG:
        alarms.raise_alarm(change.case, AlarmKind.RED_FLAG, change.pk, by=by)
    elif facts.get("trigger") in LET_OUT:
        alarms.raise_alarm(change.case, AlarmKind.RELEASE, change.pk, by=by)


def _resume(change: StateChange, facts: Facts, by: Actor) -> None:
    """A pause ends by itself when what it waited for is recorded."""
    if change.case.is_paused and (why := ENDS_A_PAUSE.get(facts.get("trigger") or "")):
        system = Actor.system(T.RESUME.label, by.now)
        with acting(system):
            make(change.case, T.RESUME, by=system, says={"reason": why}, happened_at=change.happened_at)


def _spread(news: News, change: StateChange, by: Actor) -> None:
    people = {person: None for group in news.to for person in group(change, by)}
    tell(
        alarms.uncalled(people, change.pk),
        change.case,
        kind=news.kind or change.transition,
        text=news.text,
        key=f"{news.kind or change.transition}:{change.pk}:{news.route}",
        route=news.route,
        by=by,
    )


def _referrer(change: StateChange, by: Actor) -> Iterable[User]:
    """Whoever referred this time, if they may still see the case and it is safe that they know."""
    referral = Referral.objects.filter(episode=change.episode_id).select_related("author").first()
    if referral is None or change.facts.get("referrer_told") == UNSAFE:
        return []
    return _who_may_see([referral.author], change.case, by)


def _challengers(change: StateChange, by: Actor) -> Iterable[User]:
    """Whoever challenged an earlier decision of this run of the case, whether or not they referred it."""
    made = StateChange.objects.filter(episode=change.episode_id, transition=T.CHALLENGE, made_by__isnull=False)
    referred = set(_referrer(change, by))
    others = [one.made_by for one in made.select_related("made_by").order_by("recorded_at", "pk") if one.made_by]
    return _who_may_see([user for user in others if user not in referred], change.case, by)


def _sampling_leads(change: StateChange, by: Actor) -> Iterable[User]:
    """One piece of advice in ten is looked over by those who lead; which one, its key decides."""
    return _leads(change, by) if change.pk.int % SAMPLED == 0 else []


def _who_may_see(people: Iterable[User], case: Case, by: Actor) -> list[User]:
    return [one for one in people if policy.can(Actor.of(one, now=by.now), Action.VIEW_CASE, case)]


def _leads(change: StateChange, by: Actor) -> Iterable[User]:
    return policy.who_can(Action.CHANGE_TEAM, change.case, at=by.now)


def _receivers(change: StateChange, by: Actor) -> Iterable[User]:
    return policy.who_can(Action.ACCEPT_OFFER, change.case, at=by.now)


def _team(change: StateChange, by: Actor) -> Iterable[User]:
    places = TeamMember.objects.live(by.now).filter(case=change.case_id).exclude(capacity=Capacity.REFERRER)
    return [place.user for place in places.select_related("user").order_by("pk")]


ANSWERED = "A decision was made on your referral."
DECIDED = (
    News(ANSWERED, (_referrer,), "cases:received"),
    News("The decision that was challenged was made again.", (_challengers,)),
)
READ_AGAIN = News("Look over advice that was given: one in ten is read again.", (_sampling_leads,), kind="sample")
CHANGED = (News(triggers.CHANGED, (_team, _leads)),)
NEWS: Mapping[Transition, tuple[News, ...]] = {
    T.RAISE_RED_FLAG: (News("A red flag was raised. Open the case now.", (_leads, _team)),),
    T.ASK_FOR_MORE: (News("The unit asks for more about your referral.", (_referrer,), "cases:received"),),
    T.PASS_TO_TRIAGE: (News("A referral waits for a decision.", (_leads,)),),
    T.DECLINE: DECIDED,
    T.ADVISE_NOW: (*DECIDED, READ_AGAIN),
    T.ACCEPT: DECIDED,
    T.CONSULT: DECIDED,
    T.ISSUE_ADVICE: (News("Advice was given on your referral.", (_referrer,), "cases:received"),),
    T.CHALLENGE: (News("A decision was challenged and waits for you again.", (_leads,)),),
    T.TRIGGER_REVIEW: CHANGED,
    T.BRING_FORWARD: CHANGED,
    T.NOTE_CHANGE: CHANGED,
    T.OFFER: (News("A case is offered to your unit. Answer today.", (_receivers,)),),
    T.REFUSE_OFFER: (News("The case you offered was refused and stays yours.", (_leads,)),),
}


def _says_whether_late(case: Case, by: Actor) -> Facts:
    """A decision is challenged within ten working days; a later challenge is heard all the same, and marked."""
    declined = StateChange.objects.filter(case=case, transition=T.DECLINE).order_by("-recorded_at", "pk").first()
    return {"late": declined is not None and challenge_due(declined.happened_at).at < by.now}


ADDS: Mapping[Transition, Callable[[Case, Actor], Facts]] = {T.CHALLENGE: _says_whether_late}


def _agreed_by_another(case: Case, facts: Facts, by: Actor) -> None:
    if facts.get("agreed_by") and facts["agreed_by"] not in {seat.user_id for seat in people_to_agree(case, by=by)}:
        raise DomainError("Somebody of another discipline must agree that the flag comes down.")


def _joins_an_open_case(case: Case, facts: Facts, by: Actor) -> None:
    into = facts.get("joined_to")
    if into is not None and (into == case.pk or not screening.may_join(by, into)):
        raise NoSuchCase("No open case that you may see has this reference.")


def _merges_into_another(case: Case, facts: Facts, by: Actor) -> None:
    into = facts.get("merged_into")
    seen = policy.scope(by, Action.VIEW_CASE, Case.objects.exclude(pk=case.pk))
    if into is not None and not seen.filter(pk=into).exists():
        raise NoSuchCase("No case that you may see has this reference.")


CHECKS: Mapping[Transition, Callable[[Case, Facts, Actor], None]] = {
    T.CLEAR_RED_FLAG: _agreed_by_another,
    T.JOIN: _joins_an_open_case,
    T.MERGE: _merges_into_another,
}


def _show_to_receivers(case: Case, by: Actor) -> None:
    """A restricted case shows to nobody who is not named on it, so those who are to answer the offer are named."""
    if case.is_restricted:
        rights = UnitGrant.objects.filter(content_object=case.offered_to_id, permission__codename=UnitRight.LEAD.value)
        for right in rights.exclude(ends_at__lte=by.now).select_related("user").order_by("pk"):
            grants.give(case, right.user, Grant.VIEW, by=by, basis=Basis.ALLOCATED, reason=OFFERED)


def _hide_from_receivers(case: Case, by: Actor) -> None:
    for grant in _live_grants(case, by).filter(reason=OFFERED).select_related("user").order_by("pk"):
        grants.end(case, grant.user, by=by, basis=Basis.ALLOCATED)


def _hand_over(case: Case, by: Actor) -> None:
    """The old unit's places and grants end with its answer for the case; a restricted one is named to its new lead."""
    TeamMember.objects.live(by.now).filter(case=case).update(ends_at=by.now)
    for grant in _live_grants(case, by).select_related("user").order_by("pk"):
        grants.end(case, grant.user, by=by)
    if case.is_restricted and by.user is not None and by.membership is not None:
        TeamMember.objects.create(
            case=case,
            user=by.user,
            agency=by.membership.agency,
            discipline=by.membership.discipline,
            side=Side.BOTH,
            capacity=Capacity.MEMBER,
            starts_at=by.now,
        )
        grants.give(case, by.user, Grant.LEAD, by=by, basis=Basis.ALLOCATED)


def _live_grants(case: Case, by: Actor) -> QuerySet[CaseGrant]:
    return CaseGrant.objects.filter(content_object=case).exclude(ends_at__lte=by.now)


def _wake_joined(case: Case, by: Actor) -> None:
    if case.joined_to_id is not None:
        screening.wake(case.joined_to_id, case, by=by)


def _warn_the_other(case: Case, by: Actor) -> None:
    """Danger in a referral that was joined or merged is danger in the case it belongs to."""
    if case.joined_to_id is None:
        return
    other = Case.objects.get(pk=case.joined_to_id)
    named = TeamMember.objects.live(by.now).filter(case=other).exclude(capacity=Capacity.REFERRER)
    leads = policy.who_can(Action.CHANGE_TEAM, other, at=by.now)
    tell(
        dict.fromkeys([*leads, *(place.user for place in named.select_related("user").order_by("pk"))]),
        other,
        kind=T.RAISE_RED_FLAG,
        text="A red flag was raised on a referral that belongs to this case. Open the case now.",
        key=f"{T.RAISE_RED_FLAG}:{case.pk}:{case.version}",
        route="cases:overview",
        by=by,
    )


FOLLOWS: Mapping[Transition, Callable[[Case, Actor], None]] = {
    T.RAISE_RED_FLAG: _warn_the_other,
    T.JOIN: _wake_joined,
    T.OFFER: _show_to_receivers,
    T.REFUSE_OFFER: _hide_from_receivers,
    T.ACCEPT_OFFER: _hand_over,
}
