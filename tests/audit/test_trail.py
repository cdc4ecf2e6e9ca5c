"""The trail takes lines, keeps them, and shows them to those who ask by the right name."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.contrib.auth.models import Group
from django.db import DatabaseError, IntegrityError, ProgrammingError, connection, connections, transaction
from django.utils import timezone

from stalking_unit.accounts.actor import Actor
from stalking_unit.accounts.models import Agency
from stalking_unit.audit import trail
from stalking_unit.audit.models import AuditEvent
from stalking_unit.audit.trail import Operation, record

CASE, OTHER = UUID(int=1), UUID(int=2)


def lines() -> list[AuditEvent]:
    with trail.reading():
        return list(AuditEvent.objects.order_by("recorded_at"))


@pytest.fixture
def full(system: Actor) -> AuditEvent:
    """A line with something in every column."""
    system.ip, system.session = "2001:DB8:0::1", "c0ffee"
    agency = Agency(id=uuid4(), name="Example Constabulary")
    with trail.one_request():
        record(
            system,
            Operation.DISCLOSE,
            "print",
            case_id=CASE,
            record=agency,
            shown=[CASE, OTHER],
            fields=["name", "short_name"],
            recipients=["Example Trust", "é"],
            basis="team",
            reason="court",
            happened_at=datetime(2026, 3, 29, 1, 30, tzinfo=UTC),
        )
    [line] = lines()
    return line


@pytest.mark.django_db
class TestWriting:
    def test_a_line_is_one_query(self, system: Actor, django_assert_num_queries: Any) -> None:
        with django_assert_num_queries(1):
            record(system, Operation.CONSULT, "page", case_id=CASE)

    def test_a_line_holds_what_it_was_given_and_who_gave_it(self, full: AuditEvent) -> None:
        assert (full.actor_name, full.actor_id, full.via) == ("test", UUID(int=0), "system")
        assert (full.operation, full.subtype, full.outcome) == ("disclose", "print", "allowed")
        assert (full.case_id, full.shown) == (CASE, [CASE, OTHER])
        assert (full.record_type, full.fields) == ("accounts.agency", ["name", "short_name"])
        assert (full.recipients, full.basis, full.reason) == (["Example Trust", "é"], "team", "court")
        assert (full.ip, full.session) == ("2001:db8::1", "c0ffee")
        assert full.request_id is not None
        assert full.happened_at == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
        assert timezone.now() - full.recorded_at < timedelta(minutes=1)

    def test_it_happened_when_the_actor_says_unless_told_otherwise(self, system: Actor) -> None:
        system.now = datetime(2026, 1, 5, 9, tzinfo=UTC)
        record(system, Operation.ALTER, "level")
        assert lines()[0].happened_at == system.now

    def test_its_transaction_can_be_named(self, full: AuditEvent) -> None:
        with trail.reading(), connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM audit_event WHERE xid = pg_current_xact_id()")
            assert cursor.fetchone() == (1,)

    def test_it_goes_with_what_it_tells_of(self, system: Actor) -> None:
        with transaction.atomic():
            record(system, Operation.ALTER, "level")
            transaction.set_rollback(True)
        assert lines() == []

    @pytest.mark.parametrize(
        ("constraint", "what"),
        [
            ("audit_event_operation", {"operation": "peek"}),
            ("audit_event_subtype", {"subtype": ""}),
            ("audit_event_outcome", {"outcome": "maybe"}),
            ("audit_event_disclosed_to", {"operation": "disclose"}),
        ],
    )
    def test_the_database_has_the_last_word(self, system: Actor, constraint: str, what: dict[str, str]) -> None:
        told = {"operation": "consult", "subtype": "page", "outcome": "allowed"} | what
        with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
            record(system, told.pop("operation"), told.pop("subtype"), **told)  # type: ignore[arg-type]

    @pytest.mark.committed
    def test_outside_a_transaction_it_is_refused(self) -> None:
        with pytest.raises(transaction.TransactionManagementError, match="transaction of what it tells of"):
            record(Actor.system("test"), Operation.CONSULT, "page")


@pytest.mark.django_db
class TestHash:
    def test_it_is_found_again_from_the_row(self, full: AuditEvent) -> None:
        assert full.is_intact

    @pytest.mark.parametrize(
        ("column", "value"),
        [
            ("actor_name", "somebody else"),
            ("case_id", None),
            ("shown", [CASE]),
            ("fields", ["name,short_name"]),
            ("recipients", []),
            ("recorded_at", datetime(2026, 1, 1, tzinfo=UTC)),
            ("ip", "2001:db8::2"),
            ("subtype", "prin"),
            ("outcome", "refused"),
        ],
    )
    def test_it_no_longer_fits_a_row_that_was_changed(self, full: AuditEvent, column: str, value: Any) -> None:
        setattr(full, column, value)
        assert not full.is_intact

    def test_what_moves_from_one_column_to_the_next_is_seen(self, full: AuditEvent) -> None:
        full.basis, full.reason = "teamcourt", ""
        assert not full.is_intact


@pytest.mark.django_db
class TestReading:
    def test_the_application_cannot_read_by_its_own_name(self, full: AuditEvent) -> None:
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            AuditEvent.objects.exists()

    def test_the_name_is_given_back(self, full: AuditEvent) -> None:
        with trail.reading(), pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            Group.objects.exists()
        assert not Group.objects.exists()

    def test_the_name_is_given_back_after_a_fault_too(self, full: AuditEvent) -> None:
        with pytest.raises(ZeroDivisionError), trail.reading():
            raise ZeroDivisionError
        assert not Group.objects.exists()

    def test_a_case_knows_who_saw_it_by_itself_or_in_a_list(self, system: Actor) -> None:
        record(system, Operation.COLLECT, "referral", case_id=CASE)
        record(system, Operation.CONSULT, "list", shown=[OTHER, CASE])
        record(system, Operation.CONSULT, "list", shown=[OTHER])
        assert [(row.operation, row.subtype) for row in trail.of_case(CASE)] == [
            ("consult", "list"),
            ("collect", "referral"),
        ]
        assert len(trail.of_case(CASE, limit=1)) == 1
        assert trail.of_case(UUID(int=3)) == []


CHANGES = ["UPDATE {} SET reason = 'x'", "DELETE FROM {}", "TRUNCATE {}"]


@pytest.mark.parametrize("change", CHANGES, ids=["update", "delete", "truncate"])
@pytest.mark.parametrize("table", ["audit_event", "audit_event_{:%Y%m}"], ids=["parent", "partition"])
class TestAppendOnly:
    @pytest.mark.django_db
    def test_for_the_application(self, full: AuditEvent, change: str, table: str) -> None:
        with pytest.raises(DatabaseError, match="permission denied"):
            run(change, table, "default")

    @pytest.mark.committed
    def test_for_the_owner_too(self, change: str, table: str) -> None:
        with transaction.atomic():
            record(Actor.system("test"), Operation.CONSULT, "page")
        with pytest.raises(DatabaseError, match="append-only"):
            run(change, table, "owner")
        assert len(lines()) == 1


def run(change: str, table: str, alias: str) -> None:
    with transaction.atomic(using=alias), connections[alias].cursor() as cursor:
        cursor.execute(change.format(table.format(timezone.now())))
