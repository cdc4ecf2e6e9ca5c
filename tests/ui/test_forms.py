"""What forms accept, and what they say when they do not."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest
from django import forms
from django.core.exceptions import ImproperlyConfigured

from stalking_unit.ui.forms import (
    CheckboxesField,
    DateField,
    EmailField,
    Form,
    HiddenField,
    LongTextField,
    Problem,
    RadiosField,
    SelectField,
    TextField,
    TimeField,
    WholeNumberField,
    problems,
)
from stalking_unit.ui.forms.dates import joined

NOW = datetime(2026, 3, 27, 10, 30, tzinfo=UTC)


class Call(Form):
    on = DateField(label="Date of the call", noun="The date of the call", past=True)
    at = TimeField(label="Time of the call")


def call(day: str, month: str, year: str, at: str = "9am") -> Call:
    return Call({"on-day": day, "on-month": month, "on-year": year, "at": at}, now=NOW)


@pytest.mark.parametrize("month", ["3", "03", "March", "march", "Mar"])
def test_a_date_may_name_its_month_or_number_it(month: str) -> None:
    form = call("27", month, "2026")
    assert form.is_valid(), form.errors
    assert form.cleaned_data["on"] == date(2026, 3, 27)


@pytest.mark.parametrize(
    ("typed", "said", "box"),
    [
        (("", "", ""), "Enter date of the call", "on-day"),
        (("27", "", ""), "The date of the call must include a month and year", "on-month"),
        (("27", "3", ""), "The date of the call must include a year", "on-year"),
        (("27", "3", "26"), "Year must include 4 numbers", "on-year"),
        (("31", "2", "2026"), "The date of the call must be a real date", "on-day"),
        (("27", "Smarch", "2026"), "The date of the call must be a real date", "on-day"),
        (("28", "3", "2026"), "The date of the call must be today or in the past", "on-day"),
    ],
)
def test_a_wrong_date_says_what_to_change_and_leads_to_the_box(
    typed: tuple[str, str, str], said: str, box: str
) -> None:
    form = call(*typed)
    assert problems(form) == [Problem(said, f"#id_{box}")]
    assert form["on"].value() == typed


def test_todays_date_is_not_in_the_future() -> None:
    assert call("27", "3", "2026").is_valid()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("9am", time(9)),
        ("9:05 pm", time(21, 5)),
        ("12am", time(0)),
        ("12:30pm", time(12, 30)),
        ("14.30", time(14, 30)),
        ("Midday", time(12)),
        ("midnight", time(0)),
    ],
)
def test_a_time_is_read_as_people_write_it(typed: str, meant: time) -> None:
    form = call("1", "3", "2026", at=typed)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["at"] == meant


@pytest.mark.parametrize("typed", ["9", "25:00", "13pm", "0am", "10:75", "soon"])
def test_a_time_that_could_be_two_is_asked_again(typed: str) -> None:
    assert problems(call("1", "3", "2026", at=typed)) == [Problem("Enter a time like 2:30pm or 14:30", "#id_at")]


def test_dates_and_times_start_with_what_is_known() -> None:
    form = Call(initial={"on": date(2026, 3, 7), "at": time(16)})
    assert 'value="7"' in form["on"].as_field_group()
    assert 'value="4pm"' in form["at"].as_field_group()
    assert not Call({"on-day": "7", "on-month": "3", "on-year": "2026", "at": "4pm"}, initial=form.initial).changed_data


def test_a_day_and_a_time_make_an_instant_in_london() -> None:
    assert joined(date(2026, 7, 1), time(9)).isoformat() == "2026-07-01T09:00:00+01:00"


def test_an_unanswered_box_says_what_to_do() -> None:
    class Note(Form):
        said = TextField(label="What she said")
        how = RadiosField(label="Way of contact", choices=[("call", "Call")])
        area = SelectField(label="Area", choices=[("halton", "Halton")])

    assert [problem.text for problem in problems(Note({}))] == [
        "Enter what she said",
        "Select way of contact",
        "Select area",
    ]


def test_a_question_must_come_with_what_to_say_when_it_is_not_answered() -> None:
    with pytest.raises(ImproperlyConfigured, match="Who spoke to her"):
        TextField(label="Who spoke to her?")


def test_new_lines_count_once_as_in_the_browser() -> None:
    class Note(Form):
        said = LongTextField(label="What she said", count=5)

    assert Note({"said": "ab\r\ncd"}).is_valid()
    assert Note({"said": "ab\r\ncd"}).errors == {}
    assert problems(Note({"said": "abcdef"})) == [Problem("What she said must be 5 characters or less", "#id_said")]


def test_what_rules_out_other_answers_cannot_be_given_with_them() -> None:
    class Seen(Form):
        by = CheckboxesField(
            label="Who saw it?",
            missing="Select who saw it, or nobody",
            choices=[("she", "The victim"), ("none", "Nobody")],
            exclusive="none",
        )

    assert Seen({"by": ["none"]}).is_valid()
    assert problems(Seen({"by": ["she", "none"]})) == [Problem("Select who saw it, or nobody", "#id_by")]


def test_numbers_and_addresses_say_what_they_look_like() -> None:
    class Facts(Form):
        times = WholeNumberField(label="Number of calls")
        email = EmailField(label="Email address")

    assert [problem.text for problem in problems(Facts({"times": "few", "email": "her"}))] == [
        "Number of calls must be a whole number, like 12",
        "Enter an email address in the correct format, like name@example.com",
    ]


def test_the_line_above_a_box_says_who_will_read_it_and_is_read_out_with_it() -> None:
    class Note(Form):
        said = LongTextField(label="What she said", readers="You and your trust. Not police.", help_text="Her words.")

    html = Note()["said"].as_field_group()
    assert 'aria-describedby="id_said-hint id_said-readers"' in html
    assert html.index("Her words.") < html.index("You and your trust. Not police.") < html.index("<textarea")


def test_the_summary_lists_the_whole_form_first_and_keeps_the_order_of_the_page() -> None:
    class Note(Form):
        version = HiddenField()
        said = TextField(label="What she said")

    form = Note({})
    form.add_error(None, "This case was closed at 10:30am")
    assert [problem.text for problem in problems(form)] == [
        "This case was closed at 10:30am",
        "Load this page again: a part of it is missing",
        "Enter what she said",
    ]
    assert problems(Note()) == []


def test_forms_we_did_not_write_come_out_in_the_same_markup() -> None:
    class Theirs(forms.Form):
        login = forms.EmailField(label="Email")
        remember = forms.BooleanField(required=False)

    html = str(Theirs({"login": ""}))
    assert 'class="govuk-input govuk-input--error"' in html
    assert 'class="govuk-checkboxes__input"' in html
