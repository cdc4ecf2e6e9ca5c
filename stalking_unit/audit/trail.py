"""The one way to write the trail and the one way to read it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from types import TracebackType
from typing import Any, Protocol
from uuid import UUID, uuid4

from django.db import connection, transaction
from django.db.models import Model, Q

from stalking_unit import clock
from stalking_unit.audit.models import AuditEvent, Operation

__all__ = [
    "By",
    "Operation",
    "Refusal",
    "Row",
    "about",
    "keeping_refusals",
    "of_case",
    "one_request",
    "reading",
    "record",
    "refused",
    "that_showed",
]


class By(Protocol):
    """Who acts, as the trail wants to remember them. An Actor is one."""

    @property
    def user_id(self) -> UUID: ...
    @property
    def name(self) -> str: ...
    @property
    def agency_id(self) -> UUID | None: ...
    @property
    def agency_name(self) -> str: ...
    @property
    def role_name(self) -> str: ...
    @property
    def session(self) -> str: ...
    @property
    def ip(self) -> str | None: ...
    @property
    def via(self) -> str: ...
    @property
    def now(self) -> datetime: ...


@dataclass(frozen=True, slots=True)
class Refusal:
    """What was refused, carried as `refusal` on the exception that refuses, out of the transaction it rolls back."""

    by: By
    subtype: str
    record_type: str
    record_id: UUID | None
    case_id: UUID | None = None
    reason: str = ""
    operation: Operation = Operation.CONSULT


@dataclass(frozen=True, slots=True)
class Row:
    """One line of "who has seen this case"."""

    recorded_at: datetime
    happened_at: datetime
    actor_id: UUID
    actor_name: str
    agency_name: str
    role: str
    via: str
    operation: str
    subtype: str
    record_type: str
    record_id: UUID | None
    fields: list[str]
    basis: str
    reason: str
    recipients: list[str]
    outcome: str


_request: ContextVar[UUID | None] = ContextVar("audit_request", default=None)


def record(
    by: By,
    operation: Operation,
    subtype: str,
    *,
    case_id: UUID | None = None,
    record: Model | None = None,
    shown: Iterable[UUID] = (),
    fields: Iterable[str] = (),
    recipients: Iterable[str] = (),
    basis: str = "",
    reason: str = "",
    outcome: str = "allowed",
    happened_at: datetime | None = None,
) -> None:
    """Add a line, in the transaction of what it tells of: either both are kept or neither.

    Names of fields, never what is in them; neither `subtype` nor `reason` holds anything said in a case.
    """
    _add(
        by,
        operation,
        subtype,
        case_id=case_id,
        shown=list(shown),
        record_type=record._meta.label_lower if record else "",
        record_id=record.pk if record else None,
        fields=list(fields),
        recipients=list(recipients),
        basis=basis,
        reason=reason,
        outcome=outcome,
        happened_at=happened_at or by.now,
    )


def refused(refusal: Refusal) -> None:
    """Add the line that says no. It has a transaction of its own: the one it was said in is gone."""
    with transaction.atomic():
        _add(
            refusal.by,
            refusal.operation,
            refusal.subtype,
            case_id=refusal.case_id,
            record_type=refusal.record_type,
            record_id=refusal.record_id,
            reason=refusal.reason,
            outcome="refused",
            happened_at=refusal.by.now,
        )


@contextmanager
def one_request() -> Iterator[UUID]:
    """The lines added inside share one number, the refusal and what came before it alike."""
    token = _request.set(number := _request.get() or uuid4())
    try:
        yield number
    finally:
        _request.reset(token)


@contextmanager
def keeping_refusals() -> Iterator[None]:
    """One piece of work, around the transaction it is done in: when a refusal rolls that back, the refusal is kept."""
    with one_request(), ExitStack() as stack:
        stack.push(_keep)
        yield


@contextmanager
def reading() -> Iterator[None]:
    """Take the role that may read the trail, and give it back. Evaluate querysets inside; nothing else is readable."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE su_audit_reader")
        yield
        cursor.execute("RESET ROLE")


def of_case(case_id: UUID, limit: int = 500, *, apart_from: Iterable[str] = ()) -> list[Row]:
    """Who did what with this case, the newest first, lists that showed it included."""
    about = Q(case_id=case_id) | Q(shown__contains=[case_id])
    return _rows(about & ~Q(subtype__in=list(apart_from)), limit)


def that_showed(records: Iterable[UUID], *, until: datetime, limit: int = 500) -> list[Row]:
    """The lines that name any of these records among what was shown, the newest first."""
    return _rows(Q(shown__overlap=list(records), happened_at__lte=until), limit)


def about(records: Iterable[UUID], operation: Operation, *, limit: int = 500) -> list[Row]:
    """What of this kind was done with any of these records, the newest first."""
    return _rows(Q(record_id__in=list(records), operation=str(operation)), limit)


def _rows(asked: Q, limit: int) -> list[Row]:
    columns = list(Row.__dataclass_fields__)
    with reading():
        lines = AuditEvent.objects.filter(asked).order_by("-recorded_at", "id").values_list(*columns)[:limit]
        return [Row(*line) for line in lines]


def _add(by: By, operation: Operation, subtype: str, **told: Any) -> None:
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("The trail is written in the transaction of what it tells of.")
    event = AuditEvent(
        recorded_at=clock.now(),
        actor_id=by.user_id,
        actor_name=by.name,
        agency_id=by.agency_id,
        agency_name=by.agency_name,
        role=by.role_name,
        session=by.session,
        ip=by.ip,
        via=by.via,
        request_id=_request.get(),
        operation=str(operation),
        subtype=subtype,
        **told,
    )
    event.hash = event.digest()
    event.save(force_insert=True)


def _keep(kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
    refusal: Refusal | None = getattr(error, "refusal", None)
    if refusal:
        refused(refusal)
