"""What presenters hand to components: words, tags and links, already decided, so that templates only set them out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

# A tag's colour says what sort of thing it is, never how safe anyone is: red stays with risk and errors.
Kind = Literal["grey", "blue", "teal", "purple", "yellow", "plain"]
Level = Literal["very_high", "high", "medium", "standard", ""]


@dataclass(frozen=True, slots=True)
class Tag:
    """A word or two about the state of something."""

    text: str
    kind: Kind = "blue"


@dataclass(frozen=True, slots=True)
class Link:
    """A link that makes sense alone; `more` is read by screen readers only ("Change" + " the review date")."""

    text: str
    href: str
    more: str = ""


@dataclass(frozen=True, slots=True)
class Confirm:
    """A box to tick below an answer that was doubted, and where the answer may belong instead."""

    name: str
    value: str
    text: str
    instead: Link


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several things to do next, with a line on what it means."""

    text: str
    href: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a summary list: a label and its value, as a sentence, several lines, a tag or a level."""

    label: str
    value: str = ""
    lines: Sequence[str] = ()
    tag: Tag | None = None
    level: Level | None = None
    sub: str = ""
    actions: Sequence[Link] = ()


@dataclass(frozen=True, slots=True)
class TimelineItem:
    """Something that happened: when, what, who says so."""

    title: str
    when: str
    by: str = ""
    text: str = ""
    href: str = ""
    tag: Tag | None = None
    at: datetime | None = None  # for machines; `when` is what people read, since some events have no exact time
    links: Sequence[Link] = ()


@dataclass(frozen=True, slots=True)
class Task:
    """One line of a task list. Without an address it cannot be started yet."""

    title: str
    status: str
    href: str = ""
    hint: str = ""
    is_done: bool = False


@dataclass(frozen=True, slots=True)
class Due:
    """When something is due, in words: "Overdue by 3 days", then what and the full date."""

    text: str
    sub: str = ""
    state: Literal["over", "soon", ""] = ""


@dataclass(frozen=True, slots=True)
class Column:
    """The head of a table column; with an address it sorts the list on the server."""

    text: str
    href: str = ""
    sorted: Literal["ascending", "descending", ""] = ""
    is_number: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: a sentence or link, a quieter line under it, or a tag, a level or a due date."""

    text: str = ""
    href: str = ""
    sub: str = ""
    tag: Tag | None = None
    level: Level | None = None
    due: Due | None = None

    @property
    def is_empty(self) -> bool:
        """Whether it says nothing, so that a card on a phone leaves it out."""
        return not (self.text or self.sub or self.tag or self.due) and self.level is None


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose first cell in each row is the row's heading. On a phone each row becomes a card."""

    caption: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    shows_caption: bool = False
    is_fixed: bool = False  # its columns stand under those of the table above it

    @property
    def labelled(self) -> list[list[tuple[Column, Cell]]]:
        return [list(zip(self.columns, row, strict=True)) for row in self.rows]


@dataclass(frozen=True, slots=True)
class CaseHeader:
    """The bar on every page of a case: whose case it is and what keeps people safe, as the viewer may see it."""

    reference: str
    names: str
    level: Level
    href: str
    facts: Sequence[Row] = ()  # next review, lead, state
    flags: Sequence[Tag] = ()
    safe_contact: str = ""  # the rule itself, or "Do not contact. Ask Ngozi Eze."
    may_contact: bool = True  # False sets the line as a warning
    actions: Sequence[Link] = ()  # what must be one press away on every page
    tabs: Sequence["Tab"] = ()


@dataclass(frozen=True, slots=True)
class Tab:
    """A section of a case."""

    text: str
    href: str
    is_current: bool = False


@dataclass(frozen=True, slots=True)
class NavLink:
    """A place in the service navigation. `count` is what waits there; `counted` says of what ("unread")."""

    text: str
    href: str
    count: int = 0
    counted: str = "unread"

    def is_current(self, path: str) -> bool:
        return path == self.href if self.href == "/" else path.startswith(self.href)


@dataclass(frozen=True, slots=True)
class Alarm:
    """What cannot wait, at the top of every page: one press on `take`, which is a POST, and it is theirs."""

    text: str
    href: str
    take: str


@dataclass(frozen=True, slots=True)
class FramePart:
    """What one app adds to the frame of every page. Settings name the callables in FRAME_PARTS, in page order."""

    navigation: Sequence[NavLink] = ()
    person: str = ""  # "Sam Porter, Cheshire Police"
    account: Sequence[Link] = ()
    alarms: Sequence[Alarm] = ()
    sign_in: str = ""  # where a person goes when the session has ended
    sign_out: str = ""  # these three take a POST
    hide: str = ""
    keep_alive: str = ""
    hide_words: str = ""  # takes a POST that names the place of a text
    help: str = ""


@dataclass(frozen=True, slots=True)
class Clash:
    """One answer two people changed: what the form asked, what each of them wrote."""

    label: str
    mine: str
    theirs: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """Somebody saved first."""

    by: str
    at: datetime
    clashes: Sequence[Clash]
