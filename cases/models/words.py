"""Columns that hold what people wrote about a case. Every one of them can be hidden in one press.

A new model takes its texts from here, and tells with a `Text` in its app's `texts.py` who reads each of them and on
which page; `tests/cases/test_hide_it_now.py` fails for a text that has neither. What is no text of anybody's, such as
a code, is named there with its reason.
"""

from __future__ import annotations

from typing import Any

from django.db import models

from stalking_unit.db.fields import EncryptedTextField


class SaidByPeople:
    """What the three kinds share. To the database and its migrations they are the columns of Django they stand for."""

    stands_for = ""

    def deconstruct(self) -> Any:
        name, _, args, options = super().deconstruct()  # type: ignore[misc]  # a Field comes next
        return name, self.stands_for, args, options


class Words(SaidByPeople, models.TextField):  # type: ignore[type-arg]  # not subscriptable when the program runs
    """A text of any length."""

    stands_for = "django.db.models.TextField"


class ShortWords(SaidByPeople, models.CharField):  # type: ignore[type-arg]
    """A line."""

    stands_for = "django.db.models.CharField"


class SealedWords(SaidByPeople, EncryptedTextField):
    """A text that the database never sees."""

    stands_for = "stalking_unit.db.fields.EncryptedTextField"
