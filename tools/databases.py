"""Databases of tests and stories: one is migrated when a migration has changed, the others are cloned from it."""

from typing import Any

import psycopg
from psycopg import sql

from tools import product
from tools.places import Place
from tools.postgres import Postgres

MIGRATED = "migrated"
ONE_AT_A_TIME = "SELECT pg_advisory_lock(hashtext('migrated'))"


def migrate(place: Place, postgres: Postgres, env: dict[str, str]) -> None:
    """Make the database that others are cloned from, once for all who ask at the same time."""
    with postgres.connect("postgres") as link:
        link.execute(ONE_AT_A_TIME)
        stamp = product.migrated(place)
        if stamp.fits() and link.execute("SELECT 1 FROM pg_database WHERE datname = %s", [MIGRATED]).fetchone():
            return
        stamp.file.unlink(missing_ok=True)
        _create(link, MIGRATED, "template1")
        product.migrate(place, env | {"DB_NAME": MIGRATED})


def clone(postgres: Postgres, name: str) -> None:
    """A database as migrations leave it, in a tenth of a second."""
    with postgres.connect("postgres") as link:
        _create(link, name, MIGRATED)


def drop(postgres: Postgres, name: str) -> None:
    with postgres.connect("postgres") as link:
        _drop(link, name)


def forget(postgres: Postgres, beginning: str) -> None:
    """Drop what the last run left, or the next says of each that it is there already."""
    with postgres.connect("postgres") as link:
        for (name,) in link.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [beginning]):
            _drop(link, name)


def _create(link: psycopg.Connection[tuple[Any, ...]], name: str, template: str) -> None:
    _drop(link, name)
    statement = sql.SQL("CREATE DATABASE {} OWNER su_owner TEMPLATE {}")
    link.execute(statement.format(sql.Identifier(name), sql.Identifier(template)))


def _drop(link: psycopg.Connection[tuple[Any, ...]], name: str) -> None:
    link.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
