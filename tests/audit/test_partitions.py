"""The trail has room for every month to come."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, connections, transaction
from django.utils import timezone

from stalking_unit.audit import partitions, tasks, trail
from stalking_unit.audit.checks import room_ahead
from stalking_unit.audit.models import AuditEvent
from stalking_unit.db import context

NEW_YEAR = datetime(timezone.now().year + 1, 1, 1, tzinfo=UTC)

NEWEST = "SELECT max(inhrelid::regclass::text) FROM pg_inherits WHERE inhparent = 'audit_event'::regclass"
WHERE = "SELECT tableoid::regclass::text FROM audit_event ORDER BY recorded_at"


@pytest.mark.django_db
def test_two_years_are_made_ahead_and_making_them_again_makes_none() -> None:
    partitions.make()
    assert partitions.months_ahead() == 24
    assert tasks.make_partitions.delay().get() == 0


def add_line(recorded_at: datetime) -> None:
    AuditEvent.objects.create(
        recorded_at=recorded_at,
        happened_at=recorded_at,
        actor_id=context.SYSTEM,
        operation="consult",
        subtype="x",
        hash=bytes(32),
    )


@pytest.mark.django_db
def test_a_month_turns_at_midnight_utc() -> None:
    add_line(NEW_YEAR - timedelta(microseconds=1))
    add_line(NEW_YEAR)
    with trail.reading(), connection.cursor() as cursor:
        cursor.execute(WHERE)
        assert cursor.fetchall() == [(f"audit_event_{NEW_YEAR.year - 1}12",), (f"audit_event_{NEW_YEAR.year}01",)]


@pytest.mark.django_db
def test_a_month_without_room_takes_no_line() -> None:
    with pytest.raises(IntegrityError, match="no partition"):
        add_line(NEW_YEAR + timedelta(days=366 * 4))


@pytest.mark.committed
def test_making_room_keeps_nobody_waiting() -> None:
    with transaction.atomic(), transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        add_line(timezone.now())
        cursor.execute("SET LOCAL lock_timeout = '2s'")
        cursor.execute("SELECT audit_make_partitions(30)")
        assert cursor.fetchone() == (6,)
        add_line(timezone.now())
        transaction.set_rollback(True, using="owner")


@pytest.mark.django_db
def test_the_application_makes_months_but_gains_nothing_on_them() -> None:
    partitions.make()
    assert partitions.make(26) == 2
    assert partitions.months_ahead() == 26
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_inherits WHERE inhparent = 'audit_event'::regclass"
            " AND has_table_privilege(inhrelid, 'SELECT, INSERT, UPDATE, DELETE, TRUNCATE')"
        )
        assert cursor.fetchone() == (0,)


@pytest.mark.django_db
def test_however_many_are_asked_for_the_years_made_are_few() -> None:
    partitions.make(100_000)
    assert partitions.months_ahead() == 60


@pytest.mark.committed
def test_a_new_month_cannot_be_emptied_either() -> None:
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        cursor.execute("SELECT audit_make_partitions(25)")
        cursor.execute(NEWEST)
        [newest] = cursor.fetchone()
        with pytest.raises(DatabaseError, match="append-only"):
            cursor.execute(f"TRUNCATE {newest}")
        transaction.set_rollback(True, using="owner")


@pytest.mark.django_db
def test_the_check_speaks_up_while_there_is_still_time(monkeypatch: pytest.MonkeyPatch) -> None:
    def warnings(ahead: int, databases: Any = ("default",)) -> list[str | None]:
        monkeypatch.setattr(partitions, "months_ahead", lambda: ahead)
        return [message.id for message in room_ahead(databases=databases)]

    assert warnings(24) == warnings(3) == []
    assert warnings(2) == ["audit.W001"]
    assert warnings(2, databases=None) == []


@pytest.mark.django_db
def test_the_check_says_nothing_before_there_is_a_trail(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection.introspection, "table_names", lambda: [])
    monkeypatch.setattr(partitions, "months_ahead", lambda: 0)
    assert room_ahead(databases=["default"]) == []
