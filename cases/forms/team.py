"""Who works a case: naming somebody, ending a place, and conflicts of interest."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError

from cases.enums import Capacity, Side
from cases.forms.choices import TEAM_READ, words
from stalking_unit.accounts.models import Membership, User
from stalking_unit.ui.forms import DateField, Form, RadiosField, SelectField

CONFLICT_READ = "The team lead and the auditor can read this."
GIVEN_BY_LEAD = (
    Capacity.MEMBER,
    Capacity.OFFICER_IN_CASE,
    Capacity.NAMED_ADVOCATE,
    Capacity.CHAIR,
    Capacity.DEPUTY,
    Capacity.COORDINATOR,
)


class NameForm(Form):
    """Everything that opens the case to somebody of the unit."""

    seat = SelectField(label="Who?", choices=(), missing="Select who it is")
    side = RadiosField(
        label="On which side?",
        choices=Side.choices,
        missing="Select on which side",
        help_text="The side decides what they can read. The suspect’s side never reads the victim’s name.",
        hints={Side.HEADER.value: "Sees where the case stands and what is due, and no content."},
    )
    capacity = RadiosField(
        label="In what capacity?",
        choices=[(capacity.value, capacity.label) for capacity in GIVEN_BY_LEAD],
        missing="Select in what capacity",
        hints={
            Capacity.OFFICER_IN_CASE.value: "Can have the victim’s addresses and numbers shown.",
            Capacity.NAMED_ADVOCATE.value: "Everyone is told to ask this person about the victim.",
        },
        initial=Capacity.MEMBER.value,
    )
    reason = words(
        "What for?",
        readers=TEAM_READ,
        rows=2,
        missing="Enter what for",
        help_text="For example “signs off for the trust”.",
    )
    until = DateField(
        label="Until when, if they cover for somebody?",
        noun="The last day",
        required=False,
        help_text="Their access ends by itself after that day.",
    )

    def __init__(self, *args: Any, seats: Iterable[Membership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.seats = {str(seat.pk): seat for seat in seats}
        offer(self.fields["seat"], {key: seat_words(seat) for key, seat in self.seats.items()}.items())

    def clean_until(self) -> date | None:
        until: date | None = self.cleaned_data["until"]
        box: Any = self.fields["until"]
        if until and until < box.today:
            raise ValidationError("The last day must be today or later")
        return until


class NoAccessForm(Form):
    """A conflict of interest of somebody else."""

    person = SelectField(label="Who?", choices=(), missing="Select who it is")
    reason = words("What is the conflict?", readers=CONFLICT_READ, rows=2, missing="Enter what the conflict is")

    def __init__(self, *args: Any, people: Iterable[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(person.pk): person for person in people}
        offer(self.fields["person"], [(key, person.name) for key, person in self.people.items()])


class ConflictForm(Form):
    """One's own conflict of interest."""

    reason = words(
        "What is the conflict?",
        readers=CONFLICT_READ,
        rows=2,
        missing="Enter what the conflict is",
        help_text="A few words are enough: “a neighbour”, “went to school with my son”.",
    )


def seat_words(seat: Membership) -> str:
    """Somebody by name, discipline and employer, since one person may hold two seats."""
    return f"{seat.user.name}, {seat.discipline.name}, {seat.agency.short_name}"


def offer(field: Any, answers: Iterable[tuple[str, str]]) -> None:
    """Put these answers up for choice, after what stands there before a choice."""
    field.choices = [*field.choices, *answers]
