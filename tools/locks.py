"""Writing the lock files: names, versions and hashes, and no address."""

import os
import subprocess
from pathlib import Path

from tools.places import ROOT, STATE

OLDEST_PYTHON = "3.11"
GROUPS = {
    "requirements.lock": ("embedded", "test", "lint"),
    "requirements-demo.lock": ("embedded",),
    "requirements-prod.lock": (),
}


def write() -> int:
    """The full set is chosen first; the smaller ones must agree with it. uv itself has a lock of its own."""
    full = ROOT / "requirements.lock"
    for name, groups in GROUPS.items():
        words = [word for group in groups for word in ("--group", group)]
        if name != full.name:
            words += ["--constraints", str(full)]
        compile_lock(ROOT / name, ["pyproject.toml", *words, "--upgrade"])
    compile_lock(ROOT / "requirements-boot.lock", ["tools/boot.in"])
    return 0


def compile_lock(lock: Path, words: list[str]) -> None:
    command = [
        *(str(STATE / "boot" / "bin" / "uv"), "pip", "compile", *words, "--output-file", lock.name),
        *("--universal", "--generate-hashes", "--python-version", OLDEST_PYTHON, "--quiet"),
        *("--no-emit-index-url", "--custom-compile-command", "./run lock"),
    ]
    subprocess.run(command, cwd=ROOT, check=True, env={**os.environ, "UV_PYTHON_DOWNLOADS": "never"})
