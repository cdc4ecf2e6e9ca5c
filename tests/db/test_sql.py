"""The lookup and the migration operation that Django lacks."""

from __future__ import annotations

import pytest
from django.contrib.postgres.expressions import ArraySubquery
from django.db import connections

from stalking_unit.db.context import acting_as
from stalking_unit.db.operations import Tripwire
from tests.db.probe import ANN, Secret, asked


@pytest.mark.django_db
def test_eq_any_asks_once_for_an_array() -> None:
    with acting_as(ANN):
        for label in "abc":
            Secret.objects.create(label=label)
        wanted = Secret.objects.filter(label__in=["a", "c"])
        found = Secret.objects.filter(pk__eq_any=ArraySubquery(wanted.values("pk")), label__gt="")
        assert '"id" = ANY((ARRAY(SELECT' in str(found.query)
        assert sorted(found.values_list("label", flat=True)) == ["a", "c"]


@pytest.mark.committed
def test_a_tripwire_can_be_taken_down_and_put_up_again() -> None:
    wire = Tripwire("tests_secret")
    on = "SELECT relrowsecurity FROM pg_class WHERE relname = 'tests_secret'"
    assert asked(on) is True
    with connections["owner"].schema_editor() as editor:
        wire.database_backwards("tests_db", editor, None, None)
    assert asked(on) is False
    with connections["owner"].schema_editor() as editor:
        wire.database_forwards("tests_db", editor, None, None)
    assert asked(on) is True


def test_a_migration_can_write_a_tripwire_down() -> None:
    wire = Tripwire("tests_secret")
    assert wire.deconstruct() == ("Tripwire", ("tests_secret",), {})
    assert "tests_secret" in wire.describe()
