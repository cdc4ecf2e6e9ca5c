"""What the application may do to the tables, and the one table where it may only add."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection

pytestmark = pytest.mark.django_db

RIGHTS = """
SELECT relname, array_remove(ARRAY[
  CASE WHEN has_table_privilege(oid, 'SELECT') THEN 'SELECT' END,
  CASE WHEN has_table_privilege(oid, 'INSERT') THEN 'INSERT' END,
  CASE WHEN has_table_privilege(oid, 'UPDATE') THEN 'UPDATE' END,
  CASE WHEN has_table_privilege(oid, 'DELETE') THEN 'DELETE' END,
  CASE WHEN has_table_privilege(oid, 'TRUNCATE') THEN 'TRUNCATE' END], NULL)
FROM pg_class
WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND relname NOT LIKE 'tests_%'
"""


def rights() -> dict[str, list[str]]:
    with connection.cursor() as cursor:
        cursor.execute(RIGHTS)
        return dict(cursor.fetchall())


def test_every_table_can_be_used_and_none_emptied() -> None:
    ordinary = {name: may for name, may in rights().items() if not name.startswith("audit_")}
    assert ordinary.pop("django_migrations") == ["SELECT"]
    assert not [name for name, may in ordinary.items() if not {"SELECT", "INSERT"} <= set(may)]
    assert not [name for name, may in ordinary.items() if "TRUNCATE" in may]


def test_the_trail_takes_lines_by_its_front_door_alone() -> None:
    of_the_trail = {name: may for name, may in rights().items() if name.startswith("audit_event")}
    assert of_the_trail.pop("audit_event") == ["INSERT"]
    assert len(of_the_trail) >= 25
    assert not any(of_the_trail.values())


def test_seals_are_made_by_their_function_and_by_nobody() -> None:
    assert [rights()[name] for name in ("audit_seal", "audit_epoch")] == [[], []]


@pytest.mark.parametrize(
    "attempt",
    [
        "ALTER TABLE audit_event DISABLE TRIGGER ALL",
        "DROP TABLE audit_event",
        "SELECT audit_begin_epoch()",
        "INSERT INTO audit_epoch VALUES (2, 1, 1, now())",
        "ALTER TABLE audit_seal DISABLE TRIGGER ALL",
        "CREATE OR REPLACE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
        "CREATE OR REPLACE FUNCTION app_user() RETURNS uuid LANGUAGE sql AS 'SELECT NULL::uuid'",
        "CREATE TABLE mine (id int)",
        "SET ROLE su_owner",
        "SET session_replication_role = replica",
    ],
)
def test_the_application_cannot_help_itself_to_more(attempt: str) -> None:
    with connection.cursor() as cursor, pytest.raises(DatabaseError, match=r"permission denied|must be owner"):
        cursor.execute(attempt)


def test_no_function_of_ours_is_anybodys_to_run() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace"
            " AND pg_get_userbyid(proowner) = 'su_owner' AND has_function_privilege('su_audit_reader', oid, 'EXECUTE')"
        )
        assert cursor.fetchall() == []


def test_every_table_is_made_after_the_roles() -> None:
    """The rights are given to tables made later, so nothing may come earlier."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT app, name FROM django_migrations ORDER BY id LIMIT 1")
        assert cursor.fetchone() == ("audit", "0001_roles")
