"""Calls in words: when it was taken and by whom, who rang, what was checked and what was said."""

from datetime import datetime

from cases.enums import CallerCheck
from cases.models import CallerDrop, CallNote
from cases.services.calls import Heard
from stalking_unit.ui.parts import Row
from stalking_unit.ui.words import instant


def note_rows(note: CallNote, heard: Heard) -> list[Row]:
    """A call that found no case, with the number that was given."""
    number = ("New number, not confirmed", heard.new_number)
    return _answered(_taken(note, note.taken_at), *_said(heard), number, _phone(heard))


def drop_rows(drop: CallerDrop) -> list[Row]:
    """A call on its case. The number went to its protected box."""
    where = "In the protected box beside the old one, not confirmed." if drop.gave_number else ""
    return _answered(_taken(drop, drop.happened_at), *_said(drop), _phone(drop), ("New number", where))


def _taken(taken: CallNote | CallerDrop, at: datetime) -> tuple[str, str]:
    return "Taken", f"{instant(at)}, {taken.author.name}, {taken.agency.short_name}"


def _said(heard: Heard | CallerDrop) -> list[tuple[str, str]]:
    checked = str(CallerCheck(heard.checked).label)
    return [("Who rang", heard.caller), ("Checked", checked), ("What was said", heard.said)]


def _phone(heard: Heard | CallerDrop) -> tuple[str, str]:
    return "Who else may have the old phone", heard.old_phone


def _answered(*rows: tuple[str, str]) -> list[Row]:
    return [Row(label, value) for label, value in rows if value]
