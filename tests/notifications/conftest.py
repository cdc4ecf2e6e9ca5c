"""People to tell, and a broker that is not there."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

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


@pytest.fixture(params=["absent", "frozen"])
def broken_broker(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """Tasks go to a broker, and what is there does not listen or never answers."""
    place = str(tmp_path / "valkey.sock")
    patience = current_app.conf.broker_transport_options["socket_timeout"]
    monkeypatch.setitem(current_app.conf.broker_transport_options, "socket_timeout", patience / 20)
    broker = current_app.connection_for_write(f"redis+socket://{place}")
    monkeypatch.setattr(current_app.amqp, "_producer_pool", pools.producers[broker])
    with socket.socket(socket.AF_UNIX) as frozen:
        if request.param == "frozen":
            frozen.bind(place)
            frozen.listen()
        yield from _to_the_broker()


def _to_the_broker() -> Iterator[None]:
    current_app.conf.task_always_eager = False
    yield
    current_app.conf.task_always_eager = True
