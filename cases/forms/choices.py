"""Fields that several pages ask for, and the words above their boxes that say who will read them."""

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from django.utils import timezone

from cases.models import CodeList
from cases.services import codes
from stalking_unit import clock
from stalking_unit.ui.forms import LongTextField, RadiosField, SelectField, TextField

YES_NO = (("yes", "Yes"), ("no", "No"))
POLICE_READ = (
    "The team lead, police and everyone on the victim’s side can read this, and screeners until it is decided. "
    "It may be shown to the defence."
)
VICTIM_SIDE_READ = (
    "The screener, the team lead and people on the victim’s side can read this. May be asked for by a court."
)
VICTIM_PLACES_READ = (
    "The victim’s advocate, the officer in the case and the team lead can read this. Nobody else, and not you once it "
    "is sent. May be asked for by a court."
)
SUSPECT_PLACES_READ = (
    "Police, health and probation on the case, outreach on the suspect’s side and the team lead can read this. "
    "It may be shown to the defence."
)
TEAM_READ = "Everyone on the case can read this, police included. It may be shown to the defence."


def coded(name: CodeList, label: str, *, missing: str = "", required: bool = True, **kwargs: Any) -> SelectField:
    """One entry of a code list."""
    return SelectField(
        label=label,
        choices=lambda: codes.choices(name, clock.today()),
        missing=missing or f"Select {label.lower()}",
        required=required,
        **kwargs,
    )


class YesNoField(RadiosField):
    """A question with two answers; `answered()` reads it."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=YES_NO, inline=True, **kwargs)


def yes_no(label: str, *, missing: str, required: bool = True, **kwargs: Any) -> YesNoField:
    """A question with two answers."""
    return YesNoField(label=label, missing=missing, required=required, **kwargs)


def words(label: str, *, readers: str = POLICE_READ, rows: int = 4, missing: str = "", **kwargs: Any) -> LongTextField:
    """Several lines in somebody's own words, with who will read them."""
    return LongTextField(label=label, readers=readers, rows=rows, missing=missing or f"Enter {label.lower()}", **kwargs)


def line(label: str, *, required: bool = False, **kwargs: Any) -> TextField:
    """One line that may be left empty."""
    return TextField(label=label, required=required, **kwargs)


def answered(cleaned: Mapping[str, Any], name: str) -> bool | None:
    """Yes, no, or not answered."""
    return {"yes": True, "no": False}.get(cleaned.get(name, ""))


def as_answer(value: bool | None) -> str:
    """The answer a box shows for a kept yes, no or nothing."""
    return {True: "yes", False: "no"}.get(value, "") if value is not None else ""


def moment(on: date | None, at: time | None) -> datetime | None:
    """The instant in London that a day and perhaps a time make; midday when no time was given."""
    return timezone.make_aware(datetime.combine(on, at or time(12))) if on else None
