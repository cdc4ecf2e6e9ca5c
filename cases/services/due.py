"""Who is told of what is due: whoever holds a place on the case now, who covers for them, and at last who leads."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import CharField, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.lookups import IsNull

from cases import policy
from cases.clocks import LATE_DAYS, working_days_before
from cases.enums import Capacity, UnitRight
from cases.services.files import Due
from stalking_unit import clock
from stalking_unit.reminders.models import Absence, SentReminder

NAMED, LEADS, ALTERNATE = "named on the case", "leads the unit of the case", "a named alternate"
COVERS = "covers for somebody who is away"
FOR_A_COLLEAGUE = "Something is due on a case of a colleague you cover for."
NOBODY_ACTED = "Something is due, and nobody has acted on it."


@dataclass(frozen=True, slots=True)
class Matter:
    """One kind of thing that falls due: the neutral sentence it is told in, and the page of the case it leads to.

    `case` and `due_on` are the fields of its records that hold the case and the day. Where nothing is due nothing else
    is asked: to put one of these questions together takes longer than its answer.
    """

    kind: str
    text: str
    route: str
    case: str = "case"
    due_on: str = "due_on"

    def told(self, on: date, records: QuerySet[Any], why: str, *, knows: Callable[[str], Q] | None = None) -> list[Due]:
        """What is due, told to whoever `told_to` of each record says, as far as they may see the case.

        Who is away is told all the same, and so is whoever covers, as far as they may see the case; `knows` is what
        they must be besides. What is one person's alone is said with `alone`.
        """
        away = Absence.objects.live(on).filter(cover__is_active=True)
        if not away.exists() or not records.exists():
            return self.alone(records, why)
        away = away.filter(user=OuterRef("told_to"))
        covered = records.annotate(covers=Subquery(away.values("cover")[:1])).filter(covers__isnull=False)
        if knows is not None:
            covered = covered.filter(knows("covers"))
        return [*self.alone(records, why), self._due(FOR_A_COLLEAGUE, covered, COVERS, to="covers")]

    def alone(self, records: QuerySet[Any], why: str) -> list[Due]:
        """What is due, told to these people and to nobody for them."""
        return [self._due(self.text, records, why)] if records.exists() else []

    def to_leads(self, on: date, records: QuerySet[Any]) -> list[Due]:
        """The same, told to whoever leads."""
        if not records.exists():
            return []
        return [due for people, why in leading(records, self.case) for due in self.told(on, people, why)]

    def late(self, on: date, records: QuerySet[Any]) -> list[Due]:
        """What nobody has acted on, told to whoever leads, once; only of what they may know that it is there.

        It comes after the kind itself: what nobody who is at work could be told, they are told on its day.
        """
        overdue = self.overdue(on, records)
        if not overdue.exists():
            return []
        return [due for people, why in leading(overdue, self.case) for due in self.nobody_acted(people, why)]

    def nobody_acted(self, people: QuerySet[Any], why: str) -> list[Due]:
        """The word about it to these people."""
        if not people.exists():
            return []
        kind = f"late-{self.kind}"
        return [Due(kind, NOBODY_ACTED, self.route, rows(kind, people, *self._keys), why)]

    def overdue(self, on: date, records: QuerySet[Any]) -> QuerySet[Any]:
        """The records that have waited too long, or of which nobody who is at work has been told."""
        heard = SentReminder.objects.filter(
            kind=self.kind, subject_id=OuterRef("pk"), due_on=OuterRef(self.due_on), recipient__is_active=True
        ).exclude(recipient__in=Absence.objects.live(on).values("user"))
        late = Q(**{f"{self.due_on}__lte": working_days_before(on, LATE_DAYS)})
        return records.filter(late | Q(IsNull(Subquery(heard.values("pk")[:1]), True)))

    @property
    def _keys(self) -> tuple[str, str]:
        return self.case, self.due_on

    def _due(self, text: str, records: QuerySet[Any], why: str, to: str = "told_to") -> Due:
        return Due(self.kind, text, self.route, rows(self.kind, records, *self._keys, to), why)


def held(records: QuerySet[Any], path: str, **where: Any) -> QuerySet[Any]:
    """The records, once for each person who holds the place at `path` now; that person is `told_to`.

    One filter, so that all conditions speak of the same place; a second would join a second one.
    """
    now = clock.now()
    live = Q(**{f"{path}__ends_at": None}) | Q(**{f"{path}__ends_at__gt": now})
    wanted = {f"{path}__{name}": value for name, value in where.items()}
    once_each: QuerySet[Any] = (
        records.filter(live, **{f"{path}__starts_at__lte": now, f"{path}__user__is_active": True}, **wanted)
        .order_by()
        .annotate(told_to=F(f"{path}__user"))
    )
    return once_each


def leading(records: QuerySet[Any], case: str = "case") -> tuple[tuple[QuerySet[Any], str], ...]:
    """The records, once for each person who leads, and why it is they: a restricted case has its alternates instead."""
    way = "" if case == "pk" else f"{case}__"
    open_to_leads = records.filter(**{f"{way}is_restricted": False})
    restricted = records.filter(**{f"{way}is_restricted": True})
    return (
        (held(open_to_leads, f"{way}unit__grants", permission__codename=UnitRight.LEAD.value), LEADS),
        (held(restricted, f"{way}teammembers", capacity=Capacity.ALTERNATE.value), ALTERNATE),
    )


def rows(kind: str, records: QuerySet[Any], case: str, due_on: str, to: str = "told_to") -> QuerySet[Any, Any]:
    """Kind, subject, case, day and recipient, each person once, and nobody who may not see the case.

    `records` have a `told_to`, by `held` or by their own annotation; `case` and `due_on` are their fields.
    """
    return as_rows(kind, records.filter(policy.sees_case(case, to, at=clock.now())), case, due_on, to)


def untold(rows: QuerySet[Any, Any]) -> QuerySet[Any, Any]:
    """The rows that were not told before, so that of the others nothing more is asked.

    Looked up one by one in the constraint's own index: as a join it took minutes where the statistics were behind.
    """
    before = SentReminder.objects.filter(
        kind=OuterRef("told_kind"),
        subject_id=OuterRef("pk"),
        due_on=OuterRef("told_on"),
        recipient=OuterRef("told_whom"),
    )
    new: QuerySet[Any, Any] = rows.filter(IsNull(Subquery(before.values("pk")[:1]), True))
    return new


def as_rows(kind: str, records: QuerySet[Any], case: str, due_on: str, to: str = "told_to") -> QuerySet[Any, Any]:
    """The same for what belongs to no case: whoever asks has seen to it that those people may know."""
    told: QuerySet[Any, Any] = (
        records.filter(**{f"{to}__isnull": False})
        .annotate(
            told_kind=Value(kind, output_field=CharField()), told_case=F(case), told_on=F(due_on), told_whom=F(to)
        )
        .values_list("told_kind", "pk", "told_case", "told_on", "told_whom")
        .distinct()
    )
    return told
