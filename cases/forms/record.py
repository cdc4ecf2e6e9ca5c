"""An incident as somebody records it: when, what and how it is known; the rest waits in a box that opens."""

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any, NamedTuple

from django.utils import timezone

from cases.enums import Precision
from cases.forms.choices import POLICE_READ, line, words
from cases.models import CodeList
from cases.services import codes
from cases.services.incidents import When
from stalking_unit import clock
from stalking_unit.ui.forms import (
    CheckboxesField,
    DateField,
    DateText,
    Form,
    RadiosField,
    SelectField,
    TickField,
    TimeField,
    WholeNumberField,
)

CLOCKED = frozenset({Precision.MINUTE, Precision.HOUR, Precision.PART_OF_DAY})
WHOLE_DAYS = CLOCKED | {Precision.DAY}
LATER = ("behaviours", "methods", "count", "broke_order", "against", "crime_reference", "kind")


class RoughDate(NamedTuple):
    """The earliest day something can have happened on, and how exactly that was said."""

    on: date
    precision: Precision


class RoughDateField(DateField):
    """A day, or a month and its year alone, or a year alone: people remember what they remember."""

    def clean(self, value: DateText) -> RoughDate | None:  # type: ignore[override]  # a day and how well it is known
        if not any(value):
            return None
        month_alone = value.year and not value.day
        earliest = DateText(value.day or "1", value.month or "1", value.year) if month_alone else value
        on = super().clean(earliest)
        return RoughDate(on, self._precision(value)) if on else None

    def _precision(self, value: DateText) -> Precision:
        if value.day:
            return Precision.DAY
        return Precision.MONTH if value.month else Precision.YEAR


class IncidentForm(Form):
    """Three boxes are enough. Where the answers about time do not go together, the page asks instead of guessing."""

    on = RoughDateField(
        label="When did it happen?",
        noun="The day it happened",
        missing="Enter when it happened, or choose “Not known”",
        past=True,
        help_text="For example 27 3 2026. Leave the day or the month empty if you do not know them.",
    )
    at = TimeField(label="Time", required=False, help_text="For example 2:30pm.")
    exactly = SelectField(
        label="How exactly is that known?",
        choices=Precision.choices,
        nothing="As entered",
        required=False,
        help_text="Leave it if what you entered says so.",
    )
    until = DateField(
        label="When did it end?",
        noun="The day it ended",
        required=False,
        past=True,
        help_text="Only if it went on, such as messages over a week.",
    )
    what = words(
        "What happened?",
        rows=5,
        missing="Enter what happened",
        help_text="Leave out addresses: they have a box of their own.",
    )
    how_known = words(
        "How do we know?",
        rows=2,
        missing="Enter how we know",
        help_text="Who saw, heard or told it, or what was kept: “she phoned me”, “screenshots”, “CCTV”.",
    )
    behaviours = CheckboxesField(
        label="What kind of behaviour was it?",
        required=False,
        choices=lambda: codes.choices(CodeList.BEHAVIOUR, clock.today()),
    )
    methods = CheckboxesField(
        label="How was it done?",
        required=False,
        choices=lambda: codes.choices(CodeList.METHOD, clock.today()),
    )
    count = WholeNumberField(
        label="How many times?", required=False, min_value=1, help_text="For a series, such as 47 messages in one day."
    )
    broke_order = TickField(label="It broke an order or a condition of bail or licence", required=False, owed=True)
    against = SelectField(label="Against whom?", choices=(), required=False)
    crime_reference = line("Crime reference", width=20, readers=POLICE_READ)
    kind = RadiosField(
        label="Is it a fact or an opinion?",
        choices=[("fact", "Fact"), ("opinion", "Opinion")],
        missing="Select whether it is a fact or an opinion",
        hints={"opinion": "What somebody thinks it means, or thinks may come of it."},
        initial="fact",
        inline=True,
    )

    def __init__(self, *args: Any, people: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        against: Any = self.fields["against"]
        against.choices = [*against.choices, *people]

    @property
    def opens(self) -> bool:
        """Whether something in the box that opens was answered or is wrong, so that it must be in sight."""
        return self.is_bound and any(name in self.errors or name in self.changed_data for name in LATER)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors.keys() & {"on", "at", "exactly", "until"}:
            for box, sentence in self._misfits(cleaned["on"], cleaned["at"], cleaned["exactly"], cleaned["until"]):
                self.add_error(box, sentence)
        return cleaned

    def answers(self) -> dict[str, Any]:
        """What was typed, as the service takes it; whom it was against is for the page to look up."""
        typed = self.cleaned_data
        return {
            "when": self._when(),
            "what": typed["what"],
            "how_known": typed["how_known"],
            "codes": [*typed["behaviours"], *typed["methods"]],
            "count": typed["count"] or 1,
            "broke_order": typed["broke_order"],
            "crime_reference": typed["crime_reference"],
            "is_opinion": typed["kind"] == "opinion",
        }

    def _misfits(
        self, on: RoughDate | None, at: time | None, exactly: str, until: date | None
    ) -> list[tuple[str, str]]:
        """The answers about time that do not go together: the box to change, and what to do there."""
        if on is None and exactly == Precision.UNKNOWN:
            return [("at", "Clear the time, or enter the day as well")] if at else []
        if on is None:
            return [("on", str(self.fields["on"].error_messages["required"]))]
        is_day = on.precision == Precision.DAY
        rules = (
            (exactly == Precision.UNKNOWN, "exactly", "Choose how exactly it is known, or clear the date"),
            ((exactly in WHOLE_DAYS or at is not None) and not is_day, "on", "Enter the day, the month and the year"),
            (exactly == Precision.MONTH and on.precision == Precision.YEAR, "on", "Enter the month and the year"),
            (exactly in CLOCKED and at is None, "at", "Enter the time, or about what time it was"),
            (until is not None and until < on.on, "until", "The day it ended must not be before the day it began"),
        )
        return [(box, sentence) for is_wrong, box, sentence in rules if is_wrong]

    def _when(self) -> When:
        on, at, until = (self.cleaned_data[name] for name in ("on", "at", "until"))
        end = in_london(until, time(23, 59)) if until else None
        if on is None:
            return When(end=end)
        precision = Precision(self.cleaned_data["exactly"] or (Precision.MINUTE if at else on.precision))
        return When(in_london(earliest(on.on, precision), at or time.min), end, precision)


def earliest(on: date, precision: Precision) -> date:
    """The first day of the time that was meant, so that uncertain times sort by their earliest."""
    if precision == Precision.YEAR:
        return on.replace(month=1, day=1)
    return on.replace(day=1) if precision == Precision.MONTH else on


def in_london(on: date, at: time) -> datetime:
    """The instant that a day and a time of the clock make here."""
    return timezone.make_aware(datetime.combine(on, at))
