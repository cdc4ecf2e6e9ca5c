"""Running the tests, or the walk, on servers of their own that forget on a crash and clash with no demo."""

import subprocess
from collections.abc import Sequence

from tools import frontend
from tools.places import ROOT
from tools.servers import TEST, claimed, servers

# All tests, two side by side. The browser stories share one live product, so they stay together.
WHOLE = ("-n", "2", "--dist", "loadgroup", "-q")


def run(command: Sequence[str]) -> int:
    refusal = "Tests are already running in this folder ({}). Wait for them, or use another checkout."
    with claimed(TEST, refusal):
        frontend.build()
        with servers(TEST, durable=False) as up:
            env = up.env | {"DJANGO_SETTINGS_MODULE": "stalking_unit.settings.test"}
            return subprocess.run(command, cwd=ROOT, env=env).returncode
