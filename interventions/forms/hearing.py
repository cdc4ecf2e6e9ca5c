"""A hearing: recording it, what came of it, and whether the victim has been told."""

from collections.abc import Sequence
from typing import Any

from cases.forms.choices import TEAM_READ, line, words
from interventions.enums import HearingAnswer, HearingKind, HearingResult
from interventions.forms.parts import HER_SIDE_READS
from interventions.models import Hearing, Order
from interventions.services.hearings import HearingSaid
from stalking_unit.ui.forms import DateField, Form, RadiosField, SelectField, TextField, TimeField

EVERYONE, HERS = "everyone", "hers"
WHO = ((EVERYONE, "Everyone on the case"), (HERS, "The victim’s side and the team lead only"))


class HearingForm(Form):
    """Court, day and what it is about. Only whoever works her side is asked whether it is kept there."""

    kind = SelectField(label="What kind of hearing?", choices=HearingKind.choices, missing="Select what kind it is")
    court = TextField(label="Court", missing="Enter the court", help_text="The court only. Not where anybody lives.")
    held_on = DateField(label="Day", noun="The day", missing="Enter the day")
    held_time = TimeField(label="Time", required=False, help_text="For example 10:30am.")
    order = SelectField(label="Which order is it about?", choices=(), required=False)
    about = line("What else is it about?")
    attends = line("Who attends?", help_text="For example the officer, the advocate, the duty solicitor.")
    who = RadiosField(
        label="Who may know of it?",
        choices=WHO,
        missing="Select who may know of it",
        help_text="Keep it to the victim’s side where the suspect has had no notice, such as an urgent application.",
    )

    def __init__(self, *args: Any, orders: Sequence[Order], sides: Sequence[bool], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.orders = {str(order.pk): order for order in orders}
        self.sides = sides
        about: Any = self.fields["order"]
        about.choices = [("", "None of these"), *((pk, f"{one}, {one.court}") for pk, one in self.orders.items())]
        if len(sides) == 1:
            del self.fields["who"]

    @property
    def said(self) -> HearingSaid:
        """What was said of the hearing."""
        typed = self.cleaned_data
        return HearingSaid(
            kind=HearingKind(typed["kind"]),
            court=typed["court"],
            held_on=typed["held_on"],
            held_time=typed["held_time"],
            order=self.orders.get(typed["order"] or ""),
            about=typed["about"] or "",
            attends=typed["attends"] or "",
            is_hers=typed["who"] == HERS if "who" in self.fields else self.sides[0],
        )

    @staticmethod
    def as_it_stands(hearing: Hearing) -> dict[str, Any]:
        """What the boxes hold of a hearing that is recorded."""
        names = ("kind", "court", "held_on", "held_time", "about", "attends")
        stands = {name: getattr(hearing, name) for name in names}
        return stands | {"order": str(hearing.order_id or ""), "who": HERS if hearing.is_hers else EVERYONE}


class ResultForm(Form):
    """What became of a hearing."""

    result = RadiosField(label="What became of it?", choices=HearingResult.choices, missing="Select what became of it")
    outcome = words("What came of it?", readers=TEAM_READ, rows=3, required=False)

    def __init__(self, *args: Any, is_hers: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_hers:
            self.fields["outcome"] = words("What came of it?", readers=HER_SIDE_READS, rows=3, required=False)


class ToldForm(Form):
    """Whether the victim knows of it."""

    answer = RadiosField(
        label="Has the victim been told of the hearing?", choices=HearingAnswer.choices, missing="Select an answer"
    )
    on = DateField(label="When?", noun="The day", required=False, past=True)
