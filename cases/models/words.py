"""Columns that hold what people wrote about a case. Every one of them can be hidden in one press.

A new model takes its texts from here, and tells with a `Text` in its app's `texts.py` who reads each of them and on
which page; `tests/cases/test_hide_it_now.py` fails for a text that has neither. What is no text of anybody's, such as
a code, is named there with its reason.

Such a text is covered when it is read, not where it is shown: whoever reads `incident.what`, page, print or program,
gets what the person acting may see of it. Queries hand out nothing that can be read (`.values()` gives `Unread`).
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, Protocol, cast

from django.conf import settings
from django.db import models
from django.db.models.query_utils import DeferredAttribute

from stalking_unit.db.fields import EncryptedTextField, Sealed
from stalking_unit.db.said import Place, Said, Unread

if TYPE_CHECKING:
    TextColumn = models.Field[str, str]
else:
    TextColumn = models.Field  # not subscriptable when the program runs


class Overlay(Protocol):
    """The part of the services that knows what is hidden from whom."""

    def note(self, row: models.Model) -> None:
        """A row of some case was loaded, and may be read soon."""

    def read(self, row: Any, field: models.Field[Any, Any], text: str) -> str:
        """This text as the person acting may see it."""

    def rewritten(self, row: Any, field: models.Field[Any, Any], was: str, now: str) -> str:
        """What to keep when somebody writes over a text that they may not see all of."""

    def copied(self, origin: Place, row: Any, field: models.Field[Any, Any]) -> None:
        """A text was copied into another row: what is hidden there is hidden here."""


@cache
def overlay() -> Overlay:
    """Found by its name, as case files are: models import nothing that stands above them."""
    return cast(Overlay, import_module(settings.OVERLAY))


class ReadCovered(DeferredAttribute):
    """Shows a text as its reader may see it, and never lets the cover be written in its place."""

    field: SaidByPeople

    def __get__(self, instance: Any, owner: Any = None) -> Any:
        if instance is None:
            return self
        text = self.field.raw(instance)
        return overlay().read(instance, self.field, text) if text else text

    def __set__(self, instance: Any, value: Any) -> None:
        name = self.field.attname
        if isinstance(value, Said):
            value = self.field.taken_over(instance, value)
        elif isinstance(value, str) and name in instance.__dict__ and not instance._state.adding:
            was = self.field.raw(instance)
            value = overlay().rewritten(instance, self.field, was, value) if was else value
        instance.__dict__[name] = value


class SaidByPeople(TextColumn):
    """What the three kinds share. To the database and its migrations they are the columns of Django they stand for."""

    stands_for = ""
    descriptor_class = ReadCovered

    def deconstruct(self) -> Any:
        name, _, args, options = super().deconstruct()
        return name, self.stands_for, args, options

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> Unread | str | None:
        return Unread(value) if value else value

    def raw(self, instance: models.Model) -> str | None:
        """The text as its row holds it, whoever reads. What a page shows is never made from this."""
        kept = instance.__dict__
        if self.attname not in kept:
            rows = type(instance)._base_manager.filter(pk=instance.pk)
            kept[self.attname] = rows.values_list(self.attname, flat=True).get()
        if isinstance(kept[self.attname], Unread | Sealed):
            kept[self.attname] = self.open(kept[self.attname], instance)
        text: str | None = kept[self.attname]
        return text

    def open(self, unread: Any, instance: models.Model) -> str:
        """The text of what came from the database."""
        text: str = unread.text
        return text

    def place(self, instance: models.Model) -> Place:
        return Place(instance._meta.label, instance.pk, self.name)

    def taken_over(self, instance: Any, said: Said) -> Any:
        """A copy of a whole text is the whole text, and as covered as it was; of parts put together, what was seen."""
        if said.row is None:
            return str(said)
        origin = said.places[0]
        if origin != self.place(instance):
            instance.__dict__.setdefault("_copies", {})[self.attname] = origin
        field: Any = said.row._meta.get_field(origin.field)
        return field.raw(said.row)

    def pre_save(self, model_instance: Any, add: bool) -> Any:
        if origin := model_instance.__dict__.get("_copies", {}).pop(self.attname, None):
            overlay().copied(origin, model_instance, self)
        return self.raw(model_instance)

    def get_prep_value(self, value: Any) -> Any:
        if isinstance(value, Said) and value.is_covered:
            raise TypeError(f"{self} would be asked for, or overwritten with, what a reader may not see.")
        return super().get_prep_value(value)


class Words(SaidByPeople, models.TextField):  # type: ignore[type-arg]
    """A text of any length."""

    stands_for = "django.db.models.TextField"


class ShortWords(SaidByPeople, models.CharField):  # type: ignore[type-arg]
    """A line."""

    stands_for = "django.db.models.CharField"


class SealedWords(SaidByPeople, EncryptedTextField):  # type: ignore[misc]  # its way of opening is in `open`
    """A text that the database never sees."""

    stands_for = "stalking_unit.db.fields.EncryptedTextField"

    def from_db_value(self, value: bytes | None, expression: Any, connection: Any) -> Sealed | None:  # type: ignore[override]
        return EncryptedTextField.from_db_value(self, value, expression, connection)

    def open(self, unread: Any, instance: models.Model) -> str:
        return EncryptedTextField.open(self, unread, instance)

    def pre_save(self, model_instance: Any, add: bool) -> Any:
        super().pre_save(model_instance, add)
        return EncryptedTextField.pre_save(self, model_instance, add)
