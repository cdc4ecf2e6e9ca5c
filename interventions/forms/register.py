"""What was given or told outside the team."""

from collections.abc import Sequence
from typing import Any

from cases.forms.choices import moment, words
from interventions.enums import About, Gateway, ToldHow, ToldTo, Whereabouts
from interventions.services.register import Told
from stalking_unit.ui.forms import DateField, Form, RadiosField, SelectField, TextField

EVERYONE, HERS = "everyone", "hers"
WHO = ((EVERYONE, "Everyone on the case"), (HERS, "The victim’s side, the team lead and the auditor only"))
READ_BY = (
    "Everyone on the case can read this, unless it may tell where the victim is: then the victim’s side, the team lead "
    "and the auditor."
)


class DisclosureForm(Form):
    """One entry of the register. Only whoever works the victim's side is asked whether it is kept there."""

    told_on = DateField(label="When?", noun="The day", past=True, missing="Enter the day")
    what = words(
        "What was given or told?",
        readers=READ_BY,
        rows=3,
        missing="Enter what was given or told",
        help_text="Say what kind of thing it was. You need not repeat it.",
    )
    about = RadiosField(label="Whom is it about?", choices=About.choices, missing="Select whom it is about")
    told_to = SelectField(label="To whom?", choices=ToldTo.choices, missing="Select to whom")
    recipient = TextField(
        label="Who was it?", missing="Enter who it was", max_length=120, help_text="A name, a post or a court."
    )
    method = SelectField(label="How?", choices=ToldHow.choices, missing="Select how")
    gateway = SelectField(label="By what right?", choices=Gateway.choices, missing="Select by what right")
    why = words("Why?", readers=READ_BY, rows=2, required=False)
    whereabouts = RadiosField(
        label="Did it tell where the victim is, or how they can be reached?",
        choices=Whereabouts.choices,
        missing="Select whether it told where the victim is",
        help_text="Say no where whoever was told knew it already. Yes rings an alarm for the victim’s side. Yes and "
        "Not known are kept to that side: once sent, nobody else can read this entry, whoever wrote it.",
    )
    who = RadiosField(label="Who may read it?", choices=WHO, missing="Select who may read it")

    def __init__(self, *args: Any, sides: Sequence[bool], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sides = sides
        if len(sides) == 1:
            del self.fields["who"]

    @property
    def told(self) -> Told:
        """What was said of it."""
        typed = self.cleaned_data
        return Told(
            what=typed["what"],
            about=About(typed["about"]),
            told_to=ToldTo(typed["told_to"]),
            recipient=typed["recipient"],
            gateway=Gateway(typed["gateway"]),
            why=typed["why"] or "",
            method=ToldHow(typed["method"]),
            whereabouts=Whereabouts(typed["whereabouts"]),
            is_hers=typed["who"] == HERS if "who" in self.fields else self.sides[0],
            happened_at=moment(typed["told_on"], None),
        )
