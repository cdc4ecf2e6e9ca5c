"""One function per reach, each giving the condition under which a record lies within it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.db.models import CharField, DateTimeField, DurationField, Model, Q, QuerySet, UUIDField, Value
from django.db.models.expressions import Col
from django.db.models.sql.where import AND

from cases.clocks import ALARM_KEPT
from cases.enums import AlarmKind, Capacity, Grant, Side, State, UnitRight
from cases.models import Alarm, Case, CaseGrant, Exclusion, TeamMember, UnitGrant
from cases.policy.clauses import GUESTS, Clause, Reach
from cases.policy.subjects import Subject
from stalking_unit.accounts.actor import Actor
from stalking_unit.accounts.models import Unit
from stalking_unit.db import lookups as lookups  # registers eq_any
from stalking_unit.db.standing import Asking, Standing, Write, rows
from stalking_unit.duty.models import Turn

NOTHING = Q(pk=None)
ON_DUTY, TOOK = "on duty", "took an alarm"
EVERYTHING = Q(pk__isnull=False)


@dataclass(frozen=True, slots=True)
class Question:
    """Which rows of one model an actor may reach; `key` is the way from such a row to its case.

    Where the rows are of a few cases anyway, `among` names those, so that no other is looked for.
    """

    actor: Actor
    subject: Subject
    model: type[Model]
    among: tuple[UUID, ...] = ()

    @property
    def has_case(self) -> bool:
        """Whether the rows belong to cases; a unit does not."""
        return self.model is Case or any(field.attname == "case_id" for field in self.model._meta.fields)

    @property
    def key(self) -> str:
        if self.model is Case:
            return "pk"
        return "case__pk" if self.model._meta.get_field("case_id").is_relation else "case_id"

    def of_cases(self, cases: Standing | ArraySubquery) -> Q:
        """The rows whose case is one of these keys, as `= ANY(ARRAY(...))` so that an index answers."""
        return Q(**{f"{self.key}__eq_any": cases})

    def asks(self, write: Write, *about: Any, units: tuple[UUID, ...] = ()) -> Q:
        """The rows whose case is one that the question gives, asked by this actor."""
        return self.of_cases(Standing(write, about, Asking(self.actor.user_id, self.actor.now, units, self.among)))

    def granted(self, grant: Grant) -> Q:
        """The rows of cases on which the actor holds a live grant of at least this strength."""
        if self.actor.seat in GUESTS:
            return self.asks(_with_a_grant_for, grant, self.subject.model)
        return self.asks(_with_a_grant, grant)

    def placed(self, **where: tuple[Any, ...]) -> Q:
        """The rows of cases on which the actor holds such a place on the team now."""
        return self.asks(_with_a_place, *where.items())

    def of_units(self, right: UnitRight) -> Q:
        """The rows of unrestricted cases of the units over which the actor holds this right."""
        units = units_of(self.actor, right)
        if not units:
            return NOTHING
        if self.model is Case:
            return Q(unit_id__in=units, is_restricted=False)
        return self.asks(_of_these_units_among if self.among else _of_these_units, units=tuple(units))

    def naming(self) -> Q:
        """The rows that name the actor, in the field the subject says."""
        return Q(**{self.subject.names: self.actor.user_id})

    def barred(self) -> Q:
        """The rows of cases from which a conflict of interest keeps the actor; it beats everything."""
        return self.asks(_with_a_conflict)

    def in_states(self, clause: Clause) -> Q:
        """The rows of cases that stand where the clause asks."""
        if clause.states is None:
            return Q()
        states = sorted(clause.states)
        if self.model is Case:
            return Q(state__in=states)
        if self.key == "case__pk":
            return Q(case__state__in=states)
        return Q(case_id__in=Case.objects.filter(state__in=states).values("pk"))


def _with_a_grant(asking: Asking, grant: Grant) -> QuerySet[Any]:
    held = CaseGrant.objects.filter(
        Q(ends_at=None) | Q(ends_at__gt=asking.now),
        user_id=asking.user,
        permission__codename__in=grant.sufficing,
        starts_at__lte=asking.now,
    )
    return held.order_by().values("content_object_id")


def _with_a_grant_for(asking: Asking, grant: Grant, record_type: str) -> QuerySet[Any]:
    return _with_a_grant(asking, grant).filter(record_types__contains=[record_type])


def _with_a_place(asking: Asking, *where: tuple[str, tuple[Any, ...]]) -> QuerySet[Any]:
    places = TeamMember.objects.live(asking.now).filter(user_id=asking.user)
    return places.filter(**{f"{name}__in": values for name, values in where}).order_by().values("case_id")


def _with_a_conflict(asking: Asking) -> QuerySet[Any]:
    return Exclusion.objects.filter(user_id=asking.user).order_by().values("case_id")


def _of_these_units(asking: Asking) -> QuerySet[Any]:
    units = Value(list(asking.units), ArrayField(UUIDField()))
    return Case.objects.filter(unit__pk__eq_any=units, is_restricted=False).order_by().values("pk")


def _of_these_units_among(asking: Asking) -> QuerySet[Any]:
    return _of_these_units(asking).filter(pk__eq_any=Value(list(asking.cases), ArrayField(UUIDField())))


def cases_of(records: QuerySet[Any]) -> tuple[UUID, ...]:
    """The few cases of which these rows must be, when the question says so already; nothing where it does not."""
    where, own_table = records.query.where, records.model._meta.db_table
    if where.negated or where.connector != AND:
        return ()
    asked: Any
    for asked in where.children:
        column = getattr(asked, "lhs", None)
        if not isinstance(column, Col) or column.target.attname != "case_id" or column.alias != own_table:
            continue
        sought = [asked.rhs] if asked.lookup_name == "exact" else asked.rhs if asked.lookup_name == "in" else []
        if isinstance(sought, list | tuple | set) and sought and all(isinstance(key, UUID) for key in sought):
            return tuple(sorted(sought))
    return ()


def units_of(actor: Actor, right: UnitRight) -> list[UUID]:
    """The units over which the actor holds this right."""
    return _far(actor).get(right.value, [])


def _far(actor: Actor) -> Mapping[str, list[UUID]]:
    """What brings the actor to cases nobody put them on: the units by right, those whose duty they hold, and the cases
    of which they took an alarm. One query a request, kept on the actor.
    """
    if "far" not in actor.reach:
        far: dict[str, list[UUID]] = {}
        for way, key in sorted(rows(_ways_far, Asking(actor.user_id, actor.now))):
            far.setdefault(way, []).append(key)
        actor.reach["far"] = far
    found: Mapping[str, list[UUID]] = actor.reach["far"]
    return found


def _ways_far(asking: Asking) -> QuerySet[Any, Any]:
    live = Q(ends_at=None) | Q(ends_at__gt=asking.now)
    rights = UnitGrant.objects.filter(live, user_id=asking.user, starts_at__lte=asking.now)
    duties = Turn.objects.running(asking.now).filter(user_id=asking.user)
    kept = Value(asking.now, DateTimeField()) - Value(ALARM_KEPT, DurationField())
    alarms = _reaching().filter(taken_by_id=asking.user, taken_at__gt=kept)
    return (
        rights.order_by()
        .values_list("permission__codename", "content_object_id")
        .union(
            duties.order_by().values_list(Value(ON_DUTY, CharField()), "unit_id"),
            alarms.order_by().values_list(Value(TOOK, CharField()), "case_id"),
        )
    )


def ways(question: Question, clauses: Iterable[Clause]) -> list[Q]:
    """What a row must be for each of these clauses that lets the actor at anything, conflicts of interest aside."""
    return [way for clause in clauses if (way := condition(question, clause)) is not NOTHING]


def condition(question: Question, clause: Clause) -> Q:
    """What a row must be for this clause to let the actor at it, conflicts of interest aside."""
    return both(REACHES[clause.reach](question, clause), question.in_states(clause))


def both(way: Q, narrower: Q) -> Q:
    """Nothing stays nothing, so that it is not asked."""
    return way if way is NOTHING else way & narrower


def _team(question: Question, clause: Clause) -> Q:
    return question.granted(clause.grant)


def _side(question: Question, clause: Clause) -> Q:
    return question.granted(clause.grant) & question.placed(side=tuple(sorted(clause.sides)))


def _capacity(question: Question, clause: Clause) -> Q:
    return question.granted(clause.grant) & question.placed(capacity=tuple(sorted(clause.capacities)))


def _placed(question: Question, clause: Clause) -> Q:
    others = sorted(set(Capacity) - {Capacity.REFERRER})
    return question.granted(clause.grant) & question.placed(capacity=tuple(others))


def _own_discipline(question: Question, clause: Clause) -> Q:
    discipline = question.actor.discipline
    if discipline is None:
        return NOTHING
    return question.granted(clause.grant) & Q(discipline__kind=discipline.kind)


def _own_agency(question: Question, clause: Clause) -> Q:
    agency = question.actor.agency
    if agency is None:
        return NOTHING
    return question.granted(clause.grant) & Q(agency_id__in=agency.lineage())


def _side_own_agency(question: Question, clause: Clause) -> Q:
    return _side(question, clause) & _own_agency(question, clause)


def _named_on_record(question: Question, clause: Clause) -> Q:
    return question.granted(clause.grant) & question.naming()


def _answered(question: Question, clause: Clause) -> Q:
    discipline = question.actor.discipline
    if discipline is None:
        return NOTHING
    granted = question.granted(clause.grant)
    own = question.model._default_manager.filter(granted, discipline__kind=discipline.kind)
    answered = Q(round__pk__eq_any=ArraySubquery(own.order_by().values("round_id")))
    return granted & (answered | Q(round__closed_at__isnull=False))


def _side_answered(question: Question, clause: Clause) -> Q:
    return _side(question, clause) & _answered(question, clause)


def _round_over(question: Question, clause: Clause) -> Q:
    return question.granted(clause.grant) & Q(round__closed_at__isnull=False)


def _unit(question: Question, clause: Clause) -> Q:
    return question.of_units(clause.right)


def _unit_named(question: Question, clause: Clause) -> Q:
    return both(question.of_units(clause.right), question.naming())


def _unit_round_over(question: Question, clause: Clause) -> Q:
    return both(question.of_units(clause.right), Q(round__closed_at__isnull=False))


def _reaching() -> QuerySet[Any]:
    """The alarms that bring whoever has them to their case. Whoever sent a draft late learns the answer and no more."""
    return Alarm.objects.exclude(kind=AlarmKind.UNSENT_DANGER)


def _duty(question: Question, clause: Clause) -> Q:
    """Who works the suspect's side of a case would learn by a night on duty what that side must not know."""
    actor = question.actor
    units, took = (_far(actor).get(way, []) for way in (ON_DUTY, TOOK))
    if not units and not took:
        return NOTHING
    nobodys = Q(taken_at=None, case__unit_id__in=units)
    theirs = Q(taken_by_id=actor.user_id, taken_at__gt=actor.now - ALARM_KEPT)
    alarms = _reaching().filter(nobodys | theirs, case__is_restricted=False).exclude(case__state=State.DRAFT)
    rung = question.of_cases(ArraySubquery(alarms.order_by().values("case_id")))
    return rung & ~question.placed(side=(Side.SUSPECT,))


def _duty_named(question: Question, clause: Clause) -> Q:
    return both(_duty(question, clause), question.naming())


def _offered(question: Question, clause: Clause) -> Q:
    """A restricted case is offered to people by name: to those of the unit's leads who were named on it."""
    units = units_of(question.actor, clause.right)
    if not units:
        return NOTHING
    case = "" if question.model is Case else "case__"
    is_offered, is_open = Q(**{f"{case}offered_to_id__in": units}), Q(**{f"{case}is_restricted": False})
    return is_offered & (is_open | question.granted(clause.grant))


def _own_unit(question: Question, clause: Clause) -> Q:
    unit = question.actor.unit
    if unit is None:
        return NOTHING
    return Q(pk=unit.pk) if question.model is Unit else Q(unit_id=unit.pk)


def _system(question: Question, clause: Clause) -> Q:
    return EVERYTHING


REACHES: Mapping[Reach, Callable[[Question, Clause], Q]] = {
    Reach.TEAM: _team,
    Reach.SIDE: _side,
    Reach.CAPACITY: _capacity,
    Reach.PLACED: _placed,
    Reach.OWN_DISCIPLINE: _own_discipline,
    Reach.OWN_AGENCY: _own_agency,
    Reach.SIDE_OWN_AGENCY: _side_own_agency,
    Reach.NAMED_ON_RECORD: _named_on_record,
    Reach.ANSWERED: _answered,
    Reach.SIDE_ANSWERED: _side_answered,
    Reach.ROUND_OVER: _round_over,
    Reach.UNIT: _unit,
    Reach.UNIT_NAMED: _unit_named,
    Reach.UNIT_ROUND_OVER: _unit_round_over,
    Reach.DUTY: _duty,
    Reach.DUTY_NAMED: _duty_named,
    Reach.OFFERED: _offered,
    Reach.OWN_UNIT: _own_unit,
    Reach.SYSTEM: _system,
}
