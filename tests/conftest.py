"""Fixtures that every test has, and the rules that every test keeps."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import pytest_django
from django.db import connections, transaction
from django.test.utils import setup_databases
from pytest_django.plugin import blocking_manager_key

from cases.models import AdviceText, CodeItem
from cases.services import advice, codes
from interventions.models import RetentionRule
from interventions.services import retention_rules
from stalking_unit.accounts import visits
from stalking_unit.accounts.actor import Actor, acting
from tests import strictness, unheard
from tests.cast import cast

__all__ = ["cast"]

EMPTY_THE_TRAIL = """
DO $$
DECLARE
  part regclass;
  used boolean;
BEGIN
  FOR part IN SELECT inhrelid FROM pg_inherits WHERE inhparent = 'audit_event'::regclass LOOP
    EXECUTE format('SELECT EXISTS (SELECT FROM %s)', part) INTO used;
    IF used THEN EXECUTE format('DROP TABLE %s', part); END IF;
  END LOOP;
  PERFORM audit_make_partitions();
  ALTER TABLE audit_seal DISABLE TRIGGER USER;
  DELETE FROM audit_seal;
  ALTER TABLE audit_seal ENABLE TRIGGER USER;
END $$
"""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """`committed` tests commit as the application and are cleaned up by the owner; there is no other way to commit."""
    for item in items:
        for mark in item.iter_markers("django_db"):
            if mark.kwargs.get("transaction"):
                raise pytest.UsageError(f"{item.nodeid}: mark it `committed`; otherwise its rows stay for the next.")
        if item.get_closest_marker("committed"):
            item.add_marker(pytest.mark.django_db(transaction=True, databases=["default", "owner"]))


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None,
    django_db_blocker: pytest_django.DjangoDbBlocker,
) -> None:
    """Both databases, whichever tests were chosen: `default` mirrors `owner`, which pytest-django would leave out.

    They are cloned as migrations leave them, in place of what the last run left, and nobody takes them away.
    """
    with django_db_blocker.unblock():
        setup_databases(verbosity=0, interactive=False, aliases={"default", "owner"}, serialized_aliases=set())


@pytest.fixture(autouse=True, scope="session")
def _strictness() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as monkeypatch:
        strictness.shuffle_unordered_rows(monkeypatch)
        strictness.lock_only_what_is_named(monkeypatch)
        strictness.stay_on_this_machine(monkeypatch)
        strictness.collect_seldom()
        # A page must cost the same however slowly it is made, or tests that compare two pages fail on a busy machine.
        monkeypatch.setattr(visits, "MOMENT", timedelta(minutes=10))
        yield


@pytest.fixture(autouse=True, scope="session")
def overhearing() -> Iterator[unheard.Unheard]:
    """Shown as an error of the last test, since only then everything has been written and told."""
    with unheard.unheard() as kept:
        yield kept
    unheard.refuse(kept.heard())


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item) -> Iterator[None]:
    """After a test that commits, what migrations fill is filled again, and the trail is empty.

    Its flush, which comes before this, takes the lists, and leaves the trail, as it should: the owner takes that away.
    After any other test the lists must stand, or those that follow fail for what it did: it is named, and they go on.
    """
    yield
    uses_rows = item.get_closest_marker("django_db") or "db" in getattr(item, "fixturenames", ())
    if not uses_rows:
        return
    with item.config.stash[blocking_manager_key].unblock(), connections["owner"].cursor() as cursor:
        if item.get_closest_marker("committed"):
            _fill_the_lists()
            cursor.execute(EMPTY_THE_TRAIL)
        elif not _lists_stand():
            _fill_the_lists()
            with warnings.catch_warnings():
                warnings.simplefilter("default")
                warnings.warn(f"{item.nodeid} left the lists empty; they are filled again.", stacklevel=1)


def _lists_stand() -> bool:
    return all(model.objects.using("owner").exists() for model in (CodeItem, AdviceText, RetentionRule))


def _fill_the_lists() -> None:
    with acting(Actor.system("test")), transaction.atomic():
        codes.ensure_codes()
        advice.ensure_texts()
        retention_rules.ensure_rules()


@pytest.fixture
def client() -> strictness.StrictClient:
    return strictness.StrictClient()


@pytest.fixture
def system(db: Any) -> Iterator[Actor]:
    """The product itself, acting: rows show, and whoever wants an actor has one."""
    with acting(Actor.system("test")) as actor:
        yield actor
