"""Every check that is not a test, two at a time; only what is wrong is printed."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from tools import frontend, sources, templates
from tools.places import ROOT
from tools.production import COMPOSE, ENVIRONMENT

PROGRAMS = Path(sys.executable).parent
TESTS = {"DJANGO_SETTINGS_MODULE": "stalking_unit.settings.test"}


@dataclass(frozen=True)
class Program:
    """A check that is another program's: right when that ends with 0, and then silent."""

    words: tuple[str, ...]
    env: Mapping[str, str] = field(default_factory=dict)

    def __call__(self) -> str:
        env = {"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/"), **self.env}
        done = subprocess.run(
            self.words, cwd=ROOT, env=env, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        )
        return done.stdout or f"ended with {done.returncode}" if done.returncode else ""


def packaged(name: str, *words: str, env: Mapping[str, str] | None = None) -> Program:
    return Program((str(PROGRAMS / name), *words), env or {})


def manage(*words: str, env: Mapping[str, str]) -> Program:
    return Program((sys.executable, "-W", "ignore::RuntimeWarning", "manage.py", *words), env)


def listed(breaches: Callable[[], Iterator[str]]) -> str:
    return "\n".join(breaches())


def compose() -> str:
    """Compose accepts the file when it is told everything, and names each thing that it is not told."""
    config = ("docker-compose", "--file", "docker-compose.yml", "config", "--quiet")
    complaints = [packaged(*config, env=COMPOSE)()]
    for name in COMPOSE:
        said = packaged(*config, env={key: value for key, value in COMPOSE.items() if key != name})()
        if name not in said:
            complaints.append(f"docker-compose.yml starts without {name}")
    return "\n".join(filter(None, complaints))


def types() -> str:
    """Complaints made from what mypy remembers are believed only when it makes them afresh."""
    return packaged("mypy", env=TESTS)() and packaged("mypy", "--no-incremental", env=TESTS)()


CHECKS: dict[str, Callable[[], str]] = {
    "types": types,
    "style": packaged("ruff", "check"),
    "layout": packaged("ruff", "format", "--check"),
    "who imports whom": packaged("lint-imports", "--no-cache"),
    "missing migrations": manage("makemigrations", "--check", "--dry-run", env=TESTS),
    "production settings": manage("check", "--deploy", "--fail-level", "WARNING", env=ENVIRONMENT),
    "files": partial(listed, partial(sources.breaches, ROOT)),
    "templates": partial(listed, partial(templates.breaches, ROOT / "templates")),
    "containers": compose,
    "image": packaged("hadolint", "Dockerfile"),
}


def run() -> int:
    frontend.BUILT.mkdir(parents=True, exist_ok=True)
    with ThreadPoolExecutor(max_workers=2) as pool:
        complaints = dict(zip(CHECKS, pool.map(lambda check: check(), CHECKS.values()), strict=True))
    for name, complaint in complaints.items():
        print(f"{name}: {'wrong' if complaint else 'right'}")
        if complaint:
            print(complaint.rstrip(), end="\n\n")
    return int(any(complaints.values()))
