"""`field__eq_any=ArraySubquery(...)`: "is one of these", in the shape that PostgreSQL answers from an index."""

from __future__ import annotations

from typing import Any

from django.db.models import Field, Lookup


@Field.register_lookup
class EqAny(Lookup):
    """`= ANY(ARRAY(SELECT ...))` is worked out once and feeds an index; `IN (SELECT ...) OR ...` reads the table."""

    lookup_name = "eq_any"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        left, left_params = self.process_lhs(compiler, connection)
        right, right_params = self.process_rhs(compiler, connection)
        return f"{left} = ANY({right})", (*left_params, *right_params)
