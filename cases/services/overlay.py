"""What is hidden from whom, laid over every text at the moment it is read. Nothing that was written is changed.

`cases.models.words` asks here. The answer rests on who is acting; what the product reads for itself is not covered, and
what was read for a person is remembered until `write_down` puts it on the trail.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, TypeVar
from uuid import UUID

from django.db import models

from cases import policy
from cases.models import HiddenText, Hiding
from cases.policy import Action
from cases.services.files import Text, every_text
from cases.services.likeness import pattern
from stalking_unit.accounts.actor import Actor, reader
from stalking_unit.audit import trail
from stalking_unit.db.errors import DomainError
from stalking_unit.db.said import HIDDEN, Place, Said

READ = "read_words"
M = TypeVar("M", bound=models.Model)


class Covered(DomainError):
    """Somebody would write over words that they may not see."""


@dataclass
class Cover:
    """What covers one text: hidden words, or the whole of it; from this reader, or only from others."""

    words: list[str] = field(default_factory=list)
    is_whole: bool = False
    is_hidden: bool = False

    def add(self, words: str, *, is_covered: bool) -> None:
        """One more press that covers this text."""
        self.is_hidden = True
        if is_covered and words:
            self.words.append(words)
        elif is_covered:
            self.is_whole = True

    @property
    def is_covered(self) -> bool:
        return self.is_whole or bool(self.words)

    def over(self, text: str, *, is_own: bool = False) -> str:
        """The text with what is hidden taken out. Where the words are no longer found, all of it is.

        What only its owner reads is their own again when the words are gone from it.
        """
        shown = text
        for words in self.words:
            if not is_own and pattern(words).search(text) is None:
                return HIDDEN
            shown = pattern(words).sub(HIDDEN, shown)
        return HIDDEN if self.is_whole else shown

    def under(self, now: str, was: str) -> str:
        """The owner's new text with what they were not shown put back where it stood, in the same order."""
        spans = sorted(match.span() for words in self.words for match in pattern(words).finditer(was))
        for start, end in spans:
            now = now.replace(HIDDEN, was[start:end], 1)
        return now


@dataclass
class Reading:
    """What one person reads in one request: the cases they met, what covers their texts, and which they opened."""

    met: set[UUID] = field(default_factory=set)
    known: set[UUID] = field(default_factory=set)
    covers: dict[Place, Cover] = field(default_factory=dict)
    opened: dict[UUID, set[UUID]] = field(default_factory=dict)


def note(row: models.Model) -> None:
    """What is hidden in the cases that were loaded is asked for at once, when the first text is read.

    A case says itself when there is nothing to ask.
    """
    actor = reader()
    if actor is None or actor.is_system:
        return
    loaded, reading = row.__dict__, _reading(actor)
    if "case_id" in loaded:
        reading.met.add(loaded["case_id"])
    elif loaded.get("hides_words") is False:
        reading.known.add(row.pk)


def read(row: Any, field: Any, text: str) -> str:
    """This text as the person acting may see it; the product itself, and whoever is just writing it, sees it all."""
    actor = reader()
    if actor is None or actor.is_system or row._state.adding:
        return text
    place, case_id = field.place(row), case_of(row, field.name)
    reading = _reading(actor)
    reading.opened.setdefault(case_id, set()).add(row.pk)
    cover = _cover(actor, reading, case_id, place)
    if cover is None:
        return Said.of(text, place, row=row)
    shown = cover.over(text, is_own=_text_of(row, field).is_own)
    return Said.of(shown, place, is_covered=cover.is_covered, is_hidden=not cover.is_covered, row=row)


def rewritten(row: Any, field: Any, was: str, now: str) -> str:
    """The text as it was, when it comes back as it was shown; it cannot be changed by whoever may not see all of it.

    An owner goes on writing: what they were not shown stays in its place.
    """
    actor, shown = reader(), read(row, field, was)
    if actor is None or not isinstance(shown, Said) or not shown.is_covered:
        return now
    if now == shown:
        return was
    if _text_of(row, field).is_own:
        return _reading(actor).covers[field.place(row)].under(now, was)
    raise Covered("Part of this text was hidden, so you cannot change it. Write what is new in a text of its own.")


def copied(origin: Place, row: Any, field: Any) -> None:
    """What covers a text covers its copy, whoever made it."""
    to = field.place(row)
    covering = HiddenText.objects.filter(model=origin.model, record_id=origin.pk, field=origin.field, sealed=None)
    copies = [
        HiddenText(case_id=text.case_id, hiding_id=text.hiding_id, model=to.model, record_id=to.pk, field=to.field)
        for text in covering.order_by("pk")
    ]
    if any(copy.case_id != case_of(row, field.name) for copy in copies):
        raise Covered("Words that were hidden cannot be copied into another case.")
    HiddenText.objects.bulk_create(copies, ignore_conflicts=True)


def not_hidden(rows: models.QuerySet[M]) -> models.QuerySet[M]:
    """The rows of which no word is hidden: what is searched and compared, whoever asks."""
    hidden = HiddenText.objects.filter(model=rows.model._meta.label, hiding__lifted_at=None, sealed=None)
    return rows.exclude(pk__in=hidden.order_by().values("record_id"))


def case_of(row: Any, name: str) -> UUID:
    """The case a text belongs to."""
    key: UUID = getattr(row, every_text()[row._meta.label, name].case)
    return key


def _text_of(row: Any, field: Any) -> Text:
    return every_text()[row._meta.label, field.name]


def forget(actor: Actor) -> None:
    """Ask anew what is hidden: something was, in this very request."""
    for one in filter(None, (actor, reader())):
        _reading(one).known.clear()
        _reading(one).covers.clear()


def opened(actor: Actor) -> list[UUID]:
    """The records whose words this person was shown since this was last asked, and their cases: for the trail."""
    found = _reading(actor).opened
    keys = sorted({pk for records in found.values() for pk in records} | set(found))
    found.clear()
    return keys


def write_down(actor: Actor, *, record: models.Model | None = None, case_id: UUID | None = None) -> None:
    """A line of its own for whose words this person was shown, or for those that a paper holds."""
    if shown := opened(actor):
        trail.record(actor, trail.Operation.CONSULT, READ, case_id=case_id, record=record, shown=shown)


def _reading(actor: Actor) -> Reading:
    reading: Reading = actor.reach.setdefault("reading", Reading())
    return reading


def _cover(actor: Actor, reading: Reading, case_id: UUID, place: Place) -> Cover | None:
    if case_id not in reading.known:
        asked = (reading.met | {case_id}) - reading.known
        reading.known |= asked
        _learn(actor, reading, asked)
    return reading.covers.get(place)


def _learn(actor: Actor, reading: Reading, cases: Iterable[UUID]) -> None:
    """Two queries where something is hidden, one where nothing is."""
    standing = HiddenText.objects.filter(case_id__in=list(cases), hiding__lifted_at=None, sealed=None)
    texts = list(standing.select_related("hiding").order_by("pk"))
    if not texts:
        return
    hidings = Hiding.objects.filter(pk__in={text.hiding_id for text in texts})
    readable = set(policy.scope(actor, Action.VIEW_HIDDEN_WORDS, hidings).order_by().values_list("pk", flat=True))
    words: Any = Hiding._meta.get_field("words")
    for text in texts:
        cover = reading.covers.setdefault(text.place, Cover())
        cover.add(words.raw(text.hiding) or "", is_covered=text.hiding_id not in readable)
