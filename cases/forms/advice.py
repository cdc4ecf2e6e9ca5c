"""Rewording the ready advice."""

from stalking_unit.ui.forms import Form, HiddenField, LongTextField


class RewordForm(Form):
    """What the unit says about one behaviour from today."""

    text = LongTextField(
        label="What we say",
        missing="Enter the advice",
        rows=9,
        count=1500,
        help_text="It is read by officers and others who keep the case. No names, nothing of one case alone.",
    )
    read = HiddenField()
