"""Reminding people once: the database claims what is new in one statement, and the same transaction tells it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import connection, transaction
from django.db.models import QuerySet

from stalking_unit.audit.trail import By
from stalking_unit.notifications.outbox import Notice, tell_each
from stalking_unit.reminders.models import SentReminder

Row = tuple[str, UUID, UUID, date, UUID]

# The constraint, not a look beforehand, says what was told: it holds between two sweeps at once, and it costs the same
# however little the planner knows of the table. Where nobody is named yet, the reminder waits until somebody is.
CLAIM = """
    INSERT INTO reminders_sentreminder (id, kind, subject_id, case_id, due_on, recipient_id, told_at)
    SELECT gen_random_uuid(), due.*, %s
    FROM ({dues}) AS due (kind, subject_id, case_id, due_on, recipient_id)
    WHERE recipient_id IS NOT NULL
    ON CONFLICT ON CONSTRAINT reminder_is_told_once DO NOTHING
    RETURNING kind, subject_id, case_id, due_on, recipient_id
"""


class Claim(NamedTuple):
    """One reminder that is now this sweep's to tell."""

    kind: str
    subject_id: UUID
    case_id: UUID
    due_on: date
    recipient_id: UUID

    @property
    def key(self) -> str:
        return f"{self.kind}:{self.subject_id}:{self.due_on.isoformat()}"


@transaction.atomic
def dispatch(
    dues: QuerySet[Any, Row],
    *,
    by: By,
    references: Callable[[list[UUID]], Mapping[UUID, str]],
    text_of: Mapping[str, str],
    path_of: Callable[[str, UUID, UUID], str],
) -> int:
    """Tell everybody what is due and was not told before. Returns how many reminders that was.

    `dues` gives kind, subject, case, day and recipient. `references` names the cases, `text_of` holds each kind's
    neutral sentence, and `path_of(kind, subject, case)` says where to look.
    """
    claims = _claim(dues, by.now)
    named = references(sorted({claim.case_id for claim in claims})) if claims else {}
    notices = [
        Notice(
            recipient_id=claim.recipient_id,
            kind=claim.kind,
            reference=named[claim.case_id],
            path=path_of(claim.kind, claim.subject_id, claim.case_id),
            text=text_of[claim.kind],
            key=claim.key,
            may_wait=True,
        )
        for claim in claims
    ]
    return tell_each(notices, by=by)


def told_before(rows: Iterable[Row]) -> Mapping[tuple[UUID, date, UUID], datetime]:
    """Since when each of these has been told, by subject, day and recipient; what was not told is left out."""
    wanted = {(kind, subject, on, person) for kind, subject, _, on, person in rows}
    sent = SentReminder.objects.filter(
        kind__in={kind for kind, *_ in wanted}, subject_id__in={subject for _, subject, *_ in wanted}
    )
    told = sent.values_list("kind", "subject_id", "due_on", "recipient_id", "told_at")
    return {
        (subject, on, person): at for kind, subject, on, person, at in told if (kind, subject, on, person) in wanted
    }


def _claim(dues: QuerySet[Any, Row], now: datetime) -> list[Claim]:
    try:
        sql, params = dues.query.sql_with_params()
    except EmptyResultSet:
        return []
    with connection.cursor() as cursor:
        cursor.execute(CLAIM.format(dues=sql), [now, *params])
        return [Claim(*row) for row in cursor.fetchall()]
