"""Asking for a copy, making it once, and handing it over on the record."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from stalking_unit.accounts.actor import Actor
from stalking_unit.accounts.models import User
from stalking_unit.audit import trail
from stalking_unit.documents import pdf, services, store
from stalking_unit.documents.models import GeneratedDocument
from stalking_unit.documents.views import attachment

pytestmark = pytest.mark.django_db

CASE = uuid.uuid4()
BODY = b"%PDF-1.7 the copy"


@pytest.fixture
def asha(system: Actor) -> Actor:
    return Actor.of(User.objects.create(name="Asha Rao", email="asha.rao@police.example"), now=system.now)


@pytest.fixture
def press(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """Prints without a press, and remembers what it was given."""
    printed: list[dict[str, Any]] = []

    def render(template: str, context: Mapping[str, Any], *, title: str) -> bytes:
        printed.append({"template": template, "title": title, **context})
        return BODY

    monkeypatch.setattr(pdf, "render", render)
    return printed


@pytest.fixture
def document(asha: Actor) -> GeneratedDocument:
    return services.request(case_id=CASE, kind="summary", reference="CHS-2026-04711", audience="the case team", by=asha)


def make(document: GeneratedDocument, by: Actor) -> GeneratedDocument:
    return services.fulfil(document, "documents/summary.html", {"fact": "one"}, by=by)


def test_a_copy_that_is_asked_for_waits_under_a_neutral_name(document: GeneratedDocument, asha: Actor) -> None:
    assert list(GeneratedDocument.objects.waiting()) == [document]
    assert (document.file_name, document.requested_by, document.is_ready) == (
        "CHS-2026-04711-summary.pdf",
        asha.user,
        False,
    )


@pytest.mark.parametrize("reference", ["Mary Testwick", "CHS/2026", ""])
def test_a_name_that_is_not_a_reference_is_refused(reference: str, asha: Actor) -> None:
    with pytest.raises(ValidationError):
        services.request(case_id=CASE, kind="summary", reference=reference, audience="the case team", by=asha)


def test_a_copy_is_printed_with_its_imprint_kept_sealed_and_fingerprinted(
    document: GeneratedDocument, asha: Actor, system: Actor, press: list[dict[str, Any]], private_root: Path
) -> None:
    made = make(document, system)

    [sheet] = press
    assert (sheet["template"], sheet["title"], sheet["fact"]) == ("documents/summary.html", "CHS-2026-04711", "one")
    assert (sheet["marking"], sheet["made_by"], sheet["made_for"], sheet["made_at"]) == (
        "OFFICIAL-SENSITIVE",
        asha.user,
        "the case team",
        system.now,
    )
    assert (made.status, made.made_at) == ("ready", system.now)
    assert (made.sha256, made.size) == (hashlib.sha256(BODY).hexdigest(), len(BODY))
    assert store.open(document.pk) == BODY
    assert BODY not in (private_root / str(document.pk)).read_bytes()


def test_a_task_that_runs_twice_prints_once(
    document: GeneratedDocument, system: Actor, press: list[dict[str, Any]]
) -> None:
    make(document, system)
    make(document, system)

    assert len(press) == 1


def test_a_copy_that_cannot_be_printed_says_why_and_can_be_tried_again(
    document: GeneratedDocument, system: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_press(template: str, context: Mapping[str, Any], *, title: str) -> bytes:
        raise pdf.CannotPrint("PDFs cannot be made on this machine.")

    with monkeypatch.context() as broken:
        broken.setattr(pdf, "render", no_press)
        failed = make(document, system)
    assert (failed.status, failed.failure) == ("failed", "PDFs cannot be made on this machine.")
    assert not GeneratedDocument.objects.waiting().exists()

    monkeypatch.setattr(pdf, "render", lambda *args, **kwargs: BODY)
    assert make(document, system).is_ready


def test_a_copy_that_is_not_ready_is_not_handed_over(document: GeneratedDocument, asha: Actor) -> None:
    with pytest.raises(services.NotReady):
        services.hand_over(document, by=asha)


def test_a_copy_that_is_not_what_was_made_is_not_handed_over(
    document: GeneratedDocument, asha: Actor, system: Actor, press: list[dict[str, Any]]
) -> None:
    made = make(document, system)
    store.save(made.pk, b"another copy")

    with pytest.raises(store.Gone, match="not what was made"):
        services.hand_over(made, by=asha)


def test_a_copy_arrives_as_a_download_and_the_trail_knows(
    document: GeneratedDocument, asha: Actor, system: Actor, press: list[dict[str, Any]]
) -> None:
    response = attachment(make(document, system), by=asha)

    assert response.content == BODY
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == 'attachment; filename="CHS-2026-04711-summary.pdf"'
    assert response["Cache-Control"] == "no-store"
    trace = [(row.operation, row.subtype, row.actor_name, row.record_id) for row in trail.of_case(CASE)]
    assert sorted(trace) == [
        ("combine", "document requested", "Asha Rao", document.pk),
        ("disclose", "document taken", "Asha Rao", document.pk),
    ]
