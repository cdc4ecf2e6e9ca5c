"""Writing a row of the minutes, and striking one out."""

from collections.abc import Mapping
from typing import Any

from cases.forms.choices import TEAM_READ, words
from risk.enums import MinuteReaders
from stalking_unit.ui.forms import Form, RadiosField, SelectField

READ = (
    "You choose who reads this about a case. What is about the meeting as a whole is read by everybody who was there: "
    "write nothing about a case there. It may be shown to the defence."
)


class MinuteForm(Form):
    """One row: about which case, for whom, and what was said."""

    about = SelectField(
        label="What is it about?", choices=(), required=False, missing="Select what it is about", nothing=""
    )
    readers = RadiosField(
        label="If it is about a case: who reads it?",
        choices=MinuteReaders.choices,
        initial=MinuteReaders.TEAM,
        missing="Select who reads it",
        hints={
            MinuteReaders.TEAM: "Police included.",
            MinuteReaders.VICTIM_SIDE: "People on the victim’s side and the team lead. Never the suspect’s side.",
        },
    )
    text = words("What was said?", readers=READ, rows=4, missing="Enter what was said")

    def __init__(self, *args: Any, cases: Mapping[str, str], may_write_generally: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        general = [("", "The meeting as a whole")] if may_write_generally else [("", "Choose one")]
        self.fields["about"].choices = [*general, *cases.items()]  # type: ignore[attr-defined]  # a field of choices
        self.fields["about"].required = not may_write_generally


class StrikeRowForm(Form):
    """Why a row is struck out."""

    reason = words("Why is it struck out?", readers=TEAM_READ, rows=2, missing="Enter why it is struck out")
