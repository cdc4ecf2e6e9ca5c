"""Fields that several of these forms share, and the words above boxes that say who reads them."""

from collections.abc import Iterable, Mapping
from typing import Any

from cases.enums import Level
from cases.forms.choices import TEAM_READ
from interventions.enums import Strand
from stalking_unit.accounts.models import User
from stalking_unit.ui.forms import BoundField, Form, HiddenField, RadiosField, SelectField

VICTIM_SIDE_READS = (
    "People on the victim’s side and the team lead can read this, police on that side included. "
    "The suspect’s side sees only whether anything is in place."
)
HOW_IT_WAS_READS = (
    "The team lead, police and everyone on the victim’s side can read this. Everyone else sees that it happened, when, "
    "and what came of it. It may be shown to the defence."
)
HER_SIDE_READS = (
    "People on the victim’s side and the team lead can read this, police on that side included. "
    "It may be shown to the defence."
)
OWN_ADVOCATES_READ = (
    "Advocates of your agency on this case can read this. Not police, not health, not the team lead. "
    "May be asked for by a court."
)
MOST_SLOTS = 20
USE_READ = "People on the victim’s side, the team lead and the auditor can read this."


def readers_of(strand: Strand) -> str:
    """Who reads an action of this strand, and whatever is added to it."""
    return VICTIM_SIDE_READS if strand is Strand.VICTIM_SAFETY else TEAM_READ


class GrowingForm(Form):
    """A form some of whose boxes come in numbers. `slots` says how many of each kind it shows.

    A subclass names its kinds, adds the boxes of each number in `add_boxes` and reads them by `numbers`.
    """

    kinds: Mapping[str, int] = {}

    def __init__(self, *args: Any, slots: Mapping[str, int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.slots = {kind: min(slots.get(kind, shown), MOST_SLOTS) for kind, shown in self.kinds.items()}
        for kind, count in self.slots.items():
            for number in self.numbers(kind):
                self.add_boxes(kind, number)
            self.fields[f"{kind}-slots"] = HiddenField(initial=str(count), required=False)

    def add_boxes(self, kind: str, number: int) -> None:
        """Add the fields of one number of this kind, named `<kind>-<number>-<part>`."""
        raise NotImplementedError

    def numbers(self, kind: str) -> range:
        """The numbers of this kind that are shown."""
        return range(1, self.slots[kind] + 1)

    def boxes(self, *names: str) -> list[BoundField]:
        """These fields, ready for the page."""
        bound: list[Any] = [self[name] for name in names]
        return bound


def level_field(**kwargs: Any) -> RadiosField:
    """The level of risk, agreed by people."""
    return RadiosField(label="Level of risk", choices=Level.choices, missing="Select the level of risk", **kwargs)


def person_field(label: str, **kwargs: Any) -> SelectField:
    """One of the people the page offers; `offer` fills it and `chosen` reads it."""
    return SelectField(label=label, choices=(), **kwargs)


def offer(field: Any, people: Iterable[User], *, nothing: str = "Choose one") -> None:
    """Put these people up for choice."""
    field.choices = [("", nothing), *((str(person.pk), person.name) for person in people)]


def chosen(people: Iterable[User], key: str) -> User | None:
    """Who was chosen."""
    return {str(person.pk): person for person in people}.get(key)
