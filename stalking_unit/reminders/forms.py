"""What somebody says about how they are told."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from stalking_unit.accounts.models import User
from stalking_unit.ui.forms import DateField, Form, RadiosField, SelectField

NOBODY = "nobody"


class EmailForm(Form):
    """When e-mail comes. The inbox and alarms are no part of the choice."""

    AT_ONCE, DAILY = "at-once", "daily"

    when = RadiosField(
        label="When do you want e-mail about what can wait?",
        choices=[(AT_ONCE, "At once"), (DAILY, "One e-mail at 8am each working day")],
        missing="Select when you want e-mail",
        size="l",
        heading=True,
        help_text="Your inbox always says it at once. Alarms are always e-mailed at once, at any hour.",
    )


class AwayForm(Form):
    """Days away, and who covers."""

    first = DateField(label="First day away", noun="The first day", missing="Enter the first day")
    last = DateField(label="Last day away", noun="The last day", missing="Enter the last day")
    cover = SelectField(
        label="Who covers for you?",
        choices=(),
        missing="Select who covers for you",
        help_text="They are told what you are told, as far as they may see the case already. Where nobody can be told, "
        "the team lead is, who also sees these days and who covers.",
    )

    def __init__(self, *args: Any, people: Iterable[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(person.pk): person for person in people}
        names = [(key, person.name) for key, person in self.people.items()]
        cover: Any = self.fields["cover"]
        cover.choices = [*cover.choices, *names, (NOBODY, "Nobody covers for me")]
