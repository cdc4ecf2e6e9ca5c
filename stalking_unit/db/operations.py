"""What our migrations do that Django's own operations do not."""

from __future__ import annotations

from typing import Any

from django.db.migrations.operations.base import Operation


class Tripwire(Operation):
    """No named actor, no rows. It catches a forgotten context; who may see which row is for the policy to say."""

    reduces_to_sql = True
    reversible = True

    def __init__(self, table: str) -> None:
        self.table = table

    def state_forwards(self, app_label: str, state: Any) -> None:
        """Django's picture of the models does not change."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        table = schema_editor.quote_name(self.table)
        schema_editor.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        schema_editor.execute(
            f"CREATE POLICY tripwire ON {table} TO su_app "
            "USING ((SELECT app_user()) IS NOT NULL) WITH CHECK ((SELECT app_user()) IS NOT NULL)"
        )

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        table = schema_editor.quote_name(self.table)
        schema_editor.execute(f"DROP POLICY tripwire ON {table}")
        schema_editor.execute(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY")

    def describe(self) -> str:
        return f"Show {self.table} to a named actor only"
