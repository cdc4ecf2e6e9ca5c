"""Where the launcher keeps things: one state folder per checkout, sockets where their paths stay short."""

import hashlib
import os
import stat
import tempfile
from dataclasses import dataclass
from pathlib import Path

from tools.told import Told

ROOT = Path(__file__).resolve().parents[1]
STATE = Path(os.environ.get("STALKING_UNIT_STATE") or ROOT / ".state").resolve()
LONGEST_SOCKET_FOLDER = 80


@dataclass(frozen=True)
class Place:
    """The folders of one set of servers: the demo's, or the tests'."""

    name: str

    @property
    def folder(self) -> Path:
        return STATE / self.name

    @property
    def logs(self) -> Path:
        return self.folder / "logs"

    @property
    def register(self) -> Path:
        """Where the running children are written down."""
        return self.folder / "processes"

    @property
    def sockets(self) -> Path:
        """A folder of our own with a path short enough for a socket, which may not exceed 107 bytes."""
        near = self.folder / "sockets"
        return near if len(str(near)) <= LONGEST_SOCKET_FOLDER else outside(self.name, Path(tempfile.gettempdir()))

    def make(self) -> None:
        for folder in (STATE, self.folder, self.logs, self.sockets):
            private(folder)


def outside(name: str, parent: Path) -> Path:
    """A folder outside the checkout that no other checkout shares."""
    return parent / f"stalking-unit-{hashlib.sha256(str(STATE).encode()).hexdigest()[:10]}-{name}"


def private(folder: Path, owner: int | None = None) -> None:
    """Make a folder that only its owner may enter, and refuse one that somebody else has put there first."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        found = folder.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid not in {os.geteuid(), owner}:
            raise Told(f"{folder} belongs to somebody else. Remove it, then start again.")
        folder.chmod(0o700)
        if owner is not None:
            os.chown(folder, owner, -1)
    except OSError as error:
        raise Told(
            f"{folder} cannot be written to ({error.strerror}). Copy the project to a folder that is yours, or set "
            "STALKING_UNIT_STATE to one."
        ) from error
