"""The demonstration's own secrets, made once and readable by nobody else."""

import base64
import json
import os
import secrets
from collections.abc import Callable
from pathlib import Path


def secret_files(folder: Path) -> dict[str, str]:
    """The environment that points the product at its two secrets."""
    return {
        "SECRET_KEY_FILE": str(kept(folder / "secret_key", lambda: secrets.token_urlsafe(64))),
        "FIELD_KEYS_FILE": str(kept(folder / "field_keys", field_keys)),
    }


def field_keys() -> str:
    return json.dumps({"current": "k1", "keys": {"k1": random_key()}, "index": random_key()})


def random_key() -> str:
    return base64.b64encode(secrets.token_bytes(32)).decode()


def kept(file: Path, make: Callable[[], str]) -> Path:
    """Write it whole or not at all: half a key would lock the data away."""
    if not file.exists():
        unfinished = file.with_suffix(".unfinished")
        unfinished.unlink(missing_ok=True)
        with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
            out.write(make())
        unfinished.rename(file)
    return file
