"""The keyring is whole or the program does not start, and it shows itself to nobody."""

from __future__ import annotations

import base64
import json
import os
import subprocess
import sys
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from stalking_unit.db.keys import CannotOpen, Keyring, blind_index, open_bytes, seal_bytes

ONE, TWO, SHORT = (base64.b64encode(bytes).decode() for bytes in (b"1" * 32, b"2" * 32, b"3" * 16))
WHOLE = {"current": "k1", "keys": {"k1": ONE}, "index": TWO}


def test_a_whole_ring_is_read_and_shows_no_key() -> None:
    ring = Keyring.read(json.dumps(WHOLE))
    assert ring.keys["k1"] == b"1" * 32
    assert "1111" not in repr(ring) + str(ring)


@pytest.mark.parametrize(
    "text",
    [
        "no JSON",
        "[]",
        json.dumps(WHOLE | {"current": "k2"}),
        json.dumps(WHOLE | {"keys": {"k1": SHORT}}),
        json.dumps(WHOLE | {"keys": {"k1": "not base64!"}}),
        json.dumps(WHOLE | {"keys": [ONE]}),
        json.dumps(WHOLE | {"index": ONE}),
        json.dumps({"current": "k1", "keys": {"k1": ONE}}),
    ],
    ids=["text", "list", "no current", "short", "not base64", "no names", "index is a key", "no index"],
)
def test_a_ring_that_is_not_whole_stops_the_start_and_is_not_repeated(text: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="FIELD_KEYS must be") as refusal:
        Keyring.read(text)
    assert ONE not in str(refusal.value)


def test_the_product_does_not_start_without_its_keys() -> None:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("FIELD_KEYS")}
    environment["SECRET_KEY"] = "anything"
    started = subprocess.run(
        [sys.executable, "-c", "import stalking_unit.settings.base"], env=environment, capture_output=True, text=True
    )
    assert started.returncode != 0
    assert "FIELD_KEYS is missing" in started.stderr


def test_bytes_open_where_they_belong_and_nowhere_else() -> None:
    sealed = seal_bytes(b"a file", "documents:1")
    assert open_bytes(sealed, "documents:1") == b"a file"
    with pytest.raises(CannotOpen, match="documents:2 cannot be opened"):
        open_bytes(sealed, "documents:2")


@pytest.mark.parametrize(
    ("purpose", "one", "same"),
    [
        ("phone", "01244 000000", "+44 (0)1244 000-000"),
        ("phone", "+33 1 99 00 00 00", "0033199000000"),
        ("email", "Ann.Example@Example.ORG", " ann.example@example.org "),
        ("contact", "@Ann_Example", "ann_example"),
        ("contact", "Ann.Example@Example.ORG", "ann.example@example.org"),
        ("contact", "+44 7700 900123", "07700900123"),
        ("postcode", "CH1 1AA", "ch11aa"),
        ("plate", "AB12 CDE", "ab12cde"),
    ],
)
def test_the_same_thing_is_found_however_it_is_typed(purpose: str, one: str, same: str) -> None:
    assert blind_index(one, purpose) == blind_index(same, purpose)
    assert len(blind_index(one, purpose)) == 32


def test_different_things_stay_apart() -> None:
    assert blind_index("ann.example@example.org", "email") != blind_index("annexample@example.org", "email")
    assert blind_index("AB12 CDE", "plate") != blind_index("AB12 CDE", "postcode")


def test_an_index_says_nothing_without_its_key(settings: Any) -> None:
    before = blind_index("07700 900123", "phone")
    settings.FIELD_KEYS = Keyring.read(json.dumps(WHOLE))
    assert blind_index("07700 900123", "phone") != before


def test_a_purpose_that_nobody_has_thought_about_is_refused() -> None:
    with pytest.raises(KeyError):
        blind_index("anything", "name")
