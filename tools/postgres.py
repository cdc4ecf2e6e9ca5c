"""A PostgreSQL of our own: one data folder per place, a private socket, no TCP, no password."""

import os
import pwd
import shutil
import signal
import stat
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from tools import binaries
from tools.places import ROOT, Place, outside, private
from tools.processes import Child, Family, birth
from tools.told import Told

DATABASE = "stalking_unit"
# DETAIL lines and failed statements quote what people wrote, so neither reaches the log.
QUIET = ("log_error_verbosity=terse", "log_min_error_statement=panic", "log_parameter_max_length_on_error=0")
# As in production: compiling a question takes longer than its answer.
PLANNING = ("jit=off",)
# A table whose rows were rolled back would be counted as empty, if that fell into the minute, and planned on so after.
FORGETFUL = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off")
START_SECONDS = 60.0


@dataclass
class Postgres:
    """The cluster of one place. PostgreSQL refuses to run as root, so root runs it as `nobody`, under /var/tmp."""

    place: Place
    durable: bool = True
    bin: Path = field(default_factory=binaries.postgresql)
    as_user: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.folder = self.place.folder / "postgres"
        self.sockets = self.place.sockets
        if os.geteuid() == 0:
            nobody = pwd.getpwnam("nobody")
            self.as_user = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
            self.folder = self.sockets = outside(f"{self.place.name}-pg", Path("/var/tmp"))  # noqa: S108
            self.bin = within_reach(self.bin)

    @property
    def data(self) -> Path:
        return self.folder / "data"

    def start(self, family: Family) -> None:
        private(self.folder, self.as_user.get("user"))
        if not (self.data / "PG_VERSION").exists():
            self.create()
        self.clear_stale_pid()
        settings = [
            "listen_addresses=",
            f"unix_socket_directories={self.sockets}",
            "unix_socket_permissions=0700",
            "timezone=UTC",
            *QUIET,
            *PLANNING,
            *(() if self.durable else FORGETFUL),
        ]
        options = [part for setting in settings for part in ("-c", setting)]
        server = family.start(
            "PostgreSQL",
            [str(self.bin / "postgres"), "-D", str(self.data), *options],
            log=self.place.logs / "postgres.log",
            stop_with=signal.SIGINT,
            **self.where(),
        )
        self.wait_for(server)
        self.bootstrap()

    def where(self) -> dict[str, Any]:
        return {"cwd": "/", **self.as_user}

    def create(self) -> None:
        """Make the cluster beside its final name and move it there, so that a killed start leaves no half of one."""
        unfinished = self.folder / "unfinished"
        shutil.rmtree(unfinished, ignore_errors=True)
        made = subprocess.run(
            [
                *(str(self.bin / "initdb"), "-D", str(unfinished), "-U", "postgres", "-A", "trust", "--encoding=UTF8"),
                *("--locale-provider=builtin", "--locale=C.UTF-8", "--no-instructions"),
                *(() if self.durable else ("--no-sync",)),
            ],
            capture_output=True,
            text=True,
            **self.where(),
        )
        if made.returncode:
            raise Told(f"PostgreSQL could not make its data folder: {made.stderr.strip().splitlines()[-1]}")
        unfinished.rename(self.data)

    def clear_stale_pid(self) -> None:
        """After a crash the number in postmaster.pid may belong to another program; PostgreSQL would then refuse."""
        file = self.data / "postmaster.pid"
        if not file.exists():
            return
        pid = int(file.read_text(encoding="utf-8").splitlines()[0])
        if birth(pid) and "postgres" in command_of(pid):
            stop = [str(self.bin / "pg_ctl"), "-D", str(self.data), "-m", "fast", "-w", "stop"]
            subprocess.run(stop, capture_output=True, **self.where())
        file.unlink(missing_ok=True)

    def wait_for(self, server: Child) -> None:
        deadline = time.monotonic() + START_SECONDS
        while True:
            try:
                self.connect("postgres").close()
                return
            except psycopg.OperationalError as error:
                if server.process.poll() is not None or time.monotonic() > deadline:
                    raise Told(f"PostgreSQL did not start. Its log is {server.log}.") from error
                time.sleep(0.02)

    def connect(self, database: str, user: str = "postgres") -> psycopg.Connection[tuple[Any, ...]]:
        return psycopg.connect(host=str(self.sockets), dbname=database, user=user, autocommit=True)

    def bootstrap(self) -> None:
        """Roles and extensions, once and in one go; then the empty database, which only the demo has from the start."""
        with self.connect("template1") as link:
            if not link.execute("SELECT 1 FROM pg_roles WHERE rolname = 'su_owner'").fetchone():
                scripts = ROOT / "docker" / "database"
                link.execute((scripts / "roles.sql").read_bytes() + (scripts / "extensions.sql").read_bytes())
                link.execute("ALTER ROLE su_owner CREATEDB")
        with self.connect("postgres") as link:
            if self.durable and not link.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
                link.execute(sql.SQL("CREATE DATABASE {} OWNER su_owner").format(sql.Identifier(DATABASE)))

    def forget(self) -> None:
        """Throw the data away; only while the server is not running."""
        shutil.rmtree(self.folder, ignore_errors=True)


def command_of(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/comm").read_text(encoding="utf-8")
    except OSError:
        return subprocess.run(["ps", "-o", "comm=", "-p", str(pid)], capture_output=True, text=True).stdout


def within_reach(bin: Path) -> Path:
    """The same server where `nobody` may run it: root's own folders are closed to others, so it is copied out."""
    if all(folder.stat().st_mode & stat.S_IXOTH for folder in (bin, *bin.parents)):
        return bin
    copy = outside(f"pg-bin-{binaries.version_of(bin / 'postgres')}", Path("/var/tmp"))  # noqa: S108
    if not copy.exists():
        unfinished = copy.with_suffix(".unfinished")
        shutil.rmtree(unfinished, ignore_errors=True)
        shutil.copytree(bin.parent, unfinished, symlinks=True)
        open_to_all(unfinished)
        unfinished.rename(copy)
    return copy / "bin"


def open_to_all(folder: Path) -> None:
    for path in (folder, *folder.rglob("*")):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path.stat().st_mode & stat.S_IXUSR else 0o644)
