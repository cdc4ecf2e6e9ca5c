"""Every check that is not a test."""

import subprocess
import sys
from pathlib import Path

from tools.places import ROOT


def run() -> int:
    programs = Path(sys.executable).parent
    checks = [[str(programs / "ruff"), "check"], [str(programs / "ruff"), "format", "--check"]]
    return max(subprocess.run(check, cwd=ROOT).returncode for check in checks)
