"""The case list: which of the cases somebody may see it shows, and in which order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from django.db.models import Case as Either
from django.db.models import Exists, F, IntegerField, OuterRef, Q, QuerySet, Value, When
from django.utils.timezone import localdate

from cases import policy
from cases.enums import INTAKE_STATES, MANAGED_STATES, OPEN_STATES, Level, Side, Stage, State, Whose
from cases.models import Case, TeamMember
from cases.policy import Action
from stalking_unit.accounts.actor import Actor
from stalking_unit.accounts.enums import DisciplineKind

STAGES: Mapping[Stage, frozenset[State]] = {
    Stage.OPEN: OPEN_STATES,
    Stage.INTAKE: INTAKE_STATES,
    Stage.WORKED: MANAGED_STATES,
    Stage.ADVICE: frozenset({State.CONSULTATION, State.CONSULT_ADVISED}),
    Stage.ENDED: frozenset(State) - OPEN_STATES - {State.DRAFT},
    Stage.EVER: frozenset(State),
}
NOT_ASSESSED = "none"
# What the list may be sorted by, and the column that says it.
SORTED_BY = {"reference": "reference", "level": "rank", "stage": "standing", "review": "review_on"}
FIRST = "review"


@dataclass(frozen=True, slots=True)
class Sought:
    """What somebody asks of the list. A minus before the order turns it round."""

    levels: Sequence[str] = ()  # of Level, or NOT_ASSESSED
    stage: Stage = Stage.OPEN
    whose: Whose = Whose.EVERY
    without: DisciplineKind | None = None
    is_due: bool = False
    order: str = FIRST


def listed(actor: Actor, sought: Sought, within: QuerySet[Case]) -> QuerySet[Any]:
    """The cases of the list, for one who may see where they stand."""
    found = policy.scope(actor, Action.VIEW_STAGE, within)
    found = found.filter(of_levels(sought.levels), state__in=sorted(STAGES[sought.stage]))
    found = found.filter(_of(actor, sought.whose))
    if sought.without is not None:
        found = found.filter(_without(actor, sought.without))
    if sought.is_due:
        found = found.filter(review_on__lte=localdate(actor.now))
    path = SORTED_BY.get(sought.order.removeprefix("-"), SORTED_BY[FIRST])
    sorted_by = {"rank": by_level, "standing": by_stage}
    if path in sorted_by:
        found = found.annotate(**{path: sorted_by[path]()})
    return found.order_by(*in_order(path, is_turned=sought.order.startswith("-")))


def of_levels(levels: Sequence[str]) -> Q:
    """The cases of these levels; without any, every case."""
    if not levels:
        return Q()
    named = Q(level__in=[level for level in levels if level in Level.values])
    return named | Q(level=None) if NOT_ASSESSED in levels else named


def in_order(path: str, *, is_turned: bool) -> list[Any]:
    """By this column, and after it always in the same order, so that no page repeats or leaves out a case."""
    first = F(path).desc(nulls_last=True) if is_turned else F(path).asc(nulls_last=True)
    return [first, F("review_on").asc(nulls_last=True), "-created_at", "pk"]


def by_level() -> Either:
    """Very high first; a case that is not assessed yet comes last."""
    return _placed("level", Level)


def by_stage() -> Either:
    """As cases go through the unit."""
    return _placed("state", State)


def _placed(field: str, values: type[Enum]) -> Either:
    ranked = [When(**{field: value}, then=Value(place)) for place, value in enumerate(values)]
    return Either(*ranked, default=Value(None), output_field=IntegerField())


def _of(actor: Actor, whose: Whose) -> Q:
    if whose is Whose.MINE:
        own = TeamMember.objects.live(actor.now).filter(case=OuterRef("pk"), user=actor.user_id)
        return Q(Exists(own))
    if whose is Whose.UNIT:
        return Q(unit=actor.unit.pk) if actor.unit else Q(pk=None)
    return Q()


def _without(actor: Actor, kind: DisciplineKind) -> Q:
    """Nobody of the discipline works it now: said only of cases whose team this person may see."""
    here = Q(case=OuterRef("pk"))
    team = policy.scope(actor, Action.VIEW_ACCESS, TeamMember.objects.filter(here))
    working = TeamMember.objects.live(actor.now).filter(here, discipline__kind=kind).exclude(side=Side.HEADER)
    return Q(Exists(team), ~Exists(policy.scope(actor, Action.VIEW_ACCESS, working)))
