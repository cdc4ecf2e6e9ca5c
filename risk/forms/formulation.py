"""The forms of a formulation: one for each part, and the one with which a conference agrees it."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from django.forms import Field
from django.utils.timezone import localdate

from cases.models import CodeList
from cases.services import codes
from risk.enums import Axis, Imminence
from risk.headings import AXES, Part
from risk.presenters.formulation import AXIS_WORDS, readers_words
from risk.services.formulations import AXIS_NAMES
from stalking_unit import clock
from stalking_unit.ui.forms import Form, LongTextField, RadiosField, SelectField

TYPOLOGY = "typology"


class PartForm(Form):
    """One page of a formulation. Empty boxes are no mistake: they say nothing yet."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        typology = self.fields.get(TYPOLOGY)
        if isinstance(typology, SelectField):
            listed = codes.choices(CodeList.TYPOLOGY, localdate(clock.now()))
            typology.choices = [("", "Not yet determined"), *((label, label) for _, label in listed)]


@cache
def form_of(part: Part) -> type[PartForm]:
    """The form of this part, with who will read it above each box."""
    return type("PartForm", (PartForm,), _axes(part) if part.code == AXES else _boxes(part))


def _axes(part: Part) -> dict[str, Field]:
    return {
        name: RadiosField(
            label=AXIS_WORDS[name],
            choices=list(Imminence.choices if name == "imminence" else Axis.choices),
            required=False,
            owed=True,
            readers=readers_words(part),
        )
        for name in AXIS_NAMES
    }


def _boxes(part: Part) -> dict[str, Field]:
    words = readers_words(part)
    found: dict[str, Field] = {}
    for heading in part.headings:
        if heading.code == TYPOLOGY:
            found[TYPOLOGY] = SelectField(label=heading.label, choices=(), required=False, readers=words)
            continue
        found[heading.code] = LongTextField(
            label=heading.label, help_text=heading.hint, rows=3, required=False, owed=True, readers=words
        )
    return found


class AgreeForm(Form):
    """At which conference it was agreed."""

    item = SelectField(label="Agreed at which conference?", choices=(), missing="Select the conference")

    def __init__(self, *args: Any, conferences: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        item = self.fields["item"]
        if isinstance(item, SelectField):
            item.choices = list(conferences)
