"""Showing again what was hidden, and taking it out for ever."""

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


class TakeOutForm(Form):
    """Why the words cannot stay, hidden or not."""

    reason = words(
        "Why do the words have to be taken out?",
        readers=f"{HER_SIDE_READS} So can the auditor. It stays on the case.",
        missing="Enter why the words have to be taken out",
        help_text="Do not repeat the words here.",
    )


class RefuseForm(Form):
    """Why the words stay where they are, hidden."""

    reason = words(
        "Why are the words not taken out?",
        readers=f"{HER_SIDE_READS} So can the auditor. It stays on the case.",
        missing="Enter why the words are not taken out",
        help_text="Do not repeat the words here. Whoever asked is told, and may ask again.",
    )
