"""What the worker does for orders: prints the copies that are served."""

from uuid import UUID

from celery import shared_task

from cases import policy
from cases.policy import Action
from cases.services import overlay
from interventions.service_copy import KIND, TEMPLATE, context
from interventions.services import releases
from stalking_unit import clock
from stalking_unit.accounts.actor import Actor, acting
from stalking_unit.db.errors import DomainError
from stalking_unit.documents import services as documents
from stalking_unit.documents.models import GeneratedDocument

GONE = "You may no longer serve orders on this case."


@shared_task
def print_service_copy(document_id: str) -> None:
    """Print one copy as the officer who asked. Right, release, hidden words, every string: all is asked again."""
    document = GeneratedDocument.objects.select_related("requested_by").get(pk=UUID(document_id), kind=KIND)
    reader = Actor.of(document.requested_by, now=clock.now(), via="worker")
    with acting(reader):
        asked = releases.whole().get(pk=document.subject_id or document.pk)
        if not policy.can(reader, Action.RECORD_ORDER, asked.case):
            documents.give_up(document, GONE)
            return
        copy = releases.copy_of(asked, reader)
        try:
            releases.refuse_to_print(asked, copy)
        except DomainError as refusal:
            documents.give_up(document, refusal.message)
            return
        documents.fulfil(document, TEMPLATE, context(copy), by=reader)
        overlay.write_down(reader, record=document, case_id=asked.case_id)


@shared_task
def print_waiting_copies() -> None:
    """Print what was asked for and not heard, when the broker was away."""
    for pk in GeneratedDocument.objects.waiting().filter(kind=KIND).values_list("pk", flat=True)[:10]:
        print_service_copy.delay(str(pk))
