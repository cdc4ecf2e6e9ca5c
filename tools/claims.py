"""One holder at a time for a place; the claim ends with the process, however that ends."""

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path


class Taken(Exception):
    """Somebody else holds it; the message is what they wrote down."""


@contextmanager
def claim(file: Path) -> Iterator[Callable[[str], None]]:
    """Hold the file, and leave a note in it for whoever comes second."""
    descriptor = os.open(file, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Taken(os.read(descriptor, 500).decode()) from error
        os.ftruncate(descriptor, 0)
        yield lambda note: write_note(descriptor, note)
    finally:
        os.close(descriptor)


def write_note(descriptor: int, note: str) -> None:
    os.ftruncate(descriptor, 0)
    os.pwrite(descriptor, note.encode(), 0)


@contextmanager
def turn(file: Path) -> Iterator[None]:
    """Wait for one's turn, for short work two commands of a checkout may both want to do."""
    with file.open("a", encoding="ascii") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield
