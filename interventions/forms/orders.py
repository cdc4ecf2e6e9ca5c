"""Orders: recording one, its service, the notification after it, and a breach."""

from collections.abc import Sequence
from typing import Any

from cases.forms.choices import TEAM_READ, words, yes_no
from interventions.enums import BreachOutcome, ConditionKind, EndAnswer, MadeVia, OrderKind, ServiceMethod
from interventions.forms.parts import HOW_IT_WAS_READS, GrowingForm
from interventions.models import Order
from interventions.services.orders import AROUND_A_HOME, NewCondition, is_around_a_home
from stalking_unit.ui.forms import (
    BoundField,
    DateField,
    Form,
    RadiosField,
    SelectField,
    TextField,
    TickField,
    TimeField,
)

CONDITION, PARTS = "condition", ("kind", "text", "ends")


class OrderForm(GrowingForm):
    """An order that was applied for or made, with as many conditions as it has."""

    kinds = {CONDITION: 2}

    kind = SelectField(label="Which order?", choices=OrderKind.choices, missing="Select which order it is")
    made_via = RadiosField(label="How was it made?", choices=MadeVia.choices, missing="Select how it was made")
    court = TextField(label="Court", required=False)
    reference = TextField(label="Court reference", required=False, width=20)
    applied_on = DateField(label="Applied for", required=False, past=True)
    made_on = DateField(label="Made", required=False, past=True, help_text="Leave empty until it is made.")
    starts_on = DateField(label="In force from", required=False, help_text="Only if not from the day it was made.")
    ends_on = DateField(label="In force until", required=False)
    until_further_order = TickField(label="It lasts until further order", required=False, owed=True)
    replaces = SelectField(label="Does it replace an earlier order?", choices=(), required=False, owed=True)
    sex_offender_notification = TickField(
        label="The person is subject to sex-offender notification",
        required=False,
        owed=True,
        help_text="Then the notification of this order is not asked for while that lasts.",
    )

    def __init__(self, *args: Any, standing: Sequence[Order], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.standing = {str(order.pk): order for order in standing}
        replaces: Any = self.fields["replaces"]
        replaces.choices = [("", "No"), *((pk, f"{order}, {order.court}") for pk, order in self.standing.items())]

    def add_boxes(self, kind: str, number: int) -> None:
        name = f"{kind}-{number}"
        self.fields[f"{name}-kind"] = SelectField(
            label=f"Condition {number}", choices=ConditionKind.choices, required=False
        )
        self.fields[f"{name}-text"] = words(
            f"Condition {number}, as the order words it",
            readers=TEAM_READ,
            rows=2,
            required=False,
            help_text="Name an area by its borders, never a street or a home.",
        )
        self.fields[f"{name}-ends"] = DateField(
            label=f"Condition {number} ends earlier than the order, on", noun="The date", required=False
        )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        cleaned["replaces"] = self.standing.get(cleaned.get("replaces", ""))
        found = [self._condition(cleaned, number) for number in self.numbers(CONDITION)]
        cleaned["conditions"] = [condition for condition in found if condition]
        return cleaned

    @property
    def facts(self) -> dict[str, Any]:
        """What the service takes."""
        boxes = (f"{CONDITION}-",)
        return {name: value for name, value in self.cleaned_data.items() if not name.startswith(boxes)}

    @property
    def head(self) -> list[BoundField]:
        """What is asked before the conditions."""
        return self.boxes(*self.base_fields)

    @property
    def conditions(self) -> list[BoundField]:
        """The boxes of every condition."""
        return self.boxes(*(f"{CONDITION}-{number}-{part}" for number in self.numbers(CONDITION) for part in PARTS))

    def _condition(self, cleaned: dict[str, Any], number: int) -> NewCondition | None:
        name = f"{CONDITION}-{number}"
        kind, text = cleaned.get(f"{name}-kind"), cleaned.get(f"{name}-text")
        if text and not kind:
            self.add_error(f"{name}-kind", "Select what kind of condition it is")
        if kind and not text:
            self.add_error(f"{name}-text", "Enter the condition as the order words it")
        if kind == ConditionKind.EXCLUSION_AREA and text and is_around_a_home(text):
            self.add_error(f"{name}-text", AROUND_A_HOME)
        return NewCondition(ConditionKind(kind), text, cleaned.get(f"{name}-ends")) if kind and text else None


class ServiceForm(Form):
    """One attempt to serve the order."""

    served_on = DateField(label="Date", noun="The date", past=True, missing="Enter the day")
    served_time = TimeField(label="Time", missing="Enter the time", help_text="For example 2:30pm.")
    method = RadiosField(label="How?", choices=ServiceMethod.choices, missing="Select how")
    is_good = yes_no(
        "Was it served on the right person?",
        missing="Select yes if it was served on the right person",
        help_text="Say no for the wrong person, the wrong place or a mistake in the paper.",
    )
    fault = words(
        "What was wrong, or what proves good service?",
        readers=HOW_IT_WAS_READS,
        rows=2,
        required=False,
        owed=True,
        help_text="If the paper named where the victim lives, tell the advocate now.",
    )


class NotifiedForm(Form):
    """The person told the police their names and address."""

    on = DateField(
        label="When were names and address told to the police?", noun="The date", past=True, missing="Enter the day"
    )


class EndForm(Form):
    """What is to become of the order when it ends."""

    answer = RadiosField(
        label="What is to become of it?", choices=EndAnswer.choices, missing="Select what is to become of it"
    )
    reason = words("Why?", readers=TEAM_READ, rows=3, missing="Enter why")


class BreachForm(Form):
    """The order was broken."""

    broken_on = DateField(label="Date", noun="The date", past=True, missing="Enter the day")
    broken_time = TimeField(label="Time", required=False, help_text="For example 2:30pm. Leave empty if not known.")
    how = words("How was it broken?", readers=HOW_IT_WAS_READS, missing="Enter how it was broken")
    reported_on = DateField(label="Reported", required=False, past=True)
    arrested_on = DateField(label="Arrested", required=False, past=True)


class DecisionForm(Form):
    """What was decided about a breach."""

    outcome = RadiosField(
        label="What was decided?",
        choices=[choice for choice in BreachOutcome.choices if choice[0] != BreachOutcome.UNDECIDED],
        missing="Select what was decided",
    )
    why = words("Why?", readers=HOW_IT_WAS_READS, required=False)
    arrested_on = DateField(label="Arrested", required=False, past=True)
    charged_on = DateField(label="Charged", required=False, past=True)
    new_crime_recorded = yes_no(
        "Was it recorded as a new crime of stalking?",
        missing="Select yes if it was recorded as a new crime",
        required=False,
    )
    crime_reference = TextField(label="Crime reference", required=False, width=20)
