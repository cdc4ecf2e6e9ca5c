"""The form every page's form is made from, and the list of what is wrong with one."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.datastructures import MultiValueDict

from stalking_unit import clock
from stalking_unit.ui.forms.dates import PARTS, DateField
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

    @classmethod
    def typed(cls, data: MultiValueDict[str, str]) -> dict[str, list[str]]:
        """What stands in the boxes of this form, right or wrong: what a draft keeps. A box left out is empty."""
        return {name: data.getlist(name) for name in cls.box_names() if name in data}

    @classmethod
    def typed_before(cls, kept: Mapping[str, Sequence[str]]) -> dict[str, Any]:
        """What a draft puts back into the boxes, as it was typed."""
        data = MultiValueDict({name: list(values) for name, values in kept.items()})
        return {name: field.widget.value_from_datadict(data, {}, name) for name, field in cls.base_fields.items()}

    @classmethod
    def box_names(cls) -> Iterator[str]:
        """The names under which the answers are sent: one a question, three for a day."""
        for name, field in cls.base_fields.items():
            yield from [f"{name}-{part}" for part in PARTS] if isinstance(field, DateField) else [name]


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
