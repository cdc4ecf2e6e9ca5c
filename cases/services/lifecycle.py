"""The only writer of a case's state, level, review day and flags."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from cases import policy
from cases.enums import ENDED_STATES, Level, State, Transition
from cases.lifecycle import missing, next_state
from cases.models import Case, Episode, StateChange, Statement
from cases.policy import Action
from cases.services.answering import may_start_for, sees_stage
from cases.services.errors import Changed, Incomplete, NotFromHere, NotYet
from cases.services.files import case_files
from stalking_unit.accounts.actor import Actor
from stalking_unit.audit import trail

T = Transition
Facts = Mapping[str, Any]

AGREES_LEVEL = frozenset({T.ADOPT_PLAN, T.KEEP_PLAN, T.RECALL_CONFERENCE, T.STEP_DOWN, T.END_MONITORING, T.CLOSE})
ENDS_EPISODE = frozenset({T.CLOSE, T.END_MONITORING, T.END_CONSULTATION, T.DECLINE})
NOT_ASSESSED = "not_assessed"  # an answer like any other, for a case that ends before anyone assessed it
REVIEW_WAS = "review_was"  # kept with a move that can be taken back
GOES_BACK = {T.UNJOIN: T.JOIN, T.UNMERGE: T.MERGE, T.RESTORE: T.CANCEL}


@transaction.atomic
def move(
    case: Case,
    transition: Transition,
    *,
    by: Actor,
    says: Mapping[str, str] | None = None,
    facts: Facts | None = None,
    version: int | None = None,
    happened_at: datetime | None = None,
) -> StateChange:
    """Make one move of the lifecycle, or say why not and change nothing.

    `version` is the version of the case the person was looking at; a stale form is refused. `happened_at` is when it
    was done, if not now; what is recorded late is recorded all the same.
    """
    says, facts = says or {}, facts or {}
    policy.require(by, Action(transition.value), case)
    case = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    before = State(case.state)
    if version is not None and version != case.version:
        raise Changed("Somebody changed this case while you had it open. Read what changed, then try again.")
    if not may_start_for(case, transition, sees_stage=sees_stage(case, by)):
        raise NotFromHere(f"“{transition.label}” is not possible where the case stands now.")
    _refuse_unready(case, transition, says=says, facts=facts)
    undone = _undone(case, transition)
    after = next_state(transition, before, before=State(undone.from_state) if undone else None)

    reviewed_on = case.review_on
    case.state = after
    changed = {"state", "version", *_apply_facts(case, transition, facts, by), *_review_again(case, undone)}
    if reviewed_on and transition in GOES_BACK.values():
        facts = {**facts, REVIEW_WAS: reviewed_on}
    case.version += 1
    case.save(update_fields=sorted(changed))

    at = happened_at or by.now
    episode = _turn_episode(case, transition, after=after, facts=facts, at=at)
    change = StateChange.objects.create(
        case=case,
        episode=episode,
        transition=transition,
        from_state=before,
        to_state=after,
        made_by=by.user,
        made_by_name=by.name,
        agency=by.agency,
        happened_at=at,
        recorded_at=by.now,
        facts={name: _plain(value) for name, value in facts.items()},
    )
    Statement.objects.bulk_create(
        Statement(case=case, change=change, heading=heading, text=text) for heading, text in says.items() if text
    )
    trail.record(
        by,
        trail.Operation.ALTER,
        transition.value,
        case_id=case.pk,
        record=change,
        fields=sorted({*changed, *says, *facts}),
        happened_at=at,
    )
    return change


def blocks(case: Case, transition: Transition, facts: Facts | None = None) -> tuple[str, ...]:
    """Why this move cannot be made yet, as every app sees it; for the page that offers it."""
    return tuple(reason for file in case_files() for reason in file.guards(case, transition, facts or {}))


def episode_before(actor: Actor, case: Case) -> Episode | None:
    """The run of the case before its present one, if there was one."""
    runs = policy.scope(actor, Action.VIEW_EPISODE, Episode.objects.filter(case=case)).order_by("-number")
    _, *earlier = runs[:2] or [None]
    return next(iter(earlier), None)


def _refuse_unready(case: Case, transition: Transition, *, says: Mapping[str, str], facts: Facts) -> None:
    if unsaid := missing(transition, says=says, facts=facts):
        raise Incomplete(unsaid)
    if reasons := blocks(case, transition, facts):
        raise NotYet(reasons)


def _undone(case: Case, transition: Transition) -> StateChange | None:
    """The join, merge or cancelling that this move takes back; it says where the case stood."""
    taken_back = GOES_BACK.get(transition)
    if taken_back is None:
        return None
    return StateChange.objects.filter(case=case, transition=taken_back).order_by("-recorded_at", "-pk").first()


def _review_again(case: Case, undone: StateChange | None) -> set[str]:
    """What was undone leaves no mark: the case is reviewed on the day it would have been."""
    if undone is None or not undone.facts.get(REVIEW_WAS):
        return set()
    case.review_on = date.fromisoformat(undone.facts[REVIEW_WAS])
    return {"review_on"}


def _apply_facts(case: Case, transition: Transition, facts: Facts, by: Actor) -> set[str]:
    """Write what the move settles about the case; says which fields."""
    changed = EFFECTS[transition](case, facts) if transition in EFFECTS else set()
    if transition in AGREES_LEVEL:
        agreed = facts["level"] != NOT_ASSESSED
        case.level = Level(facts["level"]) if agreed else None
        case.level_agreed_at = by.now if agreed else None
        changed |= {"level", "level_agreed_at"}
    if case.state in ENDED_STATES and case.review_on:
        case.review_on = None
        changed |= {"review_on"}
    return changed


def _turn_episode(case: Case, transition: Transition, *, after: State, facts: Facts, at: datetime) -> Episode:
    """The episode the move belongs to: opened by a re-referral, ended by an ending, reopened by a challenge."""
    episode = case.episodes.select_for_update(of=("self",)).order_by("-number").first()
    if episode is None:
        return Episode.objects.create(case=case, number=1, started_at=at)
    if transition is T.RE_REFER:
        if episode.closed_at is None:
            _end(episode, case, facts, at)
        return Episode.objects.create(case=case, number=episode.number + 1, started_at=at)
    if transition is T.SUBMIT:
        episode.started_at = at
        episode.save(update_fields=["started_at"])
    elif transition in ENDS_EPISODE:
        _end(episode, case, facts, at)
    elif transition is T.CHALLENGE:
        episode.closed_at, episode.closure_reason, episode.end_level = None, "", None
        episode.save(update_fields=["closed_at", "closure_reason", "end_level"])
    return episode


def _end(episode: Episode, case: Case, facts: Facts, at: datetime) -> None:
    episode.closed_at = at
    episode.closure_reason = str(facts.get("closure_reason") or facts.get("reason_code") or "")
    episode.end_level = case.level
    episode.save(update_fields=["closed_at", "closure_reason", "end_level"])


def _plain(value: Any) -> Any:
    """A fact as the history keeps it: codes, dates, yes and no, keys."""
    if isinstance(value, date | UUID):
        return value.isoformat() if isinstance(value, date) else str(value)
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(one) for one in value]
    return value


def _sets(**fields: Callable[[Facts], Any]) -> Callable[[Case, Facts], set[str]]:
    def effect(case: Case, facts: Facts) -> set[str]:
        for name, value in fields.items():
            setattr(case, name, value(facts))
        return set(fields)

    return effect


def _accept_offer(case: Case, facts: Facts) -> set[str]:
    case.unit, case.offered_to = case.offered_to or case.unit, None
    return {"unit", "offered_to"}


EFFECTS: Mapping[Transition, Callable[[Case, Facts], set[str]]] = {
    # What was agreed before says nothing of what is happening now; it stays with the episode that ended.
    T.RE_REFER: _sets(level=lambda facts: None, level_agreed_at=lambda facts: None),
    T.RAISE_RED_FLAG: _sets(is_red_flagged=lambda facts: True),
    T.CLEAR_RED_FLAG: _sets(is_red_flagged=lambda facts: False),
    T.PAUSE: _sets(is_paused=lambda facts: True),
    T.RESUME: _sets(is_paused=lambda facts: False),
    T.JOIN: _sets(joined_to_id=lambda facts: facts["joined_to"]),
    T.UNJOIN: _sets(joined_to_id=lambda facts: None),
    T.MERGE: _sets(joined_to_id=lambda facts: facts["merged_into"]),
    T.UNMERGE: _sets(joined_to_id=lambda facts: None),
    T.OFFER: _sets(offered_to_id=lambda facts: facts["offered_to"]),
    T.ACCEPT_OFFER: _accept_offer,
    T.REFUSE_OFFER: _sets(offered_to_id=lambda facts: None),
    T.ADOPT_PLAN: _sets(review_on=lambda facts: facts["review_on"]),
    T.KEEP_PLAN: _sets(review_on=lambda facts: facts["review_on"]),
    T.RETURN_TO_PLAN: _sets(review_on=lambda facts: facts["review_on"]),
    T.STEP_DOWN: _sets(review_on=lambda facts: facts["monitored_until"]),
}
