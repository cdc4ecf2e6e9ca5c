"""PostgreSQL, with every transaction beginning by naming who acts."""

from __future__ import annotations

from django.db.backends.postgresql import base

from stalking_unit.db import context, lookups  # noqa: F401  # lookups register themselves


class DatabaseWrapper(base.DatabaseWrapper):
    def set_autocommit(self, autocommit: bool, force_begin_transaction_with_broken_autocommit: bool = False) -> None:
        super().set_autocommit(autocommit, force_begin_transaction_with_broken_autocommit)
        if not autocommit and context.current() is not None:
            context.bind(self)
