"""What people wrote about a case stands in no log line and in no e-mail, whichever test wrote it and whoever sent it.

Held over a whole run: what is saved in a column of people's words is remembered, what is logged or sent is kept, and at
the end neither may hold the other.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.core.mail import EmailMessage
from django.db import models

from cases.models.words import SaidByPeople
from stalking_unit.db.fields import EncryptedTextField
from stalking_unit.logs import BareFormatter

OURS = {"Nobody", "Somebody", "Something."}  # what some test has for a name, and our own sentences begin with
A_NUMBER, A_SENTENCE, A_NAME = 9, 4, 5  # digits, words and letters at the least
BARE = BareFormatter("{asctime} {levelname} {name} {message}", style="{")
PIECE = re.compile(r"\w+")
REFERENCE = re.compile(r" [A-Z]{3} \d{4} \d{5} ", re.IGNORECASE)


@dataclass
class Unheard:
    """What was written, and what was told: `told` are log lines and e-mails, as whoever reads them has them."""

    written: set[str] = field(default_factory=set)
    told: list[str] = field(default_factory=list)

    def remember(self, column: Any, row: models.Model) -> None:
        if text := column.raw(row):
            self.written.add(text)

    def heard(self) -> list[tuple[str, str]]:
        return list(overheard(self.written - OURS, self.told))


def overheard(written: Iterable[str], told: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Each written text that was told, with the line that told it. A text counts as its words, however they are set."""
    lines = [(line, _words(line)) for line in told]
    everything = "\n".join(words for _, words in lines)
    folded = everything.casefold()
    for text in written:
        words = _words(text)
        if _is_telling(words) and words.casefold() in folded and (not _is_name(words) or words in everything):
            yield text, next(line for line, held in lines if words.casefold() in held.casefold())


def refuse(heard: Iterable[tuple[str, str]]) -> None:
    if found := [f"{text!r}, in: {line}" for text, line in heard]:
        pytest.fail(
            "\n".join(["Words that somebody wrote were told in a log line or an e-mail.", *found]), pytrace=False
        )


def _is_telling(words: str) -> bool:
    """Whether only somebody can have written it: a number, a place, a name or a sentence, and not two words of ours."""
    if REFERENCE.fullmatch(words):  # which may stand anywhere
        return False
    digits = sum(character.isdigit() for character in words)
    has_place = digits > 0 and any(word.isalpha() for word in words.split())
    return digits >= A_NUMBER or has_place or _is_name(words) or len(words.split()) >= A_SENTENCE


def _is_name(words: str) -> bool:
    return len(words.strip()) >= A_NAME and all(word.isalpha() and word.istitle() for word in words.split())


def _words(text: str) -> str:
    return f" {' '.join(PIECE.findall(text))} "


class Keeper(logging.Handler):
    def __init__(self, unheard: Unheard) -> None:
        super().__init__()
        self.unheard = unheard
        self.setFormatter(BARE)

    def emit(self, record: logging.LogRecord) -> None:
        self.unheard.told.append(self.format(record))


@contextmanager
def unheard() -> Iterator[Unheard]:
    """Remembers and keeps for as long as the block lasts."""
    kept = Unheard()
    keeper = Keeper(kept)
    send = EmailMessage.send

    def sent(self: EmailMessage, *args: Any, **options: Any) -> int:
        kept.told.append(f"{self.subject}\n{self.body}")
        return send(self, *args, **options)

    with pytest.MonkeyPatch.context() as patch:
        for column in (SaidByPeople, EncryptedTextField):
            patch.setattr(column, "pre_save", remembered(kept, column.pre_save))
        patch.setattr(EmailMessage, "send", sent)
        logging.getLogger().addHandler(keeper)
        try:
            yield kept
        finally:
            logging.getLogger().removeHandler(keeper)


def remembered(kept: Unheard, pre_save: Any) -> Any:
    def remembering(self: Any, model_instance: models.Model, add: bool) -> Any:
        kept.remember(self, model_instance)
        return pre_save(self, model_instance, add)

    return remembering
