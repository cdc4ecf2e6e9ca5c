"""The style sheet and scripts are small, ours, and come from locked parcels without an address."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path

import pytest

from tests.strictness import PROJECT

BUILT = PROJECT / "static" / "dist"
TEMPLATES = PROJECT / "templates"


@pytest.mark.parametrize(("file", "most"), [("app.css", 20_000), ("app.js", 10_000), ("js-on.js", 300)])
def test_what_every_page_loads_stays_small(file: str, most: int) -> None:
    assert len(gzip.compress((BUILT / file).read_bytes())) < most


def test_no_style_names_the_faces_or_crest_that_belong_to_gov_uk() -> None:
    styles = (BUILT / "app.css").read_text(encoding="utf-8")
    assert not re.findall(r"GDS Transport|crest|crown", styles)
    assert '"Inter Variable"' in styles


def test_every_file_that_styles_ask_for_is_there() -> None:
    asked = re.findall(r'url\("?([^")]+)"?\)', (BUILT / "app.css").read_text(encoding="utf-8"))
    assert asked
    assert [name for name in asked if not (BUILT / name).exists()] == []


def test_locked_parcels_carry_a_hash_and_no_address() -> None:
    lock = (PROJECT / "package-lock.json").read_text(encoding="utf-8")
    parcels = {name: parcel for name, parcel in json.loads(lock)["packages"].items() if name}
    assert "://" not in lock
    assert all(parcel["integrity"] for parcel in parcels.values())


@pytest.mark.parametrize("component", sorted((TEMPLATES / "components").glob("*.html")), ids=lambda path: path.stem)
def test_every_component_begins_by_naming_its_inputs(component: Path) -> None:
    opening = component.read_text(encoding="utf-8")[:200]
    assert "{% comment %}" in opening
