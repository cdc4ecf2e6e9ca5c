"""What sealing the trail costs whoever writes to it: many writers, with and without a sealer, in one run.

Meanwhile a job in another database of the same server stays open, as a nightly load would. At the end every line that
was written must be sealed, once, and the whole trail must verify.
"""

import statistics
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Event, Thread
from uuid import uuid4

import psycopg
from django.db import connection, connections, transaction

from stalking_unit.accounts.actor import Actor, acting
from stalking_unit.audit import seal, trail
from stalking_unit.audit.trail import Operation
from stalking_unit.audit.verify import verify
from tools.databases import MIGRATED

SECONDS, ROUNDS = 8.0, 3
OTHER_WORK = 0.01  # seconds that each transaction takes besides its line
EVERY = 1.0  # seconds from one seal to the next; the product takes sixty


@dataclass
class Round:
    """What one round of writers saw: how long each transaction took, in milliseconds, and how much was sealed."""

    is_sealed: bool
    took: list[float]
    sealed: int

    @property
    def rate(self) -> float:
        return len(self.took) / SECONDS


def main(writers: int) -> int:
    """Rounds in turn; says for each way how many lines a second, and how long a transaction took."""
    with acting(Actor.system("bench")), transaction.atomic():
        pass  # a first connection, outside what is measured
    rounds = []
    with busy_elsewhere():
        for _ in range(ROUNDS):
            rounds += [one_round(writers, is_sealed=is_sealed) for is_sealed in (False, True)]
        seal.seal()
    for is_sealed in (False, True):
        mine = [one for one in rounds if one.is_sealed is is_sealed]
        times = sorted(time for one in mine for time in one.took)
        print(
            f"{'sealed each second' if is_sealed else 'not sealed':20}"
            f"{statistics.median(one.rate for one in mine):8.0f} lines/s"
            f"{statistics.median(times):8.1f} ms{times[int(len(times) * 0.95)]:8.1f} ms (95 in 100)"
        )
    done = verify()
    written = sum(len(one.took) for one in rounds)
    meanwhile = sum(one.sealed for one in rounds)
    print(f"{written} lines, {meanwhile} sealed while others were written; {done.seals} seals, {done.unsealed} left,")
    print(f"{len(done.findings)} faults, beside a transaction that stayed open in another database.")
    return 1 if done.findings or done.unsealed or not meanwhile else 0


def one_round(writers: int, *, is_sealed: bool) -> Round:
    """So many writers at once, for some seconds."""
    stop, sealed = Event(), [0]
    sealer = Thread(target=_keep_sealing, args=(stop, sealed))
    if is_sealed:
        sealer.start()
    ends = time.monotonic() + SECONDS
    with ThreadPoolExecutor(writers) as pool:
        took = [one for times in pool.map(_write, [ends] * writers) for one in times]
    stop.set()
    if is_sealed:
        sealer.join()
    return Round(is_sealed, took, sealed[0])


@contextmanager
def busy_elsewhere() -> Iterator[None]:
    """A transaction that has written and does not end, in another database of this server."""
    place = connections["owner"].get_connection_params()
    known = {name: place[name] for name in ("host", "port", "user") if name in place}
    with psycopg.connect(**known, dbname=MIGRATED) as other:
        other.execute("CREATE TEMPORARY TABLE loaded (number int)")
        other.execute("INSERT INTO loaded SELECT generate_series(1, 1000)")
        yield
        other.rollback()


def _write(ends: float) -> list[float]:
    by, took = Actor.system("bench"), []
    with acting(by):
        while time.monotonic() < ends:
            began = time.perf_counter()
            with transaction.atomic():
                time.sleep(OTHER_WORK)
                trail.record(by, Operation.CONSULT, "bench", case_id=uuid4())
            took.append((time.perf_counter() - began) * 1000)
    connection.close()
    return took


def _keep_sealing(stop: Event, sealed: list[int]) -> None:
    while not stop.wait(EVERY):
        sealed[0] += seal.seal()
    connection.close()
