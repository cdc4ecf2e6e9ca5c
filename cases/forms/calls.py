"""What is written down while somebody is on the telephone."""

from cases.enums import CallerCheck
from cases.forms.choices import line, words
from cases.services.calls import Heard
from stalking_unit.ui.forms import Form, RadiosField, TextField

DROP_READ = "The team lead and everyone on the victim’s side can read this. May be asked for by a court."


class CallForm(Form):
    """Type at once; only what was said must be there."""

    said = words("What are they saying?", rows=6, missing="Enter what they said", readers=DROP_READ)
    caller = line(
        "Who is on the phone?", width=30, help_text="The name they give. You do not know yet whether it is true."
    )
    checked = RadiosField(
        label="How did you check who it is?",
        choices=[(one.value, one.label) for one in CallerCheck if one is not CallerCheck.FROM_SUSPECT],
        initial=CallerCheck.NOT_YET,
        missing="Select how you checked who it is",
        help_text="Ask for the code word, or call back on the agreed route. Until then say nothing: not that there is "
        "a case, and not that you know the name.",
    )
    new_number = line(
        "A new number, if they give one",
        width=20,
        max_length=40,
        help_text="It is kept beside the old one, not confirmed. It never replaces it.",
    )
    old_phone = line("Who else may have the old phone?", width=30, readers=DROP_READ)
    reference = TextField(
        label="Reference of the case, if you know it",
        required=False,
        width=20,
        max_length=40,
        help_text="For example CHS-2026-12345. Any case, also one that you may not open.",
    )

    def heard(self) -> Heard:
        """What was typed, as the service takes it."""
        return Heard(**self.cleaned_data)


class PlaceForm(Form):
    """What was heard of a place, by somebody who works with the suspect."""

    said = words(
        "What place was mentioned, and how did it come up?",
        rows=4,
        missing="Enter what place was mentioned, and how",
        readers=DROP_READ,
    )


class SortForm(Form):
    """Where a call belongs that found no case."""

    reference = TextField(
        label="Reference of the case", missing="Enter the reference of the case", width=20, max_length=40
    )
