"""The lookup and the migration operation that Django lacks."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.contrib.postgres.expressions import ArraySubquery
from django.db import connections
from django.db.models import QuerySet

from stalking_unit.db.context import acting_as
from stalking_unit.db.operations import Tripwire
from stalking_unit.db.standing import Asking, Standing, by_itself, put_into_sql
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


def _named(asking: Asking, *labels: str) -> QuerySet[Any]:
    return Secret.objects.filter(pk=asking.user, label__in=labels).values("pk")


def _an_hour_before(asking: Asking) -> QuerySet[Any]:
    return Secret.objects.filter(label=str(asking.now - timedelta(hours=1))).values("pk")


@pytest.mark.django_db
def test_a_standing_question_is_asked_by_each_with_their_own_values() -> None:
    with acting_as(ANN):
        kept = {label: Secret.objects.create(label=label) for label in "abc"}
        for label, wanted in (("a", "ac"), ("b", "ac"), ("c", "ac"), ("b", "b")):
            asking = Asking(kept[label].pk, datetime(2026, 1, 1, tzinfo=UTC))
            found = Secret.objects.filter(pk__eq_any=Standing(_named, tuple(wanted), asking))
            assert list(found) == ([kept[label]] if label in wanted else []), (label, wanted)


def test_a_standing_question_that_reckons_with_what_it_is_given_is_refused() -> None:
    with pytest.raises(ValueError, match="_an_hour_before may put"):
        put_into_sql(_an_hour_before, (), by_itself)


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
