"""`./run bench`: measures a promise of the product in a scratch database, on the servers of the tests."""

import subprocess
import sys

from tools.live import create
from tools.places import ROOT
from tools.servers import TEST, claimed, servers

DATABASE = "stalking_unit_bench"
MEASURES = {"policy": "tools.bench_policy"}
SETTINGS = "stalking_unit.settings.test"


def run(subject: str, cases: int) -> int:
    """Make the database, let the measurement fill it, and take it away again."""
    measure = f"import django; django.setup(); from {MEASURES[subject]} import main; raise SystemExit(main({cases}))"
    refusal = "Tests are already running in this folder ({}). Wait for them, or use another checkout."
    with claimed(TEST, refusal), servers(TEST, durable=False) as up, up.postgres.connect("postgres") as link:
        create(link, DATABASE, "template1")
        env = up.env | {"DB_NAME": DATABASE, "DJANGO_SETTINGS_MODULE": SETTINGS, "DB_OWNER": "su_owner"}
        migrate = [
            sys.executable,
            "manage.py",
            "migrate",
            "--database",
            "owner",
            "--no-input",
            "--verbosity",
            "0",
            "--skip-checks",
        ]
        try:
            failed = subprocess.run(migrate, cwd=ROOT, env=env).returncode
            return failed or subprocess.run([sys.executable, "-c", measure], cwd=ROOT, env=env).returncode
        finally:
            link.execute(f"DROP DATABASE {DATABASE} WITH (FORCE)")
