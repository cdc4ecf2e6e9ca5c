"""The form every page's form is made from, and the list of what is wrong with one."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone

from stalking_unit import clock
from stalking_unit.ui.forms.dates import DateField
from stalking_unit.ui.forms.rendering import BoundField, Renderer


@dataclass(frozen=True, slots=True)
class Problem:
    """A line of the error summary; without an address it is about the whole form."""

    text: str
    href: str = ""


class Form(forms.Form):
    """Validates and words input; never saves. `now` is the moment the actor acts."""

    default_renderer = Renderer
    use_required_attribute = False  # the server explains what is missing; the browser's bubbles do not

    def __init__(self, *args: Any, now: datetime | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        today = timezone.localdate(now or clock.now())
        for field in self.fields.values():
            if isinstance(field, DateField):
                field.today = today


def problems(form: forms.BaseForm) -> list[Problem]:
    """Everything wrong with a form, in the order of the page."""
    if not form.is_bound:
        return []
    whole = [Problem(str(text)) for text in form.non_field_errors()]
    return whole + [
        Problem(str(text), f"#{first_id(field)}" if not field.is_hidden else "")
        for field in form
        for text in field.errors
    ]


def first_id(field: forms.BoundField) -> str:
    return field.first_id if isinstance(field, BoundField) else field.id_for_label
