"""The product with demonstration data: everything it needs started here, and stopped again with it."""

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from tools import frontend, product
from tools.places import ROOT
from tools.postgres import Postgres
from tools.servers import DEMO, InUse, claimed, environment, servers
from tools.told import Told

PORT = 8000
NEXT_PORTS = 100


def run(port: int | None, *, fresh: bool) -> int:
    refusal = "The demo is already running ({}). Stop it with Ctrl-C where it was started."
    with claimed(DEMO, refusal) as note, listening(port) as listener:
        url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        note(f"process {os.getpid()}, {url}/")
        if fresh or product.half_seeded(DEMO).exists():
            forget()
        frontend.build()
        with servers(DEMO, durable=True) as up:
            env = up.env | product.environment(DEMO, url)
            product.migrate(DEMO, env)
            product.collect(DEMO, env)
            product.serve(DEMO, up.family, env, listener)
            product.seed(DEMO, up.postgres, env, "--later")
            product.wait_until_ready(DEMO, up.family, url)
            product.work(DEMO, up.family, env)
            product.keep_time(DEMO, up.family, env)
            print("Ctrl-C stops the demo and keeps its data; ./run demo --fresh starts it over.")
            print(f"READY {url}/", flush=True)
            product.watch(up.family)
    return 0


def manage(words: list[str]) -> int:
    """A Django command on the demo's database, whose servers are started for it when they are not up."""
    try:
        with claimed(DEMO, "Another command holds the demo ({})."), servers(DEMO, durable=True) as up:
            env = up.env | product.environment(DEMO, f"http://127.0.0.1:{PORT}")
            frontend.build()
            product.migrate(DEMO, env)
            return command(env, words)
    except InUse as running:
        url = running.note.rpartition(" ")[2].rstrip("/")
        return command(environment(DEMO, Postgres(DEMO)) | product.environment(DEMO, url), words)


def command(env: dict[str, str], words: list[str]) -> int:
    if words[:1] == ["migrate"]:
        env = env | {"DB_OWNER": "su_owner"}
        words = words if "--database" in words else [*words, "--database", "owner"]
    return subprocess.run([sys.executable, "manage.py", *words], cwd=ROOT, env=env).returncode


@contextmanager
def listening(port: int | None) -> Iterator[socket.socket]:
    """A socket bound on this machine only: to the port asked for, or to the first free one from 8000 on."""
    if port is not None and not 0 < port < 2**16:
        raise Told(f"{port} is no port. Choose one from 1 to 65535.")
    wanted = range(PORT, PORT + NEXT_PORTS) if port is None else [port]
    for number in wanted:
        listener = socket.socket()
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind(("127.0.0.1", number))
            listener.listen()
        except OSError as error:
            listener.close()
            if port is not None:
                raise Told(f"Port {port} cannot be used ({error.strerror}). Choose another with --port.") from error
            continue
        if port is None and number != PORT:
            print(f"Port {PORT} is in use, so the demo is on {number}.")
        with listener:
            yield listener
        return
    raise Told(f"Every port from {PORT} to {PORT + NEXT_PORTS - 1} is in use. Choose another with --port.")


def forget() -> None:
    Postgres(DEMO).forget()
    shutil.rmtree(DEMO.folder)
    DEMO.make()
