"""What is true of every file and every route, whoever wrote it."""

from django.conf import settings

from tools import sources, templates
from tools.places import ROOT


def test_every_file_keeps_the_rules() -> None:
    assert list(sources.breaches(ROOT)) == []


def test_every_template_keeps_the_rules() -> None:
    assert list(templates.breaches(ROOT / "templates")) == []


def test_the_case_file_is_made_of_known_parts() -> None:
    assert {part.rpartition(".")[0] for part in settings.CASE_FILES} <= {"cases", "risk", "interventions"}
    assert settings.CASE_FILES[0] == "cases.case_file"
