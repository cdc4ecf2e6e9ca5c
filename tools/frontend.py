"""The pages' style sheet and scripts, built by a packaged Node and rebuilt only when their sources change."""

import os
import subprocess

from tools import binaries
from tools.claims import turn
from tools.places import ROOT, STATE
from tools.stamps import Stamp
from tools.told import Told

BUILT = ROOT / "static" / "dist"
PARCELS = [ROOT / "package.json", ROOT / "package-lock.json", ROOT / ".npmrc"]


def build() -> None:
    BUILT.mkdir(parents=True, exist_ok=True)
    if not PARCELS[0].exists():
        return
    with turn(STATE / "frontend.lock"):
        installed = Stamp(STATE / "node_modules.stamp", PARCELS)
        if not installed.fits() or not (ROOT / "node_modules").exists():
            print("Fetching the parts of the pages' style sheet and scripts.", flush=True)
            npm("ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
            installed.keep()
        built = Stamp(STATE / "frontend.stamp", [*PARCELS, ROOT / "frontend"])
        if not built.fits() or not any(BUILT.iterdir()):
            npm("run", "--silent", "build")
            built.keep()


def npm(*words: str) -> None:
    node, command = binaries.node()
    env = {**os.environ, "PATH": f"{node.parent}{os.pathsep}{os.environ['PATH']}"}
    done = subprocess.run(
        [*command, *words], cwd=ROOT, env=env, stdin=subprocess.DEVNULL, capture_output=True, text=True
    )
    if done.returncode:
        raise Told(f"Building the pages failed: npm {' '.join(words)} said:\n{done.stdout}{done.stderr}".strip())
