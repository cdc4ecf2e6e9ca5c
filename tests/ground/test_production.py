"""Production starts with its secrets or not at all, and says nothing in its logs that it should not."""

import json
import logging
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.test import Client

from stalking_unit.logs import BareFormatter
from stalking_unit.proxy import restore_address
from tools import places
from tools.places import ROOT, Place
from tools.postgres import Postgres
from tools.processes import Family
from tools.production import ENVIRONMENT


def start(env: dict[str, str], then: str = "settings.DEBUG") -> subprocess.CompletedProcess[str]:
    code = f"from django.conf import settings; {then}"
    return subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=env, capture_output=True, text=True)


def test_production_starts_with_everything_it_needs() -> None:
    assert start(ENVIRONMENT).returncode == 0


@pytest.mark.parametrize("name", sorted(ENVIRONMENT.keys() - {"DJANGO_SETTINGS_MODULE", "DB_HOST"}))
def test_production_names_what_is_missing(name: str) -> None:
    said = start({key: value for key, value in ENVIRONMENT.items() if key != name})
    assert said.returncode != 0
    assert f"{name} is missing" in said.stderr


def test_production_keeps_the_machines_time_whatever_file_is_named(tmp_path: Path) -> None:
    (moved := tmp_path / "moved").write_text("86400")
    code = "import django; django.setup(); from stalking_unit import clock; print(clock.now().timestamp())"
    env = ENVIRONMENT | {"CLOCK_FILE": str(moved), "TIMETABLE_SECONDS": "1"}
    said = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=env, capture_output=True, text=True, check=True)
    assert abs(float(said.stdout) - time.time()) < 60
    assert start(env, "assert settings.CLOCK_FILE is None and settings.TIMETABLE_SECONDS == 60").returncode == 0


def test_production_tells_nobody_invented_stories() -> None:
    assert start(ENVIRONMENT, "assert settings.TIMETABLE_ALSO == {}").returncode == 0


def test_a_log_line_tells_where_a_failure_was_and_never_what_it_said() -> None:
    try:
        raise ValueError("DETAIL: Key (phone)=(07700 900123) already exists")
    except ValueError:
        record = logging.LogRecord("cases", logging.ERROR, __file__, 1, "failed", None, sys.exc_info())
    line = BareFormatter().format(record)
    assert "07700" not in line
    assert "builtins.ValueError" in line
    assert "test_a_log_line_tells_where" in line


@pytest.mark.parametrize(
    ("line", "args"),
    [
        ("Signal handler raised: %r", (ValueError("07700 900123"),)),
        ("Task %(name)s failed: %(exc)s", ({"name": "deliver", "exc": "ValueError('07700 900123')"},)),
        ("Task %(name)s succeeded: %(return_value)s", ({"name": "deliver", "return_value": "07700 900123"},)),
    ],
)
def test_a_log_line_never_repeats_what_an_exception_or_a_task_said(line: str, args: tuple[object, ...]) -> None:
    record = logging.LogRecord("celery", logging.ERROR, __file__, 1, line, args, None)
    assert "07700" not in BareFormatter().format(record)
    assert "07700" in record.getMessage()


def test_behind_the_proxy_the_last_address_is_the_callers() -> None:
    environ = {"REMOTE_ADDR": "10.0.0.2", "HTTP_X_FORWARDED_FOR": "6.6.6.6, 192.0.2.7"}
    restore_address(environ, behind_proxy=True)
    assert environ == {"REMOTE_ADDR": "192.0.2.7"}


def test_without_a_proxy_nobody_may_name_an_address() -> None:
    environ = {"REMOTE_ADDR": "10.0.0.2", "HTTP_X_FORWARDED_FOR": "192.0.2.7"}
    restore_address(environ, behind_proxy=False)
    assert environ == {"REMOTE_ADDR": "10.0.0.2"}


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/healthz/live", "/healthz/ready"])
def test_a_supervisor_may_ask_without_signing_in(client: Client, path: str) -> None:
    assert client.get(path).status_code == 200


def test_secrets_are_made_once_and_agree_with_each_other(tmp_path: Path) -> None:
    make = [ROOT / "docker" / "init-secrets", tmp_path / "secrets"]
    assert subprocess.run(make, capture_output=True).returncode == 0
    secrets = {file.name: file.read_text() for file in (tmp_path / "secrets").iterdir()}
    assert (tmp_path / "secrets").stat().st_mode & 0o777 == 0o700
    assert secrets["broker_password"] in secrets["broker_url"]
    assert len(set(secrets.values())) == len(secrets)
    assert json.loads(secrets["field_keys"])["current"] == "k1"
    assert subprocess.run(make, capture_output=True).returncode == 1


class Empty(Postgres):
    """A cluster in which nothing has been made yet, as the database container finds it."""

    def bootstrap(self) -> None: ...


def test_the_database_container_starts_as_the_launcher_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "STATE", tmp_path)
    place = Place("container")
    place.make()
    secrets = tmp_path / "secrets"
    subprocess.run([ROOT / "docker" / "init-secrets", secrets], check=True, capture_output=True)
    postgres = Empty(place, durable=False)
    try:
        with Family(place.register) as family:
            postgres.start(family)
            env = {
                "PATH": f"{postgres.bin}{os.pathsep}{os.environ['PATH']}",
                "PGHOST": str(postgres.sockets),
                "POSTGRES_USER": "postgres",
                "SECRETS": str(secrets),
                "SCRIPTS": str(ROOT / "docker" / "database"),
            }
            done = subprocess.run([ROOT / "docker" / "database" / "start.sh"], env=env, capture_output=True, text=True)
            assert done.returncode == 0, done.stderr
            assert (secrets / "db_app_password").read_text() not in done.stdout + done.stderr
            with postgres.connect("stalking_unit") as link:
                roles = link.execute(
                    "SELECT rolname, rolcanlogin, rolpassword IS NOT NULL, rolcreatedb OR rolsuper OR rolbypassrls"
                    " FROM pg_authid WHERE rolname LIKE 'su\\_%' ORDER BY 1"
                ).fetchall()
                extensions = link.execute("SELECT extname FROM pg_extension").fetchall()
    finally:
        postgres.forget()
    assert roles == [
        ("su_app", True, True, False),
        ("su_audit_reader", False, False, False),
        ("su_owner", True, True, False),
    ]
    assert {("btree_gist",), ("pg_trgm",), ("unaccent",), ("fuzzystrmatch",)} <= set(extensions)
