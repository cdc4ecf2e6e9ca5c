"""The table of these tests, and routes that use it."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.db import probe


@pytest.fixture(scope="session")
def _secret_table(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with django_db_blocker.unblock():
        probe.make_table()
    yield
    with django_db_blocker.unblock():
        probe.drop_table()


@pytest.fixture(autouse=True)
def _secrets(request: pytest.FixtureRequest, _secret_table: None) -> Iterator[None]:
    """Rows that a test has committed are not Django's to flush, since no installed app has the table."""
    yield
    if request.node.get_closest_marker("committed"):
        with request.getfixturevalue("django_db_blocker").unblock():
            probe.empty_table()


@pytest.fixture
def stack(settings: Any) -> None:
    settings.MIDDLEWARE = probe.STACK
    settings.ROOT_URLCONF = "tests.db.urls"
