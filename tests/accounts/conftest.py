"""Fixtures for tests about people."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.core.cache import cache

from stalking_unit.accounts.models import User
from tests.accounts.factories import PASSWORD, make_membership, make_user


@pytest.fixture(autouse=True)
def _fresh_limits() -> Iterator[None]:
    """What one test has tried too often is no business of the next."""
    yield
    cache.clear()


@pytest.fixture
def officer(db: None) -> User:
    """Somebody with an account, a second factor and a seat."""
    user = make_user(password=PASSWORD, second_factor=True)
    make_membership(user)
    return user
