"""The whole product for browser stories and for the walk: real processes on a database of their own."""

import os
import signal
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg

from tools import databases, product, valkey
from tools.places import Place
from tools.postgres import Postgres
from tools.processes import Family, stop_listed
from tools.servers import TEST, environment

BELOW_A_MAIL = f"{'-' * 79}\n"  # as Django's file backend draws it


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
        """Every e-mail sent, as text, the oldest first. Those of one second may share a file, below each other."""
        files = sorted(Path(self.env["MAIL_ROOT"]).iterdir(), key=lambda file: file.stat().st_mtime_ns)
        sent = "".join(file.read_text(encoding="utf-8") for file in files).split(BELOW_A_MAIL)
        return [mail for mail in sent if mail.strip()]

    def keep_time(self) -> None:
        """Start the timetable, once; until then nothing happens by itself."""
        if not any(child.name == "timetable" for child in self.family.children):
            product.keep_time(self.place, self.family, self.env)

    def keep_time_twice(self) -> None:
        """Start a second timetable beside the first, as a mistake in a deployment would."""
        self.keep_time()
        product.keep_time(self.place, self.family, self.env, schedule="beat-again")

    def turns_the_clock(self, to: datetime) -> None:
        """From here on it is this time for every process, and goes on as time does. Whole at every moment."""
        file = Path(self.env["CLOCK_FILE"])
        turned = file.with_suffix(".turned")
        turned.write_text(f"{(to - datetime.now(UTC)).total_seconds()}", encoding="ascii")
        turned.replace(file)

    def kills_the_worker(self) -> int:
        """At once and without a warning, with all its processes. Returns how many of those do the work."""
        self._kill("worker")
        return product.AT_WORK

    def stops_keeping_time(self) -> None:
        """However many timetables there are, at once."""
        while any(child.name == "timetable" for child in self.family.children):
            self._kill("timetable")

    def loses_the_broker(self) -> None:
        """With everything it was told; another takes its place."""
        self._kill("Valkey")
        valkey.start(self.place, self.family)

    def starts_a_worker(self) -> None:
        product.work(self.place, self.family, self.env)

    def _kill(self, name: str) -> None:
        child = next(child for child in reversed(self.family.children) if child.name == name)
        os.killpg(child.process.pid, signal.SIGKILL)
        child.process.wait()
        self.family.children.remove(child)


@contextmanager
def live(name: str, *words: str, at: datetime | None = None, looks_every: int = 1) -> Iterator[Live]:
    """Pages and worker, filled with the demonstration's people and cases, for as long as the block lasts.

    The words say which of them, as `seed_demo` takes them. With a time to begin `at`, a clock that can be turned, and a
    timetable that does not wait, but looks as often as is said.
    """
    place = Place(name)
    place.make()
    stop_listed(place.register)
    for old in (*place.folder.glob("mail/*"), *place.folder.glob("beat*"), *place.folder.glob("clock*")):
        old.unlink()
    postgres = Postgres(TEST, durable=False)
    with Family(place.register) as family, socket.create_server(("127.0.0.1", 0)) as listener:
        url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        broker = {"BROKER_URL": f"redis+socket://{valkey.start(place, family)}"}  # no worker takes another's work
        turned = {"CLOCK_FILE": str(place.folder / "clock"), "TIMETABLE_SECONDS": str(looks_every)} if at else {}
        env = environment(TEST, postgres) | product.environment(place, url) | broker | turned
        started = Live(place, family, postgres, env | {"DB_NAME": f"live_{name}"}, url)
        if at:
            started.turns_the_clock(at)
        databases.migrate(TEST, postgres, env)
        databases.clone(postgres, started.env["DB_NAME"])
        product.collect(place, started.env)
        product.seed(place, postgres, started.env, *words)
        product.serve(place, family, started.env, listener)
        started.starts_a_worker()
        product.wait_until_ready(place, family, url)
        yield started
