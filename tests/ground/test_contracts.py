"""Each rule about imports is broken once, in a copy, and is caught."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tools.places import ROOT

PACKAGES = ("stalking_unit", "cases", "risk", "interventions")

PLANTED = {
    "stalking_unit/accounts/planted.py": "def hidden() -> None:\n    import cases.enums\n",
    "stalking_unit/ui/planted.py": "import stalking_unit.audit.trail\n",
    "cases/models/planted.py": "import cases.services\nimport rest_framework.request\n",
    "cases/services/planted.py": "import guardian.shortcuts\n",
    "cases/views/planted.py": "import weasyprint\n",
    "cases/utils.py": "",
    "risk/views/__init__.py": "import cases.presenters\n",
    "interventions/service_copy.py": "from cases.services import locators, people\nimport interventions.models\n",
}
CAUGHT = (
    "stalking_unit.accounts.planted -> cases.enums",
    "stalking_unit.ui.planted -> stalking_unit.audit.trail",
    "cases.models.planted -> cases.services",
    "cases.models.planted -> rest_framework",
    "cases.services.planted -> guardian",
    "cases.views.planted -> weasyprint",
    "- cases.utils",
    "risk.views -> cases.presenters",
    "interventions.service_copy -> cases.services.people",
    "interventions.service_copy -> interventions.models",
)


@pytest.fixture(scope="module")
def verdict(tmp_path_factory: pytest.TempPathFactory) -> str:
    copy = tmp_path_factory.mktemp("planted")
    for package in PACKAGES:
        shutil.copytree(ROOT / package, copy / package, ignore=shutil.ignore_patterns("static", "__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", copy)
    for name, text in PLANTED.items():
        (copy / name).parent.mkdir(exist_ok=True)
        (copy / name).write_text(text)
    lint = Path(sys.executable).parent / "lint-imports"
    done = subprocess.run([lint, "--no-cache"], cwd=copy, capture_output=True, text=True)
    assert done.returncode == 1, done.stderr
    return done.stdout


@pytest.mark.parametrize("breach", CAUGHT)
def test_a_planted_import_is_caught(verdict: str, breach: str) -> None:
    assert breach in verdict


def test_every_contract_has_a_breach_planted_for_it(verdict: str) -> None:
    assert "KEPT" not in verdict
