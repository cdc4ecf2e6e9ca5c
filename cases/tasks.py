"""What the worker does for cases: prints papers, opens reviews that fall due and tells of what is due."""

from uuid import UUID

from celery import shared_task
from django.utils import timezone

from cases import policy
from cases.documents import TEMPLATE, paper
from cases.enums import Paper
from cases.models import Case
from cases.policy import Action
from cases.services import alarms, calls, intake, overdue, overlay, reviews, screening, searches, telling, triggers
from stalking_unit import clock
from stalking_unit.accounts.actor import Actor, acting
from stalking_unit.documents import services as documents
from stalking_unit.documents.models import GeneratedDocument
from stalking_unit.notifications.waking import wake

GONE = "You no longer have access to this case."


@shared_task
def print_paper(document_id: str) -> None:
    """Print one paper as the person who asked for it, who must still be allowed to when the worker comes to it."""
    document = GeneratedDocument.objects.select_related("requested_by").get(pk=UUID(document_id))
    reader = Actor.of(document.requested_by, now=clock.now(), via="worker")
    case = Case.objects.select_related("unit").get(pk=document.case_id)
    with acting(reader):
        if policy.can(reader, Action.MAKE_SUMMARY, case):
            documents.fulfil(document, TEMPLATE, paper(Paper(document.kind), reader, case), by=reader)
            overlay.write_down(reader, record=document, case_id=case.pk)
        else:
            documents.give_up(document, GONE)


@shared_task
def print_waiting() -> None:
    """Print what was asked for and not heard, when the broker was away."""
    for pk in GeneratedDocument.objects.waiting().filter(kind__in=Paper.values).values_list("pk", flat=True)[:10]:
        print_paper.delay(str(pk))


@shared_task
def place_calls() -> None:
    """Put what callers said on the cases it is about."""
    calls.place_waiting(by=Actor.system("calls"))


@shared_task
def ring_alarms() -> None:
    """Ring one alarm and, once that is committed, ask for the next: what goes wrong with one keeps no other silent."""
    if alarms.ring_one(by=Actor.system("alarms")):
        wake(ring_alarms)


@shared_task
def raise_overdue() -> None:
    """Raise an alarm where a clock has run out."""
    overdue.raise_overdue(by=Actor.system("alarms"))


@shared_task
def compare_searches() -> None:
    """Compare one screened referral with restricted cases and, once that is committed, ask for the next."""
    if searches.make_one(by=Actor.system("matching")):
        wake(compare_searches)


@shared_task
def tell_what_is_due() -> None:
    """Each minute: open the reviews that are due or forced, go on where no answer came, tell of what is due, once."""
    by = Actor.system("reminders")
    today = timezone.localdate(by.now)
    reviews.open_due(today, by=by)
    triggers.make_due(today, by=by)
    screening.resume_overdue(today, by=by)
    calls.place_waiting(by=by)
    intake.cancel_left(today, by=by)
    telling.tell_due(today, by=by)
