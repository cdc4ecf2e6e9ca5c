"""Subqueries that are the same for everybody but for who asks and when: put into SQL once a process, then only filled.

Django takes longer to build and compile such a subquery than PostgreSQL takes to answer it, and a page asks dozens.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any, Self
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection
from django.db.models import Expression, QuerySet
from django.db.models.sql import Query
from django.utils import timezone


@dataclass(frozen=True, slots=True)
class Asking:
    """Who asks, when and so on which day, about which units, and of which cases: what differs from one to the next."""

    user: UUID
    now: datetime
    units: tuple[UUID, ...] = ()
    cases: tuple[UUID, ...] = ()

    @property
    def values(self) -> tuple[Any, ...]:
        """As they come out among the parameters of a statement."""
        return self.user, self.now, timezone.localdate(self.now), list(self.units), list(self.cases)


Write = Callable[..., QuerySet[Any]]
Statement = tuple[str, tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Gap:
    """A parameter that is the asker's own: which of their values, counted from 0."""

    number: int


# Where these values come out in the SQL, the asker's own are put in. Two, so that one which was reckoned with is found.
BLANKS = [
    Asking(
        UUID(int=number << 120),
        datetime(9990 + number, 7, 6, tzinfo=UTC),
        (UUID(int=number << 121),),
        (UUID(int=number << 122),),
    )
    for number in (3, 5)
]


class Standing(Expression):
    """The keys that `write(asking, *about)` selects, as an array, for the right side of `eq_any`.

    `write` may put what it is given into filters and do nothing else with it, and asks about no row outside itself.
    """

    def __init__(self, write: Write, about: tuple[Any, ...], asking: Asking) -> None:
        super().__init__()
        self.write, self.about, self.asking = write, about, asking

    def resolve_expression(self, *args: Any, **kwargs: Any) -> Self:
        """There is nothing in it to resolve."""
        return self

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        sql, params = put_into_sql(self.write, self.about, as_array)
        return sql, filled(params, self.asking)


def rows(write: Write, asking: Asking) -> list[tuple[Any, ...]]:
    """What `write(asking)` finds, asked by itself and not within another question."""
    sql, params = put_into_sql(write, (), by_itself)
    with connection.cursor() as cursor:
        cursor.execute(sql, filled(params, asking))
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found


def filled(params: tuple[Any, ...], asking: Asking) -> tuple[Any, ...]:
    """The parameters with the asker's own in their gaps."""
    own = asking.values
    return tuple(own[value.number] if isinstance(value, Gap) else value for value in params)


def as_array(asked: QuerySet[Any]) -> Statement:
    """The keys of the rows as an array, to stand within another question."""
    sql, params = Query(asked.model).get_compiler(connection=connection).compile(ArraySubquery(asked))
    return sql, tuple(params)


def by_itself(asked: QuerySet[Any]) -> Statement:
    """The question as it is sent."""
    sql, params = asked.query.get_compiler(connection=connection).as_sql()
    return sql, tuple(params)


@cache
def put_into_sql(write: Write, about: tuple[Any, ...], word: Callable[[QuerySet[Any]], Statement]) -> Statement:
    """The question worded once, with gaps for what is the asker's own. As many are kept as there are kinds.

    ValueError when `write` reckons with what it is given, since the outcome would be the same for everybody.
    """
    one, other = (_with_gaps(word(write(blank, *about)), blank) for blank in BLANKS)
    if one != other:
        raise ValueError(f"{write.__name__} may put what it is given into filters, and do nothing else with it.")
    return one


def _with_gaps(statement: Statement, blank: Asking) -> Statement:
    sql, params = statement
    return sql, tuple(Gap(blank.values.index(value)) if value in blank.values else value for value in params)
