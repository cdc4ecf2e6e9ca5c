"""Outlives a killed launcher just long enough to stop its children: standard input ends when the launcher does."""

import signal
import sys
from pathlib import Path

from tools.processes import stop_listed

if __name__ == "__main__":
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    sys.stdin.read()
    stop_listed(Path(sys.argv[1]))
