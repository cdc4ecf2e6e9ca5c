"""`scope()` is the rule; `can()` asks it about one record, `allowed()` asks every case-level rule in one query."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import reduce
from operator import and_, or_
from typing import Any, Self, TypeVar
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import Case as Either
from django.db.models import Model, Q, QuerySet, When
from django.http import Http404  # noqa: TID251  the one place that turns a refusal into "there is no such page"

from cases.models import Case
from cases.policy.actions import Action
from cases.policy.clauses import Clause, Reach
from cases.policy.reach import NOTHING, Question, cases_of, condition, units_of, ways
from cases.policy.rules import RULES
from cases.policy.subjects import Subject, subject_of
from stalking_unit.accounts.actor import Actor
from stalking_unit.audit.trail import Refusal

M = TypeVar("M", bound=Model)


def clauses_for(actor: Actor, action: Action) -> tuple[Clause, ...]:
    """The clauses written for this actor's seat. Without a seat, none; an action without a row raises."""
    if actor.is_system:
        return tuple(clause for clause in RULES[action] if clause.reach is Reach.SYSTEM)
    return tuple(clause for clause in RULES[action] if actor.seat in clause.who)


def is_for(actor: Actor, action: Action) -> bool:
    """Whether anything is written for this actor's seat: enough to show the way to a page, never to open it."""
    return bool(clauses_for(actor, action))


def scope(actor: Actor, action: Action, records: QuerySet[M]) -> QuerySet[M]:
    """The records on which this actor may take this action."""
    lawful = _lawful(actor, action, records.model, cases_of(records))
    return records.none() if lawful is None else records.filter(lawful)


def scope_any(
    actor: Actor, records: QuerySet[M], *, beside: Iterable[Action] = (), **groups: Iterable[Action]
) -> QuerySet[M]:
    """The records on which any of these actions is allowed; each row says by name which groups hold for it.

    What is allowed `beside` those has no name: a row of which no group holds is there for that alone.

    `scope_any(actor, people, in_full=[VIEW_VICTIM], in_brief=[VIEW_VICTIM_BRIEF])` is one query for both kinds.
    """
    among = cases_of(records)
    held = {name: _any_of(actor, actions, records.model, among) for name, actions in groups.items()}
    marks: dict[str, Any] = {name: Either(When(lawful, then=True), default=False) for name, lawful in held.items()}
    wanted = [*held.values(), _any_of(actor, beside, records.model, among)]
    question = Question(actor, subject_of(Action.VIEW_CASE), records.model)
    marked: QuerySet[M] = records.filter(reduce(or_, wanted), *_not_barred(question)).annotate(**marks)
    return marked


def can(actor: Actor, action: Action, record: Model) -> bool:
    """Whether this actor may take this action on this record."""
    return scope(actor, action, type(record)._default_manager.filter(pk=record.pk)).exists()


def allowed(actor: Actor, case: Case) -> frozenset[Action]:
    """Everything this actor may do to this case: one query, one question per distinct clause."""
    question = Question(actor, subject_of(Action.VIEW_CASE), Case)
    asked = _Asked.of(question)
    marks = asked.marks(question)
    if not marks:
        return frozenset()
    marked = Case.objects.filter(*_not_barred(question), pk=case.pk).annotate(**marks)
    return asked.answered(marked.values(*marks).first() or {})


def allowed_once(actor: Actor, case: Case) -> frozenset[Action]:
    """As `allowed`, for pages made of many parts: asked once a request and kept on the actor."""
    key = ("allowed", case.pk)
    if key not in actor.reach:
        actor.reach[key] = allowed(actor, case)
    found: frozenset[Action] = actor.reach[key]
    return found


def require(actor: Actor, action: Action, record: Model) -> None:
    """Stop here unless the actor may; the refusal is kept for the trail."""
    if not can(actor, action, record):
        raise _refused(PermissionDenied(), actor, action, record.pk, _case_of(record))


def get_or_404(actor: Actor, action: Action, records: QuerySet[M], pk: UUID) -> M:
    """The record, or a refusal: 404 to a stranger, 403 to one who may see the record but not do this.

    A hidden record and a missing one cost the same queries and give the same answer.
    """
    found = scope(actor, action, records).filter(pk=pk).first()
    if found is not None:
        return found
    view = subject_of(action).view
    if view is not None and view is not action and scope(actor, view, records).filter(pk=pk).exists():
        raise _refused(PermissionDenied(), actor, action, pk)
    raise _refused(Http404(), actor, action, pk)


def get_case_or_404(actor: Actor, action: Action, cases: QuerySet[Case], pk: UUID) -> Case:
    """The case, as `get_or_404` gives it; what else may be done to it is asked with it and kept for `allowed_once`."""
    question = Question(actor, subject_of(Action.VIEW_CASE), Case)
    asked = _Asked.of(question)
    case = get_or_404(actor, action, cases.annotate(**asked.marks(question)), pk)
    actor.reach["allowed", case.pk] = asked.answered(vars(case))
    return case


def get_any_or_404(actor: Actor, records: QuerySet[M], pk: UUID, **groups: Iterable[Action]) -> M:
    """A record that any of several actions opens; it says by name which groups hold for it, as `scope_any` does."""
    found = scope_any(actor, records, **groups).filter(pk=pk).first()
    if found is not None:
        return found
    asked = next(action for actions in groups.values() for action in actions)
    raise _refused(Http404(), actor, asked, pk)


def has_reach(actor: Actor, action: Action) -> bool:
    """Whether the cases of any unit lie within this actor's reach for this action, so that a list of them is of use."""
    return any(clause.reach is Reach.UNIT and units_of(actor, clause.right) for clause in clauses_for(actor, action))


def can_within(actor: Actor, action: Action, case: Case) -> bool:
    """Whether this actor may take this action on such records of this case, whether or not there are any.

    So that the door to an empty drawer looks like the door to a full one. Only for rules that ask about the case
    alone, and not whose the record is.
    """
    question = Question(actor, subject_of(action), Case)
    asked = ways(question, clauses_for(actor, action))
    return bool(asked) and Case.objects.filter(reduce(or_, asked), *_not_barred(question), pk=case.pk).exists()


def require_within(actor: Actor, action: Action, case: Case) -> None:
    """Stop here unless the actor may do this to such records of this case; the refusal is kept for the trail."""
    if not can_within(actor, action, case):
        raise _refused(PermissionDenied(), actor, action, case.pk, case.pk)


def _lawful(actor: Actor, action: Action, model: type[Model], among: tuple[UUID, ...]) -> Q | None:
    """What a row must be for this action; None when no clause lets this actor at anything.

    The question is put together once for an actor and asked of the database each time.
    """
    subject = _subject(action, model)
    key = ("lawful", action, among)
    if key not in actor.reach:
        question = Question(actor, subject, model, among)
        asked = ways(question, clauses_for(actor, action))
        barred = _not_barred(question)
        actor.reach[key] = reduce(and_, [subject.only, reduce(or_, asked), *barred]) if asked else None
    lawful: Q | None = actor.reach[key]
    return lawful


def _any_of(actor: Actor, actions: Iterable[Action], model: type[Model], among: tuple[UUID, ...]) -> Q:
    """What a row must be for any of these actions, conflicts of interest aside: what several have in common, once."""
    alike: dict[tuple[Subject, tuple[Clause, ...]], list[Q]] = {}
    for action in actions:
        subject, clauses = _subject(action, model), clauses_for(actor, action)
        if clauses:
            alike.setdefault((replace(subject, only=Q(), view=None), clauses), []).append(subject.only)
    found = []
    for (subject, clauses), only in alike.items():
        asked = ways(Question(actor, subject, model, among), clauses)
        if asked:
            found.append((reduce(or_, only) if all(only) else Q()) & reduce(or_, asked))
    return reduce(or_, found) if found else NOTHING


def _subject(action: Action, model: type[Model]) -> Subject:
    subject = subject_of(action)
    if model._meta.label != subject.model:
        raise ValueError(f"{action} is done to {subject.model}, not to {model._meta.label}")
    return subject


def _not_barred(question: Question) -> tuple[Q, ...]:
    """Conflicts of interest hold for people and for records of cases; the product itself has none."""
    return (~question.barred(),) if question.has_case and not question.actor.is_system else ()


@dataclass(frozen=True, slots=True)
class _Asked:
    """Every action on a case that is written for a seat, and a name for each distinct clause of them."""

    wanted: Mapping[Action, tuple[Clause, ...]]
    names: Mapping[Clause, str]

    @classmethod
    def of(cls, question: Question) -> Self:
        on_cases = [action for action in RULES if subject_of(action) == question.subject]
        wanted = {action: clauses_for(question.actor, action) for action in on_cases}
        distinct = dict.fromkeys(clause for clauses in wanted.values() for clause in clauses)
        return cls(wanted, {clause: f"may_{number}" for number, clause in enumerate(distinct)})

    def marks(self, question: Question) -> dict[str, Any]:
        """What to ask of the row of a case, by name."""
        asked = {name: condition(question, clause) for clause, name in self.names.items()}
        return {name: way for name, way in asked.items() if way is not NOTHING}

    def answered(self, row: Mapping[str, Any]) -> frozenset[Action]:
        """The actions that a row with these answers allows."""
        held = {clause for clause, name in self.names.items() if row.get(name)}
        return frozenset(action for action, clauses in self.wanted.items() if not held.isdisjoint(clauses))


def _case_of(record: Model) -> UUID | None:
    return record.pk if isinstance(record, Case) else getattr(record, "case_id", None)


def _refused(error: Exception, actor: Actor, action: Action, pk: UUID, case_id: UUID | None = None) -> Exception:
    """The refusal rides on the exception, past the rollback, to where the trail is written."""
    refusal = Refusal(
        by=actor, subtype=action.value, record_type=subject_of(action).model, record_id=pk, case_id=case_id
    )
    error.refusal = refusal  # type: ignore[attr-defined]
    return error
