"""Says whether this container does its work: `web` answers a page, `beat` has ticked in the last minutes."""

import os
import sys
import time
import urllib.request
from pathlib import Path

SILENCE_SECONDS = 180


def web() -> bool:
    """Asks as the proxy would, since any other name is refused."""
    name = os.environ["ALLOWED_HOSTS"].split(",")[0]
    request = urllib.request.Request("http://127.0.0.1:8000/healthz/ready", headers={"Host": name})
    with urllib.request.urlopen(request, timeout=4) as answer:  # noqa: S310
        return bool(answer.status == 200)


def beat() -> bool:
    """The timetable is written down after every task it sends, one of which is due each minute."""
    written = max((file.stat().st_mtime for file in Path("/tmp").glob("beat*")), default=0.0)  # noqa: S108
    return time.time() - written < SILENCE_SECONDS


if __name__ == "__main__":
    sys.exit(not {"web": web, "beat": beat}[sys.argv[1]]())
