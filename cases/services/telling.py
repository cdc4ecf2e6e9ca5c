"""Telling people about cases: a neutral sentence, a reference and a link, never a fact."""

from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID

from django.urls import reverse

from cases.models import Case
from cases.services.files import Due, case_files
from stalking_unit.accounts.actor import Actor
from stalking_unit.accounts.models import User
from stalking_unit.notifications import outbox
from stalking_unit.reminders.dispatch import dispatch


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


def _dispatch(due: Due, *, by: Actor) -> int:
    return dispatch(
        due.rows,
        by=by,
        references=_references,
        text_of={due.kind: due.text},
        path_of=lambda kind, subject_id, case_id: reverse(due.route, kwargs={"pk": case_id}),
    )


def _references(case_ids: list[UUID]) -> Mapping[UUID, str]:
    named = Case.objects.filter(pk__in=case_ids).values_list("pk", "reference")
    return {pk: reference or "" for pk, reference in named}
