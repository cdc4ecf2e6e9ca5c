"""Where printed copies are kept: one sealed file each, named by key, outside everything that is served."""

from __future__ import annotations

import os
from pathlib import Path
from tempfile import NamedTemporaryFile
from uuid import UUID

from django.conf import settings

from stalking_unit.db import keys
from stalking_unit.db.errors import DomainError

CHANGED = "This file is not what was made. Make it again, and tell your administrator."


class Gone(DomainError):
    """The file is not there, or is not what was put there."""


def save(document_id: UUID, body: bytes) -> None:
    """Seal and keep. The whole file appears at once or not at all."""
    path = _path(document_id)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=path.parent, delete=False) as file:
        file.write(keys.seal_bytes(body, _bound_to(document_id)))
        file.flush()
        os.fsync(file.fileno())
    Path(file.name).replace(path)


def open(document_id: UUID) -> bytes:
    """What was kept under this key, exactly as it was."""
    try:
        return keys.open_bytes(_path(document_id).read_bytes(), _bound_to(document_id))
    except FileNotFoundError as missing:
        raise Gone("This file is no longer kept. Make it again.", "gone") from missing
    except keys.CannotOpen as changed:
        raise Gone(CHANGED, "changed") from changed


def _path(document_id: UUID) -> Path:
    return settings.PRIVATE_ROOT / str(document_id)


def _bound_to(document_id: UUID) -> str:
    return f"documents.GeneratedDocument:{document_id}"
