"""The unit board: one row a case, with what each app tells of it, and the next step written down in its row."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Case as Either
from django.db.models import F, Q, QuerySet, When
from django.utils.timezone import localdate

from cases import policy
from cases.enums import Stage
from cases.models import Case, NextStep
from cases.policy import Action
from cases.services import people
from cases.services.caseload import STAGES, by_level, in_order, of_levels
from cases.services.errors import Changed
from cases.services.files import BoardColumn, case_files
from stalking_unit.accounts.actor import Actor
from stalking_unit.accounts.models import User
from stalking_unit.audit import trail
from stalking_unit.db.errors import DomainError

# What may be sorted by, and the column that says it. The days of the other apps come after these.
SORTED_BY = {"reference": "reference", "level": "rank", "due": "due_on", "review": "review_on", "court": "court_on"}
FIRST = "due"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody asks of the board: which cases, and in which order. A minus before the order turns it round."""

    levels: Sequence[str] = ()  # of Level, or "none"
    stage: Stage = Stage.OPEN
    is_mine: bool = False
    is_overdue: bool = False
    order: str = FIRST


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One case on the board, as far as its reader may know it, and whether they may write its next step."""

    case: Case
    names: str
    step: NextStep | None
    days: Mapping[str, date | None] = field(default_factory=dict)
    may_set: bool = False


@transaction.atomic
def set_next(
    case: Case,
    *,
    by: Actor,
    text: str,
    owner: User | None = None,
    due_on: date | None = None,
    court_on: date | None = None,
    number: int | None = None,
) -> NextStep:
    """Write down what comes next; what stood there before stays as a row. `number` is the one that was read."""
    policy.require(by, Action.SET_NEXT_STEP, case)
    if by.user is None:
        raise DomainError("A next step is written by somebody.")
    if owner is not None and owner not in owners(case, by=by):
        raise DomainError("Choose somebody who works this case.")
    held = Case.objects.select_for_update(of=("self",)).select_related("next_step").get(pk=case.pk)
    last = held.next_step.number if held.next_step else 0
    if number is not None and number != last:
        raise Changed("Somebody wrote another next step while you were writing. Read it before you save.")
    step = NextStep.objects.create(
        case=held,
        number=last + 1,
        text=text.strip(),
        owner=owner,
        due_on=due_on,
        court_on=court_on,
        set_by=by.user,
        set_at=by.now,
    )
    held.next_step = step
    held.save(update_fields=["next_step"])
    written = ["text", "owner", "due_on", "court_on"]
    trail.record(by, trail.Operation.ALTER, "set_next_step", case_id=case.pk, record=step, fields=written)
    return step


def owners(case: Case, *, by: Actor) -> list[User]:
    """Who may take a next step: those who may write one, by name."""
    return policy.who_can(Action.SET_NEXT_STEP, case, at=by.now)


def step_of(actor: Actor, case: Case) -> NextStep | None:
    """What comes next in one case, for one who may know it."""
    return case.next_step if Action.VIEW_NEXT_STEP in policy.allowed_once(actor, case) else None


def mine(actor: Actor) -> QuerySet[Case]:
    """The open cases whose next step is this person's."""
    own = Case.objects.open().filter(next_step__owner=actor.user_id).exclude(next_step__text="")
    cases = policy.scope(actor, Action.VIEW_NEXT_STEP, own).select_related("next_step")
    return cases.order_by("next_step__due_on", "pk")


def cases(actor: Actor, wanted: Wanted, within: QuerySet[Case]) -> QuerySet[Case]:
    """The cases of the board, with the days of every app beside them, each read through the policy of the reader.

    Where somebody may not read the next step, no order and no filter of theirs says anything about it.
    """
    found: QuerySet[Any] = policy.scope_any(
        actor, within, shown=[Action.VIEW_STAGE], reads_step=[Action.VIEW_NEXT_STEP], may_set=[Action.SET_NEXT_STEP]
    )
    found = found.filter(shown=True).annotate(
        due_on=_if_read("next_step__due_on"),
        court_on=_if_read("next_step__court_on"),
        owner=_if_read("next_step__owner_id"),
        rank=by_level(),
        **{column.key: column.value for column in columns(actor)},
    )
    narrowed = _narrowed(found.select_related("next_step__owner", "next_step__set_by"), actor, wanted)
    return narrowed.order_by(*_order(actor, wanted.order))


def rows(actor: Actor, shown: Iterable[Case]) -> list[BoardRow]:
    """What stands in the rows of these cases, which `cases` gave."""
    shown = list(shown)
    names = people.names_on(actor, shown)
    keys = [column.key for column in columns(actor)]
    return [
        BoardRow(
            case,
            names.get(case.pk, ""),
            case.next_step if case.reads_step else None,  # type: ignore[attr-defined]  # put there by `scope_any`
            {key: _day(getattr(case, key)) for key in keys},
            may_set=case.may_set,  # type: ignore[attr-defined]
        )
        for case in shown
    ]


def days(actor: Actor) -> list[BoardColumn]:
    """The days that the apps tell of a case."""
    return [column for file in case_files() for column in file.board(actor)]


def columns(actor: Actor) -> list[BoardColumn]:
    """Those of them that have a column on the board."""
    return [column for column in days(actor) if column.is_on_board]


def orders(actor: Actor) -> list[str]:
    """By what the board may be sorted."""
    return [*SORTED_BY, *(column.key for column in columns(actor))]


def _narrowed(found: QuerySet[Any], actor: Actor, wanted: Wanted) -> QuerySet[Any]:
    found = found.filter(of_levels(wanted.levels), state__in=sorted(STAGES[wanted.stage]))
    if wanted.is_mine:
        found = found.filter(owner=actor.user_id)
    if wanted.is_overdue:
        today = localdate(actor.now)
        found = found.filter(Q(due_on__lt=today) | Q(review_on__lt=today))
    return found


def _order(actor: Actor, asked: str) -> list[Any]:
    """The order that was asked for; one that is not known is the first."""
    name = asked.removeprefix("-")
    path = SORTED_BY.get(name, name) if name in orders(actor) else SORTED_BY[FIRST]
    return in_order(path, is_turned=asked.startswith("-"))


def _if_read(path: str) -> Either:
    return Either(When(reads_step=True, then=F(path)))


def _day(value: Any) -> date | None:
    return localdate(value) if hasattr(value, "tzinfo") else value
