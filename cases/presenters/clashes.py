"""What two people wrote in the same boxes, in the words of the boxes."""

from collections.abc import Mapping, Sequence
from datetime import date, time
from typing import Any

from django.forms import Field

from stalking_unit.ui.forms import DateText, Form
from stalking_unit.ui.parts import Clash
from stalking_unit.ui.words import clock, day


def clashes(form: Form, kept: Mapping[str, Any]) -> Sequence[Clash]:
    """The answers that differ between a form that was filled in rightly and what stands there now."""
    return [
        Clash(str(bound.label), mine=words(bound.field, typed), theirs=words(bound.field, kept[bound.name]))
        for bound in form.visible_fields()
        if (typed := form.cleaned_data[bound.name]) != kept[bound.name]
    ]


def words(field: Field, answer: Any) -> str:
    """An answer as people read it: the labels of what was chosen, a day, a time, yes or no."""
    if isinstance(answer, bool):
        return "Yes" if answer else "No"
    if isinstance(answer, DateText):
        return " ".join(part for part in answer if part) or "Nothing entered"
    if isinstance(answer, list):
        return ", ".join(words(field, one) for one in answer) or "Nothing chosen"
    if isinstance(answer, time):
        return clock(answer)
    if isinstance(answer, date):
        return day(answer)
    labels = {str(key): str(label) for key, label in getattr(field, "choices", ())}
    return labels.get(str(answer)) or str(answer or "Nothing entered")
