"""Dates in three boxes and times in one, read as people write them."""

import re
from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from stalking_unit.clock import today
from stalking_unit.ui.forms.fields import Guided
from stalking_unit.ui.words import clock

PARTS = ("day", "month", "year")
MONTHS = {date(2000, month, 1).strftime(style).lower(): month for month in range(1, 13) for style in ("%B", "%b")}
CLOCK = re.compile(r"(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2}))?\s*(?P<half>am|pm)?", re.IGNORECASE)


class DateText(NamedTuple):
    """A date as it was typed, whether or not it is one."""

    day: str = ""
    month: str = ""
    year: str = ""


class DateBoxes(forms.Widget):
    """Three boxes named `<name>-day`, `<name>-month` and `<name>-year`."""

    use_fieldset = True

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> DateText:
        return DateText(*(str(data.get(f"{name}-{part}") or "").strip() for part in PARTS))

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return not any(f"{name}-{part}" in data for part in PARTS)

    def id_for_label(self, id_: str) -> str:
        return f"{id_}-day" if id_ else id_


class DateField(Guided):
    """A day. `noun` names it in errors ("The date of the call"); `past` refuses days that have not come yet."""

    widget = DateBoxes

    def __init__(self, *, noun: str = "", past: bool = False, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.noun = noun or str(self.label or "The date")
        self.past = past
        self.today: date | None = None

    def prepare_value(self, value: date | DateText | None) -> DateText:
        if isinstance(value, DateText):
            return value
        return DateText(str(value.day), str(value.month), str(value.year)) if value else DateText()

    def has_changed(self, initial: date | None, data: DateText | None) -> bool:
        return self.prepare_value(initial) != (data or DateText())

    def clean(self, value: DateText) -> date | None:
        missing = [part for part, typed in zip(PARTS, value, strict=True) if not typed]
        if len(missing) == len(PARTS):
            if self.required:
                raise wrong(str(self.error_messages["required"]), *PARTS)
            return None
        if missing:
            raise wrong(f"{self.noun} must include a {' and '.join(missing)}", *missing)
        found = self._read(value)
        if self.past and found > (self.today or today()):
            raise wrong(f"{self.noun} must be today or in the past", *PARTS)
        self.run_validators(found)
        return found

    def _read(self, value: DateText) -> date:
        if not re.fullmatch(r"\d{4}", value.year):
            raise wrong("Year must include 4 numbers", "year")
        month = MONTHS.get(value.month.lower(), value.month)
        try:
            return date(int(value.year), int(month), int(value.day))
        except ValueError:
            raise wrong(f"{self.noun} must be a real date", *PARTS) from None


def wrong(sentence: str, *parts: str) -> ValidationError:
    """An error that knows which boxes are wrong."""
    return ValidationError(sentence, code="date", params={"parts": parts})


class TimeField(Guided):
    """A time of day in one box: 2:30pm, 2.30 pm, 14:30, midday or midnight."""

    widget = forms.TextInput
    width = 5

    def prepare_value(self, value: time | str | None) -> str:
        return clock(value) if isinstance(value, time) else value or ""

    def to_python(self, value: str | None) -> time | None:
        typed = (value or "").strip().lower()
        if not typed:
            return None
        if typed in ("midday", "noon", "midnight"):
            return time(0 if typed == "midnight" else 12)
        found = CLOCK.fullmatch(typed)
        try:
            return self._read(found) if found else self._refuse()
        except ValueError:
            return self._refuse()

    def _read(self, found: re.Match[str]) -> time:
        hour, half = int(found["hour"]), found["half"]
        if half and not 1 <= hour <= 12:
            self._refuse()
        if half:
            hour = hour % 12 + (12 if half.lower() == "pm" else 0)
        elif not found["minute"]:
            self._refuse()
        return time(hour, int(found["minute"] or 0))

    def _refuse(self) -> time:
        raise ValidationError("Enter a time like 2:30pm or 14:30", code="time")


def joined(on: date, at: time) -> datetime:
    """The instant in London that a day and a time make together."""
    return timezone.make_aware(datetime.combine(on, at))
