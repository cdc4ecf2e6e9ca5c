"""What a case is looked for by."""

from stalking_unit.ui.forms import Form, TextField


class FindForm(Form):
    """One box; what it holds goes in the body of the request, because addresses are kept in logs and histories."""

    words = TextField(
        label="Reference, name or telephone number",
        missing="Enter a reference, a name or a number",
        width=30,
        max_length=100,
        help_text="For example 12345, Testwick, or the last six figures of a number.",
    )
