"""`./run bench`: measures a promise of the product in a scratch database, on the servers of the tests."""

import subprocess
import sys

from tools import databases, frontend, ordeal
from tools.places import ROOT
from tools.servers import TEST, Servers, claimed, servers

DATABASE = "stalking_unit_bench"
MEASURES = {"policy": 100_000, "reminders": 10_000}  # with how many cases, where nobody says
SETTINGS = "stalking_unit.settings.test"


def run(subject: str, cases: int | None) -> int:
    """Measure it with so many cases, on servers that nobody else uses meanwhile."""
    number = MEASURES[subject] if cases is None else cases
    refusal = "Tests are already running in this folder ({}). Wait for them, or use another checkout."
    with claimed(TEST, refusal), servers(TEST, durable=False) as up:
        if subject != "reminders":
            return in_a_database(f"tools.bench_{subject}", number, up)
        frontend.build()
        return ordeal.main(number)


def in_a_database(module: str, cases: int, up: Servers) -> int:
    """Make the database, let the measurement fill it, and take it away again."""
    measure = f"import django; django.setup(); from {module} import main; raise SystemExit(main({cases}))"
    env = up.env | {"DB_NAME": DATABASE, "DJANGO_SETTINGS_MODULE": SETTINGS, "DB_OWNER": "su_owner"}
    databases.migrate(TEST, up.postgres, env)
    databases.clone(up.postgres, DATABASE)
    try:
        return subprocess.run([sys.executable, "-c", measure], cwd=ROOT, env=env).returncode
    finally:
        databases.drop(up.postgres, DATABASE)
