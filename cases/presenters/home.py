"""Home in words: what cannot wait, what comes this week, and what has time."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.urls import reverse

from cases.presenters import due_cell, urgency
from cases.services.files import Todo
from stalking_unit.accounts.enums import Role
from stalking_unit.ui.parts import Cell, Column, Link, Table
from stalking_unit.ui.words import counted

WEEK = timedelta(days=7)
# What somebody reads to whom nothing comes by way of a case of theirs: where their work is, and the way there.
ELSEWHERE: Mapping[Role, tuple[str, str, str]] = {
    Role.AGENCY_ADMIN: (
        "Administrators see no case. Who is on duty is under Duty, and what concerns you comes to your inbox.",
        "Read the help for administrators",
        "cases:help",
    ),
    Role.AUDITOR: (
        "Words that are to be taken out wait for your yes or no: you are told in your inbox. Who looked at a case "
        "stands on its page “Access and history”.",
        "See the unit’s cases",
        "cases:list",
    ),
    Role.GUEST: (
        "The case you were asked to help with is under Cases, for as long as you were given. Messages about it come to "
        "your inbox.",
        "See your case",
        "cases:list",
    ),
}
AS_USUAL = (
    "Actions, contributions, reviews and referrals that are yours appear here, the most urgent first.",
    "See your cases",
    "cases:list",
)


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits for one person, the most urgent first; a part in which nothing waits is nothing."""

    today: Table | None
    week: Table | None
    later: Table | None
    later_title: str

    @property
    def is_empty(self) -> bool:
        """Whether nothing waits at all."""
        return not (self.today or self.week or self.later)

    @property
    def opens_later(self) -> bool:
        """Whether what has time is shown at once, because nothing else waits."""
        return not (self.today or self.week)


@dataclass(frozen=True, slots=True)
class Nothing:
    """What stands where nothing waits: that it is so, what would be here, and where to go."""

    title: str
    text: str
    link: Link


def nothing_waits(role: Role | None, *, has_alarms: bool) -> Nothing:
    """For each kind of reader in words that are true of their work."""
    text, action, route = ELSEWHERE.get(role, AS_USUAL) if role else AS_USUAL
    title = "Nothing else waits for you" if has_alarms else "Nothing waits for you"
    return Nothing(title, text, Link(action, reverse(route)))


def waiting(todos: Iterable[Todo], names: Mapping[UUID, str], *, today: date) -> Waiting:
    """In three parts: overdue, due today or under a red flag; due within a week; and later or without a day."""
    now: list[Todo] = []
    soon: list[Todo] = []
    later: list[Todo] = []
    for todo in sorted(todos, key=urgency):
        if todo.is_red_flagged or (todo.due_on and todo.due_on <= today):
            now.append(todo)
        elif todo.due_on and todo.due_on <= today + WEEK:
            soon.append(todo)
        else:
            later.append(todo)
    return Waiting(
        today=_table("Today", now, names, today),
        week=_table("In the next 7 days", soon, names, today),
        later=_table("Later, or without a date", later, names, today, shows_caption=False),
        later_title=f"Later, or without a date: {counted(len(later), 'thing')} to do",
    )


def _table(
    caption: str, todos: Sequence[Todo], names: Mapping[UUID, str], today: date, *, shows_caption: bool = True
) -> Table | None:
    if not todos:
        return None
    return Table(
        caption=caption,
        columns=[Column("What"), Column("Case"), Column("Due")],
        rows=[
            [
                Cell(todo.what, href=todo.href, sub="Red flag" if todo.is_red_flagged else ""),
                _case(todo, names),
                due_cell(todo.due_on, today),
            ]
            for todo in todos
        ],
        shows_caption=shows_caption,
        is_fixed=True,
    )


def _case(todo: Todo, names: Mapping[UUID, str]) -> Cell:
    """The people of the case, and below them its reference."""
    who = names.get(todo.case_id) if todo.case_id else None
    return Cell(who or todo.reference, sub=todo.reference if who else "")
