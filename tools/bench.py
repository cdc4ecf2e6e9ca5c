"""`./run bench`: measures a promise of the product in a scratch database, on the servers of the tests."""

import json
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tools import databases, frontend, ordeal, tables
from tools.places import ROOT
from tools.servers import TEST, Servers, claimed, servers
from tools.told import Told

DATABASE = "stalking_unit_bench"
# With how many cases, where nobody says; of the seal, how many writers.
MEASURES = {"pages": (10_000, 100_000), "policy": (100_000,), "reminders": (10_000,), "seal": (8,)}
SETTINGS = "stalking_unit.settings.test"
BESIDE_THE_ADMIN = "tools.rival_settings"


def run(subject: str, sizes: list[int] | None) -> int:
    """Measure it with so many cases, on servers that nobody else uses meanwhile."""
    numbers = sizes or list(MEASURES[subject])
    refusal = "Tests are already running in this folder ({}). Wait for them, or use another checkout."
    if subject != "pages" and len(numbers) > 1:
        raise Told(f"`./run bench {subject}` takes one number of cases.")
    with claimed(TEST, refusal), servers(TEST, durable=subject in {"pages", "seal"}) as up:
        match subject:
            case "pages":
                return pages(numbers, up)
            case "policy":
                return in_a_database("tools.bench_policy", f"{numbers[0]}", up)
            case "seal":
                return in_a_database("tools.bench_seal", f"{numbers[0]}", up)
            case _:
                frontend.build()
                return ordeal.main(numbers[0])


def pages(sizes: list[int], up: Servers) -> int:
    """Each size in a database of its own, then all of them in one table."""
    lines = []
    frontend.build()
    with TemporaryDirectory() as folder:
        for number in sizes:
            to = Path(folder) / f"{number}.json"
            if failed := in_a_database("tools.bench_nation", f"{number}, {str(to)!r}", up, BESIDE_THE_ADMIN):
                return failed
            lines.extend(json.loads(to.read_text(encoding="utf-8")))
    print(f"\n{tables.table(lines)}")
    return 0


def in_a_database(module: str, given: str, up: Servers, settings: str = SETTINGS) -> int:
    """Make the database, let the measurement fill it, and take it away again."""
    measure = f"import django; django.setup(); from {module} import main; raise SystemExit(main({given}))"
    env = up.env | {"DB_NAME": DATABASE, "DJANGO_SETTINGS_MODULE": SETTINGS, "DB_OWNER": "su_owner"}
    databases.migrate(TEST, up.postgres, env)  # never with the admin: every test is cloned from it
    databases.clone(up.postgres, DATABASE)
    try:
        return subprocess.run(
            [sys.executable, "-c", measure], cwd=ROOT, env=env | {"DJANGO_SETTINGS_MODULE": settings}
        ).returncode
    finally:
        databases.drop(up.postgres, DATABASE)
