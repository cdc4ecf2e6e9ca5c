"""What ruff, the template rules and the file rules refuse, each shown once."""

import subprocess
import sys
from pathlib import Path

import pytest

from tools import sources, templates
from tools.places import ROOT

BRANCHES = "def f(x: int) -> None:\n" + "".join(f"    if x == {n}:\n        f({n})\n" for n in range(10))
DOC = '"""A module."""\n\n'


def ruff(name: str, code: str) -> str:
    program = Path(sys.executable).parent / "ruff"
    words = [program, "check", "--output-format=concise", "--stdin-filename", name, "-"]
    return subprocess.run(words, cwd=ROOT, input=DOC + code, capture_output=True, text=True).stdout


@pytest.mark.parametrize(
    ("code", "rule"),
    [
        pytest.param("from django.http import Http404\n\nprint(Http404)\n", "TID251", id="a service that knows HTTP"),
        pytest.param("from django.dispatch import receiver\n\nreceiver\n", "TID251", id="a signal"),
        pytest.param("from . import rules\n\nrules\n", "TID252", id="a relative import"),
        pytest.param("def late() -> None:\n    import json\n\n    json.dumps(1)\n", "PLC0415", id="a hidden import"),
        pytest.param("try:\n    x = 1\nexcept Exception:\n    x = 2\n", "BLE001", id="catching everything"),
        pytest.param("print(1)\n", "T201", id="a print"),
        pytest.param("def untyped(x):\n    return x\n", "ANN001", id="a parameter without a type"),
        pytest.param("import datetime as d\n\nd.datetime.now()\n", "DTZ005", id="a time without a zone"),
        pytest.param("from django.utils.safestring import mark_safe as m\n\nm(str(1))\n", "S308", id="trusted markup"),
        pytest.param(
            "def f(x: int) -> int:\n"
            + "".join(f"    if x == {n}:\n        return {n}\n" for n in range(11))
            + "    return x\n",
            "C901",
            id="a function that branches too much",
        ),
    ],
)
def test_ruff_refuses(code: str, rule: str) -> None:
    assert rule in ruff("cases/services/planted.py", code)


@pytest.mark.parametrize("name", ["cases/views/board.py", "cases/api/views.py", "stalking_unit/accounts/views.py"])
def test_views_may_know_http(name: str) -> None:
    assert "TID251" not in ruff(name, "from django.http import Http404\n\nHttp404()\n")


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ('<p style="color: red">', "inline style"),
        ("<style>p {}</style>", "style element"),
        ("<script>go()</script>", "inline script"),
        ('<button onclick="go()">', "event handler"),
        ('<a href="javascript:go()">', "script address"),
        ("{{ note|safe }}", "|safe"),
        ("{% autoescape off %}", "escaping off"),
        ("{% if a and b or c %}{% endif %}", "combines"),
        ('{% if actor.role == "police" %}{% endif %}', "compares a word"),
        ("{% if a %}{% if b %}{% if c %}{% if d %}", "nests conditions 4 deep"),
    ],
)
def test_the_template_rules_refuse(tmp_path: Path, text: str, complaint: str) -> None:
    (tmp_path / "page.html").write_text(text)
    (breach, *others) = templates.breaches(tmp_path)
    assert complaint in breach
    assert not others


def test_the_template_rules_let_good_pages_be(tmp_path: Path) -> None:
    (tmp_path / "components").mkdir()
    (tmp_path / "components" / "tag.html").write_text('{# style="" #}{% if tag.kind == "high" %}▲{% endif %}')
    (tmp_path / "page.html").write_text('<script src="{% static "app.js" %}"></script>{% if a and not b %}{% endif %}')
    assert list(templates.breaches(tmp_path)) == []


@pytest.mark.parametrize(
    ("name", "text", "complaint"),
    [
        ("cases/utils.py", DOC, "named for nothing in particular"),
        ("cases/common/words.py", DOC, "named for nothing in particular"),
        ("cases/words.py", "x = 1\n", "does not open with a sentence"),
        ("cases/words.py", DOC + "x = 1\n" * 400, "split it by workflow"),
        ("cases/words.py", DOC + "from django.db.models.signals import post_save\n", "listens to a signal"),
        ("cases/models/note.py", DOC + "class Note:\n    def save(self) -> None: ...\n", "overrides save()"),
        ("cases/words.py", DOC + "timezone.now()\n", "ask stalking_unit.clock"),
        ("requirements.lock", "https://registry.example/x.whl", "holds an address"),
    ],
)
def test_the_file_rules_refuse(tmp_path: Path, name: str, text: str, complaint: str) -> None:
    (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / name).write_text(text)
    (breach,) = sources.breaches(tmp_path)
    assert name in breach
    assert complaint in breach
