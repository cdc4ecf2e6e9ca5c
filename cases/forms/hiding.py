"""Showing again what was hidden."""

from cases.forms.choices import words
from stalking_unit.ui.forms import Form

HER_SIDE_READS = "The victim’s side and the team lead can read this."


class ShowAgainForm(Form):
    """Why it may be seen again."""

    reason = words(
        "Why may everybody see it again?",
        readers=HER_SIDE_READS,
        missing="Enter why everybody may see it again",
        help_text="For example “it was the address of a shop”, or “the address has been taken out of the text”.",
    )
