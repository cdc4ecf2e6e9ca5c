"""Whether a stalking protection order is sought: as it stands already, to be changed only where the facts did."""

from collections.abc import Mapping, Sequence
from typing import Any

from cases.forms.choices import TEAM_READ, words
from interventions.enums import ORDER_ANSWERS, OrderAnswer
from interventions.forms.parts import chosen, offer, person_field
from interventions.models import OrderQuestion
from interventions.services.order_question import OrderSaid
from stalking_unit.accounts.models import User
from stalking_unit.ui.forms import Form, HiddenField, LongTextField, RadiosField, SelectField

BOXES = ("order_answer", "order_owner", "order_considered")


def answer_field(**kwargs: Any) -> RadiosField:
    """Considered or not, and what was decided."""
    choices = [(answer.value, answer.label) for answer in ORDER_ANSWERS]
    return RadiosField(label="Was a stalking protection order considered?", choices=choices, **kwargs)


def owner_field() -> SelectField:
    """Whose question it is."""
    return person_field("Which officer owns the question?", required=False)


def reason_field(**kwargs: Any) -> LongTextField:
    """Why it is sought or not."""
    missing = "Enter why an order is sought or not"
    return words("Why is it sought, or not?", readers=TEAM_READ, rows=3, missing=missing, **kwargs)


def order_said(cleaned: Mapping[str, Any], officers: Sequence[User]) -> OrderSaid | None:
    """What was said of it; nothing when it was not answered."""
    if not cleaned.get("order_answer"):
        return None
    owner = chosen(officers, cleaned.get("order_owner") or "")
    return OrderSaid(OrderAnswer(cleaned["order_answer"]), cleaned.get("order_considered") or "", owner)


def as_it_stands(now: OrderQuestion | None, officer: User | None, said_before: str = "") -> dict[str, Any]:
    """What the boxes hold before anybody types: what stands, or what was said when the case was taken on."""
    owner = now.owner if now else officer
    answer = now.answer if now and now.answer in ORDER_ANSWERS else ""
    return {
        "order_answer": answer,
        "order_owner": str(owner.pk) if owner else "",
        "order_considered": now.reason if now and answer else said_before,
    }


class OrderQuestionForm(Form):
    """The answer by itself, between two meetings."""

    order_answer = answer_field(missing="Select whether an order was considered")
    order_owner = owner_field()
    order_considered = reason_field()
    seen = HiddenField(required=False)

    def __init__(self, *args: Any, officers: Sequence[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.officers = officers
        offer(self.fields["order_owner"], officers, nothing="Nobody yet")


class AskAgainForm(Form):
    """Something changed that bears on an order."""

    reason = words(
        "What has changed?",
        readers=TEAM_READ,
        rows=3,
        missing="Enter what has changed",
        help_text="The officer who owns the question is told, and answers it.",
    )
