"""A note: one line or ten, under a label that says who reads it."""

from datetime import datetime, time
from typing import Any

from cases.forms.choices import moment, words
from stalking_unit.ui.forms import DateField, Form, TimeField


class NoteForm(Form):
    """The words first; when it happened only if that was not now."""

    text = words(
        "Note", rows=6, missing="Enter the note", help_text="Leave out addresses: they have a box of their own."
    )
    on = DateField(
        label="When did it happen?",
        noun="The day it happened",
        required=False,
        past=True,
        help_text="Leave this empty if it was now.",
    )
    at = TimeField(label="Time", required=False, help_text="For example 2:30pm.")

    def __init__(self, *args: Any, readers: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        text: Any = self.fields["text"]
        text.readers = readers

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("at") and not cleaned.get("on") and "on" not in self.errors:
            self.add_error("on", "Enter the day as well")
        return cleaned

    @property
    def happened_at(self) -> datetime | None:
        """The instant that was entered, or nothing for now."""
        on, at = self.cleaned_data["on"], self.cleaned_data["at"]
        return moment(on, at or time(12))
