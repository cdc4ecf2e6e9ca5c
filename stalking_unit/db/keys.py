"""Sealing: AES-256-GCM bound to the place where the sealed thing belongs, and blind indexes to find it again."""

from __future__ import annotations

import base64
import binascii
import hmac
import json
import secrets
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

KEY_BYTES: Final = 32
NONCE_BYTES: Final = 12
ENDING_FIGURES: Final = 6


class CannotOpen(Exception):
    """Sealed with a key that we do not hold, for another place, or changed since."""


@dataclass(frozen=True, slots=True, repr=False)
class Keyring:
    """The key that seals now, all that may open, and the separate key of the blind indexes."""

    current: str
    keys: Mapping[str, bytes]
    index: bytes

    @classmethod
    def read(cls, text: str) -> Keyring:
        """From `{"current": "k1", "keys": {"k1": "<base64>"}, "index": "<base64>"}`, or the program does not start."""
        try:
            found = json.loads(text)
            ring = cls(found["current"], {name: _key(key) for name, key in found["keys"].items()}, _key(found["index"]))
        except (ValueError, KeyError, TypeError, AttributeError):
            ring = None
        if ring is None or ring.current not in ring.keys or ring.index in ring.keys.values():
            raise ImproperlyConfigured(  # says nothing of what it read
                "FIELD_KEYS must be JSON with a current key's name, keys and an index key, each 32 bytes in base64."
            )
        return ring


def seal_bytes(plain: bytes, place: str) -> bytes:
    """Seal for one place, such as "cases.location.address:<pk>". Opened for any other, it is refused."""
    ring: Keyring = settings.FIELD_KEYS
    name, nonce = ring.current.encode(), secrets.token_bytes(NONCE_BYTES)
    return bytes([len(name)]) + name + nonce + AESGCM(ring.keys[ring.current]).encrypt(nonce, plain, place.encode())


def open_bytes(sealed: bytes, place: str) -> bytes:
    ring: Keyring = settings.FIELD_KEYS
    nonce_at = 1 + sealed[0] if sealed else 1
    body_at = nonce_at + NONCE_BYTES
    try:
        key = ring.keys[sealed[1:nonce_at].decode()]
        return AESGCM(key).decrypt(sealed[nonce_at:body_at], sealed[body_at:], place.encode())
    except (KeyError, ValueError, InvalidTag):
        raise CannotOpen(f"{place} cannot be opened.") from None


def blind_index(value: str, purpose: str) -> bytes:
    """The same 32 bytes for the same thing however it was typed; nothing can be read from them without the key."""
    ring: Keyring = settings.FIELD_KEYS
    return hmac.digest(ring.index, f"{purpose}:{normal_form(value, purpose)}".encode(), "sha256")


def normal_form(value: str, purpose: str) -> str:
    """What of it is compared; nothing where there is nothing to compare."""
    return NORMAL_FORMS[purpose](value)


def _key(text: str) -> bytes:
    key = base64.b64decode(text, validate=True)
    if len(key) != KEY_BYTES:
        raise binascii.Error
    return key


def _folded(value: str) -> str:
    """Case, width and outer space are not what tells two apart."""
    return unicodedata.normalize("NFKC", value).casefold().strip()


def _compact(value: str) -> str:
    """Nor are the spaces and hyphens inside a postcode, a number plate or a reference."""
    return "".join(character for character in _folded(value) if character.isalnum())


def _phone(value: str) -> str:
    """Digits alone, a British number as it is dialled in Britain: +44 (0)7700 900123 is 07700900123."""
    digits = "".join(character for character in _folded(value).replace("(0)", "") if character.isdecimal())
    digits = digits.removeprefix("00")
    return "0" + digits.removeprefix("44").removeprefix("0") if digits.startswith("44") else digits


def _contact(value: str) -> str:
    """Whatever somebody is reached by: a number, an address or a name on some service."""
    folded = _folded(value).removeprefix("@")
    return folded if any(character.isalpha() for character in folded) else _phone(value)


def _ending(value: str) -> str:
    """The last six figures of a telephone number, for somebody who has half of it."""
    number = _contact(value)
    return number[-ENDING_FIGURES:] if number.isdecimal() and len(number) >= ENDING_FIGURES else ""


NORMAL_FORMS: Final[Mapping[str, Callable[[str], str]]] = {
    "phone": _phone,
    "email": _folded,
    "contact": _contact,
    "ending": _ending,
    "postcode": _compact,
    "plate": _compact,
    "reference": _compact,
}
"""What is compared for each purpose. A purpose that is not here is refused: it would find nothing, quietly."""
