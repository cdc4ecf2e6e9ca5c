"""Reading the environment: a secret that is missing stops the start, with its name."""

import os
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured


def secret(name: str) -> str:
    """A secret from the file named by `<name>_FILE`, else from `<name>` itself."""
    if path := os.environ.get(f"{name}_FILE"):
        value = Path(path).read_text(encoding="utf-8").strip()
    else:
        value = os.environ.get(name, "")
    if not value:
        raise ImproperlyConfigured(f"{name} is missing: set {name}_FILE to a file that holds it, or {name} itself.")
    return value


def optional_secret(name: str) -> str:
    """A secret that may be absent, as a password is on a socket only its owner can open."""
    return secret(name) if {name, f"{name}_FILE"} & os.environ.keys() else ""


def required(name: str) -> str:
    value = os.environ.get(name, "")
    if not value:
        raise ImproperlyConfigured(f"{name} is missing from the environment.")
    return value


def listed(name: str) -> list[str]:
    """A comma-separated variable that may not be empty."""
    return [item.strip() for item in required(name).split(",") if item.strip()]


def switched_on(name: str) -> bool:
    return os.environ.get(name, "") == "1"
