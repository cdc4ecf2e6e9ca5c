"""Whom somebody spoke to about an alarm: one box."""

from cases.forms.choices import words
from stalking_unit.ui.forms import Form

SPOKEN_READ = (
    "The team lead, whoever is on duty, the screener and people on the victim’s side can read this. "
    "May be asked for by a court."
)


class SpokenForm(Form):
    """A name and a post are enough."""

    words = words(
        "Who have you spoken to?",
        readers=SPOKEN_READ,
        rows=2,
        missing="Enter who you have spoken to",
        help_text="For example “Sgt Doe, force control room, 01632 960000”. No name or address of anybody in the case.",
    )
