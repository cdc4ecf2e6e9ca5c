"""Orders in words: where each stands, what it asks, how it was served and broken."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from django.urls import reverse

from cases.clocks import LONDON
from cases.enums import EventKind
from cases.services.files import Event
from cases.services.locators import LEFT_OUT, without
from interventions.enums import BreachOutcome, ConditionKind, OrderAnswer
from interventions.models import Breach, Order, OrderCondition, OrderEnding, OrderQuestion, ServiceAttempt
from interventions.services.order_question import Standing
from interventions.services.plans import in_words
from stalking_unit.db.said import together, worded
from stalking_unit.ui.parts import Link, Row, Tag, TimelineItem
from stalking_unit.ui.words import day, due, instant, lower_first

# How somebody drove past a home, or where a paper was handed over, tells where the victim lives. It is said of every
# order and in the same words, so that it does not tell whether anything was written.
KEPT = "What was written about it is for police, the victim’s side and the team lead."


@dataclass(frozen=True, slots=True)
class OrderCard:
    """One order on the plan page, with what this reader may do about it."""

    title: str
    rows: Sequence[Row]
    links: Sequence[Link]


def order_cards(
    orders: Iterable[Order], *, today: date, may_record: bool, copies: Mapping[UUID, Link]
) -> list[OrderCard]:
    """Every order, the latest first. `copies` leads from an order to the newest copy for its suspect."""
    return [
        OrderCard(
            str(order),
            order_rows(order, today=today, reads_words=in_words(order)),
            [*(_links(order) if may_record else []), *_copies(order, copies), _copy(order)],
        )
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


def order_rows(order: Order, *, today: date, reads_words: bool, leaves: bool = False) -> list[Row]:
    """One order in full; lines that would say nothing are left out.

    Only who `reads_words` learns how it was served and broken; everybody else, that it was, when, and what came of it.
    On what `leaves` the product stands nothing that has the shape of an address.
    """
    condition = area_left_out if leaves else condition_words
    kept = [] if reads_words else [KEPT]
    served = [_attempt(attempt, reads_words) for attempt in order.service_attempts.all()]
    broken = [breach_words(breach, reads_words) for breach in order.breaches.all()]
    if leaves:
        served, broken = [without(line) for line in served], [without(line) for line in broken]
    rows = [
        Row("State", tag=order_tag(order, today=today)),
        Row("How it was made", str(order.get_made_via_display()), sub=_dates(order)),
        Row("Court", order.court, sub=order.reference),
        Row("Ends", _ends(order)),
        Row("When it ends", lines=[_ending(one) for one in order.endings.all()]),
        Row("Replaced by", str(order.superseded_by or "")),
        Row("Service", lines=[*served, *kept] if served else []),
        Row("Names and address told to the police", _notification(order, today)),
        Row("Conditions", lines=[condition(one) for one in order.conditions.all()]),
        Row("Breaches", lines=[*broken, *kept] if broken else []),
    ]
    return [row for row in rows if row.value or row.lines or row.tag]


def rows_on_paper(order: Order, *, today: date) -> list[Row]:
    """One order on what leaves the product, for whoever asked for it."""
    return order_rows(order, today=today, reads_words=in_words(order), leaves=True)


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


def breach_words(breach: Breach, reads_words: bool) -> str:
    """One breach in a sentence."""
    at, outcome = instant(breach.happened_at), lower_first(str(BreachOutcome(breach.outcome).label))
    steps = [
        worded("{}: {}", at, breach.how) if reads_words else at,
        f"arrested {day(breach.arrested_on)}" if breach.arrested_on else "",
        f"charged {day(breach.charged_on)}" if breach.charged_on else "",
        "new crime recorded" if breach.new_crime_recorded else "",
        worded("{}: {}", outcome, breach.outcome_words) if reads_words and breach.outcome_words else outcome,
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
        by, reads_words = order.agency.short_name, in_words(order)
        if order.made_on is not None:
            made_at = datetime.combine(order.made_on, time(), LONDON)
            events.append(_event(made_at, day(order.made_on), f"{order} made", by))
        for attempt in order.service_attempts.all():
            title = f"{order} served" if attempt.is_good else f"{order} not served"
            events.append(
                _event(
                    attempt.happened_at, instant(attempt.happened_at), title, by, attempt.words if reads_words else KEPT
                )
            )
        for breach in order.breaches.all():
            text = breach.how if reads_words else KEPT
            events.append(_event(breach.happened_at, instant(breach.happened_at), f"{order} broken", by, text))
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
        ("Prepare a copy for service", "ask-release", order.made_on is not None),
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


def _copies(order: Order, copies: Mapping[UUID, Link]) -> list[Link]:
    return [copies[order.pk]] if order.pk in copies else []


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


def _attempt(attempt: ServiceAttempt, reads_words: bool) -> str:
    how = f"{instant(attempt.happened_at)}, {lower_first(attempt.get_method_display())}"
    served = "Served" if attempt.is_good else "Not served"
    is_said = reads_words and attempt.words
    return worded("{} {}: {}", served, how, attempt.words) if is_said else f"{served} {how}"


def _notification(order: Order, today: date) -> str:
    if order.notification_done_on:
        return f"Done {day(order.notification_done_on)}"
    if order.notification_due_on:
        return f"{due(order.notification_due_on, today)}, {day(order.notification_due_on)}"
    return ""
