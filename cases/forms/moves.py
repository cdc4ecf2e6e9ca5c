"""The form of a move: texts become what somebody says, everything else facts."""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.forms import Field

from cases.forms.choices import YesNoField, answered, moment
from cases.models import Case
from cases.services.errors import NoSuchCase
from stalking_unit.accounts.actor import Actor
from stalking_unit.ui.forms import DateField, Form, LongTextField, SelectField, TextField, TimeField

WHEN = ("happened_on", "happened_time")


class ReferenceField(TextField):
    """Another case, by its reference. `finds` answers alike for what is hidden and what is not there."""

    def __init__(self, *, finds: Callable[[Actor, str], Case], **kwargs: Any) -> None:
        super().__init__(width=20, **kwargs)
        self.finds = finds


def is_text(field: Field) -> bool:
    """Whether people write into this box in their own words; another case's reference is none."""
    return isinstance(field, LongTextField | TextField) and not isinstance(field, ReferenceField)


class OfferedField(SelectField):
    """One of the people or units that this case has to offer, by key."""

    def __init__(self, *, offers: Callable[[Case, Actor], Iterable[tuple[str, str]]], **kwargs: Any) -> None:
        super().__init__(choices=(), **kwargs)
        self.offers = offers


class MoveForm(Form):
    """The answers of one move: texts become what somebody says, everything else facts."""

    case: Case
    by: Actor

    def __init__(self, *args: Any, case: Case, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, now=by.now, **kwargs)
        self.case, self.by = case, by
        for one in self.fields.values():
            if isinstance(one, OfferedField):
                one.choices = [("", "Choose one"), *one.offers(case, by)]
        self.fields["happened_on"] = DateField(
            label="When was it done, if not now?", noun="The day it was done", required=False, past=True
        )
        self.fields["happened_time"] = TimeField(label="Time it was done", required=False)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for name, one in self.fields.items():
            if isinstance(one, ReferenceField) and cleaned.get(name):
                try:
                    cleaned[name] = one.finds(self.by, cleaned[name]).pk
                except NoSuchCase as error:
                    self.add_error(name, error.message)
        return cleaned

    def asked(self) -> list[Any]:
        """For the page: the boxes of the move itself."""
        return [box for box in self if box.name not in WHEN]

    def earlier(self) -> list[Any]:
        """For the page: the boxes for a move that was made before it was recorded."""
        return [self[name] for name in WHEN]

    def was_earlier(self) -> bool:
        """Whether those boxes hold anything or are wrong, so that they are shown open."""
        return any(self.is_bound and (box.errors or any(box.value() or ())) for box in self.earlier())

    def says(self) -> dict[str, str]:
        """The texts, by heading."""
        return {
            name: self.cleaned_data[name]
            for name, one in self.fields.items()
            if is_text(one) and self.cleaned_data[name]
        }

    def facts(self) -> dict[str, Any]:
        """Codes, dates, yes and no, and keys."""
        return {name: self._fact(name) for name, one in self.fields.items() if not is_text(one) and name not in WHEN}

    def happened_at(self) -> datetime | None:
        """When it was done, if that was earlier than now."""
        return moment(self.cleaned_data["happened_on"], self.cleaned_data["happened_time"])

    def _fact(self, name: str) -> Any:
        one, given = self.fields[name], self.cleaned_data[name]
        if isinstance(one, YesNoField):
            return answered(self.cleaned_data, name)
        if isinstance(one, OfferedField):
            return UUID(given) if given else None
        return given or None if not isinstance(given, date | int) else given
