"""The database knows who acts, for one transaction at a time."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID

import pytest
from django.db import DataError, ProgrammingError, connection, connections, transaction
from django.test import Client

from stalking_unit.db.context import SYSTEM, acting_as, current
from tests.db.probe import ANN, BEN, Secret, asked


def named() -> Any:
    return asked("SELECT app_user()")


@pytest.mark.django_db
class TestInOneTransaction:
    def test_the_product_runs_as_a_role_that_owns_nothing(self) -> None:
        assert asked("SELECT current_user") == "su_app"
        assert not asked("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user")
        assert asked("SELECT count(*) FROM pg_class WHERE pg_get_userbyid(relowner) = current_user") == 0

    def test_nobody_named_sees_no_row_and_adds_none(self) -> None:
        with acting_as(ANN):
            Secret.objects.create(label="one")
            assert Secret.objects.count() == 1
        assert Secret.objects.count() == 0
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            Secret.objects.create(label="two")

    def test_the_product_acting_by_itself_is_somebody(self) -> None:
        with acting_as(SYSTEM):
            assert named() == SYSTEM

    def test_an_actor_inside_another_gives_the_transaction_back(self) -> None:
        with acting_as(ANN):
            with acting_as(BEN):
                assert named() == BEN
            assert named() == ANN
        assert named() is None

    def test_a_rolled_back_part_forgets_its_actor(self) -> None:
        with acting_as(ANN):
            with pytest.raises(DataError), transaction.atomic(), acting_as(BEN):
                asked("SELECT 1 / 0")
            assert named() == ANN

    def test_naming_costs_no_counted_query(self, django_assert_num_queries: Any) -> None:
        with django_assert_num_queries(1), acting_as(ANN):
            named()


@pytest.mark.committed
class TestAcrossTransactions:
    def test_the_name_dies_at_commit(self) -> None:
        with acting_as(ANN), transaction.atomic():
            assert named() == ANN
        with transaction.atomic():
            assert named() is None

    def test_a_statement_outside_a_transaction_is_nobodys(self) -> None:
        with acting_as(ANN):
            assert named() is None
            assert Secret.objects.count() == 0

    def test_what_failed_is_told_not_what_followed(self) -> None:
        with pytest.raises(DataError), transaction.atomic(), acting_as(ANN):
            asked("SELECT 1 / 0")
        assert current() is None

    def test_threads_that_share_a_pool_never_act_for_each_other(self, stack: None, pool: None) -> None:
        def ask(number: int) -> bool:
            person = UUID(int=number % 5 + 1)
            try:
                named_answer = Client().get("/who", headers={"Acting": str(person)})
                nobody_answer = Client().get("/who")
                return (named_answer.content.decode(), nobody_answer.content.decode()) == (str(person), "None")
            finally:
                connection.close()

        with ThreadPoolExecutor(8) as threads:
            assert all(threads.map(ask, range(80)))

    @pytest.fixture
    def pool(self) -> Iterator[None]:
        """Two connections for eight threads, so that each is handed on."""
        options = connections.settings["default"]["OPTIONS"]
        connection.close()
        options["pool"] = {"min_size": 1, "max_size": 2, "timeout": 30}
        yield
        connection.close_pool()
        del options["pool"]
