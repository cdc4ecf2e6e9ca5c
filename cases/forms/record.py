"""An incident as it is recorded or corrected: when, what and how it is known; the rest waits in a box that opens."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, ClassVar

from django.forms import BoundField
from django.utils import timezone

from cases.enums import Precision
from cases.forms.choices import POLICE_READ, line, words
from cases.models import CodeItem, CodeList, Incident
from cases.services import codes
from cases.services.incidents import When
from stalking_unit import clock
from stalking_unit.ui.forms import (
    CheckboxesField,
    DateField,
    DateText,
    Form,
    HiddenField,
    SelectField,
    TickField,
    TimeField,
    WholeNumberField,
)
from stalking_unit.ui.words import day

CLOCKED = frozenset({Precision.MINUTE, Precision.HOUR, Precision.PART_OF_DAY})
WHOLE_DAYS = CLOCKED | {Precision.DAY}
THE_REST = ("against", "place", "impact", "broke_order", "reported_on", "crime_reference")
LATER = ("behaviours", "methods", "count", *THE_REST, "opinion")
AS_TYPED = ("what", "how_known", "impact", "opinion", "broke_order", "reported_on", "crime_reference")
# What a repeat has in common with the last one.
REPEATED = ("what", "how_known", "behaviours", "methods", "against", "place", "broke_order")
# How exactly a time is known follows from which boxes were filled, unless it is said.
SAID_BY_BOXES = frozenset({Precision.MINUTE, Precision.DAY, Precision.MONTH, Precision.YEAR})
Choices = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class RoughDate:
    """The earliest day something can have happened on, and how exactly that was said."""

    on: date
    precision: Precision

    def __str__(self) -> str:
        if self.precision == Precision.YEAR:
            return f"{self.on:%Y}"
        return f"{self.on:%B %Y}" if self.precision == Precision.MONTH else day(self.on)

    @property
    def as_typed(self) -> DateText:
        """What the three boxes hold, those that are not known left empty."""
        knows_month = self.precision != Precision.YEAR
        return DateText(
            "" if self.precision in (Precision.MONTH, Precision.YEAR) else str(self.on.day),
            str(self.on.month) if knows_month else "",
            str(self.on.year),
        )


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

    shows_all: ClassVar[bool] = False
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
    against = SelectField(label="Against whom?", choices=(), required=False)
    place = SelectField(
        label="Where did it happen?",
        choices=(),
        nothing="Somewhere else, or not known",
        required=False,
        help_text="A place from the protected box. Others read what kind of place it is, and never its address.",
    )
    impact = words("What has it meant for the victim?", rows=2, required=False)
    broke_order = TickField(label="It broke an order or a condition of bail or licence", required=False, owed=True)
    reported_on = DateField(
        label="When was it reported to the police?", noun="The day it was reported", required=False, past=True
    )
    crime_reference = line("Crime reference", width=20, readers=POLICE_READ)
    opinion = words(
        "What do you think it means?",
        rows=2,
        required=False,
        help_text="An opinion stands under a heading of its own, apart from what happened.",
    )

    def __init__(self, *args: Any, people: Choices, places: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offer("against", people)
        self._offer("place", places)

    def _offer(self, name: str, choices: Choices) -> None:
        """What there is to choose from. A box in which what stands there cannot be shown is left out and keeps it."""
        kept = self.initial.get(name, "")
        field: Any = self.fields[name]
        if not choices or (kept and kept not in dict(choices)):
            del self.fields[name]
        else:
            field.choices = [*field.choices, *choices]

    @classmethod
    def answers_of(cls, incident: Incident, ticked: Mapping[CodeList, Sequence[CodeItem]]) -> dict[str, Any]:
        """What an incident says, as this form would have read it."""
        precision = Precision(incident.precision)
        start, end = incident.occurred_from, incident.occurred_to
        local = timezone.localtime(start) if start else None
        return {
            "on": RoughDate(local.date(), precision if precision not in WHOLE_DAYS else Precision.DAY)
            if local
            else None,
            "at": local.time() if local and precision in CLOCKED else None,
            "exactly": precision.value if precision not in SAID_BY_BOXES else "",
            "until": timezone.localdate(end) if end else None,
            "what": incident.what,
            "how_known": incident.how_known,
            "behaviours": [item.code for item in ticked[CodeList.BEHAVIOUR]],
            "methods": [item.code for item in ticked[CodeList.METHOD]],
            "count": incident.count if incident.count > 1 else None,
            "against": str(incident.against_id or ""),
            "place": str(incident.place_id or ""),
            "impact": incident.impact,
            "broke_order": incident.broke_order,
            "reported_on": incident.reported_on,
            "crime_reference": incident.crime_reference,
            "opinion": incident.opinion,
        }

    @classmethod
    def initial_of(cls, incident: Incident, ticked: Mapping[CodeList, Sequence[CodeItem]]) -> dict[str, Any]:
        """The same, as the boxes show it."""
        answers = cls.answers_of(incident, ticked)
        return answers | {"on": answers["on"].as_typed if answers["on"] else None}

    @property
    def keeps_time(self) -> bool:
        """Whether the answers about time are those that were shown, so that the time stays as it was recorded."""
        return not {"on", "at", "exactly", "until"} & set(self.changed_data)

    @property
    def the_rest(self) -> list[BoundField]:
        """What is asked of an incident besides the three boxes, the codes and the opinion."""
        return [self[name] for name in THE_REST if name in self.fields]

    @property
    def opens(self) -> bool:
        """Whether something in the box that opens was answered or is wrong, so that it must be in sight."""
        if not self.is_bound:
            return self.shows_all and any(self.initial.get(name) for name in LATER)
        return any(name in self.errors or name in self.changed_data for name in LATER)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors.keys() & {"on", "at", "exactly", "until"}:
            for box, sentence in self._misfits(cleaned["on"], cleaned["at"], cleaned["exactly"], cleaned["until"]):
                self.add_error(box, sentence)
        return cleaned

    def answers(self) -> dict[str, Any]:
        """What was typed, as the service takes it; whom it was against and where is for the page to look up."""
        typed = self.cleaned_data
        return {
            "when": self._when(),
            "codes": [*typed["behaviours"], *typed["methods"]],
            "count": typed["count"] or 1,
            **{name: typed[name] for name in AS_TYPED},
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


class CorrectIncidentForm(IncidentForm):
    """The same questions about an incident that is kept, with the version that was read."""

    shows_all = True
    version = HiddenField()


class StrikeForm(Form):
    """Why something is struck out."""

    reason = words(
        "Why is it struck out?",
        rows=3,
        missing="Enter why it is struck out",
        help_text="For example: recorded twice, or on the wrong case. Leave out addresses.",
    )


def earliest(on: date, precision: Precision) -> date:
    """The first day of the time that was meant, so that uncertain times sort by their earliest."""
    if precision == Precision.YEAR:
        return on.replace(month=1, day=1)
    return on.replace(day=1) if precision == Precision.MONTH else on


def in_london(on: date, at: time) -> datetime:
    """The instant that a day and a time of the clock make here."""
    return timezone.make_aware(datetime.combine(on, at))
