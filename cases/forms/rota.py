"""Planning the rota: who, which telephone, which days, which hours."""

from collections.abc import Iterable
from typing import Any

from cases.forms.team import offer
from stalking_unit.accounts.models import User
from stalking_unit.duty.enums import Hours
from stalking_unit.ui.forms import DateField, Form, RadiosField, SelectField, TextField


class TurnForm(Form):
    """One person on duty for some days."""

    person = SelectField(label="Who is on duty?", choices=(), missing="Select who is on duty")
    telephone = TextField(
        label="Telephone",
        missing="Enter the telephone they answer while on duty",
        width=20,
        max_length=40,
        help_text="The one they answer while on duty. Colleagues of the unit see it, and nobody else.",
    )
    hours = RadiosField(label="Which hours?", choices=Hours.choices, missing="Select which hours")
    first = DateField(label="First day", noun="The first day", missing="Enter the first day")
    last = DateField(
        label="Last day",
        noun="The last day",
        missing="Enter the last day",
        help_text="The night after it counts: duty lasts until 9am of the next day.",
    )

    def __init__(self, *args: Any, people: Iterable[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(person.pk): person for person in people}
        offer(self.fields["person"], [(key, person.name) for key, person in self.people.items()])
