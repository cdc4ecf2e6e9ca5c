"""Every text that can be hidden can be taken out for ever, whatever its table lets nobody change."""

from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps
from django.db import transaction

from cases.models import HiddenText, Hiding, Redaction, SealedText
from cases.services import redaction
from stalking_unit.accounts.actor import Actor, acting
from stalking_unit.db.said import REMOVED
from tests.cases.policy.test_channels import NAMES, Marks, write_with
from tests.cases.policy.test_covered import hide_everything
from tests.cases.policy.world import NOW


def stands_in(text: HiddenText) -> tuple[str, str]:
    """What a column holds now, and what stands in it where words were taken out."""
    row: Any = apps.get_model(text.model)._default_manager.get(pk=text.record_id)
    column: Any = row._meta.get_field(text.field)
    return column.raw(row), REMOVED[: column.max_length]


@pytest.mark.django_db
def test_every_text_loses_its_words_and_leaves_a_sealed_copy() -> None:
    with acting(Actor.system("test")):
        written = write_with(Marks())
        hide_everything(written)
        for pressed in Hiding.objects.filter(texts__isnull=False).distinct().order_by("pk"):
            Redaction.objects.create(
                case_id=pressed.case_id,
                hiding=pressed,
                author=pressed.author,
                agency=pressed.agency,
                asked_at=NOW,
                reason="It goes to court.",
            )
    lead = Actor.of(written.stage.users[NAMES.index("lead")], now=NOW)
    with acting(lead), transaction.atomic():
        taken = sum(redaction.agree(one.hiding, by=lead) for one in Redaction.objects.select_related("hiding"))
    with acting(Actor.system("test")):
        texts = [text for text in HiddenText.objects.all() if not redaction.stays(text)]
        assert taken == len(texts) == SealedText.objects.count()
        assert {text.place: now for text in texts if (now := stands_in(text))[0] != now[1]} == {}
        assert len({text.model for text in texts}) > 20
