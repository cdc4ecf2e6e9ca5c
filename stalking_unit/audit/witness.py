"""Who keeps the trail's last root outside: whoever owns the database could otherwise make the whole trail anew."""

from __future__ import annotations

from typing import Final

from django.conf import settings
from django.core.mail import EmailMessage

from stalking_unit.audit import seal
from stalking_unit.audit.seal import Seal

TEXT: Final = """\
Please keep this message and do not answer it.

The figures below stand for every line of the record of who used what in this system, until {at:%d %B %Y at %H:%M} UTC.
They tell nothing of any line. Should it ever be asked whether that record was changed, they prove that it was not:

{number} {root}

To check, this message is given to the command: manage audit_verify --witnessed FILE
"""


def send() -> str:
    """Send the last root to every witness. Says which it was; nothing where nothing is sealed or nobody keeps it."""
    newest = seal.newest()
    if newest is None or not settings.AUDIT_WITNESSES:
        return ""
    for witness in settings.AUDIT_WITNESSES:
        EmailMessage(f"Seal {_number(newest)} of the audit trail", _text(newest), to=[witness]).send()
    return _number(newest)


def _number(one: Seal) -> str:
    return f"{one.epoch}.{one.number}"


def _text(one: Seal) -> str:
    return TEXT.format(at=one.sealed_at, number=_number(one), root=one.root.hex())
