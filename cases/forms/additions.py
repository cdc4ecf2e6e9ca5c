"""What follows a referral that was sent."""

from collections.abc import Sequence
from typing import Any

from cases.enums import Owed
from cases.forms.note import NoteForm
from stalking_unit.ui.forms import RadiosField

ADDITION_READ = (
    "You, the screener, the team lead and people on the victim’s side can read this. May be asked for by a court."
)


class AdditionForm(NoteForm):
    """What it is about, and the words; when it was learnt only if that was not now."""

    field_order = ("fact", "text", "on", "at")

    fact = RadiosField(label="What is this about?", choices=Owed.choices, missing="Select what this is about")

    def __init__(self, *args: Any, owed: Sequence[Owed], **kwargs: Any) -> None:
        super().__init__(*args, readers=ADDITION_READ, **kwargs)
        first = [*owed, *(fact for fact in Owed if fact not in owed)]
        fields: Any = self.fields
        fields["fact"].choices = [(fact.value, fact.label) for fact in first]
        fields["text"].label = "What do you know now?"
        fields["text"].error_messages["required"] = "Enter what you know now"
        fields["text"].help_text = "What you sent stays as it was. This stands below it, with your name and the time."
        fields["on"].label, fields["on"].noun = "When did you learn this?", "The day you learnt this"
