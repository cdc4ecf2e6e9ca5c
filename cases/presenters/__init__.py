"""Turns cases into the words, tags and dates that pages and papers show."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import Literal
from uuid import UUID

from django.urls import reverse
from django.utils.html import format_html

from cases.enums import INTAKE_STATES, Level, State, Transition
from cases.lifecycle import may_start
from cases.models import Case, StateChange, TeamMember
from cases.policy import Action
from cases.presenters.stage import stage_words
from cases.presenters.team import place_words
from cases.services import lifecycle, people, safe_contact
from cases.services.files import Todo
from stalking_unit.accounts.actor import Actor
from stalking_unit.audit import trail
from stalking_unit.ui.parts import CaseHeader, Cell, Column, Due, Link, Row, Tab, Table, Tag, TimelineItem
from stalking_unit.ui.words import counted, day, due, instant

A_YEAR = timedelta(days=365)
ROUTINE = (Transition.REVIEW_FALLS_DUE, Transition.KEEP_PLAN)
MOST_TOLD = 4  # moves that go round in a ring and are told one by one on paper
# Everything below the level of the bar on each page is one of these sections.
TABS: tuple[tuple[str, str, Action], ...] = (
    ("Overview", "cases:overview", Action.VIEW_CASE),
    ("Timeline", "cases:timeline", Action.VIEW_CASE),
    ("People", "cases:people", Action.VIEW_CASE),
    ("Assessment", "risk:assessment", Action.VIEW_CASE),
    ("Plan", "interventions:plan", Action.VIEW_CASE),
    ("Support", "interventions:support", Action.VIEW_CASE),
    ("Documents", "cases:documents", Action.MAKE_SUMMARY),
    ("Access and history", "cases:history", Action.VIEW_CASE),
)


def case_header(actor: Actor, case: Case, may: frozenset[Action], *, tab: str = "") -> CaseHeader:
    """The bar on every page of a case, for this reader."""
    rule = safe_contact.rule_for(actor, case)
    return CaseHeader(
        reference=case.reference or "Draft",
        names=names(people.seen_once(actor, case), case),
        level=case.level or "",  # type: ignore[arg-type]  # one of Level, by constraint
        href=case.get_absolute_url(),
        facts=[*_facts(case, may), *_referred_before(actor, case)],
        flags=flags(case),
        safe_contact=rule.words,
        may_contact=rule.may_contact,
        actions=[*flag_links(case, may), *_place_links(case, may)],
        tabs=[
            Tab(text, reverse(name, kwargs={"pk": case.pk}), is_current=text == tab)
            for text, name, action in TABS
            if action in may
        ],
    )


def names(seen: Sequence[people.SeenPerson], case: Case) -> str:
    """Who it is about, as far as this reader may know; a restricted case goes by its code name."""
    if case.is_restricted and case.code_name:
        return str(case.code_name)
    return people.in_words(seen) or "Names not shown"


def flags(case: Case) -> list[Tag]:
    """What changes how everyone works on the case. Red is for risk alone."""
    marks = [
        ("Red flag", "yellow", case.is_red_flagged),
        ("Restricted", "purple", case.is_restricted),
        ("Paused", "grey", case.is_paused),
        ("Offered to another unit", "grey", case.offered_to_id is not None),
    ]
    return [Tag(text, kind) for text, kind, is_set in marks if is_set]  # type: ignore[arg-type]


def flag_links(case: Case, may: frozenset[Action]) -> list[Link]:
    """Raising the red flag is one press away on every page of the case; so is clearing it, for whoever may."""
    move = Transition.CLEAR_RED_FLAG if case.is_red_flagged else Transition.RAISE_RED_FLAG
    if Action(move.value) not in may or not may_start(move, State(case.state)):
        return []
    return [Link(str(move.label), reverse(f"cases:{move.value}", kwargs={"pk": case.pk}))]


def _place_links(case: Case, may: frozenset[Action]) -> list[Link]:
    """Whoever works with the suspect passes on a place in one press, from every page of the case."""
    if Action.REPORT_PLACE not in may:
        return []
    return [Link("The suspect mentioned a place", reverse("cases:report_place", kwargs={"pk": case.pk}))]


def level_words(level: str | None) -> str:
    """A level, or that nobody has agreed one: never a blank."""
    return str(Level(level).label) if level else "Not assessed yet"


def _facts(case: Case, may: frozenset[Action]) -> list[Row]:
    facts = [Row("Stage", stage_words(case, may))]
    if case.level and case.level_agreed_at:
        facts.insert(0, Row("Level agreed", day(case.level_agreed_at)))
    if case.review_on:
        facts.append(Row("Review by", day(case.review_on)))
    if case.area:
        facts.append(Row("Area", case.area.name))
    return facts


def _referred_before(actor: Actor, case: Case) -> list[Row]:
    """When the last run of the case ended and at what level, while a new referral of it is being decided."""
    before = lifecycle.episode_before(actor, case) if case.state in INTAKE_STATES else None
    if before is None or before.closed_at is None:
        return []
    level = f", {level_words(before.end_level).lower()}" if before.end_level else ""
    lately = ", less than 12 months ago" if actor.now - before.closed_at < A_YEAR else ""
    return [Row("Referred before", f"Ended {day(before.closed_at)}{lately}{level}")]


def change_item(change: StateChange, *, may_copy: bool = False) -> TimelineItem:
    """One move, with who made it; its words are statements and have a rule of their own."""
    copy = Link(
        "Copy for our record system",
        reverse("cases:copy_move", kwargs={"pk": change.pk}),
        more=f"what was said on {instant(change.happened_at)}",
    )
    who = f"{change.made_by_name}, {change.agency.short_name}" if change.agency else "By itself"
    return TimelineItem(
        title=str(Transition(change.transition).label),
        when=instant(change.happened_at),
        by=who,
        tag=Tag(str(State(change.to_state).label), "grey") if change.to_state != change.from_state else None,
        at=change.happened_at,
        links=[copy] if may_copy else [],
    )


def moves_table(made: Sequence[StateChange]) -> Table:
    """How a case moved, for a paper; reviews that came due and changed nothing are one line, or they fill pages."""
    rows: list[list[Cell]] = []
    for is_routine, some in groupby(_one_after_another(made), lambda change: change.transition in ROUTINE):
        run = list(some)
        rows += [_reviewed(run)] if is_routine and len(run) > MOST_TOLD else [_moved(change) for change in run]
    return Table("", [Column("When"), Column("What"), Column("By"), Column("Then")], rows)


def _one_after_another(made: Sequence[StateChange]) -> list[StateChange]:
    """Moves of one moment, such as a conference that adopts a plan, begin where the one before them ended."""
    left, told = list(made), list[StateChange]()
    while left:
        now = [change for change in left if change.happened_at == left[0].happened_at]
        ended = told[-1].to_state if told else ""
        told.append(next((change for change in now if change.from_state == ended), now[0]))
        left.remove(told[-1])
    return told


def _moved(change: StateChange) -> list[Cell]:
    item = change_item(change)
    return [Cell(item.when), Cell(item.title), Cell(item.by), Cell(item.tag.text if item.tag else "")]


def _reviewed(run: Sequence[StateChange]) -> list[Cell]:
    reviews = sum(change.transition == Transition.REVIEW_FALLS_DUE for change in run)
    went_on = sum(change.transition == Transition.KEEP_PLAN for change in run)
    by = ", ".join(dict.fromkeys(change.made_by_name for change in run if change.agency))
    return [
        Cell(f"{day(run[0].happened_at)} to {day(run[-1].happened_at)}"),
        Cell(f"{counted(reviews, 'review')} came due; the plan went on {counted(went_on, 'time')}"),
        Cell(by or "By itself"),
        Cell(str(State(run[-1].to_state).label)),
    ]


def done_with_link(sentence: str, link: Link) -> str:
    """What was done, with the link to what often comes next."""
    return format_html('{} <a class="govuk-notification-banner__link" href="{}">{}</a>', sentence, link.href, link.text)


def team_rows(places: Iterable[TeamMember]) -> list[Row]:
    """Who is named on the case, each once: discipline, name, employer, and every place they hold."""
    held: dict[UUID, list[TeamMember]] = {}
    for place in places:
        held.setdefault(place.user_id, []).append(place)
    return [
        Row(
            label=theirs[0].user.name,
            value=f"{theirs[0].discipline.name}, {theirs[0].agency.short_name}",
            sub="; ".join(sorted({place_words(place) for place in theirs})),
        )
        for theirs in held.values()
    ]


def trail_table(rows: Sequence[trail.Row]) -> Table:
    """Who has seen this case and what they did."""
    return Table(
        caption="Who has seen this case",
        columns=[Column("When"), Column("Who"), Column("What"), Column("Answer")],
        rows=[
            [
                Cell(instant(row.recorded_at)),
                Cell(row.actor_name, sub=row.agency_name),
                Cell(row.subtype.replace("_", " ").capitalize(), sub=", ".join(row.fields).replace("_", " ")),
                Cell("Refused" if row.outcome == "refused" else "Allowed"),
            ]
            for row in rows
        ],
    )


def urgency(todo: Todo) -> tuple[bool, date, str, str]:
    """Red flags first, then by day; what has none comes last."""
    return not todo.is_red_flagged, todo.due_on or date.max, todo.reference, todo.what


def due_cell(on: date | None, today: date, *, nothing: str = "No date") -> Cell:
    """A day that something is due on, with how far off it is."""
    if on is None:
        return Cell(nothing)
    state: Literal["over", "soon", ""] = "over" if on < today else "soon" if (on - today).days <= 7 else ""
    return Cell(due=Due(due(on, today), sub=day(on), state=state))
