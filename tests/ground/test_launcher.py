"""The launcher's parts: ports, claims, stamps, secrets, and children that never outlive it."""

import json
import os
import signal
import socket
import subprocess
import sys
import textwrap
import time
from pathlib import Path
from unittest.mock import MagicMock, Mock

import pytest

from tools import binaries, claims, demo, dev, keys, places, product, servers
from tools.places import ROOT, Place
from tools.processes import Entry, Family, birth, stop_listed
from tools.stamps import Stamp
from tools.told import Told


def gone(pid: int, seconds: float = 10) -> bool:
    deadline = time.monotonic() + seconds
    while birth(pid) and time.monotonic() < deadline:
        time.sleep(0.05)
    return not birth(pid)


@pytest.fixture
def taken_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        yield taken.getsockname()[1]


def test_a_busy_port_that_was_asked_for_is_told(taken_port: int) -> None:
    with pytest.raises(Told, match=f"Port {taken_port} cannot be used"), demo.listening(taken_port):
        pass


@pytest.mark.parametrize("port", [0, -1, 65536])
def test_a_number_that_is_no_port_is_told(port: int) -> None:
    with pytest.raises(Told, match="is no port"), demo.listening(port):
        pass


def test_a_busy_usual_port_gives_the_next_free_one(
    taken_port: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(demo, "PORT", taken_port)
    with demo.listening(None) as listener:
        address, port = listener.getsockname()
    assert address == "127.0.0.1"
    assert port > taken_port
    assert f"the demo is on {port}" in capsys.readouterr().out


def test_a_second_copy_is_told_who_holds_the_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "STATE", tmp_path)
    monkeypatch.setattr(servers, "STATE", tmp_path)
    with servers.claimed(Place("demo"), "") as note:
        note("process 7, http://127.0.0.1:8000/")
        with pytest.raises(Told, match="running: process 7, http"), servers.claimed(Place("demo"), "running: {}"):
            pass


def test_a_claim_ends_with_its_holder(tmp_path: Path) -> None:
    hold = f"from tools.claims import claim\nwith claim(__import__('pathlib').Path({str(tmp_path / 'claim')!r})):\n"
    holder = subprocess.Popen(
        [sys.executable, "-c", hold + "    print('held', flush=True); input()"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert holder.stdout is not None
    holder.stdout.readline()
    with pytest.raises(claims.Taken), claims.claim(tmp_path / "claim"):
        pass
    holder.kill()
    holder.communicate()
    with claims.claim(tmp_path / "claim"):
        pass


def test_children_of_a_killed_launcher_are_stopped(tmp_path: Path) -> None:
    script = textwrap.dedent(f"""
        import pathlib
        from tools.processes import Family
        folder = pathlib.Path({str(tmp_path)!r})
        with Family(folder / "processes") as family:
            print(family.start("sleeper", ["sleep", "600"], log=folder / "log").process.pid, flush=True)
            input()
    """)
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    launcher = subprocess.Popen([sys.executable, "-c", script], cwd=ROOT, **pipes)
    assert launcher.stdout is not None
    child = int(launcher.stdout.readline())
    assert birth(child)
    launcher.send_signal(signal.SIGKILL)
    launcher.communicate()
    assert gone(child)


def test_what_a_crash_left_behind_is_stopped_at_the_next_start(tmp_path: Path) -> None:
    left = subprocess.Popen(["sleep", "600"], start_new_session=True)
    entry = {"name": "left", "pid": left.pid, "born": birth(left.pid), "stop_with": signal.SIGTERM}
    (tmp_path / "processes").write_text(json.dumps(entry) + "\n")
    stop_listed(tmp_path / "processes")
    assert left.wait(5) == -signal.SIGTERM
    assert not (tmp_path / "processes").exists()


def test_what_ends_a_process_is_heard_again_when_its_children_are_stopped(tmp_path: Path) -> None:
    """Or whatever it starts later would inherit the deafness, and could only be killed."""
    before = signal.getsignal(signal.SIGTERM)
    with Family(tmp_path / "processes"):
        pass
    assert signal.getsignal(signal.SIGTERM) is before


def test_a_process_that_merely_has_the_number_is_left_alone(tmp_path: Path) -> None:
    assert birth(os.getpid())
    assert not Entry("other", os.getpid(), "another time", signal.SIGKILL).lives()


def test_a_step_is_repeated_only_when_its_inputs_change(tmp_path: Path) -> None:
    (tmp_path / "inputs").mkdir()
    source = tmp_path / "inputs" / "app.scss"
    source.write_text("p {}")
    stamp = Stamp(tmp_path / "stamp", [tmp_path / "inputs"])
    assert not stamp.fits()
    stamp.keep()
    assert Stamp(tmp_path / "stamp", [tmp_path / "inputs"]).fits()
    source.rename(source.with_name("page.scss"))
    assert not Stamp(tmp_path / "stamp", [tmp_path / "inputs"]).fits()


def test_the_demos_secrets_are_made_once_and_for_its_owner_only(tmp_path: Path) -> None:
    made = keys.secret_files(tmp_path)
    texts = {name: Path(path).read_text() for name, path in made.items()}
    assert keys.secret_files(tmp_path) == made
    assert {name: Path(path).read_text() for name, path in made.items()} == texts
    assert {Path(path).stat().st_mode & 0o777 for path in made.values()} == {0o600}
    assert json.loads(texts["FIELD_KEYS_FILE"])["keys"].keys() == {"k1"}


def test_sockets_keep_short_paths_in_a_deep_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "STATE", tmp_path / ("deep" * 20))
    assert len(str(Place("demo").sockets / ".s.PGSQL.5432")) < 107


def test_a_folder_that_somebody_else_put_there_is_refused(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "state").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(Told, match="belongs to somebody else"):
        places.private(tmp_path / "state")


def test_a_folder_that_cannot_be_written_to_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(Told, match="cannot be written to"):
        places.private(tmp_path / "file" / "state")


def test_the_shells_own_database_settings_stay_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PGHOST", "production.example")
    monkeypatch.setenv("DB_OWNER", "su_owner")
    postgres = type("Postgres", (), {"sockets": Path("/sockets")})()
    env = servers.environment(Place("demo"), postgres)
    assert "PGHOST" not in env
    assert "DB_OWNER" not in env
    assert (env["DB_HOST"], env["DB_USER"]) == ("/sockets", "su_app")


def test_a_server_named_by_the_environment_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PG_BINDIR", str(tmp_path))
    monkeypatch.setenv("VALKEY_SERVER", sys.executable)
    assert next(binaries.postgresql_folders()) == tmp_path
    assert binaries.valkey() == Path(sys.executable)


def test_a_server_that_does_not_run_here_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "postgres").write_text("for another kind of machine")
    monkeypatch.setenv("PG_BINDIR", str(tmp_path))
    assert binaries.postgresql() != tmp_path


def test_no_server_at_all_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(binaries, "postgresql_folders", lambda: iter([Path("/nonexistent")]))
    monkeypatch.setattr(binaries, "valkey_servers", lambda: iter([Path("/nonexistent")]))
    with pytest.raises(Told, match="set PG_BINDIR"):
        binaries.postgresql()
    with pytest.raises(Told, match="set VALKEY_SERVER"):
        binaries.valkey()


def test_a_seeding_that_was_cut_short_leaves_its_mark(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    postgres = MagicMock()
    postgres.connect().__enter__().execute().fetchone.return_value = (False,)
    monkeypatch.setattr(places, "STATE", tmp_path)
    place = Place("demo")
    place.make()
    monkeypatch.setattr(product, "django", Mock(side_effect=Told("manage.py seed_demo failed.")))
    with pytest.raises(Told):
        product.seed(place, postgres, {"DB_NAME": "demo"})
    assert product.half_seeded(place).exists()
    monkeypatch.setattr(product, "django", Mock())
    product.seed(place, postgres, {"DB_NAME": "demo"})
    assert not product.half_seeded(place).exists()


def test_words_after_test_go_to_pytest_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[list[str]] = []
    monkeypatch.setattr(dev.testing, "run", lambda command: asked.append(command) or 0)
    assert dev.run(["test", "tests/ground", "-k", "port", "--help"]) == 0
    assert asked[0][3:] == ["tests/ground", "-k", "port", "--help"]
