"""How long something takes: processor time here and in the database, and time by the clock, in turn and over again."""

import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

SCHEDULED = Path("/proc/self/schedstat")


def spent(*backends: int) -> float:
    """Processor seconds of this process and of these backends of the database; by the clock where none can tell."""
    if not SCHEDULED.exists():
        return time.perf_counter()
    stats = [Path(f"/proc/{pid}/schedstat").read_text(encoding="ascii") for pid in backends]
    return time.process_time() + sum(int(stat.split()[0]) for stat in stats) / 1e9


@dataclass(frozen=True, slots=True)
class Took:
    """The rounds of one way of doing it, in milliseconds; the first round is left out."""

    rounds: Sequence[float]

    @property
    def median(self) -> float:
        return statistics.median(self.rounds)

    @property
    def p95(self) -> float:
        return sorted(self.rounds)[min(len(self.rounds) - 1, int(len(self.rounds) * 0.95))]


def in_turn(
    arms: Mapping[str, Callable[[], object]],
    rounds: int,
    backends: Callable[[], Sequence[int]],
    *,
    by_clock: bool = False,
) -> dict[str, Took]:
    """Each way once, then each again. By the clock where waiting for the disk is part of it."""
    took: dict[str, list[float]] = {name: [] for name in arms}
    for _ in range(rounds + 1):
        for name, arm in arms.items():
            began = time.perf_counter() if by_clock else spent(*backends())
            arm()
            ended = time.perf_counter() if by_clock else spent(*backends())
            took[name].append((ended - began) * 1000)
    return {name: Took(times[1:]) for name, times in took.items()}
