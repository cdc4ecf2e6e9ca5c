"""Forms in GOV.UK markup: declare fields here, write `{{ form }}` or `{{ form.name.as_field_group }}` in the page."""

from stalking_unit.ui.forms.base import Form, Problem, first_id, problems
from stalking_unit.ui.forms.dates import DateField, DateText, TimeField
from stalking_unit.ui.forms.fields import (
    CheckboxesField,
    EmailField,
    FileField,
    HiddenField,
    LongTextField,
    PasswordField,
    PickField,
    PickManyField,
    RadiosField,
    SelectField,
    TextField,
    TickField,
    WholeNumberField,
)
from stalking_unit.ui.forms.rendering import BoundField, Renderer

__all__ = [
    "BoundField",
    "CheckboxesField",
    "DateField",
    "DateText",
    "EmailField",
    "FileField",
    "Form",
    "HiddenField",
    "LongTextField",
    "PasswordField",
    "PickField",
    "PickManyField",
    "Problem",
    "RadiosField",
    "Renderer",
    "SelectField",
    "TextField",
    "TickField",
    "TimeField",
    "WholeNumberField",
    "first_id",
    "problems",
]
