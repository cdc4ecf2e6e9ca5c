"""Columns whose text the database never sees."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models.query_utils import DeferredAttribute

from stalking_unit.db.keys import blind_index, normal_form, open_bytes, seal_bytes


class Sealed:
    """Ciphertext as it came from the database. It shows nothing, however it is printed."""

    __slots__ = ("raw",)

    def __init__(self, raw: bytes) -> None:
        self.raw = raw

    def __repr__(self) -> str:
        return "<sealed>"


class OpensLazily(DeferredAttribute):
    """Opens the text when it is first read, so that a row loaded for something else never holds it."""

    field: EncryptedTextField

    def __get__(self, instance: models.Model | None, owner: Any = None) -> Any:
        value = super().__get__(instance, owner)
        if instance is not None and isinstance(value, Sealed):
            value = instance.__dict__[self.field.attname] = self.field.open(value, instance)
        return value

    def __set__(self, instance: models.Model, value: Any) -> None:
        instance.__dict__[self.field.attname] = value


class EncryptedTextField(models.TextField):  # type: ignore[type-arg]  # not subscriptable when the program runs
    """Text sealed for its own row: the same bytes in another row, or another column, do not open.

    It is written by saving its instance. `.update(field=...)` is refused, since it knows no row, and `.values()`
    hands out `Sealed`. It can be asked whether it is null; to find a value, put a `BlindIndexField` beside it.
    """

    descriptor_class = OpensLazily

    def get_internal_type(self) -> str:
        return "BinaryField"

    def open(self, sealed: Sealed, instance: models.Model) -> str:
        return open_bytes(sealed.raw, self._place(instance)).decode()

    def raw(self, instance: models.Model) -> str | None:
        """The text as its row holds it, whoever reads."""
        text: str | None = getattr(instance, self.attname)
        return text

    def sealed(self, text: str, instance: models.Model) -> Sealed:
        """What the column of this row holds for a text."""
        return Sealed(seal_bytes(text.encode(), self._place(instance)))

    def pre_save(self, model_instance: models.Model, add: bool) -> Sealed | None:
        text = self.raw(model_instance)
        return None if text is None else self.sealed(text, model_instance)

    def from_db_value(self, value: bytes | None, expression: Any, connection: Any) -> Sealed | None:
        return None if value is None else Sealed(bytes(value))

    def get_prep_value(self, value: Any) -> bytes | None:
        if isinstance(value, Sealed):
            return value.raw
        if value is None:
            return None
        raise TypeError(f"{self} is sealed for its row: save the instance.")

    def get_lookup(self, lookup: str) -> Any:
        return super().get_lookup(lookup) if lookup == "isnull" else None

    def value_to_string(self, obj: models.Model) -> str:
        raise TypeError(f"{self} is never written out.")

    def _place(self, instance: models.Model) -> str:
        if instance.pk is None:
            raise TypeError(f"{self} is sealed for its row, which has no key yet.")
        return f"{self.model._meta.label_lower}.{self.name}:{instance.pk}"


class BlindIndexField(models.BinaryField):  # type: ignore[type-arg]
    """Finds the rows of an `EncryptedTextField` by an exact value: `filter(number_index="07700 900123")`.

    Kept from `source` whenever the instance is saved; with `update_fields`, name both.
    """

    def __init__(self, *, source: str, purpose: str, **options: Any) -> None:
        self.source, self.purpose = source, purpose
        super().__init__(**{"null": True, "db_index": True} | options)

    def deconstruct(self) -> Any:
        name, path, args, options = super().deconstruct()
        return name, path, args, options | {"source": self.source, "purpose": self.purpose}

    def pre_save(self, model_instance: models.Model, add: bool) -> bytes | None:
        source: Any = model_instance._meta.get_field(self.source)
        text: str | None = source.raw(model_instance)
        return blind_index(text, self.purpose) if text and normal_form(text, self.purpose) else None

    def get_prep_value(self, value: Any) -> Any:
        return blind_index(value, self.purpose) if isinstance(value, str) else super().get_prep_value(value)
