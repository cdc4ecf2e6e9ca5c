"""What is known when a case is reviewed, stepped down or closed, and what keeps it open, in words."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from django.utils.timezone import localdate

from cases.enums import Level, Transition
from cases.models import Case, CodeList
from cases.services import codes
from interventions.models import Lesson, Order, Outcome
from interventions.presenters.orders import order_row
from interventions.presenters.plan import action_href
from interventions.services import reviews, support
from interventions.services.closing import Missing
from interventions.services.results import Ended, Kept
from interventions.services.reviews import Before
from stalking_unit.accounts.actor import Actor
from stalking_unit.accounts.models import User
from stalking_unit.ui.parts import Cell, Column, Row, Table
from stalking_unit.ui.words import counted, day, lower_first


def missing_table(missing: Sequence[Missing]) -> Table:
    """Each thing that is missing and who can see to it."""
    return Table(
        caption="What is missing",
        columns=[Column("What"), Column("Who can see to it")],
        rows=[
            [
                Cell(one.what, href=action_href(one.action) if one.action else ""),
                Cell(", ".join(one.who) or "Nobody on this case yet"),
            ]
            for one in missing
        ],
        is_fixed=True,
    )


def before_rows(before: Before | None) -> list[Row]:
    """What was said when the case was last looked at."""
    if before is None:
        return []
    when = Row(str(Transition(before.change.transition).label), day(before.change.happened_at))
    return [when, *(Row(one.get_heading_words(), one.text) for one in before.said)]


def known_rows(actor: Actor, case: Case, orders: Iterable[Order]) -> list[Row]:
    """Facts from the records, for whoever decides: how long it has been quiet, who spoke to the victim, orders."""
    last = reviews.last_incident(actor, case)
    spoken = support.last_spoken(actor, case)
    today = localdate(actor.now)
    quiet = counted(reviews.weeks_since(last, actor.now), "week") if last else ""
    return [
        Row("Last recorded incident", day(last) if last else "None recorded", sub=f"{quiet} ago" if quiet else ""),
        Row("Last spoken to the victim", day(spoken) if spoken else "Not recorded"),
        *(order_row(order, today=today) for order in orders if order.is_in_force(today)),
    ]


def watch_rows(before: Before) -> list[Row]:
    """What is watched while the case is monitored, by whom and until when."""
    facts = before.change.facts
    who = User.objects.filter(pk=facts.get("watched_by")).values_list("name", flat=True).first()
    watched = [one.text for one in before.said if one.heading == "watched"]
    until = facts.get("monitored_until")
    return [
        *(Row("What is watched", text) for text in watched),
        Row("By whom", who or "Nobody was named"),
        Row("Until", day(date.fromisoformat(until)) if until else "No day was named"),
    ]


def kept_rows(kept: Iterable[Kept]) -> list[Row]:
    """When each kind of agency looks again or disposes of what it holds, and by which rule."""
    return [
        Row(
            str(one.holder.label),
            f"Looked at again {day(one.on)}" if one.rule.is_review else f"Kept until {day(one.on)}",
            sub=one.rule.basis,
        )
        for one in kept
    ]


def ended_rows(ended: Ended) -> list[Row]:
    """How a case ended, on its overview."""
    episode = ended.episode
    reason = codes.label(CodeList.CLOSURE, episode.closure_reason)
    rows = [
        Row("Closed", day(episode.closed_at) if episode.closed_at else "", sub=reason),
        Row("Level at the end", str(Level(episode.end_level).label) if episode.end_level else "Not assessed"),
        *(outcome_rows(ended.outcome) if ended.outcome else []),
    ]
    if ended.lesson is not None:
        rows.append(Row("For others to learn", ended.lesson.sentence or "Nothing", sub=_lesson_sub(ended.lesson)))
    return [*rows, *(replace(row, label=f"Kept by: {row.label.lower()}") for row in kept_rows(ended.kept))]


def outcome_rows(outcome: Outcome) -> list[Row]:
    """How an episode came out; what nobody knows is said to be not known."""
    safer = f"{_number(outcome.safer_from)} at the start, {lower_first(_number(outcome.safer_to))} at the end, of 10"
    return [
        Row("The stalking", str(outcome.get_abuse_display())),
        Row("Contacts in the last four weeks", _number(outcome.contacts)),
        Row("How safe the victim felt", safer),
        Row("Daily life as it was", str(outcome.get_daily_life_display())),
        Row("Knows how to report", str(outcome.get_knows_how_to_report_display())),
        Row("Still wants support", str(outcome.get_wants_support_display())),
        Row("Content with the police", str(outcome.get_content_with_police_display())),
        Row("Proceedings", str(outcome.get_proceedings_display())),
        Row("Work with the suspect", str(outcome.get_programme_display())),
    ]


def _number(known: int | None) -> str:
    return "Not known" if known is None else str(known)


def _lesson_sub(lesson: Lesson) -> str:
    return "Put forward for the county. Nothing is shared before it was looked at again." if lesson.is_candidate else ""
