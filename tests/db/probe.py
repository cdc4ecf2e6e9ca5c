"""A table of the tests' own, with a tripwire and sealed text, and the smallest stack that serves requests."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db import connections, models
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from stalking_unit.db import context
from stalking_unit.db.fields import BlindIndexField, EncryptedTextField
from stalking_unit.db.operations import Tripwire

ANN, BEN = UUID(int=1), UUID(int=2)

STACK = [
    "stalking_unit.audit.middleware.KeepRefusals",
    "tests.db.probe.NamedInHeader",
    "stalking_unit.db.middleware.OneTransaction",
]


class Secret(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    label = models.TextField(default="")
    text = EncryptedTextField(default="")
    number = EncryptedTextField(null=True)
    number_index = BlindIndexField(source="number", purpose="phone")

    class Meta:
        app_label = "tests_db"
        db_table = "tests_secret"

    def __str__(self) -> str:
        return self.label


class NamedInHeader:
    """Stands in for the product's own middleware: the header says who acts."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        name = request.headers.get("Acting")
        if name is None:
            return self.get_response(request)
        with context.acting_as(UUID(name)):
            return self.get_response(request)


def make_table() -> None:
    owner = connections["owner"]
    drop_table()
    with owner.schema_editor() as editor:
        editor.create_model(Secret)
        Tripwire("tests_secret").database_forwards("tests_db", editor, None, None)


def drop_table() -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS tests_secret")


def empty_table() -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute("TRUNCATE tests_secret")


def asked(question: str, *values: Any, alias: str = "default") -> Any:
    """The first column of the first row."""
    with connections[alias].cursor() as cursor:
        cursor.execute(question, values)
        return cursor.fetchone()[0]
