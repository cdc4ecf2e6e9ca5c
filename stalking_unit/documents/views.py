"""Handing a printed copy to a browser, for views that have already let the person in."""

from django.http import HttpResponse

from stalking_unit.audit.trail import By
from stalking_unit.documents.models import GeneratedDocument
from stalking_unit.documents.services import hand_over


def attachment(document: GeneratedDocument, *, by: By) -> HttpResponse:
    """The file as a download under its neutral name, never shown inside the page and never kept by a cache."""
    return HttpResponse(
        hand_over(document, by=by),
        headers={
            "Content-Type": "application/pdf",
            "Content-Disposition": f'attachment; filename="{document.file_name}"',
            "Cache-Control": "no-store",
        },
    )
