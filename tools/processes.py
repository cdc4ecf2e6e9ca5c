"""Children of the launcher: started in sessions of their own, written down, stopped in reverse order."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from tools.places import ROOT

PATIENCE_SECONDS = 20.0


@dataclass(frozen=True)
class Entry:
    """What is needed to stop a child after its parent has gone: never a process that merely got its number."""

    name: str
    pid: int
    born: str
    stop_with: int

    def lives(self) -> bool:
        return bool(self.born) and birth(self.pid) == self.born


def birth(pid: int) -> str:
    """When a process started, in whatever unit the system counts; empty when it has ended."""
    try:
        state, *rest = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return "" if Path("/proc/self/stat").exists() else birth_by_ps(pid)
    return "" if state == "Z" else rest[18]


def birth_by_ps(pid: int) -> str:
    return subprocess.run(["ps", "-o", "lstart=", "-p", str(pid)], capture_output=True, text=True).stdout.strip()


def stop_listed(register: Path) -> None:
    """Stop what an earlier launcher left behind, last started first, and forget it."""
    if not register.exists():
        return
    for line in reversed(register.read_text(encoding="utf-8").splitlines()):
        stop_entry(Entry(**json.loads(line)))
    register.unlink(missing_ok=True)


def stop_entry(entry: Entry) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    if entry.lives():
        os.kill(entry.pid, entry.stop_with)
    while entry.lives():
        if time.monotonic() > deadline:
            os.killpg(entry.pid, signal.SIGKILL)
        time.sleep(0.05)


@dataclass
class Child:
    name: str
    log: Path
    process: "subprocess.Popen[bytes]"
    stop_with: int


class Family:
    """The launcher's children. Should the launcher be killed, a watchdog in its own session stops them."""

    def __init__(self, register: Path) -> None:
        self.register = register
        self.children: list[Child] = []

    def __enter__(self) -> Self:
        self.watchdog = subprocess.Popen(
            [sys.executable, "-m", "tools.watchdog", str(self.register)],
            stdin=subprocess.PIPE,
            cwd=ROOT,
            start_new_session=True,
        )
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        with uninterrupted():
            for child in reversed(self.children):
                stop_child(child)
            self.register.unlink(missing_ok=True)
            self.watchdog.communicate()

    def start(
        self,
        name: str,
        command: Sequence[str],
        *,
        log: Path,
        env: Mapping[str, str] | None = None,
        stop_with: int = signal.SIGTERM,
        **options: Any,
    ) -> Child:
        with log.open("ab") as out:
            process = subprocess.Popen(
                command,
                env=env,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                **{"cwd": ROOT, **options},
            )
        child = Child(name, log, process, stop_with)
        self.children.append(child)
        with self.register.open("a", encoding="utf-8") as register:
            register.write(json.dumps(asdict(Entry(name, process.pid, birth(process.pid), stop_with))) + "\n")
        return child

    def ended(self) -> Child | None:
        """A child that has stopped by itself, if one has."""
        return next((child for child in self.children if child.process.poll() is not None), None)


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Nothing that asks this process to end is heard in the block. Children inherit what is so after it."""
    before = {
        number: signal.signal(number, signal.SIG_IGN) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    }
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def stop_child(child: Child) -> None:
    if child.process.poll() is None:
        child.process.send_signal(child.stop_with)
    try:
        child.process.wait(PATIENCE_SECONDS)
    except subprocess.TimeoutExpired:
        os.killpg(child.process.pid, signal.SIGKILL)
        child.process.wait()
