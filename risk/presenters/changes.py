"""What changed between one version of a contribution and the next, word by word."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from risk.enums import Verdict
from risk.presenters.answers import fact_rows, opinion_rows
from risk.presenters.assessment import instrument_words, level_words
from risk.presenters.writing import hands_words
from risk.services.history import SeenVersion
from stalking_unit.accounts.enums import DisciplineKind
from stalking_unit.db.said import worded
from stalking_unit.ui.words import instant

TOKENS = re.compile(r"\s+|\S+")


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words that stayed, came or went."""

    text: str
    is_added: bool = False
    is_removed: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """One answer that differs, in pieces; `now` and `was` are the texts, so that anybody can hide them."""

    label: str
    pieces: Sequence[Piece]
    now: str
    was: str


@dataclass(frozen=True, slots=True)
class VersionWords:
    """One version: who, when, what came of it, and what differs from the one before."""

    title: str
    by: str
    decided: str
    changes: Sequence[Change]
    is_first: bool


def version_words(kind: DisciplineKind, found: Sequence[SeenVersion]) -> list[VersionWords]:
    """Every version, the latest first, each beside the one before it."""
    before: dict[int, SeenVersion] = {one.number: one for one in found}
    return [
        VersionWords(
            title=f"Version {one.number}",
            by=_by(one),
            decided=_decided(one),
            changes=list(_changes(kind, before.get(one.number - 1), one)),
            is_first=one.number == 1,
        )
        for one in found
    ]


def pieces(was: str, now: str) -> list[Piece]:
    """Both texts in one: what stayed, what went and what came, in whole words."""
    old, new = TOKENS.findall(str(was)), TOKENS.findall(str(now))
    parts: list[Piece] = []
    for what, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            parts.append(Piece("".join(new[c:d])))
            continue
        if a < b:
            parts.append(Piece("".join(old[a:b]), is_removed=True))
        if c < d:
            parts.append(Piece("".join(new[c:d]), is_added=True))
    return parts


def _changes(kind: DisciplineKind, was: SeenVersion | None, now: SeenVersion) -> Iterator[Change]:
    """Only what the reader may know of both is compared: what they may not know of one tells nothing of the other."""
    if was is None:
        return
    old, new = _texts(kind, was), _texts(kind, now)
    for label in dict.fromkeys([*new, *old]):
        before, after = old.get(label, ""), new.get(label, "")
        if str(before) != str(after):
            yield Change(label, pieces(before, after), after, before)


def _texts(kind: DisciplineKind, one: SeenVersion) -> Mapping[str, str]:
    """Every answer under its question."""
    texts: dict[str, str] = {}
    if one.level:
        texts["Level"] = level_words(one.level.level)
        texts["In one or two sentences"] = one.level.summary
    if one.opinion:
        texts |= {row.label: row.value for row in opinion_rows(kind, one.opinion)}
        texts["What we think"] = one.opinion.thought
        texts["Instrument"] = instrument_words(one.opinion) if one.opinion.instrument_code else ""
    if one.facts:
        texts |= {row.label: row.value for row in fact_rows(kind, one.facts) if row.value}
        texts["Anything else we know"] = one.facts.known
    return texts


def _by(one: SeenVersion) -> str:
    if one.facts is None:
        return f"Submitted {instant(one.submitted_at)}"
    facts = one.facts
    words = f"Submitted by {facts.author.name}, {facts.agency.short_name}, {instant(facts.submitted_at)}"
    written_with = hands_words(facts.hands, but=facts.author_id)
    return f"{words}. {written_with}." if written_with else words


def _decided(one: SeenVersion) -> str:
    if one.sign_off is None:
        return ""
    signed = one.sign_off
    if signed.verdict == Verdict.AGREED:
        return worded("Signed off by {}. {}", signed.signed_by.name, signed.comment)
    return worded("Returned by {}: {}", signed.signed_by.name, signed.comment)
