"""Who the database thinks is acting: one setting, `app.user`, that dies with its transaction."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Final
from uuid import UUID

from django.db import connections
from psycopg.pq import TransactionStatus

SYSTEM: Final = UUID(int=0)
"""The product acting by itself."""

TAKES_STATEMENTS: Final = frozenset({TransactionStatus.IDLE, TransactionStatus.INTRANS})

_user: ContextVar[UUID | None] = ContextVar("app_user", default=None)


def current() -> UUID | None:
    return _user.get()


@contextmanager
def acting_as(user_id: UUID) -> Iterator[None]:
    """Every transaction begun inside, and any already open, belongs to this user."""
    token = _user.set(user_id)
    try:
        _bind_open_transactions()
        yield
    finally:
        _user.reset(token)
        _bind_open_transactions()


def bind(wrapper: Any) -> None:
    """Tell the transaction that is open on this connection. Local to it, so a pooled connection never carries it on."""
    with wrapper.connection.cursor() as cursor:  # the driver's own cursor: neither counted nor logged
        cursor.execute("SELECT set_config('app.user', %s, true)", [str(_user.get() or "")])


def _bind_open_transactions() -> None:
    """The driver begins one with its first statement, so an open block may still be idle. One that has failed is passed
    over: it takes no more statements and forgets its settings anyway."""
    for wrapper in connections.all(initialized_only=True):
        driver = wrapper.connection if wrapper.in_atomic_block else None
        if driver and driver.info.transaction_status in TAKES_STATEMENTS:
            bind(wrapper)
