"""Remembering what a step was last done for, so that it is skipped while nothing changed."""

import hashlib
from collections.abc import Iterable
from pathlib import Path


class Stamp:
    """The fingerprint of a step's inputs, kept in a file beside its result."""

    def __init__(self, file: Path, inputs: Iterable[Path]) -> None:
        self.file = file
        self.fingerprint = fingerprint(inputs)

    def fits(self) -> bool:
        return self.file.exists() and self.file.read_text(encoding="ascii") == self.fingerprint

    def keep(self) -> None:
        self.file.parent.mkdir(parents=True, exist_ok=True)
        self.file.write_text(self.fingerprint, encoding="ascii")


def fingerprint(inputs: Iterable[Path]) -> str:
    """One hash over names and contents; a folder stands for every file below it."""
    total = hashlib.sha256()
    for file in sorted(found for path in inputs for found in files_of(path)):
        total.update(f"{file}\0".encode())
        total.update(hashlib.sha256(file.read_bytes()).digest())
    return total.hexdigest()


def files_of(path: Path) -> list[Path]:
    if path.is_dir():
        return [file for file in path.rglob("*") if file.is_file() and "__pycache__" not in file.parts]
    return [path] if path.exists() else []
