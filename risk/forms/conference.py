"""Recording that a conference sat over a case."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from risk.services.conferences import Attended
from stalking_unit.accounts.models import User
from stalking_unit.ui.forms import (
    CheckboxesField,
    DateField,
    Form,
    LongTextField,
    SelectField,
    TimeField,
)
from stalking_unit.ui.forms.dates import joined

NOBODY = "nobody"


class HoldForm(Form):
    """When it was, who chaired, who was there, and whether anybody had a conflict of interest."""

    held_on = DateField(
        label="When was it held?", noun="The date of the conference", past=True, missing="Enter the date"
    )
    held_at = TimeField(label="What time did this case start?", missing="Enter a time, like 10:30am")
    chair = SelectField(label="Who was in the chair?", choices=(), missing="Select who was in the chair")
    present = CheckboxesField(
        label="Who else was there for this case?",
        choices=(),
        required=False,
        missing="Select who was there",
        help_text="Without the chair, the police, mental health and an advocate it counts, subject to their word.",
    )
    guests = LongTextField(
        label="Guests", required=False, rows=2, help_text="One on each line, with where they are from."
    )
    conflicts = CheckboxesField(
        label="Did anybody declare a conflict of interest?",
        choices=(),
        exclusive=NOBODY,
        missing="Select who declared a conflict of interest, or that nobody did",
        help_text="Whoever does leaves for this case and counts for nobody.",
    )

    def __init__(self, *args: Any, people: Sequence[tuple[User, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(person.pk): person for person, _ in people}
        choices = [(str(person.pk), words) for person, words in people]
        for name, offered in (
            ("chair", [("", "Choose one"), *choices]),
            ("present", choices),
            ("conflicts", [*choices, (NOBODY, "Nobody did")]),
        ):
            self.fields[name].choices = offered  # type: ignore[attr-defined]  # all three are choices

    def attended(self) -> list[Attended]:
        """Everybody who was there, the chair first."""
        given = self.cleaned_data
        left = set(given["conflicts"])
        there = dict.fromkeys(
            [given["chair"], *given["present"], *(key for key in given["conflicts"] if key != NOBODY)]
        )
        ours = [
            Attended(self.people[key], is_chair=key == given["chair"], declared_conflict=key in left) for key in there
        ]
        return [*ours, *(Attended(name=line.strip()) for line in given["guests"].splitlines() if line.strip())]

    def moment(self) -> datetime:
        """When the case was taken, in London."""
        return joined(self.cleaned_data["held_on"], self.cleaned_data["held_at"])
