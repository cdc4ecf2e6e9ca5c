"""Running the tests, or the walk, on servers of their own that forget on a crash and clash with no demo."""

import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

from tools import databases, frontend
from tools.places import ROOT
from tools.servers import TEST, claimed, servers

STORIES = "tests/journeys"


def everything() -> int:
    """All tests two side by side, file by file, since a file shares what it has written; then the browser stories.

    Each of the two who tell stories has a live product.
    """
    pytest = (sys.executable, "-m", "pytest", "-q", "-n", "2", "--dist")
    return run([*pytest, "loadfile", "--ignore", STORIES], [*pytest, "worksteal", STORIES])


def run(*commands: Sequence[str]) -> int:
    """Each command in turn, on the same servers. The first that fails says how it ended, and all of them run."""
    refusal = "Tests are already running in this folder ({}). Wait for them, or use another checkout."
    with claimed(TEST, refusal), servers(TEST, durable=False) as up:
        env = up.env | {"DJANGO_SETTINGS_MODULE": "stalking_unit.settings.test", "DB_TEMPLATE": databases.MIGRATED}
        with ThreadPoolExecutor() as side_by_side:
            built = side_by_side.submit(frontend.build)
            databases.migrate(TEST, up.postgres, env)
            built.result()
        databases.forget(up.postgres, "test_stalking_unit")
        ended = [subprocess.run(command, cwd=ROOT, env=env).returncode for command in commands]
    return next(filter(None, ended), 0)
