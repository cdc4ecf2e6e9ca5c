"""What is known when a case is reviewed, stepped down or closed, and what keeps it open, in words."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.utils.timezone import localdate

from cases.enums import Transition
from cases.models import Case
from interventions.models import Order
from interventions.presenters.orders import order_row
from interventions.presenters.plan import action_href
from interventions.services import reviews, support
from interventions.services.closing import Missing
from interventions.services.reviews import Before
from stalking_unit.accounts.actor import Actor
from stalking_unit.accounts.models import User
from stalking_unit.ui.parts import Cell, Column, Row, Table
from stalking_unit.ui.words import counted, day


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
