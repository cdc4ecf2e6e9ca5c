"""The product with demonstration data: everything it needs started here, and stopped again with it."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path

from tools import claims, frontend, keys
from tools.places import ROOT, STATE
from tools.postgres import DATABASE, Postgres
from tools.processes import Family
from tools.servers import DEMO, claimed, environment, servers
from tools.stamps import Stamp
from tools.told import Told

PORT = 8000
NEXT_PORTS = 100
READY_SECONDS = 120.0
OURS = ("stalking_unit", "cases", "risk", "interventions")


def run(port: int | None, *, fresh: bool) -> int:
    refusal = "The demo is already running ({}). Stop it with Ctrl-C where it was started."
    with claimed(DEMO, refusal) as note, listening(port) as listener:
        url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        note(f"process {os.getpid()}, {url}/")
        if fresh:
            forget()
        frontend.build()
        with servers(DEMO, durable=True) as up:
            env = up.env | product(url)
            prepare(env)
            serve(up.family, env, listener)
            seed(up.postgres, env)
            wait_until_ready(up.family, url)
            work(up.family, env)
            print("Ctrl-C stops the demo and keeps its data; ./run demo --fresh starts it over.")
            print(f"READY {url}/", flush=True)
            watch(up.family)
    return 0


def manage(words: list[str]) -> int:
    """A Django command on the demo's database, whose servers are started for it when they are not up."""
    try:
        with claims.claim(STATE / "demo.claim") if STATE.exists() else claimed(DEMO, "{}"):
            pass
    except claims.Taken:
        return command(environment(DEMO, Postgres(DEMO)), words)
    with claimed(DEMO, "The demo is starting ({}). Try again when it is ready."), servers(DEMO, durable=True) as up:
        frontend.build()
        return command(up.env, words)


def command(env: dict[str, str], words: list[str]) -> int:
    if words[:1] == ["migrate"]:
        env = env | {"DB_OWNER": "su_owner"}
        words = words if "--database" in words else [*words, "--database", "owner"]
    return subprocess.run(
        [sys.executable, "manage.py", *words], cwd=ROOT, env=env | product("http://127.0.0.1")
    ).returncode


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


def product(url: str) -> dict[str, str]:
    """What the product reads from its environment here."""
    kept = DEMO.folder
    (kept / "mail").mkdir(exist_ok=True)
    (kept / "private").mkdir(exist_ok=True)
    return keys.secret_files(kept) | {
        "DJANGO_SETTINGS_MODULE": "stalking_unit.settings.demo",
        "SITE_URL": url,
        "PRIVATE_ROOT": str(kept / "private"),
        "MAIL_ROOT": str(kept / "mail"),
        "STATIC_ROOT": str(kept / "static"),
    }


def forget() -> None:
    Postgres(DEMO).forget()
    shutil.rmtree(DEMO.folder)
    DEMO.make()


def prepare(env: dict[str, str]) -> None:
    """Tables by their owner, and the static files with their hashed names; both only when something changed."""
    migrations = [path for app in OURS for path in (ROOT / app).rglob("migrations")]
    migrated = Stamp(DEMO.folder / "migrated", [ROOT / "requirements-demo.lock", *migrations])
    if not migrated.fits():
        django(env | {"DB_OWNER": "su_owner"}, "migrate", "--database", "owner", "--no-input")
        migrated.keep()
    statics = [path for app in OURS for path in (ROOT / app).rglob("static")]
    collected = Stamp(DEMO.folder / "collected", [ROOT / "requirements-demo.lock", frontend.BUILT, *statics])
    if not collected.fits():
        django(env, "collectstatic", "--clear", "--no-input")
        collected.keep()


def django(env: dict[str, str], *words: str) -> None:
    log = DEMO.logs / f"{words[0]}.log"
    with log.open("wb") as out:
        done = subprocess.run([sys.executable, "manage.py", *words], cwd=ROOT, env=env, stdout=out, stderr=out)
    if done.returncode:
        raise Told(f"manage.py {words[0]} failed. Its log is {log}.")


def seed(postgres: Postgres, env: dict[str, str]) -> None:
    """Give an empty database its people and cases."""
    if not any(next((ROOT / app).rglob("management/commands/seed_demo.py"), None) for app in OURS):
        return
    with postgres.connect(DATABASE) as link:
        people = link.execute("SELECT EXISTS (SELECT FROM accounts_user)").fetchone()
    if people == (False,):
        print("Entering the demonstration's people and cases.", flush=True)
        django(env, "seed_demo")


def serve(family: Family, env: dict[str, str], listener: socket.socket) -> None:
    number = listener.fileno()
    family.start(
        "web server",
        program("gunicorn", "stalking_unit.wsgi:application", "--config", "docker/gunicorn.conf.py"),
        env=env | {"BIND": f"fd://{number}", "DB_POOL": "1"},
        log=DEMO.logs / "web.log",
        pass_fds=[number],
    )
    listener.close()


def work(family: Family, env: dict[str, str]) -> None:
    """The worker and the timetable come after the pages, which nobody should have to wait for them to see."""
    family.start(
        "worker",
        program("celery", "-A", "stalking_unit", "worker", *worker_pool(), "--without-gossip", "--without-mingle"),
        env=env,
        log=DEMO.logs / "worker.log",
    )
    family.start(
        "timetable",
        program("celery", "-A", "stalking_unit", "beat", "--schedule", str(DEMO.folder / "beat"), "--pidfile="),
        env=env,
        log=DEMO.logs / "beat.log",
    )


def worker_pool() -> list[str]:
    """Processes where shared semaphores are to be had, threads where they are not."""
    try:
        get_context("fork").Semaphore()
    except OSError:
        return ["--pool", "threads", "--concurrency", "2"]
    return ["--concurrency", "2", "--max-tasks-per-child", "200", "--max-memory-per-child", "600000"]


def program(name: str, *words: str) -> list[str]:
    return [str(Path(sys.executable).parent / name), *words]


def wait_until_ready(family: Family, url: str) -> None:
    deadline = time.monotonic() + READY_SECONDS
    while not answers(f"{url}/healthz/ready"):
        refuse_if_ended(family)
        if time.monotonic() > deadline:
            raise Told(f"The web server did not answer in time. Its log is {DEMO.logs / 'web.log'}.")
        time.sleep(0.1)


def answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=5):
            return True
    except (urllib.error.URLError, OSError):
        return False


def watch(family: Family) -> None:
    while True:
        refuse_if_ended(family)
        time.sleep(0.3)


def refuse_if_ended(family: Family) -> None:
    if child := family.ended():
        raise Told(f"The {child.name} stopped by itself. Its log is {child.log}.")
