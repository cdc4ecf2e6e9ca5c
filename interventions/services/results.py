"""How an episode came out, what it taught, and how long it is kept."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils import timezone

from cases import policy
from cases.enums import State, Transition
from cases.models import Case, Episode, PersonName, StateChange, TeamMember
from cases.policy import Action
from cases.services import people
from interventions.enums import Abuse, Answered, PoliceGroup, Proceedings, Programme
from interventions.models import Lesson, Outcome, RetentionRule
from interventions.services.authorship import written
from stalking_unit.accounts.actor import Actor
from stalking_unit.accounts.enums import AgencyKind
from stalking_unit.audit import trail
from stalking_unit.db.errors import DomainError

SHORTEST_NAME = 3
WORD = re.compile(r"[^\W_]+")
ENDINGS = (Transition.CLOSE, Transition.END_MONITORING, Transition.END_CONSULTATION)


@dataclass(frozen=True, slots=True)
class Results:
    """What is known at the end. That nobody knows is an answer; `lesson` empty means that there is none to share."""

    abuse: Abuse
    proceedings: Proceedings
    programme: Programme
    contacts: int | None = None
    safer_from: int | None = None
    safer_to: int | None = None
    daily_life: Answered = Answered.NOT_KNOWN
    knows_how_to_report: Answered = Answered.NOT_KNOWN
    wants_support: Answered = Answered.NOT_KNOWN
    content_with_police: Answered = Answered.NOT_KNOWN
    lesson: str = ""


ASKED = tuple(name for name in Results.__slots__ if name != "lesson")


@dataclass(frozen=True, slots=True)
class Kept:
    """How long one kind of agency keeps what it knows: until when, or when it looks again, and by which rule."""

    holder: AgencyKind
    on: date
    rule: RetentionRule


@dataclass(frozen=True, slots=True)
class Ended:
    """The end of an episode as one reader may know it."""

    episode: Episode
    change: StateChange | None
    outcome: Outcome | None
    lesson: Lesson | None
    kept: Sequence[Kept]


def keep(change: StateChange, said: Results, *, by: Actor) -> Outcome:
    """Write down how it came out, with the ending it belongs to and in its transaction."""
    refuse_names(change.case, said.lesson, by=by)
    own = {"case": change.case, "episode": change.episode, **written(by, change.happened_at)}
    outcome = Outcome.objects.create(**own, **{name: getattr(said, name) for name in ASKED})
    sentence = said.lesson.strip()
    lesson = Lesson.objects.create(**own, is_candidate=bool(sentence), sentence=sentence)
    for record, fields in ((outcome, list(ASKED)), (lesson, ["is_candidate", "sentence"])):
        trail.record(
            by, trail.Operation.COLLECT, "record_outcome", case_id=change.case_id, record=record, fields=fields
        )
    return outcome


def refuse_names(case: Case, sentence: str, *, by: Actor) -> None:
    """A lesson goes to people who do not know the case. Names that its writer may not see are not compared with it:
    a refusal would confirm a guess.
    """
    said = {word.casefold() for word in WORD.findall(sentence)}
    readable = [person.pk for person in people.seen_once(by, case) if not person.is_brief]
    names = PersonName.objects.filter(case=case, case_person__in=readable).order_by("pk")
    parts = {part for name in names for part in WORD.findall(f"{name.given} {name.family}")}
    held = sorted(part for part in parts if len(part) >= SHORTEST_NAME and part.casefold() in said)
    if held:
        raise DomainError(f"Leave names out of the lesson: it holds “{held[0]}”.")


def ended(actor: Actor, case: Case) -> Ended | None:
    """How the last run of a closed case ended, as far as this person may know it."""
    if case.state != State.CLOSED:
        return None
    runs = policy.scope(actor, Action.VIEW_EPISODE, Episode.objects.filter(case=case)).order_by("-number")
    episode = runs.first()
    if episode is None or episode.closed_at is None:
        return None
    made = StateChange.objects.filter(episode=episode, transition__in=ENDINGS)
    change = policy.scope(actor, Action.VIEW_HISTORY, made).order_by("-recorded_at", "pk").first()
    outcome = policy.scope(actor, Action.VIEW_OUTCOME, Outcome.objects.filter(episode=episode)).first()
    lesson = policy.scope(actor, Action.VIEW_LESSON, Lesson.objects.filter(episode=episode)).first()
    group = PoliceGroup(change.facts["police_group"]) if change and change.facts.get("police_group") else None
    kept = retention(case, timezone.localdate(episode.closed_at), group) if change else []
    return Ended(episode, change, outcome, lesson, kept)


def retention(case: Case, closed_on: date, group: PoliceGroup | None) -> list[Kept]:
    """When each kind of agency that worked the case looks again or disposes of it, by the rules of that day.

    Where several clocks apply each is shown; which records are whose decides, and a legal hold stops them all.
    """
    kinds = set(TeamMember.objects.filter(case=case).order_by().values_list("agency__kind", flat=True))
    running = Q(starts_on__lte=closed_on) & (Q(ends_on=None) | Q(ends_on__gte=closed_on))
    rules = RetentionRule.objects.filter(running, holder__in=kinds).order_by("holder", "code")
    police = (group or PoliceGroup.TWO).value
    return [
        Kept(AgencyKind(rule.holder), _years_after(closed_on, rule.years), rule)
        for rule in rules
        if rule.holder != AgencyKind.POLICE or rule.code == police
    ]


def _years_after(on: date, years: int) -> date:
    leaps = (on.month, on.day) == (2, 29)
    return on.replace(year=on.year + years, day=28 if leaps else on.day)
