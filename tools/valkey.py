"""A broker of our own, on a private socket and in memory only: what it holds can be told again from the rows."""

import time
from pathlib import Path

from tools import binaries
from tools.places import Place
from tools.processes import Family
from tools.told import Told


def start(place: Place, family: Family) -> Path:
    """Start Valkey and give back its socket."""
    socket = place.sockets / "valkey.sock"
    socket.unlink(missing_ok=True)
    server = family.start(
        "Valkey",
        [
            *(str(binaries.valkey()), "--port", "0", "--unixsocket", str(socket), "--unixsocketperm", "700"),
            *("--save", "", "--appendonly", "no", "--maxmemory-policy", "noeviction", "--dir", str(place.folder)),
        ],
        log=place.logs / "valkey.log",
    )
    while not socket.exists():
        if server.process.poll() is not None:
            raise Told(f"Valkey did not start. Its log is {server.log}.")
        time.sleep(0.01)
    return socket
