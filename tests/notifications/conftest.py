"""People to tell, and a broker that is not there."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from celery import current_app
from kombu import pools

from stalking_unit.accounts.models import User


@pytest.fixture
def asha(system: object) -> User:
    return User.objects.create(name="Asha Rao", email="asha.rao@police.example")


@pytest.fixture
def bede(system: object) -> User:
    return User.objects.create(name="Bede Owen", email="bede.owen@trust.example")


@pytest.fixture
def broken_broker(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Tasks go to a broker, and nothing listens where it should be."""
    nowhere = current_app.connection_for_write("redis+socket:///nowhere/valkey.sock")
    monkeypatch.setattr(current_app.amqp, "_producer_pool", pools.producers[nowhere])
    current_app.conf.task_always_eager = False
    yield
    current_app.conf.task_always_eager = True
