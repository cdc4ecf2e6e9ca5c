"""Naming one more person on a case: who, on which side, what for, and until when if they cover for somebody."""

from collections.abc import Sequence
from datetime import datetime, time
from typing import Any

from cases.enums import Side
from cases.forms.choices import TEAM_READ, line
from cases.forms.record import in_london
from stalking_unit.accounts.models import Membership
from stalking_unit.ui.forms import DateField, Form, RadiosField, SelectField

SIDES = [(side.value, side.label) for side in (Side.VICTIM, Side.SUSPECT, Side.BOTH)]


class NameForm(Form):
    """Everything that opens the case to somebody; nothing is chosen beforehand."""

    who = SelectField(label="Who?", choices=(), missing="Select who is named")
    side = RadiosField(
        label="On which side?",
        choices=SIDES,
        missing="Select on which side",
        help_text="The side decides what they can read. The suspect’s side never reads the victim’s name.",
    )
    reason = line("What for?", readers=TEAM_READ, help_text="For example “countersigns for the trust”.")
    until = DateField(
        label="Until when, if they cover for somebody?",
        noun="The last day",
        required=False,
        help_text="Their access ends by itself after that day.",
    )

    def __init__(self, *args: Any, seats: Sequence[Membership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.seats = {str(seat.pk): seat for seat in seats}
        who: Any = self.fields["who"]
        who.choices = [("", "Choose one"), *((key, _words(seat)) for key, seat in self.seats.items())]

    @property
    def seat(self) -> Membership:
        """Who was chosen, in which seat."""
        return self.seats[self.cleaned_data["who"]]

    def ends_at(self) -> datetime | None:
        """The end of the last day."""
        until = self.cleaned_data["until"]
        return in_london(until, time(23, 59)) if until else None


def _words(seat: Membership) -> str:
    return f"{seat.user.name}, {seat.discipline.name.lower()}, {seat.agency.short_name}"
