"""Ready advice in words: what a unit says about each behaviour, and since when."""

from collections.abc import Iterable

from django.urls import reverse

from cases.models import AdviceText
from stalking_unit.ui.parts import Cell, Column, Row, Table
from stalking_unit.ui.words import instant


def advice_table(texts: Iterable[AdviceText]) -> Table:
    """Every behaviour, each with the way to reword what is said about it."""
    href = reverse("cases:ready_advice")
    return Table(
        caption="Ready advice",
        columns=[Column("About"), Column("In whose words")],
        rows=[
            [Cell(about(text), href=f"{href}?behaviour={text.behaviour.code}"), Cell(in_whose_words(text))]
            for text in texts
        ],
        is_fixed=True,
    )


def about(text: AdviceText) -> str:
    """The behaviour; the text of `other` begins every piece of advice."""
    return "How every piece of advice begins" if text.behaviour.code == "other" else text.behaviour.label


def in_whose_words(text: AdviceText) -> str:
    """Who worded it and when, or that it came with the product."""
    if text.reworded_by is None or text.reworded_at is None:
        return "As it came with the product"
    return f"{text.reworded_by.name}, {instant(text.reworded_at)}"


def earlier_rows(texts: Iterable[AdviceText]) -> list[Row]:
    """What was said before."""
    return [Row(in_whose_words(text), text.text) for text in texts]
