"""When nobody gets through to a victim: attempts at varied times, and the question that their silence raises."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction

from cases import policy
from cases.models import CasePerson
from cases.policy import Action
from cases.services import triggers
from interventions.enums import UNANSWERED, CouldBe, Initiator
from interventions.models import LostContact, SupportContact
from interventions.services.authorship import written
from stalking_unit.accounts.actor import Actor
from stalking_unit.audit import trail
from stalking_unit.db.errors import DomainError

ENOUGH = 3
APART = timedelta(hours=2)
CODE = "contact-lost"
# The reason of a move is read by police on either side, so it does not say what became of her.
REASON = "Something changed for the victim. Her side knows what it is."


def varied(times: Iterable[datetime]) -> int:
    """How many of these attempts were at another time, two hours or more after the one before."""
    counted, last = 0, None
    for at in sorted(times):
        if last is None or at - last >= APART:
            counted, last = counted + 1, at
    return counted


def look(contact: SupportContact, *, by: Actor) -> None:
    """After an attempt: the third at varied times without a word is a reason to look at the case again.

    It is raised once for each silence, and again when as many attempts have failed since somebody answered.
    """
    if contact.outcome not in UNANSWERED or contact.initiated_by != Initiator.WORKER:
        return
    attempts = SupportContact.objects.filter(case_person=contact.case_person_id).unanswered().unasked()
    tried = list(attempts.values_list("pk", "happened_at"))
    if varied(at for _, at in tried) >= ENOUGH:
        triggers.note(contact.case, CODE, tried[0][0], by=by, happened_at=contact.happened_at, reason=REASON)


@transaction.atomic
def answer(
    victim: CasePerson,
    *,
    by: Actor,
    with_suspect: CouldBe,
    known: str,
    done: str,
    happened_at: datetime | None = None,
) -> LostContact:
    """Answer whether the suspect could be with a victim who is silent. Unless not, the case is looked at again."""
    policy.require(by, Action.RECORD_SUPPORT_CONTACT, victim)
    if not known.strip() or not done.strip():
        raise DomainError("Enter what is known, and what was done.")
    triggers.locked(victim.case)
    said = LostContact.objects.create(
        case=victim.case,
        case_person=victim,
        with_suspect=with_suspect,
        known=known.strip(),
        done=done.strip(),
        **written(by, happened_at),
    )
    trail.record(
        by,
        trail.Operation.COLLECT,
        "answer_silence",
        case_id=victim.case_id,
        record=said,
        fields=["with_suspect", "known", "done"],
        happened_at=said.happened_at,
    )
    if with_suspect is not CouldBe.NO:
        triggers.note(victim.case, CODE, said.pk, by=by, happened_at=said.happened_at, reason=REASON)
    return said
