"""The papers that may be asked for, and what became of those that were."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.urls import reverse

from cases.enums import Paper
from cases.models import Case
from stalking_unit.documents.models import GeneratedDocument
from stalking_unit.documents.services import WITHHELD
from stalking_unit.ui.parts import Cell, Column, Link, Table
from stalking_unit.ui.words import instant, lower_first

# For how long after a paper was asked for its page looks again by itself, and how many seconds it rests in between:
# nearly all are there at the first look, and an open page must neither go on for ever nor keep its reader signed in.
LOOKS = ((timedelta(seconds=6), 2), (timedelta(seconds=20), 5), (timedelta(seconds=60), 15))


@dataclass(frozen=True, slots=True)
class Button:
    """The press that asks for one paper."""

    paper: Paper
    text: str


@dataclass(frozen=True, slots=True)
class Offer:
    """A paper, what it holds, and its button; minutes have two."""

    title: str
    holds: str
    buttons: Sequence[Button]


@dataclass(frozen=True, slots=True)
class Again:
    """Why there is no paper, and how to ask for it again in one press."""

    why: str
    button: Button


OFFERS = (
    Offer(
        "Case summary",
        "Where the case stands, who is in it, what each discipline thinks, what was decided, and the plan.",
        [Button(Paper.SUMMARY, "Make a case summary")],
    ),
    Offer(
        "Chronology",
        "What happened and what was done, month by month. Notes, and what was said in support, are on no paper.",
        [Button(Paper.CHRONOLOGY, "Make a chronology")],
    ),
    Offer(
        "Plan",
        "What is to be done and by whom, strand by strand, and the orders and hearings.",
        [Button(Paper.PLAN, "Print the plan")],
    ),
    Offer(
        "Minutes",
        "Who was there, what was decided and why, who saw it differently, and what was said of this case. "
        "Words that were struck out are not printed.",
        [
            Button(Paper.MINUTES, "Print the last minutes"),
            Button(Paper.ALL_MINUTES, "Print the minutes of every conference"),
        ],
    ),
)


def next_look(documents: Sequence[GeneratedDocument], now: datetime) -> int:
    """In how many seconds the page looks again by itself; 0 where it does not."""
    waiting = [now - one.requested_at for one in documents if one.is_waited_for]
    return next((rest for until, rest in LOOKS if waiting and min(waiting) < until), 0)


def missed(documents: Sequence[GeneratedDocument]) -> list[Again]:
    """Of each paper that was asked for last and cannot be taken, why, and the button that asks for it again.

    `documents` come with the latest first.
    """
    last: dict[str, GeneratedDocument] = {}
    for document in documents:
        last.setdefault(document.kind, document)
    return [
        Again(
            f"{Paper(kind).label}: {WITHHELD if one.is_withheld else one.failure}",
            Button(Paper(kind), f"Ask again: {lower_first(str(Paper(kind).label))}"),
        )
        for kind, one in last.items()
        if kind in Paper.values and (one.is_withheld or one.failure)
    ]


def documents_table(documents: Sequence[GeneratedDocument]) -> Table:
    """The papers somebody asked for; one that is ready is a link."""
    return Table(
        caption="Your papers for this case",
        shows_caption=True,
        columns=[Column("Paper"), Column("For whom"), Column("Asked for"), Column("State")],
        rows=[
            [
                Cell(
                    document.file_name,
                    href=reverse("cases:download", kwargs={"pk": document.pk}) if _may_be_taken(document) else "",
                ),
                Cell(document.audience),
                Cell(instant(document.requested_at)),
                Cell("Withheld", sub=WITHHELD)
                if document.is_withheld
                else Cell(document.get_status_display(), sub=document.failure),
            ]
            for document in documents
        ],
    )


def register_link(case: Case) -> Link:
    """The page of what left the team."""
    return Link("Releases and disclosures", reverse("interventions:disclosures", kwargs={"pk": case.pk}))


def _may_be_taken(document: GeneratedDocument) -> bool:
    return document.is_ready and not document.is_withheld
