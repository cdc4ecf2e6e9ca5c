"""Planning a meeting, saying who is in the room, and changing its agenda."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from cases.forms.choices import TEAM_READ, words
from risk.services.meetings import Exceptions
from stalking_unit.accounts.models import Membership, User
from stalking_unit.ui.forms import (
    CheckboxesField,
    DateField,
    Form,
    LongTextField,
    RadiosField,
    SelectField,
    TextField,
    TickField,
    TimeField,
)
from stalking_unit.ui.forms.dates import joined


class PlanMeetingForm(Form):
    """When it sits and who is in the chair."""

    held_on = DateField(label="Which day?", noun="The day of the meeting", missing="Enter the day of the meeting")
    starts = TimeField(label="At what time?", missing="Enter a time, like 10:30am")
    chair = SelectField(label="Who is in the chair?", choices=(), missing="Select who is in the chair")

    def __init__(self, *args: Any, people: Sequence[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(person.pk): person for person in people}
        offer(self.fields["chair"], [(key, person.name) for key, person in self.people.items()])

    @property
    def chosen(self) -> User:
        """Who is in the chair."""
        return self.people[self.cleaned_data["chair"]]

    def moment(self) -> datetime:
        """When it begins, in London."""
        return joined(self.cleaned_data["held_on"], self.cleaned_data["starts"])


class RoomForm(Form):
    """Who is in the room for the whole meeting."""

    people = CheckboxesField(
        label="Who is in the room, beside the chair?",
        choices=(),
        required=False,
        missing="Select who is in the room",
        help_text="Said once. Each counts for the cases they are on; the lead counts for all of them.",
    )
    guests = LongTextField(
        label="Guests for the whole meeting",
        required=False,
        rows=2,
        help_text="One on each line, with where they are from.",
    )

    def __init__(self, *args: Any, seats: Sequence[Membership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.seats = {str(seat.user_id): seat for seat in seats}
        choices = [(key, seat_words(seat)) for key, seat in self.seats.items()]
        self.fields["people"].choices = choices  # type: ignore[attr-defined]  # a field of choices

    @property
    def there(self) -> list[User]:
        """Who was ticked."""
        return [self.seats[key].user for key in self.cleaned_data["people"]]

    @property
    def names(self) -> list[str]:
        """The guests, one on each line."""
        return lines(self.cleaned_data["guests"])


class HereForm(Form):
    """In what the room differs for one case."""

    away = CheckboxesField(label="Who is away for this case?", choices=(), required=False, missing="Select who is away")
    conflicts = CheckboxesField(
        label="Who has a conflict of interest?",
        choices=(),
        required=False,
        missing="Select who has a conflict of interest",
        help_text="Whoever does leaves for this case and counts for nobody.",
    )
    chair = SelectField(
        label="Who is in the chair for this case?",
        choices=(),
        nothing="The chair of the meeting",
        required=False,
        missing="Select who is in the chair",
    )
    guests = LongTextField(
        label="Guests for this case only",
        required=False,
        rows=2,
        readers=TEAM_READ,
        help_text="One on each line, with where they are from.",
    )

    def __init__(self, *args: Any, people: Sequence[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(person.pk), person.name) for person in people]
        for name in ("away", "conflicts"):
            self.fields[name].choices = choices  # type: ignore[attr-defined]  # fields of choices
        offer(self.fields["chair"], choices, "The chair of the meeting")

    def differs(self) -> Exceptions:
        """What was said."""
        given = self.cleaned_data
        return Exceptions(
            away=frozenset(map(UUID, given["away"])),
            conflicts=frozenset(map(UUID, given["conflicts"])),
            chair=UUID(given["chair"]) if given["chair"] else None,
            guests=tuple(lines(given["guests"])),
        )


class NoConflictForm(Form):
    """One tick for everybody in the room and everybody new on the cases."""

    nobody = TickField(
        label="Nobody in the room has a conflict of interest with any of these people",
        missing="Tick when you have asked the room, or say on the case who has a conflict",
    )


class AddCaseForm(Form):
    """Another case for the agenda."""

    reference = TextField(label="Reference of the case", width=20, missing="Enter the reference, like CHS-2026-00001")


class LeaveOutForm(Form):
    """Why a case is left off."""

    reason = words("Why is it left out?", readers=TEAM_READ, rows=2, missing="Enter why it is left out")


AGREES, DIFFERS = "agrees", "differs"


class ConfirmForm(Form):
    """What a discipline that was not there says to what was decided."""

    answer = RadiosField(
        label="What do you say for your discipline?",
        choices=[(AGREES, "We stand behind it"), (DIFFERS, "We see it differently")],
        missing="Select whether you stand behind it",
    )
    why = words("If you see it differently: why?", readers=TEAM_READ, rows=3, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("answer") == DIFFERS and not cleaned.get("why"):
            self.add_error("why", "Enter why you see it differently")
        return cleaned


def seat_words(seat: Membership) -> str:
    """A person with for whom they sit."""
    return ", ".join([seat.user.name, seat.discipline.name, seat.agency.short_name])


def offer(field: Any, choices: Sequence[tuple[str, str]], nothing: str = "Choose one") -> None:
    """Put these up for choice."""
    field.choices = [("", nothing), *choices]


def lines(text: str) -> list[str]:
    """What stands on each line."""
    return [line.strip() for line in text.splitlines() if line.strip()]
