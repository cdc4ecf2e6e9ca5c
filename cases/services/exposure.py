"""Who opened words before they were hidden, and where they went: drawn from the trail, so that it agrees with it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from cases import policy
from cases.models import Hiding
from cases.policy import Action
from stalking_unit.accounts.actor import Actor, acting
from stalking_unit.accounts.models import User
from stalking_unit.audit import trail
from stalking_unit.audit.trail import Operation

PAPER = "documents.generateddocument"


@dataclass(frozen=True, slots=True)
class Opened:
    """Somebody to whom a page showed the words, when first and when last, and whether they work her side."""

    name: str
    agency: str
    first_at: datetime
    last_at: datetime
    is_her_side: bool


@dataclass(frozen=True, slots=True)
class Left:
    """Something that left the product with the words in it: a copy handed over, or what a program was told."""

    what: str
    to: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Exposure:
    """Where hidden words had been by the time they were hidden."""

    opened: Sequence[Opened]
    left: Sequence[Left]


def of(hiding: Hiding, *, at: datetime) -> Exposure:
    """What the trail says of every text that this press covers, until the moment of the press."""
    records = sorted({hiding.record_id, *hiding.texts.order_by("pk").values_list("record_id", flat=True)})
    with acting(Actor.system("exposure", at)):
        shown = trail.that_showed(records, until=hiding.hidden_at)
        opened = [row for row in shown if row.via != "worker" and row.operation == Operation.CONSULT]
        papers = [row.record_id for row in shown if row.record_type == PAPER and row.record_id]
        handed_over = trail.about([*papers, *records], Operation.DISCLOSE)
        return Exposure(_opened(hiding, opened, at), [*_by_program(opened), *map(_left, handed_over)])


def _opened(hiding: Hiding, rows: Iterable[trail.Row], at: datetime) -> list[Opened]:
    looks: dict[UUID, list[trail.Row]] = {}
    for row in rows:
        looks.setdefault(row.actor_id, []).append(row)
    hers = _on_her_side(hiding, looks, at)
    return [
        Opened(theirs[0].actor_name, theirs[0].agency_name, theirs[-1].happened_at, theirs[0].happened_at, who in hers)
        for who, theirs in sorted(looks.items(), key=lambda item: item[1][-1].happened_at)
    ]


def _on_her_side(hiding: Hiding, people: Iterable[UUID], at: datetime) -> set[UUID]:
    users = User.objects.filter(pk__in=list(people)).order_by("pk")
    return {user.pk for user in users if policy.can(Actor.of(user, now=at), Action.VIEW_HIDDEN_WORDS, hiding)}


def _by_program(rows: Iterable[trail.Row]) -> list[Left]:
    return [Left("Read by a program", row.actor_name, row.happened_at) for row in rows if row.via == "api"]


def _left(row: trail.Row) -> Left:
    return Left("A printed copy" if row.record_type == PAPER else "A copy", ", ".join(row.recipients), row.happened_at)
