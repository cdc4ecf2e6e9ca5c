"""Whether a stalking protection order is sought: what stands, whose question it is, and asking it again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from cases import policy
from cases.enums import Capacity, Transition
from cases.models import Case, Statement, TeamMember
from cases.policy import Action
from cases.services import telling
from cases.services.errors import Changed, Incomplete
from interventions.enums import ORDER_ANSWERS, OrderAnswer
from interventions.models import OrderQuestion
from interventions.services.authorship import written
from stalking_unit.accounts.actor import Actor
from stalking_unit.accounts.models import User
from stalking_unit.audit import trail
from stalking_unit.db.errors import DomainError

ASKED = (Transition.ESCALATE, Transition.ACCEPT, Transition.CONSULT)


@dataclass(frozen=True, slots=True)
class OrderSaid:
    """What is said of the order: the answer, whose question it is, and why."""

    answer: OrderAnswer
    reason: str
    owner: User | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands, for one reader, and what stood before it."""

    now: OrderQuestion | None
    before: Sequence[OrderQuestion] = ()


def seen(actor: Actor, case: Case) -> Standing:
    """What stands of the order, as far as this person may read it."""
    answers = OrderQuestion.objects.newest_first().filter(case=case, struck_at=None)
    known = policy.scope(actor, Action.VIEW_ORDER_QUESTION, answers)
    rows = list(known.select_related("owner", "author", "agency"))
    return Standing(rows[0] if rows else None, rows[1:])


def said_at_triage(actor: Actor, case: Case) -> str:
    """What was said of an order when the case was taken on, for a page that asks for the first time."""
    said = Statement.objects.filter(case=case, heading="order_considered", change__transition__in=ASKED)
    words = policy.scope(actor, Action.VIEW_STATEMENT, said).order_by("-change__recorded_at", "pk").first()
    return words.text if words else ""


def standing(case: Case) -> OrderQuestion | None:
    """What stands, for a service."""
    found: OrderQuestion | None = OrderQuestion.objects.filter(case=case, struck_at=None).newest_first().first()
    return found


def may_own(case: Case, *, at: datetime) -> list[User]:
    """Who can own the question: the police who work the case, since only they apply to a court."""
    return policy.who_can(Action.RECORD_ORDER, case, at=at)


def officer(case: Case, *, at: datetime) -> User | None:
    """The officer in the case, whose question it is unless somebody says otherwise."""
    places = TeamMember.objects.live(at).filter(case=case, capacity=Capacity.OFFICER_IN_CASE)
    held = places.select_related("user").order_by("-starts_at", "pk").first()
    return held.user if held else None


@transaction.atomic
def answer(case: Case, said: OrderSaid, *, by: Actor, seen: UUID | None = None) -> OrderQuestion | None:
    """Answer the question. `seen` is the answer this person was looking at; if another stands by now, they are told."""
    policy.require(by, Action.ANSWER_ORDER_QUESTION, case)
    now = standing(case)
    if seen is not None and now is not None and now.pk != seen:
        raise Changed("Somebody answered this while you had it open. Read what they wrote, then try again.")
    return carry(case, said, by=by)


@transaction.atomic
def ask_again(case: Case, *, by: Actor, reason: str) -> OrderQuestion:
    """Something changed: whoever works the case asks the officer to consider an order again."""
    policy.require(by, Action.ASK_ORDER_QUESTION, case)
    now = standing(case)
    owner = (now.owner if now else None) or officer(case, at=by.now)
    return _write(case, OrderSaid(OrderAnswer.ASKED_AGAIN, reason, owner), by=by, at=None)


@transaction.atomic
def carry(case: Case, said: OrderSaid, *, by: Actor, at: datetime | None = None) -> OrderQuestion | None:
    """Write what was agreed by people who may decide it, if it is not what stands already: that keeps its own day."""
    if said.answer not in ORDER_ANSWERS:
        raise DomainError("Say whether an order is sought, or not considered yet.")
    now = standing(case)
    owner = said.owner or (now.owner if now else None) or officer(case, at=by.now)
    if now is not None and (now.answer, now.owner, now.reason) == (said.answer, owner, said.reason.strip()):
        return None
    return _write(case, OrderSaid(said.answer, said.reason, owner), by=by, at=at)


def _write(case: Case, said: OrderSaid, *, by: Actor, at: datetime | None) -> OrderQuestion:
    if not said.reason.strip():
        raise Incomplete(("reason",))
    row = OrderQuestion.objects.create(
        case=case, answer=said.answer, owner=said.owner, reason=said.reason.strip(), **written(by, at)
    )
    fields = ["answer", "owner", "reason"]
    trail.record(
        by, trail.Operation.COLLECT, "order_question", case_id=case.pk, record=row, fields=fields, happened_at=at
    )
    if said.owner is not None and said.owner.pk != by.user_id and said.answer not in {OrderAnswer.NOT_SOUGHT}:
        telling.tell(
            [said.owner],
            case,
            kind="order_question",
            text="A question about an order on this case is yours.",
            key=f"order_question:{row.pk}",
            route="interventions:plan",
            by=by,
        )
    return row
