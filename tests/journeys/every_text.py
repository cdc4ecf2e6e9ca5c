"""Every text that people wrote in a product that runs, and everything that product told in its logs and e-mails."""

from __future__ import annotations

import json
import subprocess
import sys
from email import message_from_string
from typing import Any

from django.apps import apps
from django.db import models, transaction

from cases.models.words import SaidByPeople
from stalking_unit.accounts.actor import Actor, acting
from stalking_unit.db.fields import EncryptedTextField
from tools.live import Live
from tools.places import ROOT
from tools.servers import TEST

READ = "import json; from tests.journeys.every_text import texts_here; print(json.dumps(sorted(texts_here())))"


def every_text(product: Live) -> set[str]:
    """Read by a process of that product: the texts are sealed with its keys, which the tests do not hold."""
    words = [sys.executable, "manage.py", "shell", "--no-imports", "-c", READ]
    done = subprocess.run(words, cwd=ROOT, env=product.env, capture_output=True, check=True)
    return set(json.loads(done.stdout))


def told(product: Live) -> list[str]:
    """The lines of all its logs, those of its database among them, and each e-mail without its envelope."""
    logs = [log.read_text(encoding="utf-8") for place in (product.place, TEST) for log in place.logs.glob("*.log")]
    mails = [message_from_string(mail) for mail in product.mail()]
    return [line for log in logs for line in log.splitlines()] + [f"{m['Subject']}\n{m.get_payload()}" for m in mails]


def texts_here() -> set[str]:
    """Every text in a column of people's words, in the database of this process."""
    found: set[str] = set()
    with acting(Actor.system("test")), transaction.atomic():
        for model in apps.get_models():
            columns = [column for column in model._meta.concrete_fields if is_said(column)]
            rows = model._base_manager.only(*(column.attname for column in columns)) if columns else ()
            found.update(text for row in rows for column in columns if (text := column.raw(row)))
    return found


def is_said(column: models.Field[Any, Any]) -> Any:
    return isinstance(column, SaidByPeople | EncryptedTextField)
