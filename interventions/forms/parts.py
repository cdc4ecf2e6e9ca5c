"""Fields that several of these forms share, and the words above boxes that say who reads them."""

from collections.abc import Iterable
from typing import Any

from cases.enums import Level
from stalking_unit.accounts.models import User
from stalking_unit.ui.forms import RadiosField, SelectField

VICTIM_SIDE_READS = (
    "People on the victim’s side and the team lead can read this, police on that side included. "
    "The suspect’s side sees only whether anything is in place."
)
OWN_ADVOCATES_READ = (
    "Advocates of your agency on this case can read this. Not police, not health, not the team lead. "
    "May be asked for by a court."
)
USE_READ = "People on the victim’s side, the team lead and the auditor can read this."


def level_field(**kwargs: Any) -> RadiosField:
    """The level of risk, agreed by people."""
    return RadiosField(label="Level of risk", choices=Level.choices, missing="Select the level of risk", **kwargs)


def person_field(label: str, **kwargs: Any) -> SelectField:
    """One of the people the page offers; `offer` fills it and `chosen` reads it."""
    return SelectField(label=label, choices=(), **kwargs)


def offer(field: Any, people: Iterable[User]) -> None:
    """Put these people up for choice."""
    field.choices = [("", "Choose one"), *((str(person.pk), person.name) for person in people)]


def chosen(people: Iterable[User], key: str) -> User | None:
    """Who was chosen."""
    return {str(person.pk): person for person in people}.get(key)
