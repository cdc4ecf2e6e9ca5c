"""Hidden words in words: when, by whom, who had opened them, and what left."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from django.urls import reverse

from cases.enums import SafeTonight
from cases.models import Hiding, Redaction, SealedText
from cases.services.exposure import Exposure, Opened
from cases.services.files import every_text
from cases.services.redaction import label_of
from stalking_unit.ui.parts import Cell, Column, Link, Row, Table
from stalking_unit.ui.words import instant

FIGURES = ("Nobody", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine")


@dataclass(frozen=True, slots=True)
class HidingCard:
    """One press on the page of hidden words, as its reader may know it."""

    pk: UUID
    title: str
    summary: str
    rows: Sequence[Row]
    opened: Table | None
    left: Table | None
    asks: bool  # "Is she safe tonight?" waits for this reader
    links: Sequence[Link]
    sealed: str  # where a press opens the sealed copies, for this reader


@dataclass(frozen=True, slots=True)
class May:
    """What one reader may do with hidden words."""

    read: bool = False
    answer: bool = False
    lift: bool = False
    ask_redaction: bool = False
    agree: bool = False
    open_sealed: bool = False


def hiding_card(hiding: Hiding, exposure: Exposure, may: May) -> HidingCard:
    """What stands first is what decides: whether she is safe, then who saw it."""
    text = every_text()[hiding.model, hiding.field]
    asked = list(hiding.redactions.all())
    is_out = any(one.agreed_at for one in asked)
    may_ask = may.ask_redaction and all(one.refused_at for one in asked)
    rows = [
        Row("Safe tonight", _answer(hiding)),
        Row("Words", str(hiding.words or "The whole text") if may.read else ""),
        Row("Where it stood", text.label, sub=_elsewhere(hiding.texts.count() - 1)),
        Row("Shown again", _lifted(hiding), sub=hiding.lifted_reason),
        *(row for one in asked for row in _redaction_rows(one)),
    ]
    return HidingCard(
        pk=hiding.pk,
        title=f"Hidden {instant(hiding.hidden_at)} by {hiding.author.name}, {hiding.agency.short_name}",
        summary=summary(exposure),
        rows=[row for row in rows if row.value],
        opened=_opened_table(exposure.opened) if exposure.opened else None,
        left=_left_table(exposure) if exposure.left else None,
        asks=may.answer and not hiding.safe_tonight and hiding.lifted_at is None,
        links=[] if hiding.lifted_at or is_out else list(_links(hiding, replace(may, ask_redaction=may_ask))),
        sealed=reverse("cases:sealed_words", kwargs={"pk": hiding.pk}) if is_out and may.open_sealed else "",
    )


def _links(hiding: Hiding, may: May) -> Iterator[Link]:
    """What is still open: it was no danger, or it must not stay even hidden."""
    here = {"pk": hiding.pk}
    if may.lift:
        yield Link("Show it again", reverse("cases:show_again", kwargs=here))
    if may.ask_redaction:
        yield Link("Take the words out for ever", reverse("cases:take_words_out", kwargs=here))
    if may.agree:
        yield Link("Agree that they are taken out", reverse("cases:agree_redaction", kwargs=here))
        yield Link("Refuse, and say why", reverse("cases:refuse_redaction", kwargs=here))


def _redaction_rows(redaction: Redaction) -> Iterator[Row]:
    asked = f"Asked {instant(redaction.asked_at)} by {redaction.author.name}"
    if redaction.agreed_at is not None and redaction.agreed_by is not None:
        agreed = f"Agreed {instant(redaction.agreed_at)} by {redaction.agreed_by.name}"
        yield Row("Taken out for ever", f"{asked}. {agreed}. What stood there is sealed.", sub=redaction.reason)
        return
    if redaction.refused_at is None or redaction.refused_by is None:
        yield Row("To be taken out for ever", f"{asked}. A second person has to agree.", sub=redaction.reason)
        return
    refused = f"Refused {instant(redaction.refused_at)} by {redaction.refused_by.name}. The words stay hidden."
    yield Row("To be taken out for ever", f"{asked}.", sub=redaction.reason)
    yield Row("Not taken out", refused, sub=redaction.refused_reason)


def sealed_rows(copies: Iterable[SealedText]) -> list[Row]:
    """What each text said before words were taken out of it."""
    return [Row(label_of(copy), copy.words) for copy in copies]


def summary(exposure: Exposure) -> str:
    """“Two people opened it, both on her side. No copy left.”"""
    return f"{_who(exposure.opened)} {_what_left(len(exposure.left))}"


def hidden_words(advocate: str) -> str:
    """What whoever pressed is told who may know no more."""
    return f"It is hidden. We have asked {advocate} whether the victim is safe tonight."


def hidden_rows(hidings: Sequence[Hiding]) -> list[Row]:
    """The overview's card: each press in a line, with what is still unanswered."""
    return [
        Row(f"Hidden {instant(one.hidden_at)}", f"Safe tonight? {_answer(one)}", sub=f"By {one.author.name}")
        for one in hidings
    ]


def _elsewhere(others: int) -> str:
    if others < 1:
        return ""
    return "And in one other text" if others == 1 else f"And in {_figure(others).lower()} other texts"


def _who(opened: Sequence[Opened]) -> str:
    hers = sum(one.is_her_side for one in opened)
    if not opened:
        return "Nobody opened it."
    if len(opened) == 1:
        return f"One person opened it, {'' if hers else 'not '}on her side."
    if hers == len(opened):
        whose = "both" if hers == 2 else "all"
    elif hers:
        whose = _figure(hers).lower()
    else:
        whose = "none"
    return f"{_figure(len(opened))} people opened it, {whose} on her side."


def _what_left(number: int) -> str:
    if number == 0:
        return "No copy left."
    return "One copy left." if number == 1 else f"{_figure(number)} copies left."


def _figure(number: int) -> str:
    return FIGURES[number] if number < len(FIGURES) else str(number)


def _answer(hiding: Hiding) -> str:
    if hiding.answered_at is None or hiding.answered_by is None:
        return "Not answered yet"
    label = SafeTonight(hiding.safe_tonight).label
    return f"{label}. {hiding.answered_by.name}, {instant(hiding.answered_at)}"


def _lifted(hiding: Hiding) -> str:
    if hiding.lifted_at is None or hiding.lifted_by is None:
        return ""
    return f"{instant(hiding.lifted_at)}, {hiding.lifted_by.name}"


def _opened_table(opened: Sequence[Opened]) -> Table:
    return Table(
        caption="Who opened it",
        columns=[Column("Who"), Column("Side"), Column("First"), Column("Last")],
        rows=[
            [
                Cell(one.name, sub=one.agency),
                Cell("Her side" if one.is_her_side else "Not her side"),
                Cell(instant(one.first_at)),
                Cell(instant(one.last_at)),
            ]
            for one in opened
        ],
        shows_caption=True,
        is_fixed=True,
    )


def _left_table(exposure: Exposure) -> Table:
    return Table(
        caption="What left",
        columns=[Column("What"), Column("To"), Column("When")],
        rows=[[Cell(one.what), Cell(one.to), Cell(instant(one.at))] for one in exposure.left],
        shows_caption=True,
        is_fixed=True,
    )
