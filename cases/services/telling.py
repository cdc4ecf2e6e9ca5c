"""Telling people about cases: a neutral sentence, a reference and a link, never a fact."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.urls import reverse

from cases.models import Case
from cases.services.due import untold
from cases.services.files import Due, case_files
from stalking_unit.accounts.actor import Actor
from stalking_unit.accounts.models import User
from stalking_unit.notifications import outbox
from stalking_unit.reminders.dispatch import dispatch, told_before


@dataclass(frozen=True, slots=True)
class Forecast:
    """One reminder that falls due: of what kind and case, for which day, whom it tells and why, and since when."""

    kind: str
    reference: str
    due_on: date
    person: str
    why: str
    told_at: datetime | None


def tell(people: Iterable[User], case: Case, *, kind: str, text: str, key: str, route: str, by: Actor) -> int:
    """Tell these people that something about the case wants them; whoever did it is not told of it."""
    return outbox.tell(
        [person.pk for person in people if person.pk != by.user_id],
        kind=kind,
        reference=case.reference or "",
        path=reverse(route, kwargs={"pk": case.pk}),
        text=text,
        key=key,
        by=by,
    )


def tell_due(on: date, *, by: Actor) -> int:
    """Tell everyone of what every app says is due; what was told before is not told again."""
    return sum(_dispatch(due, by=by) for file in case_files() for due in file.due(on))


def forecast(on: date, *, by: Actor) -> list[Forecast]:
    """What would be told on a day, to whom and why, and what of it they know already. It tells nobody.

    It is the sweep itself, as the tables stand now, undone at its end.
    """
    told: dict[tuple[Any, ...], Forecast] = {}
    with transaction.atomic():
        for due in (due for file in case_files() for due in file.due(on)):
            for key, line in _foretold(due, by):
                told.setdefault(key, line)  # whoever is told for two reasons is told for the first
        transaction.set_rollback(True)
    return list(told.values())


def _foretold(due: Due, by: Actor) -> Iterator[tuple[tuple[Any, ...], Forecast]]:
    rows = list(due.rows)
    known = told_before(rows)
    named = _references([case_id for _, _, case_id, _, _ in rows])
    people = User.objects.in_bulk({recipient_id for *_, recipient_id in rows})
    _dispatch(due, by=by)
    for kind, subject_id, case_id, due_on, recipient_id in rows:
        told_at = known.get((subject_id, due_on, recipient_id))
        line = Forecast(kind, named[case_id], due_on, people[recipient_id].name, due.why, told_at)
        yield (kind, subject_id, due_on, recipient_id), line


def _dispatch(due: Due, *, by: Actor) -> int:
    return dispatch(
        untold(due.rows),
        by=by,
        references=_references,
        text_of={due.kind: due.text},
        path_of=lambda kind, subject_id, case_id: reverse(due.route, kwargs={"pk": case_id}),
    )


def _references(case_ids: list[UUID]) -> Mapping[UUID, str]:
    """What each case is called; a meeting, which is of no case, has no reference."""
    named = Case.objects.filter(pk__in=case_ids).values_list("pk", "reference")
    return dict.fromkeys(case_ids, "") | {pk: reference or "" for pk, reference in named}
