"""Printed copies are kept sealed, whole, private and under no name but their key."""

from __future__ import annotations

import uuid
from pathlib import Path

import pytest

from stalking_unit.documents import store

BODY = b"%PDF-1.7 Marigold Testwick, Imaginary Mews"


def test_what_was_kept_comes_back_exactly(private_root: Path) -> None:
    key = uuid.uuid4()

    store.save(key, BODY)

    assert store.open(key) == BODY
    assert [file.name for file in private_root.iterdir()] == [str(key)]


def test_the_disk_holds_no_word_of_it_and_only_the_product_may_look(private_root: Path) -> None:
    key = uuid.uuid4()
    store.save(key, BODY)
    file = private_root / str(key)

    assert not any(word in file.read_bytes() for word in BODY.split())
    assert (file.stat().st_mode & 0o777, private_root.stat().st_mode & 0o777) == (0o600, 0o700)


def test_keeping_again_replaces(private_root: Path) -> None:
    key = uuid.uuid4()
    store.save(key, BODY)
    store.save(key, b"second")

    assert store.open(key) == b"second"
    assert len(list(private_root.iterdir())) == 1


def test_a_changed_file_is_refused(private_root: Path) -> None:
    key = uuid.uuid4()
    store.save(key, BODY)
    file = private_root / str(key)
    file.write_bytes(file.read_bytes()[:-1] + b"x")

    with pytest.raises(store.Gone, match="not what was made"):
        store.open(key)


def test_one_file_in_the_place_of_another_is_refused(private_root: Path) -> None:
    mine, other = uuid.uuid4(), uuid.uuid4()
    store.save(mine, BODY)
    store.save(other, b"other")
    (private_root / str(other)).replace(private_root / str(mine))

    with pytest.raises(store.Gone, match="not what was made"):
        store.open(mine)


def test_a_file_that_is_not_there_says_so() -> None:
    with pytest.raises(store.Gone, match="no longer kept"):
        store.open(uuid.uuid4())
