"""How a field becomes GOV.UK markup: the renderer, and a bound field that knows its ids, classes and parts."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField as DjangoBoundField
from django.forms.renderers import TemplatesSetting
from django.utils.functional import cached_property

from stalking_unit.ui.forms.dates import PARTS, DateBoxes, DateText
from stalking_unit.ui.parts import Confirm

# First match wins: a checkbox list is also a select to Django.
KINDS: tuple[tuple[type[forms.Widget], str], ...] = (
    (DateBoxes, "date"),
    (forms.CheckboxSelectMultiple, "checkboxes"),
    (forms.RadioSelect, "radios"),
    (forms.CheckboxInput, "tick"),
    (forms.Select, "select"),
    (forms.Textarea, "textarea"),
    (forms.FileInput, "file"),
    (forms.PasswordInput, "password"),
)
CLASSES = {
    "input": "govuk-input",
    "password": "govuk-input govuk-password-input__input govuk-js-password-input-input",
    "textarea": "govuk-textarea",
    "select": "govuk-select",
    "file": "govuk-file-upload",
}
GROUPED = frozenset({"date", "radios", "checkboxes"})


@dataclass(frozen=True, slots=True)
class Box:
    """One of the three boxes of a date."""

    label: str
    id: str
    name: str
    value: str
    width: int
    is_wrong: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """One radio or checkbox."""

    label: str
    value: str
    id: str
    hint: str
    is_chosen: bool
    is_exclusive: bool

    @property
    def hint_id(self) -> str:
        return f"{self.id}-item-hint"


class BoundField(DjangoBoundField):
    """A field on a form. Works for plain Django fields too, so that allauth's forms look like ours."""

    @cached_property
    def kind(self) -> str:
        return next((kind for widget, kind in KINDS if isinstance(self.field.widget, widget)), "input")

    @property
    def layout(self) -> str:
        """The template of this kind of field."""
        return f"forms/{self.kind}.html" if self.kind in GROUPED | {"tick", "password"} else "forms/box.html"

    @property
    def readers(self) -> str:
        return getattr(self.field, "readers", "")

    @property
    def size(self) -> str:
        return getattr(self.field, "size", "s")

    @property
    def is_heading(self) -> bool:
        return getattr(self.field, "heading", False)

    @property
    def count(self) -> int | None:
        return getattr(self.field, "count", None)

    @property
    def confirm(self) -> Confirm | None:
        """What to tick when the answer was doubted and is right all the same."""
        return getattr(self.field, "confirm", None)

    @property
    def confirm_id(self) -> str:
        return f"{self.auto_id}-confirm"

    @property
    def choice_class(self) -> str:
        """The modifiers of a list of radios or checkboxes."""
        name = f"govuk-{self.kind}"
        small = f" {name}--small" if getattr(self.field, "small", False) else ""
        return f"{name}{small}{f' {name}--inline' if getattr(self.field, 'inline', False) else ''}"

    @property
    def optional(self) -> str:
        return "" if self.field.required or getattr(self.field, "owed", False) else " (optional)"

    @property
    def hint_id(self) -> str:
        return f"{self.auto_id}-hint"

    @property
    def readers_id(self) -> str:
        return f"{self.auto_id}-readers"

    @property
    def error_id(self) -> str:
        return f"{self.auto_id}-error"

    @property
    def count_id(self) -> str:
        return f"{self.auto_id}-info"

    @property
    def aria_describedby(self) -> str | None:
        said = (
            (self.count_id, self.count),
            (self.hint_id, self.help_text),
            (self.readers_id, self.readers),
            (self.error_id, self.errors),
        )
        return " ".join(name for name, present in said if present and not self.is_hidden) or None

    def build_widget_attrs(self, attrs: dict[str, Any], widget: forms.Widget | None = None) -> dict[str, Any]:
        built = super().build_widget_attrs(attrs, widget)
        built.pop("aria-invalid", None)  # GOV.UK's tested markup says "Error:" and describes the box instead
        if self.is_hidden:
            return built
        if self.kind == "password":
            built |= {"spellcheck": "false", "autocapitalize": "none"}
            if not self.field.widget.attrs.get("autocomplete"):
                built["autocomplete"] = "current-password"
        if self.kind in CLASSES:
            built["class"] = " ".join(self._classes())
        return built

    def _classes(self) -> Iterator[str]:
        base = CLASSES[self.kind]
        yield base
        width = getattr(self.field, "width", None)
        if width:
            yield f"govuk-input--width-{width}"
        if self.errors:
            yield f"{base.split()[0]}--error"
        if self.count:
            yield "govuk-js-character-count"

    @cached_property
    def first_id(self) -> str:
        """Where a link in the error summary goes: the box, the first answer, or the first wrong part of a date."""
        if self.kind == "date":
            return next((box.id for box in self.boxes if box.is_wrong), f"{self.auto_id}-day")
        return self.auto_id

    @cached_property
    def boxes(self) -> list[Box]:
        value = self.value()
        typed = value if isinstance(value, DateText) else DateText()
        return [
            Box(
                label=part.capitalize(),
                id=f"{self.auto_id}-{part}",
                name=f"{self.html_name}-{part}",
                value=getattr(typed, part),
                width=4 if part == "year" else 2,
                is_wrong=part in self._wrong_parts,
            )
            for part in PARTS
        ]

    @cached_property
    def _wrong_parts(self) -> tuple[str, ...]:
        errors = self.form.errors.as_data().get(self.name, []) if self.form.is_bound else []
        return tuple(part for error in errors for part in (error.params or {}).get("parts", PARTS))

    @cached_property
    def answers(self) -> list[Answer]:
        return [self._answer(number, item.data) for number, item in enumerate(self.subwidgets, start=1)]

    def _answer(self, number: int, data: dict[str, Any]) -> Answer:
        """Ids as GOV.UK numbers them: the first answer has the field's own, the "or" above the last takes a number."""
        value = str(data["value"])
        is_exclusive = value == getattr(self.field, "exclusive", None)
        return Answer(
            label=str(data["label"]),
            value=value,
            id=self.auto_id if number == 1 else f"{self.auto_id}-{number + is_exclusive}",
            hint=getattr(self.field, "hints", {}).get(value, ""),
            is_chosen=data["selected"],
            is_exclusive=is_exclusive,
        )


class Renderer(TemplatesSetting):
    """Named by FORM_RENDERER, so every form of the product comes out in the same markup."""

    form_template_name = "forms/form.html"
    field_template_name = "forms/field.html"
    bound_field_class = BoundField
