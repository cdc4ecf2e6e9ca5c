"""What our migrations do that Django's own operations do not."""

from __future__ import annotations

from typing import Any

from django.db.migrations.operations.base import Operation


class OnTable(Operation):
    """A right or a trigger on one table, of which the models say nothing."""

    reduces_to_sql = True
    reversible = True

    def __init__(self, table: str) -> None:
        self.table = table

    def state_forwards(self, app_label: str, state: Any) -> None:
        """Django's picture of the models does not change."""


class Tripwire(OnTable):
    """No named actor, no rows. It catches a forgotten context; who may see which row is for the policy to say."""

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


class SameCase(Operation):
    """A child row and the parent it hangs on belong to one case: a composite foreign key, so that neither drifts."""

    reduces_to_sql = True
    reversible = True

    def __init__(self, child: str, column: str, parent: str) -> None:
        self.child, self.column, self.parent = child, column, parent

    @property
    def name(self) -> str:
        return f"{self.child}_{self.column}_same_case"

    def state_forwards(self, app_label: str, state: Any) -> None:
        """Django's picture of the models does not change."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        quote = schema_editor.quote_name
        index = quote(f"{self.parent}_with_case")
        schema_editor.execute(f"CREATE UNIQUE INDEX IF NOT EXISTS {index} ON {quote(self.parent)} (id, case_id)")
        schema_editor.execute(
            f"ALTER TABLE {quote(self.child)} ADD CONSTRAINT {quote(self.name)} "
            f"FOREIGN KEY ({quote(self.column)}, case_id) REFERENCES {quote(self.parent)} (id, case_id) "
            "DEFERRABLE INITIALLY DEFERRED"
        )

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        quote = schema_editor.quote_name
        schema_editor.execute(f"ALTER TABLE {quote(self.child)} DROP CONSTRAINT {quote(self.name)}")

    def describe(self) -> str:
        return f"Keep {self.child} in the case of its {self.parent}"


class StrikeOnly(OnTable):
    """The application adds rows and may strike them out. No other column of one is ever written again."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        table = schema_editor.quote_name(self.table)
        schema_editor.execute(f"REVOKE UPDATE, DELETE, TRUNCATE ON {table} FROM su_app")
        schema_editor.execute(f"GRANT UPDATE (struck_at, struck_by_id, struck_reason) ON {table} TO su_app")

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        schema_editor.execute(f"GRANT UPDATE, DELETE ON {schema_editor.quote_name(self.table)} TO su_app")

    def describe(self) -> str:
        return f"Only ever add to {self.table}, or strike out"


class FilledInOnce(OnTable):
    """The application adds rows, and fills in these columns later. No other column of one is ever written again."""

    def __init__(self, table: str, *columns: str) -> None:
        super().__init__(table)
        self.columns = columns

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        table = schema_editor.quote_name(self.table)
        columns = ", ".join(map(schema_editor.quote_name, self.columns))
        schema_editor.execute(f"REVOKE UPDATE, DELETE, TRUNCATE ON {table} FROM su_app")
        schema_editor.execute(f"GRANT UPDATE ({columns}) ON {table} TO su_app")

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        schema_editor.execute(f"GRANT UPDATE, DELETE ON {schema_editor.quote_name(self.table)} TO su_app")

    def describe(self) -> str:
        return f"Only ever add to {self.table}, or fill in what is asked of it later"


class AppendOnly(OnTable):
    """Rows are added and never changed, by anyone: what happened stays as it was recorded."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        table = schema_editor.quote_name(self.table)
        schema_editor.execute(f"REVOKE UPDATE, DELETE, TRUNCATE ON {table} FROM su_app")
        schema_editor.execute(
            f"CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
        )

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        table = schema_editor.quote_name(self.table)
        schema_editor.execute(f"DROP TRIGGER append_only ON {table}")
        schema_editor.execute(f"GRANT UPDATE, DELETE ON {table} TO su_app")

    def describe(self) -> str:
        return f"Only ever add to {self.table}"
