"""The two servers every command needs, and the environment that leads the product to them."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from tools import claims, valkey
from tools.places import STATE, Place
from tools.postgres import DATABASE, Postgres
from tools.processes import Family, stop_listed
from tools.told import Told

OURS = ("DB_", "PG", "EMAIL_", "CELERY_", "DJANGO_")
DEMO = Place("demo")
TEST = Place("test")


class InUse(Told):
    """Another command holds the place; its note says which."""

    def __init__(self, sentence: str, note: str) -> None:
        super().__init__(sentence)
        self.note = note


@dataclass(frozen=True)
class Servers:
    family: Family
    postgres: Postgres
    env: dict[str, str]


@contextmanager
def servers(place: Place, *, durable: bool) -> Iterator[Servers]:
    """PostgreSQL and Valkey for as long as the block lasts; the place must have been claimed."""
    postgres = Postgres(place, durable=durable)
    with Family(place.register) as family:
        postgres.start(family)
        valkey.start(place, family)
        yield Servers(family, postgres, environment(place, postgres))


def environment(place: Place, postgres: Postgres) -> dict[str, str]:
    """Ours alone: whatever the person's shell says of databases or settings stays outside."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    return inherited | {
        "DB_HOST": str(postgres.sockets),
        "DB_NAME": DATABASE,
        "DB_USER": "su_app",
        "BROKER_URL": f"redis+socket://{place.sockets / 'valkey.sock'}",
        "PYTHONUNBUFFERED": "1",
    }


@contextmanager
def claimed(place: Place, refusal: str) -> Iterator[Callable[[str], None]]:
    """This place for this command alone; the holder's note completes the refusal to anybody else."""
    place.make()
    try:
        with claims.claim(STATE / f"{place.name}.claim") as note:
            note(f"process {os.getpid()}")
            stop_listed(place.register)
            yield note
    except claims.Taken as taken:
        raise InUse(refusal.format(taken), str(taken)) from taken
