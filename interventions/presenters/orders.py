"""Orders in words: where each stands, what it asks, how it was served and broken."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from django.urls import reverse

from cases.clocks import LONDON
from cases.enums import EventKind
from cases.services.files import Event
from cases.services.locators import LEFT_OUT, without
from interventions.enums import BreachOutcome, ConditionKind, OrderAnswer
from interventions.models import Breach, Order, OrderCondition, OrderEnding, OrderQuestion, ServiceAttempt
from interventions.services.order_question import Standing
from stalking_unit.db.said import together, worded
from stalking_unit.ui.parts import Link, Row, Tag, TimelineItem
from stalking_unit.ui.words import day, due, instant, lower_first


@dataclass(frozen=True, slots=True)
class OrderCard:
    """One order on the plan page, with what this reader may do about it."""

    title: str
    rows: Sequence[Row]
    links: Sequence[Link]


def order_cards(orders: Iterable[Order], *, today: date, may_record: bool) -> list[OrderCard]:
    """Every order, the latest first."""
    return [
        OrderCard(str(order), order_rows(order, today=today), [*(_links(order) if may_record else []), _copy(order)])
        for order in orders
    ]


def order_tag(order: Order, *, today: date) -> Tag:
    """Where an order stands today."""
    if order.superseded_by_id is not None:
        return Tag("Replaced", "grey")
    if order.made_on is None:
        return Tag("Applied for", "blue")
    if order.is_in_force(today):
        return Tag("In force", "teal")
    return Tag("Ended" if order.ends_on and order.ends_on < today else "Not in force yet", "grey")


def order_rows(order: Order, *, today: date, condition: Callable[[OrderCondition], str] | None = None) -> list[Row]:
    """One order in full; lines that would say nothing are left out. `condition` words each of its conditions."""
    words = condition or condition_words
    rows = [
        Row("State", tag=order_tag(order, today=today)),
        Row("How it was made", str(order.get_made_via_display()), sub=_dates(order)),
        Row("Court", order.court, sub=order.reference),
        Row("Ends", _ends(order)),
        Row("When it ends", lines=[_ending(one) for one in order.endings.all()]),
        Row("Replaced by", str(order.superseded_by or "")),
        Row("Service", lines=[_attempt(attempt) for attempt in order.service_attempts.all()]),
        Row("Names and address told to the police", _notification(order, today)),
        Row("Conditions", lines=[words(one) for one in order.conditions.all()]),
        Row("Breaches", lines=[breach_words(breach) for breach in order.breaches.all()]),
    ]
    return [row for row in rows if row.value or row.lines or row.tag]


def order_row(order: Order, *, today: date) -> Row:
    """One order in a line."""
    return Row(str(order), tag=order_tag(order, today=today), sub=_ends(order))


def condition_words(condition: OrderCondition) -> str:
    """A condition as the order words it, with its own end."""
    until = f" (until {day(condition.ends_on)})" if condition.ends_on else ""
    return worded("{}: {}{}", str(condition), condition.text, until)


def area_left_out(condition: OrderCondition) -> str:
    """The same for what leaves the product: an area to keep out of, or an address, tells where somebody lives."""
    if condition.kind == ConditionKind.EXCLUSION_AREA:
        return f"{condition}: {LEFT_OUT}"
    return without(condition_words(condition))


def breach_words(breach: Breach) -> str:
    """One breach in a sentence."""
    steps = [
        worded("{}: {}", instant(breach.happened_at), breach.how),
        f"arrested {day(breach.arrested_on)}" if breach.arrested_on else "",
        f"charged {day(breach.charged_on)}" if breach.charged_on else "",
        "new crime recorded" if breach.new_crime_recorded else "",
        lower_first(str(BreachOutcome(breach.outcome).label)),
    ]
    return together(steps, "; ")


def question_rows(standing: Standing) -> list[Row]:
    """What stands of a stalking protection order: the answer, whose question it is, why, since when."""
    now = standing.now
    if now is None:
        return []
    rows = [
        Row("Considered?", str(now), sub=f"Since {day(now.happened_at)}. {now.author.name}, {now.agency.short_name}"),
        Row("Whose question", now.owner.name if now.owner else "Nobody yet"),
        Row("What has changed" if now.answer == OrderAnswer.ASKED_AGAIN else "Why", now.reason),
    ]
    before = [worded("{} ({}): {}", str(one), day(one.happened_at), one.reason) for one in standing.before]
    return [*rows, Row("Before", lines=before)] if before else rows


def question_row(standing: Standing) -> list[Row]:
    """The same in one line, for the overview."""
    now = standing.now
    if now is None:
        return []
    owner = now.owner.name if now.owner else "nobody yet"
    return [Row("Stalking protection order", str(now), sub=f"Since {day(now.happened_at)}. Whose question: {owner}")]


def stands_words(now: OrderQuestion | None) -> str:
    """Since when an answer stands, above boxes that hold it."""
    if now is None:
        return ""
    if now.answer == OrderAnswer.ASKED_AGAIN:
        return worded("Asked again on {}: {}.", day(now.happened_at), now.reason)
    return f"As on {day(now.happened_at)}: {lower_first(str(now))}."


def order_events(orders: Iterable[Order]) -> list[Event]:
    """Orders made, served and broken, each when it happened."""
    events = []
    for order in orders:
        by = order.agency.short_name
        if order.made_on is not None:
            made_at = datetime.combine(order.made_on, time(), LONDON)
            events.append(_event(made_at, day(order.made_on), f"{order} made", by))
        for attempt in order.service_attempts.all():
            title = f"{order} served" if attempt.is_good else f"{order} not served"
            events.append(_event(attempt.happened_at, instant(attempt.happened_at), title, by, attempt.words))
        for breach in order.breaches.all():
            events.append(_event(breach.happened_at, instant(breach.happened_at), f"{order} broken", by, breach.how))
    return events


def _event(at: datetime, when: str, title: str, by: str, text: str = "") -> Event:
    return Event(at, TimelineItem(title=title, when=when, by=by, text=text, at=at), EventKind.ORDER)


def _links(order: Order) -> list[Link]:
    """What the police do about an order next; the order’s name is read with each link."""
    ways = [
        ("Record service", "serve-order", order.made_on is not None),
        ("Record that names and address were told", "notify-order", order.notification_due_on is not None),
        ("Decide what happens when it ends", "end-order", _has_end(order)),
        ("Record a breach", "breach-order", order.made_on is not None),
    ]
    links = [
        Link(text, reverse(f"interventions:{route}", kwargs={"pk": order.pk}), more=f"of the {lower_first(str(order))}")
        for text, route, holds in ways
        if holds and not (route == "notify-order" and order.notification_done_on)
    ]
    undecided = [breach for breach in order.breaches.all() if breach.outcome == BreachOutcome.UNDECIDED]
    return links + [
        Link(
            "Decide about the breach",
            reverse("interventions:decide-breach", kwargs={"pk": order.pk, "breach": breach.pk}),
            more=f"of {day(breach.happened_at)}",
        )
        for breach in undecided
    ]


def _copy(order: Order) -> Link:
    href = reverse("interventions:copy-order", kwargs={"pk": order.pk})
    return Link("Copy for our record system", href, more=f"the {lower_first(str(order))}")


def _dates(order: Order) -> str:
    said = [
        f"Applied for {day(order.applied_on)}" if order.applied_on else "",
        f"made {day(order.made_on)}" if order.made_on else "",
        f"in force from {day(order.starts_on)}" if order.starts_on and order.starts_on != order.made_on else "",
    ]
    words = ", ".join(filter(None, said))
    return words[:1].upper() + words[1:]


def _ends(order: Order) -> str:
    if order.until_further_order:
        return "Until further order"
    return f"Until {day(order.ends_on)}" if order.ends_on else ""


def _has_end(order: Order) -> bool:
    return order.made_on is not None and order.ends_on is not None and order.superseded_by_id is None


def _ending(one: OrderEnding) -> str:
    who = f"{one.author.name}, {one.agency.short_name}, {day(one.happened_at)}"
    return worded("{}: {} ({})", str(one), one.reason, who)


def _attempt(attempt: ServiceAttempt) -> str:
    how = f"{instant(attempt.happened_at)}, {lower_first(attempt.get_method_display())}"
    served = "Served" if attempt.is_good else "Not served"
    return worded("{} {}: {}", served, how, attempt.words) if attempt.words else f"{served} {how}"


def _notification(order: Order, today: date) -> str:
    if order.notification_done_on:
        return f"Done {day(order.notification_done_on)}"
    if order.notification_due_on:
        return f"{due(order.notification_due_on, today)}, {day(order.notification_due_on)}"
    return ""
