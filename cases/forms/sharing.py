"""What a victim thinks of sharing, as somebody heard it."""

from collections.abc import Sequence
from datetime import datetime, time
from typing import Any

from cases.enums import Views
from cases.forms.choices import moment, words
from stalking_unit.ui.forms import DateField, Form, RadiosField, SelectField

SHARING_READ = (
    "Everyone on the victim’s side, police among them, the team lead and the auditor can read this, and screeners "
    "until it is decided. It may be shown to the defence."
)


class SharingForm(Form):
    """What they think, with whom, and when they said so."""

    about = SelectField(label="About", choices=(), nothing="Everything on this case", required=False, owed=True)
    views = RadiosField(
        label="Do they agree to sharing?", choices=Views.choices, missing="Select whether they agree to sharing"
    )
    whom = words(
        "With whom, and not with whom?",
        rows=2,
        required=False,
        readers=SHARING_READ,
        help_text="For example: police and health, not her employer. Leave out addresses.",
    )
    why = words(
        "Why were they not asked, or why was it shared all the same?",
        rows=2,
        required=False,
        readers=SHARING_READ,
        help_text="Only if that is so.",
    )
    on = DateField(
        label="When did they say so?", noun="The day they said so", missing="Enter when they said so", past=True
    )
    ask_again_on = DateField(label="When should they be asked again?", required=False)

    def __init__(self, *args: Any, about: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["about"]
        field.choices = [*field.choices, *about]

    def answers(self) -> dict[str, Any]:
        """What was typed, as the service takes it; what it is about is for the page to look up."""
        typed = self.cleaned_data
        happened_at: datetime | None = moment(typed["on"], time(12))
        return {
            "views": Views(typed["views"]),
            "happened_at": happened_at,
            **{name: typed[name] for name in ("whom", "why", "ask_again_on")},
        }
