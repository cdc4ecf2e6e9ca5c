"""Our fields come out in the markup that GOV.UK publishes for its components, so that no upgrade drifts unseen."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from django import forms
from django.template.loader import render_to_string

from stalking_unit.ui.forms import (
    CheckboxesField,
    DateField,
    FileField,
    Form,
    LongTextField,
    PasswordField,
    Problem,
    RadiosField,
    TextField,
)
from stalking_unit.ui.forms.fields import SelectField
from tests.strictness import PROJECT
from tests.ui.markup import read

COMPONENTS = PROJECT / "node_modules" / "govuk-frontend" / "dist" / "govuk" / "components"


def fixture(component: str, name: str) -> dict[str, Any]:
    published = json.loads((COMPONENTS / component / "fixtures.json").read_text(encoding="utf-8"))
    return next(found for found in published["fixtures"] if found["name"] == name)


def ours(options: dict[str, Any], make: type[forms.Field], wrong: tuple[str, ...], extra: dict[str, Any]) -> str:
    """Our field, asked for what GOV.UK's options ask for."""
    name = identity(options)
    label = options.get("label") or options["fieldset"]["legend"]
    field = make(label=label["text"], size="", missing="x", help_text=options.get("hint", {}).get("text", ""), **extra)
    kind = type("Sample", (Form,), {name: field})
    chosen = [item["value"] for item in options.get("items", ()) if item.get("checked")]
    value = options.get("value") or next(iter(chosen), None)
    if "errorMessage" not in options:
        return kind(auto_id="%s", initial={name: value} if value else {})[name].as_field_group()
    form = kind({}, auto_id="%s")
    form.full_clean()
    form.errors.clear()
    form.add_error(name, forms.ValidationError(options["errorMessage"]["text"], params={"parts": wrong}))
    return form[name].as_field_group()


def identity(options: dict[str, Any]) -> str:
    return str(options.get("id") or options.get("idPrefix") or options["name"])


def published(found: dict[str, Any]) -> str:
    """GOV.UK lets a name differ from an id; Django makes one from the other."""
    name = identity(found["options"])
    html = re.sub(r'name="(day|month|year)"', rf'name="{name}-\1"', found["html"])
    given = found["options"].get("name")
    return html.replace(f'name="{given}"', f'name="{name}"') if given else html


def choices(options: dict[str, Any]) -> list[tuple[str, str]]:
    return [(str(item["value"]), item["text"]) for item in options["items"] if "value" in item]


PLAIN: list[tuple[str, str, type[forms.Field], dict[str, Any]]] = [
    ("input", "default", TextField, {}),
    ("input", "with hint text", TextField, {}),
    ("input", "with error message", TextField, {}),
    ("input", "with error and hint", TextField, {}),
    ("input", "with width-2 class", TextField, {"width": 2}),
    ("input", "with width-20 class", TextField, {"width": 20}),
    ("input", "with autocomplete attribute", TextField, {"attrs": {"autocomplete": "postal-code"}}),
    ("textarea", "default", LongTextField, {}),
    ("textarea", "with hint", LongTextField, {}),
    ("textarea", "with error message", LongTextField, {}),
    ("textarea", "with hint and error message", LongTextField, {}),
    ("textarea", "with custom rows", LongTextField, {"rows": 8}),
    ("textarea", "with default value", LongTextField, {}),
    ("character-count", "default", LongTextField, {"count": 10}),
    ("character-count", "with hint", LongTextField, {"count": 10}),
    ("character-count", "with hint and error", LongTextField, {"count": 10}),
    ("password-input", "default", PasswordField, {}),
    ("password-input", "with hint text", PasswordField, {}),
    ("password-input", "with error message", PasswordField, {}),
    ("password-input", "with new-password autocomplete", PasswordField, {"new": True}),
    ("file-upload", "default", FileField, {}),
    ("file-upload", "with hint text", FileField, {}),
    ("file-upload", "with error message and hint", FileField, {}),
    ("date-input", "default", DateField, {}),
]


@pytest.mark.parametrize(("component", "name", "make", "extra"), PLAIN)
def test_a_box_is_marked_up_as_published(
    component: str, name: str, make: type[forms.Field], extra: dict[str, Any]
) -> None:
    found = fixture(component, name)
    assert read(ours(found["options"], make, (), extra)) == read(published(found))


@pytest.mark.parametrize(
    ("component", "name", "extra"),
    [
        ("radios", "default", {"small": False}),
        ("radios", "with hint", {"small": False}),
        ("radios", "with hints on parent and items", {"small": False}),
        ("radios", "with hint and error message", {"small": False}),
        ("radios", "inline", {"small": False, "inline": True}),
        ("radios", "small inline", {"inline": True}),
        ("checkboxes", "with error message", {"small": False}),
        ("checkboxes", "with divider and None", {"small": False, "exclusive": "none"}),
        ("checkboxes", "small with divider and None", {"exclusive": "none"}),
        ("select", "with hint text and error message", {}),
    ],
)
def test_a_choice_is_marked_up_as_published(component: str, name: str, extra: dict[str, Any]) -> None:
    found = fixture(component, name)
    options = found["options"]
    hints = {str(item["value"]): item["hint"]["text"] for item in options["items"] if "hint" in item}
    make = {"radios": RadiosField, "checkboxes": CheckboxesField, "select": OpenSelect}[component]
    assert read(ours(options, make, (), extra | {"choices": choices(options), "hints": hints})) == read(
        published(found)
    )


class OpenSelect(SelectField):
    """A select as published, which begins with its first answer; ours begins with "Choose one"."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.choices = list(self.choices)[1:]


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("with error message and hint", ("day", "month", "year")),
        ("with error on day input", ("day",)),
        ("with error on month input", ("month",)),
        ("with error on year input", ("year",)),
    ],
)
def test_a_wrong_date_is_marked_up_as_published(name: str, wrong: tuple[str, ...]) -> None:
    found = fixture("date-input", name)
    assert read(ours(found["options"], DateField, wrong, {})) == read(published(found))


@pytest.mark.parametrize("name", ["default", "without links", "mixed with and without links"])
def test_an_error_summary_is_marked_up_as_published(name: str) -> None:
    found = fixture("error-summary", name)
    problems = [Problem(error["text"], error.get("href", "")) for error in found["options"]["errorList"]]
    assert read(render_to_string("components/error_summary.html", {"problems": problems})) == read(found["html"])


def test_a_question_that_is_the_page_is_its_heading() -> None:
    found = fixture("input", "with label as page heading")
    kind = type("Sample", (Form,), {"answer": TextField(label="National Insurance number", size="l", heading=True)})
    expected = found["html"].replace("input-with-page-heading", "answer").replace("test-name", "answer")
    assert read(kind(auto_id="%s")["answer"].as_field_group()) == read(expected)
