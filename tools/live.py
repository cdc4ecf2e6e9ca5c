"""The whole product for browser stories and for the walk: real processes on a database of their own."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from tools import product
from tools.places import Place
from tools.postgres import Postgres
from tools.processes import Family, stop_listed
from tools.servers import TEST, environment


@dataclass(frozen=True)
class Live:
    """Where the product answers, and what a story may look at behind its pages."""

    place: Place
    family: Family
    postgres: Postgres
    env: dict[str, str]
    url: str

    def connect(self) -> psycopg.Connection[tuple[Any, ...]]:
        """The database, past every rule: for looking, never for doing what a page can do."""
        return self.postgres.connect(self.env["DB_NAME"])

    def mail(self) -> list[str]:
        """Every e-mail sent, as text, the oldest first."""
        files = Path(self.env["MAIL_ROOT"]).iterdir()
        return [file.read_text(encoding="utf-8") for file in sorted(files, key=lambda file: file.stat().st_mtime_ns)]

    def keep_time(self) -> None:
        """Start the timetable, once; until then nothing happens by itself."""
        if not any(child.name == "timetable" for child in self.family.children):
            product.keep_time(self.place, self.family, self.env)


@contextmanager
def live(name: str) -> Iterator[Live]:
    """Pages and worker, filled with the demonstration's people and cases, for as long as the block lasts."""
    place = Place(name)
    place.make()
    stop_listed(place.register)
    for old in (*place.folder.glob("mail/*"), *place.folder.glob("beat*")):
        old.unlink()
    postgres = Postgres(TEST, durable=False)
    with Family(place.register) as family, socket.create_server(("127.0.0.1", 0)) as listener:
        url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        env = environment(TEST, postgres) | product.environment(place, url) | {"DB_NAME": f"live_{name}"}
        fresh_database(postgres, place, env)
        product.collect(place, env)
        product.seed(place, postgres, env)
        product.serve(place, family, env, listener)
        product.work(place, family, env)
        product.wait_until_ready(place, family, url)
        yield Live(place, family, postgres, env, url)


def fresh_database(postgres: Postgres, place: Place, env: dict[str, str]) -> None:
    """Cloned in a tenth of a second from a database that is made anew only when a migration has changed."""
    database, template = env["DB_NAME"], f"{env['DB_NAME']}_migrated"
    with postgres.connect("postgres") as link:
        made = link.execute("SELECT 1 FROM pg_database WHERE datname = %s", [template]).fetchone()
        if not made or not product.migrated(place).fits():
            product.migrated(place).file.unlink(missing_ok=True)
            create(link, template, "template1")
            product.migrate(place, env | {"DB_NAME": template})
        create(link, database, template)


def create(link: psycopg.Connection[tuple[Any, ...]], name: str, template: str) -> None:
    link.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
    statement = sql.SQL("CREATE DATABASE {} OWNER su_owner TEMPLATE {}")
    link.execute(statement.format(sql.Identifier(name), sql.Identifier(template)))
