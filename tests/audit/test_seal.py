"""What was written cannot be changed unseen: each way of trying is found, and the line is named."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from django.core.mail import EmailMessage
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, connections, transaction
from django.utils import timezone

from stalking_unit import clock
from stalking_unit.accounts.actor import Actor
from stalking_unit.audit import seal, tasks, trail
from stalking_unit.audit.checks import sealed_lately
from stalking_unit.audit.models import AuditEvent
from stalking_unit.audit.trail import Operation
from stalking_unit.audit.verify import Fault, verify

pytestmark = pytest.mark.committed


def write(subtype: str = "view_case", lines: int = 1) -> None:
    by = Actor.system("test")
    with transaction.atomic():
        for _ in range(lines):
            trail.record(by, Operation.CONSULT, subtype, case_id=uuid4())


def keys() -> list[UUID]:
    with trail.reading():
        return list(AuditEvent.objects.order_by("recorded_at", "id").values_list("pk", flat=True))


def sealed() -> list[seal.Seal]:
    return list(seal.seals())


@contextmanager
def as_owner() -> Iterator[Any]:
    """Whoever owns the tables, with every guard of theirs taken down."""
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        for table in ("audit_event", "audit_seal"):
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        yield cursor
        for table in ("audit_event", "audit_seal"):
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def found() -> list[tuple[Fault, UUID | None]]:
    return [(finding.fault, finding.line) for finding in verify().findings]


def test_what_was_written_is_sealed_once_and_seals_follow_on() -> None:
    write(lines=3)
    assert tasks.seal_trail() == 3
    write(lines=2)
    assert seal.seal() == 2
    assert seal.seal() == 0
    first, second = sealed()
    assert (first.number, second.number, second.from_xid) == (1, 2, first.to_xid)
    assert second.previous == first.root
    done = verify()
    assert (done.lines, done.seals, done.unsealed, done.findings) == (5, 2, 0, [])


def test_what_is_still_being_written_waits_for_the_next_seal() -> None:
    write()
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        cursor.execute("SELECT pg_current_xact_id()")
        cursor.execute("LOCK TABLE audit_event IN ROW EXCLUSIVE MODE")
        write("began_later")
        assert seal.seal() == 1
        assert verify().unsealed == 1
    assert seal.seal() == 1


def test_a_long_job_in_another_database_keeps_nothing_unsealed() -> None:
    """Transaction numbers are of the whole server: without a look at who holds them, nothing here could be sealed."""
    parameters = connections["owner"].get_connection_params()
    place = {name: parameters[name] for name in ("host", "port", "user") if name in parameters}
    with psycopg.connect(**place, dbname=connections["owner"].settings_dict["TEST"]["TEMPLATE"] or "postgres") as other:
        other.execute("CREATE TEMPORARY TABLE busy (id int)")
        other.execute("INSERT INTO busy VALUES (1)")
        write(lines=2)
        assert seal.seal() == 2
        other.rollback()


def test_a_large_backlog_is_sealed_in_parts_that_cut_no_transaction() -> None:
    for lines in (3, 1, 4, 2):
        write(lines=lines)
    assert seal.seal(most=2) == 10
    assert sum(one.lines for one in sealed()) == 10
    assert len(sealed()) > 2
    assert found() == []


def edit(cursor: Any, line: UUID) -> None:
    cursor.execute("UPDATE audit_event SET actor_name = 'Somebody else' WHERE id = %s", [line])


def edit_and_hash(cursor: Any, line: UUID) -> None:
    with trail.reading():
        event = AuditEvent.objects.get(pk=line)
    event.actor_name = "Somebody else"
    cursor.execute(
        "UPDATE audit_event SET actor_name = %s, hash = %s WHERE id = %s", [event.actor_name, event.digest(), line]
    )


def delete(cursor: Any, line: UUID) -> None:
    cursor.execute("DELETE FROM audit_event WHERE id = %s", [line])


def _put_in(cursor: Any, line: UUID, **changed: Any) -> UUID:
    """A line like this one, in the transaction of this one, whole and with a hash of its own."""
    with trail.reading():
        event = AuditEvent.objects.get(pk=line)
    event.pk = uuid4()
    for name, value in changed.items():
        setattr(event, name, value)
    event.hash = event.digest()
    event.save(using="owner", force_insert=True)
    cursor.execute(
        "UPDATE audit_event SET xid = (SELECT xid FROM audit_event WHERE id = %s) WHERE id = %s", [line, event.pk]
    )
    return event.pk


def insert(cursor: Any, line: UUID) -> UUID:
    return _put_in(cursor, line)


def back_date(cursor: Any, line: UUID) -> UUID:
    return _put_in(cursor, line, recorded_at=timezone.now() - timedelta(days=20))


@pytest.mark.parametrize("is_sealed_before", [True, False])
@pytest.mark.parametrize(
    ("tamper", "fault"),
    [
        (edit, Fault.EDITED),
        (edit_and_hash, Fault.REHASHED),
        (delete, Fault.DELETED),
        (insert, Fault.INSERTED),
        (back_date, Fault.BACKDATED),
    ],
)
def test_each_way_of_changing_a_sealed_line_is_found_and_the_line_named(
    tamper: Callable[[Any, UUID], UUID | None], fault: Fault, is_sealed_before: bool
) -> None:
    if is_sealed_before:
        write()
        seal.seal()
    write(lines=4)
    seal.seal()
    line = keys()[2]
    with as_owner() as cursor:
        changed = tamper(cursor, line) or line
    assert found() == [(fault, changed)]


def test_a_line_written_now_under_a_time_long_gone_is_found_before_and_after_it_is_sealed() -> None:
    write()
    seal.seal()
    with transaction.atomic():
        event = AuditEvent(
            recorded_at=timezone.now() - timedelta(days=3),
            happened_at=timezone.now(),
            actor_id=uuid4(),
            actor_name="",
            agency_name="",
            role="",
            session="",
            via="",
            operation="consult",
            subtype="view_case",
        )
        event.hash = event.digest()
        event.save(force_insert=True)
    assert found() == [(Fault.BACKDATED, event.pk)]
    seal.seal()
    assert found() == [(Fault.BACKDATED, event.pk)]


def test_an_edited_line_that_no_seal_covers_yet_is_found_by_its_own_hash() -> None:
    write(lines=2)
    line = keys()[0]
    with as_owner() as cursor:
        edit(cursor, line)
    assert found() == [(Fault.EDITED, line)]


def test_a_seal_that_is_changed_taken_away_or_made_to_fit_is_found() -> None:
    for _ in range(3):
        write()
        seal.seal()
    with as_owner() as cursor:
        cursor.execute("UPDATE audit_seal SET sealed_at = sealed_at - interval '1 day' WHERE number = 2")
    assert Fault.SEAL in [finding.fault for finding in verify().findings]
    with as_owner() as cursor:
        cursor.execute("DELETE FROM audit_seal WHERE number = 2")
    assert Fault.CHAIN in [finding.fault for finding in verify().findings]


def test_a_trail_that_was_made_anew_with_all_its_seals_differs_from_what_the_witness_kept(tmp_path: Path) -> None:
    write(lines=3)
    seal.seal()
    kept = tmp_path / "roots.txt"
    newest = seal.newest()
    assert newest is not None
    kept.write_text(f"Dear witness,\n\n{newest.epoch}.{newest.number} {newest.root.hex()}\n")
    said = StringIO()
    call_command("audit_verify", f"--witnessed={kept}", stdout=said)
    assert "Every line is as it was written." in said.getvalue()
    assert newest.root.hex() in said.getvalue()

    line = keys()[0]
    with as_owner() as cursor:
        edit_and_hash(cursor, line)
        cursor.execute("DELETE FROM audit_seal")
    seal.seal()
    call_command("audit_verify", stdout=StringIO())
    with pytest.raises(CommandError, match="not as it was written: 1 faults"):
        call_command("audit_verify", f"--witnessed={kept}", stdout=(said := StringIO()))
    assert "is not as the witness keeps it" in said.getvalue()


def test_after_a_restore_nothing_is_sealed_until_an_epoch_begins_and_both_hold() -> None:
    write(lines=2)
    seal.seal()
    with as_owner() as cursor:
        cursor.execute("ALTER TABLE audit_epoch DISABLE TRIGGER USER")
        cursor.execute("UPDATE audit_epoch SET cluster = 1")
    try:
        write()
        with pytest.raises(
            psycopg.errors.ObjectNotInPrerequisiteState.__mro__[1] if False else Exception, match="was restored"
        ):
            seal.seal()
        call_command("audit_epoch", stdout=(said := StringIO()))
        assert said.getvalue() == "The trail is in epoch 2.\n"
        write(lines=3)
        assert seal.seal() == 3
        first, second = sealed()
        assert ((first.epoch, first.number), (second.epoch, second.number)) == ((1, 1), (2, 1))
        assert second.previous == first.root
        assert found() == []
    finally:
        with as_owner() as cursor:
            cursor.execute("DELETE FROM audit_seal")
            cursor.execute("DELETE FROM audit_epoch WHERE number > 1")
            cursor.execute("UPDATE audit_epoch SET cluster = (audit_cluster()).cluster")
            cursor.execute("ALTER TABLE audit_epoch ENABLE TRIGGER USER")


def test_how_long_a_line_has_waited_is_known() -> None:
    assert seal.unsealed_since() is None
    write()
    with trail.reading():
        written = AuditEvent.objects.get().recorded_at
    assert seal.unsealed_since() == written
    seal.seal()
    assert seal.unsealed_since() is None


def test_somebody_is_told_when_nothing_has_been_sealed_for_five_minutes(monkeypatch: pytest.MonkeyPatch) -> None:
    write()
    assert sealed_lately(["default"]) == []
    monkeypatch.setattr(clock, "now", lambda: timezone.now() + timedelta(minutes=6))
    [warning] = sealed_lately(["default"])
    assert warning.id == "audit.W002"
    seal.seal()
    assert sealed_lately(["default"]) == []


def test_witnesses_are_sent_the_last_root_and_nothing_else(
    settings: Any, mailoutbox: list[EmailMessage], tmp_path: Path
) -> None:
    assert tasks.tell_witnesses() == ""
    settings.AUDIT_WITNESSES = ["witness@example.org", "other@example.org"]
    write("a_thing_done")
    seal.seal()
    assert tasks.tell_witnesses() == "1.1"
    assert [message.to for message in mailoutbox] == [["witness@example.org"], ["other@example.org"]]
    body = mailoutbox[0].body
    assert str(mailoutbox[0].subject) == "Seal 1.1 of the audit trail"
    assert not [word for word in ("a_thing_done", "Somebody", "test") if word in body]
    (kept := tmp_path / "message.txt").write_text(body)
    call_command("audit_verify", f"--witnessed={kept}", stdout=StringIO())


def test_a_file_without_a_root_is_no_witness(tmp_path: Path) -> None:
    (kept := tmp_path / "message.txt").write_text("Dear witness")
    for name in (kept, tmp_path / "nowhere"):
        with pytest.raises(CommandError, match=r"holds no root|cannot be read"):
            call_command("audit_verify", f"--witnessed={name}")


def test_nobody_but_the_function_writes_a_seal() -> None:
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM audit_seal")
