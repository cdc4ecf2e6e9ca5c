"""Asking for a printed copy, making it, and handing it over."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction

from stalking_unit.audit import trail
from stalking_unit.audit.trail import By, Operation
from stalking_unit.db.errors import DomainError
from stalking_unit.documents import pdf, store
from stalking_unit.documents.models import GeneratedDocument

MARKING = "OFFICIAL-SENSITIVE"


WITHHELD = "Words in this case were hidden after this copy was asked for. Ask for a new one."


class Withheld(DomainError):
    """Something in the copy may not be read any more."""


class NotReady(DomainError):
    """The copy is still being made, or could not be."""


@transaction.atomic
def request(
    *, case_id: UUID, kind: str, reference: str, audience: str, by: By, subject_id: UUID | None = None
) -> GeneratedDocument:
    """Ask for a copy. `audience` says in words whom it is for; it is printed on every page.

    `subject_id` is the record it is a copy of, with which it is put aside.
    """
    document = GeneratedDocument(
        case_id=case_id,
        subject_id=subject_id,
        kind=kind,
        reference=reference,
        audience=audience,
        requested_by_id=by.user_id,
        requested_at=by.now,
        file_name=f"{reference}-{kind}.pdf",
    )
    document.full_clean(exclude=["requested_by"])
    document.save(force_insert=True)
    trail.record(by, Operation.COMBINE, "document requested", case_id=case_id, record=document)
    return document


@transaction.atomic
def fulfil(document: GeneratedDocument, template: str, context: Mapping[str, Any], *, by: By) -> GeneratedDocument:
    """Print a copy that was asked for and keep it sealed. Asked twice, it prints once."""
    document = GeneratedDocument.objects.select_for_update(of=("self",)).get(pk=document.pk)
    if document.is_ready or document.is_withheld:
        return document
    try:
        body = pdf.render(template, {**context, **_imprint(document, by)}, title=document.reference)
    except pdf.CannotPrint as problem:
        return give_up(document, str(problem))
    store.save(document.pk, body)
    document.status, document.failure, document.made_at = document.Status.READY, "", by.now
    document.sha256, document.size = hashlib.sha256(body).hexdigest(), len(body)
    document.save(update_fields=["status", "failure", "made_at", "sha256", "size"])
    return document


def give_up(document: GeneratedDocument, why: str) -> GeneratedDocument:
    """Say on the page why there will be no copy."""
    document.status, document.failure = document.Status.FAILED, why
    document.save(update_fields=["status", "failure"])
    return document


@transaction.atomic
def hand_over(document: GeneratedDocument, *, by: By) -> bytes:
    """The copy itself, for somebody the caller has let in. Every hand-over is on the trail, as a disclosure."""
    if document.is_withheld:
        raise Withheld(WITHHELD, "withheld")
    if not document.is_ready:
        raise NotReady("This document is not ready yet.", "not-ready")
    body = store.open(document.pk)
    if hashlib.sha256(body).hexdigest() != document.sha256:
        raise store.Gone(store.CHANGED, "changed")
    trail.record(
        by,
        Operation.DISCLOSE,
        "document taken",
        case_id=document.case_id,
        record=document,
        recipients=[document.audience],
    )
    return body


def withhold(case_id: UUID, *, by: By) -> int:
    """Never hand over again what was asked for until now, printed or not; says how many. A new copy may be made.

    A copy that is just being printed is waited for, since it was read before this moment.
    """
    return GeneratedDocument.objects.filter(case_id=case_id, withheld_at=None).update(withheld_at=by.now)


def put_aside(subject_id: UUID, *, by: By) -> int:
    """Never hand over again what was copied from this record; says how many copies that were."""
    return GeneratedDocument.objects.filter(subject_id=subject_id, withheld_at=None).update(withheld_at=by.now)


def _imprint(document: GeneratedDocument, by: By) -> dict[str, Any]:
    """What `documents/base.html` prints on every page."""
    return {
        "marking": MARKING,
        "made_by": document.requested_by,
        "made_for": document.audience,
        "made_at": by.now,
    }
