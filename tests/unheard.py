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

OURS = {"Somebody"}
SHORTEST = 5  # letters and digits; what is shorter is part of a time or a key
BARE = BareFormatter("{asctime} {levelname} {name} {message}", style="{")
PIECE = re.compile(r"\w+")


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
    """Each written text that was told, with the line that told it.

    A text counts as its words, however they are set. One word alone counts as it is written, with its capitals, for it
    may be one of ours as well; those that some test has for a name are in `OURS`.
    """
    lines = [(line, _words(line)) for line in told]
    everything = "\n".join(words for _, words in lines)
    folded = everything.casefold()
    for text in written:
        words = _words(text)
        is_alone = words.count(" ") <= 2 and words.strip().isalpha()
        if len(words) - 2 < SHORTEST or (words not in everything if is_alone else words.casefold() not in folded):
            continue
        yield text, next(line for line, held in lines if words.casefold() in held.casefold())


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
