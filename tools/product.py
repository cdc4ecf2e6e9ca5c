"""The product running for real on the servers of a place: its pages, its worker and its timetable."""

import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from multiprocessing import get_context
from pathlib import Path

from tools import frontend, keys
from tools.places import ROOT, Place
from tools.postgres import Postgres
from tools.processes import Family
from tools.stamps import Stamp
from tools.told import Told

READY_SECONDS = 120.0
AT_WORK = 2  # of a worker's processes, or of its threads where there can be no more
OURS = ("stalking_unit", "cases", "risk", "interventions")


def environment(place: Place, url: str) -> dict[str, str]:
    """What the product reads from its environment here."""
    kept = place.folder
    (kept / "mail").mkdir(exist_ok=True)
    (kept / "private").mkdir(exist_ok=True)
    return keys.secret_files(kept) | {
        "DJANGO_SETTINGS_MODULE": "stalking_unit.settings.demo",
        "SITE_URL": url,
        "PRIVATE_ROOT": str(kept / "private"),
        "MAIL_ROOT": str(kept / "mail"),
        "STATIC_ROOT": str(kept / "static"),
    }


def migrated(place: Place) -> Stamp:
    """What the place's database was last migrated for."""
    migrations = [path for app in OURS for path in (ROOT / app).rglob("migrations")]
    return Stamp(place.folder / "migrated", [ROOT / "requirements-demo.lock", *migrations])


def migrate(place: Place, env: dict[str, str]) -> None:
    """Tables by their owner, when a migration has changed."""
    stamp = migrated(place)
    if not stamp.fits():
        django(place, env | {"DB_OWNER": "su_owner"}, "migrate", "--database", "owner", "--no-input")
        stamp.keep()


def collect(place: Place, env: dict[str, str]) -> None:
    """The static files with their hashed names, when one has changed."""
    collected = Stamp(place.folder / "collected", [ROOT / "requirements-demo.lock", frontend.BUILT])
    if not collected.fits():
        django(place, env, "collectstatic", "--clear", "--no-input")
        collected.keep()


def django(place: Place, env: dict[str, str], *words: str) -> None:
    log = place.logs / f"{words[0]}.log"
    with log.open("wb") as out:
        done = subprocess.run([sys.executable, "manage.py", *words], cwd=ROOT, env=env, stdout=out, stderr=out)
    if done.returncode:
        last = log.read_text(encoding="utf-8", errors="replace").rstrip().rpartition("\n")[2]
        raise Told(f"manage.py {words[0]} failed: {last} Its log is {log}.")


def seed(place: Place, postgres: Postgres, env: dict[str, str], *words: str) -> None:
    """Give an empty database its people and cases; with `--later` the worker tells the lighter ones."""
    if not any(next((ROOT / app).rglob("management/commands/seed_demo.py"), None) for app in OURS):
        return
    with postgres.connect(env["DB_NAME"]) as link:
        people = link.execute("SELECT EXISTS (SELECT FROM accounts_user)").fetchone()
    if people == (False,):
        print("Entering the demonstration's people and cases.", flush=True)
        half_seeded(place).touch()
        django(place, env, "seed_demo", *words)
        half_seeded(place).unlink()


def half_seeded(place: Place) -> Path:
    """There while people and cases are being entered, and after that only if it was cut short."""
    return place.folder / "seeding"


def serve(place: Place, family: Family, env: dict[str, str], listener: socket.socket) -> None:
    number = listener.fileno()
    family.start(
        "web server",
        program("gunicorn", "stalking_unit.wsgi:application", "--config", "docker/gunicorn.conf.py"),
        env=env | {"BIND": f"fd://{number}", "DB_POOL": "1"},
        log=place.logs / "web.log",
        pass_fds=[number],
    )
    listener.close()


def work(place: Place, family: Family, env: dict[str, str]) -> None:
    family.start(
        "worker",
        program("celery", "-A", "stalking_unit", "worker", *worker_pool(), "--without-gossip", "--without-mingle"),
        env=env,
        log=place.logs / "worker.log",
    )


def keep_time(place: Place, family: Family, env: dict[str, str], schedule: str = "beat") -> None:
    family.start(
        "timetable",
        program("celery", "-A", "stalking_unit", "beat", "--schedule", str(place.folder / schedule), "--pidfile="),
        env=env,
        log=place.logs / "beat.log",
    )


def worker_pool() -> list[str]:
    """Processes where shared semaphores are to be had, threads where they are not."""
    try:
        get_context("fork").Semaphore()
    except OSError:
        return ["--pool", "threads", "--concurrency", str(AT_WORK)]
    return ["--concurrency", str(AT_WORK), "--max-tasks-per-child", "200", "--max-memory-per-child", "600000"]


def program(name: str, *words: str) -> list[str]:
    return [str(Path(sys.executable).parent / name), *words]


def wait_until_ready(place: Place, family: Family, url: str) -> None:
    deadline = time.monotonic() + READY_SECONDS
    while not answers(f"{url}/healthz/ready"):
        refuse_if_ended(family)
        if time.monotonic() > deadline:
            raise Told(f"The web server did not answer in time. Its log is {place.logs / 'web.log'}.")
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
