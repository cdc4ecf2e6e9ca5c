"""What each paper of a case says, for one reader: nothing that this reader could not open on a page."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from itertools import groupby
from typing import Any

from django.utils.timezone import localtime

from cases import policy
from cases.enums import EventKind, Paper
from cases.models import Case
from cases.presenters import level_words, names
from cases.presenters.stage import stage_words
from cases.services import people, timeline
from cases.services.files import Event, Section, case_files
from cases.services.locators import without
from stalking_unit.accounts.actor import Actor
from stalking_unit.ui.parts import Row, TimelineItem
from stalking_unit.ui.words import counted, day

TEMPLATE = "documents/paper.html"
# What was noted, or said in support, is on no paper: it was written for whoever reads it on its page. How the case
# moved stands on the summary; here a review each week would bury what happened.
TOLD_ON_PAPER = (EventKind.INCIDENT, EventKind.ASSESSMENT, EventKind.ORDER, EventKind.ACTION)
NOTHING_YET = "Nothing that you may read has been recorded yet."
NO_PLAN_YET = "There is no plan that you may read yet."
NO_MINUTES_YET = "No conference that you may read of has sat over this case yet."


def paper(kind: Paper, actor: Actor, case: Case) -> dict[str, Any]:
    """The context of `TEMPLATE` for this kind of paper, as this person may read the case now."""
    return {"heading": names(people.seen(actor, case), case), "kind": kind.label, **SAYS[kind](actor, case)}


def summary(actor: Actor, case: Case) -> dict[str, Any]:
    """Where the case stands, and what each app tells of it."""
    return {"facts": _standing(actor, case), "sections": _sections(Paper.SUMMARY, actor, case)}


def plan(actor: Actor, case: Case) -> dict[str, Any]:
    """The strands of the plan, the question of an order, and the orders."""
    sections = _sections(Paper.PLAN, actor, case) or [Section("Plan", order=1, paragraphs=[NO_PLAN_YET])]
    return {"facts": _standing(actor, case), "sections": sections}


def chronology(actor: Actor, case: Case) -> dict[str, Any]:
    """What happened, the earliest first and month by month; what nobody can date stands at the end."""
    events = list(reversed(timeline.told(actor, case, timeline.Wanted(kinds=TOLD_ON_PAPER))))
    dated = [event for event in events if event.is_dated]
    facts = [Row("Unit", case.unit.name), Row("Holds", counted(len(events), "event"))]
    if dated:
        facts.append(Row("From", day(localtime(dated[0].at))))
        facts.append(Row("To", day(localtime(dated[-1].at))))
    months = [_told(month, of_month) for month, of_month in groupby(dated, _month)]
    undated = [event for event in events if not event.is_dated]
    rest = [_told("Nobody can say when", undated)] if undated else []
    return {"facts": facts, "sections": [*months, *rest] or [Section("Events", order=1, paragraphs=[NOTHING_YET])]}


def last_minutes(actor: Actor, case: Case) -> dict[str, Any]:
    """What was said and decided over this case at the last conference, and who was there."""
    return _minutes(Paper.MINUTES, actor, case)


def all_minutes(actor: Actor, case: Case) -> dict[str, Any]:
    """The same of every conference over this case, the latest first."""
    return _minutes(Paper.ALL_MINUTES, actor, case)


SAYS: Mapping[Paper, Callable[[Actor, Case], dict[str, Any]]] = {
    Paper.SUMMARY: summary,
    Paper.CHRONOLOGY: chronology,
    Paper.PLAN: plan,
    Paper.MINUTES: last_minutes,
    Paper.ALL_MINUTES: all_minutes,
}


def _standing(actor: Actor, case: Case) -> list[Row]:
    return [
        Row("Stage", stage_words(case, policy.allowed_once(actor, case))),
        Row("Agreed level", level_words(case.level)),
        Row("Review by", day(case.review_on) if case.review_on else "No date"),
        Row("Unit", case.unit.name),
    ]


def _sections(kind: Paper, actor: Actor, case: Case) -> list[Section]:
    sections = [section for file in case_files() for section in file.document_sections(actor, case)]
    return sorted((one for one in sections if kind in one.papers), key=lambda section: section.order)


def _minutes(kind: Paper, actor: Actor, case: Case) -> dict[str, Any]:
    sat = _sections(kind, actor, case)
    facts = [Row("Unit", case.unit.name), Row("Holds", counted(len(sat), "conference"))]
    return {"facts": facts, "sections": sat or [Section("Minutes", order=1, paragraphs=[NO_MINUTES_YET])]}


def _month(event: Event) -> str:
    return f"{localtime(event.at):%B %Y}"


def _told(title: str, events: Iterable[Event]) -> Section:
    return Section(title, order=1, items=[_item(event) for event in events])


def _item(event: Event) -> TimelineItem:
    """What was said of an order or a hearing leaves out ways to somebody, as it does on the plan."""
    if event.kind != EventKind.ORDER:
        return event.item
    return replace(event.item, text=without(event.item.text))
