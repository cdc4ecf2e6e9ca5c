"""Plans and their actions in words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from django.urls import reverse

from cases.enums import EventKind
from cases.services.files import Event
from interventions.enums import ActionStatus, ActionStep, Strand
from interventions.models import ActionChange, PlanAction
from interventions.services.plans import SeenPlan, SeenStrand
from stalking_unit.db.said import worded
from stalking_unit.ui.parts import Cell, Column, Due, Kind, Row, Table, Tag, TimelineItem
from stalking_unit.ui.words import counted, day, due, instant, lower_first

IN_PLACE = "In place. What it is, the victim’s side knows."
NOT_IN_PLACE = "Not in place."
NO_ACTION = "No action yet."
KINDS: dict[str, Kind] = {
    ActionStatus.OPEN: "blue",
    ActionStatus.DONE: "teal",
    ActionStatus.HANDED_OVER: "purple",
    ActionStatus.DROPPED: "grey",
}


@dataclass(frozen=True, slots=True)
class StrandCard:
    """One strand on the plan page: its actions in a table, or words in their place."""

    title: str
    table: Table | None
    words: str


def adopted_words(seen: SeenPlan) -> str:
    """When the plan was adopted and by whom."""
    plan = seen.plan
    return f"Adopted {day(plan.adopted_at)} by {plan.adopted_by.name}." if plan else ""


def strand_cards(plan: SeenPlan, *, today: date) -> list[StrandCard]:
    """Every strand, in the plan’s order."""
    return [
        StrandCard(
            title=str(seen.strand.label),
            table=action_table(seen.actions, caption=str(seen.strand.label), today=today) if seen.actions else None,
            words="" if seen.actions else strand_words(seen),
        )
        for seen in plan.strands
    ]


def strand_rows(plan: SeenPlan) -> list[Row]:
    """The plan in a few lines: per strand its actions, or words in their place."""
    return [
        Row(str(seen.strand.label), lines=[action_line(action) for action in seen.actions] or [strand_words(seen)])
        for seen in plan.strands
    ]


def standing_rows(plan: SeenPlan) -> list[Row]:
    """The plan in brief: per strand what is still to do."""
    return [Row(str(seen.strand.label), lines=_standing(seen)) for seen in plan.strands]


def strand_words(seen: SeenStrand) -> str:
    """What stands where a strand has no action this reader may read."""
    if seen.strand is Strand.VICTIM_SAFETY:
        return IN_PLACE if seen.is_in_place else NOT_IN_PLACE
    return worded("No action, because: {}", seen.reason) or NO_ACTION


def action_table(actions: Sequence[PlanAction], *, caption: str, today: date) -> Table:
    """Actions, each a link to its page: what, who, by when or how it ended."""
    return Table(
        caption=caption,
        columns=[Column("What"), Column("Who"), Column("By when")],
        rows=[
            [
                Cell(action.text, href=action_href(action), sub=action.outcome),
                Cell(action.owner.name, sub=_whose(action)),
                _by_when(action, today),
            ]
            for action in actions
        ],
        is_fixed=True,
    )


def action_rows(action: PlanAction, *, today: date) -> list[Row]:
    """One action in full."""
    rows = [
        Row("What", action.text),
        Row("Strand", str(Strand(action.strand).label)),
        Row("Who", action.owner.name, sub=_whose(action)),
        Row("By when", day(action.due_on), sub="" if action.done_at else due(action.due_on, today)),
        Row("State", tag=status_tag(action)),
        Row("What has to happen first", action.depends_on),
        Row(
            "May the victim be told?",
            "Not decided" if action.tell_victim is None else "Yes" if action.tell_victim else "No",
        ),
    ]
    rows = [row for row in rows if row.value or row.tag]
    if action.done_at is not None:
        rows.append(Row("What came of it", action.outcome, sub=day(action.done_at)))
    return rows


def action_line(action: PlanAction) -> str:
    """One action in a line: what, who, by when or how it ended."""
    when = lower_first(status_tag(action).text) if action.done_at else f"by {day(action.due_on)}"
    return worded("{} ({}, {})", action.text, action.owner.name, when)


def action_events(actions: Iterable[PlanAction]) -> list[Event]:
    """Actions that ended, on the day they did."""
    return [
        Event(
            action.done_at,
            TimelineItem(
                title=worded("Action {}: {}", lower_first(status_tag(action).text), action.text),
                when=day(action.done_at),
                by=f"{action.owner.name}, {action.agency.short_name}",
                text=action.outcome,
                at=action.done_at,
            ),
            EventKind.ACTION,
        )
        for action in actions
        if action.done_at is not None
    ]


def action_href(action: PlanAction) -> str:
    """The action’s page."""
    return reverse("interventions:action", kwargs={"pk": action.pk})


def status_tag(action: PlanAction) -> Tag:
    """How far an action is."""
    return Tag(str(ActionStatus(action.status).label), KINDS[action.status])


def _standing(seen: SeenStrand) -> list[str]:
    if not seen.actions:
        return [strand_words(seen)]
    ended = [action for action in seen.actions if action.done_at]
    to_do = [action_line(action) for action in seen.actions if not action.done_at]
    return [*to_do, f"{counted(len(ended), 'action')} ended"] if ended else to_do


def _whose(action: PlanAction) -> str:
    if action.handed_to is not None and action.accepted_at is None:
        return f"{action.agency.short_name}. Offered to {action.handed_to.name}, not accepted yet"
    return action.agency.short_name


def _by_when(action: PlanAction, today: date) -> Cell:
    if action.done_at is not None:
        return Cell(tag=status_tag(action), sub=day(action.done_at))
    days = (action.due_on - today).days
    state: Literal["over", "soon", ""] = "over" if days < 0 else "soon" if days <= 7 else ""
    return Cell(due=Due(due(action.due_on, today), sub=day(action.due_on), state=state))


def change_items(changes: Iterable[ActionChange]) -> list[TimelineItem]:
    """The life of an action, the latest first."""
    return [
        TimelineItem(
            title=_step_words(change),
            when=instant(change.made_at),
            by=change.made_by.name,
            text=change.words,
            at=change.made_at,
        )
        for change in changes
    ]


def _step_words(change: ActionChange) -> str:
    label, to = str(change), change.to.name if change.to else ""
    match ActionStep(change.step):
        case ActionStep.ADDED | ActionStep.OFFERED:
            return f"{label} to {to}" if change.step == ActionStep.OFFERED else f"{label} for {to}"
        case ActionStep.PUT_OFF | ActionStep.REWORDED:
            return f"{label}, now due {day(change.due_on)}" if change.due_on else label
        case _:
            return label
