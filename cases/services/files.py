"""The one sanctioned inversion: each app's part of a case, found by the names in settings.CASE_FILES.

The overview, the timeline, home, the summary and the guards show what risk and interventions know, which `cases` may
not import. So, as Django does for password validators, settings name modules that all offer this Protocol.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from importlib import import_module
from typing import Any, Protocol, cast
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from django.db.models.expressions import Combinable

from cases.enums import EventKind, Paper, Transition
from cases.models import Case
from cases.policy import Action
from stalking_unit.accounts.actor import Actor
from stalking_unit.ui.lanes import Landmark
from stalking_unit.ui.parts import Link, Row, Table, TimelineItem


@dataclass(frozen=True, slots=True)
class Todo:
    """Something that waits for somebody, with the day it is due and where to do it; what is of no case says whose."""

    case_id: UUID | None
    reference: str
    what: str
    href: str
    due_on: date | None = None
    is_red_flagged: bool = False


@dataclass(frozen=True, slots=True)
class Panel:
    """One card on the overview. `template` is given `panel.context` only.

    `first` is what the card tells of that cannot wait, and `landmarks` the days that are drawn beside the incidents.
    """

    title: str
    template: str
    context: Mapping[str, Any]
    order: int
    is_aside: bool = False
    is_alert: bool = False
    action: Link | None = None
    first: Sequence[Todo] = ()
    landmarks: Sequence[Landmark] = ()


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the timeline; uncertain times sort by their earliest. `until` is the latest it may have been."""

    at: datetime
    item: TimelineItem
    kind: EventKind
    until: datetime | None = None
    is_dated: bool = True  # false where nobody knows when it was, and `at` only gives it a place


@dataclass(frozen=True, slots=True)
class Group:
    """Labelled rows of a part, under a caption of their own."""

    title: str
    rows: Sequence[Row]


@dataclass(frozen=True, slots=True)
class Section:
    """One part of a paper, as its reader may see it: paragraphs, labelled rows in groups, a table or what happened.

    `papers` are those it stands on.
    """

    title: str
    order: int
    rows: Sequence[Row] = ()
    paragraphs: Sequence[str] = ()
    groups: Sequence[Group] = ()
    table: Table | None = None
    items: Sequence[TimelineItem] = field(default_factory=tuple)
    papers: frozenset[Paper] = frozenset({Paper.SUMMARY})

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to show, which the paper then says."""
        return not (self.rows or self.paragraphs or self.groups or self.table or self.items)


@dataclass(frozen=True, slots=True)
class Copied:
    """A record to copy as text: what kind it is, and what this reader may know of it."""

    title: str
    rows: Sequence[Row]


@dataclass(frozen=True, slots=True)
class Due:
    """What falls due: its kind, the neutral sentence it is told in, the page it leads to, and the rows.

    `rows` gives kind, subject, case, day and recipient; `route` takes the case's key. `why` says of those people why it
    is they who are told: "named on the case".
    """

    kind: str
    text: str
    route: str
    rows: QuerySet[Any, Any]
    why: str


@dataclass(frozen=True, slots=True)
class Change:
    """Something that came about by itself and forces a new look: its code, and the record it is read from."""

    case: Case
    code: str
    subject_id: UUID


@dataclass(frozen=True, slots=True)
class Text:
    """Words that people write in one field: who reads them and on which page, so that anybody there can hide them.

    `read` names the actions of which any opens the words. They are asked of the record, or of the record that `via`
    leads to. Nobody reads a text whose `read` is empty. `page` is a route that takes the key of the case, and `case` is
    the field that holds that key. A text `is_own` when only its owner ever reads it, such as a draft.
    """

    model: str
    field: str
    label: str
    read: tuple[Action, ...]
    page: str
    via: str = ""
    case: str = "case_id"
    is_own: bool = False


@dataclass(frozen=True, slots=True)
class BoardColumn:
    """A day that an app tells of every case, drawn through the policy for whoever reads it.

    It comes with the case, so an overview asks nothing more for it; where `is_on_board` it has a column there too.
    """

    key: str
    title: str
    value: Combinable
    is_on_board: bool = True


class CaseFile(Protocol):
    """What each app offers of a case. Everything it hands out has been through the policy for this actor."""

    def panels(self, actor: Actor, case: Case) -> Sequence[Panel]:
        """The cards of the overview."""

    def timeline(self, actor: Actor, case: Case) -> Sequence[Event]:
        """The lines of the timeline."""

    def todo(self, actor: Actor) -> Sequence[Todo]:
        """What waits for this person, over all cases."""

    def board(self, actor: Actor) -> Sequence[BoardColumn]:
        """The days it adds to the row of a case on the board."""

    def document_sections(self, actor: Actor, case: Case) -> Sequence[Section]:
        """The parts of its papers, each naming those it stands on."""

    def due(self, on: date) -> Sequence[Due]:
        """What must be told on this day, and to whom."""

    def changes(self, on: date) -> Sequence[Change]:
        """What came about by itself and has not been raised yet: silence, an order that ends soon."""

    def texts(self) -> Sequence[Text]:
        """Every text people write in this app. It must be named here, or a test fails."""

    def guards(self, case: Case, transition: Transition, facts: Mapping[str, Any]) -> Sequence[str]:
        """Why this move cannot be made yet, in sentences that say what to do; nothing means it can."""


@cache
def case_files() -> tuple[CaseFile, ...]:
    """The modules named in settings, in their order."""
    return tuple(cast(CaseFile, import_module(name)) for name in settings.CASE_FILES)


@cache
def every_text() -> dict[tuple[str, str], Text]:
    """Every text of every app, by its model and field."""
    return {(text.model, text.field): text for file in case_files() for text in file.texts()}
