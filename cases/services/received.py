"""The texts a referral came in as: kept whole and sealed, and shown by a press to few."""

from collections.abc import Sequence

from django.db import transaction

from cases import policy
from cases.models import Case, ReceivedText, Referral
from cases.policy import Action
from cases.services.drafts import Typed
from stalking_unit.accounts.actor import Actor
from stalking_unit.audit import trail

# Where a draft keeps the texts that were pasted, and the one that is being pasted.
PASTED, PASTING = "pasted", "pasting"


@transaction.atomic
def keep(referral: Referral, typed: Typed, *, by: Actor) -> None:
    """Every text that was pasted stays with the referral, whatever was made of it."""
    policy.require(by, Action.SUBMIT, referral.case)
    texts = [text for name in (PASTED, PASTING) for text in typed.get(name, ()) if text.strip()]
    for number, text in enumerate(dict.fromkeys(texts), start=1):
        kept = ReceivedText.objects.create(
            case_id=referral.case_id, referral=referral, number=number, text=text, kept_at=by.now
        )
        trail.record(
            by,
            trail.Operation.COLLECT,
            "keep_received_text",
            case_id=referral.case_id,
            record=kept,
            fields=["text"],
        )


@transaction.atomic
def reveal(case: Case, *, by: Actor) -> Sequence[ReceivedText]:
    """The texts, for somebody who may know where the victim lives; each showing is on the trail by itself."""
    texts = policy.scope(by, Action.VIEW_RECEIVED_TEXT, ReceivedText.objects.filter(case=case))
    shown = list(texts.order_by("kept_at", "number", "pk"))
    trail.record(
        by,
        trail.Operation.CONSULT,
        "reveal_received_texts",
        case_id=case.pk,
        record=case,
        shown=[text.pk for text in shown],
    )
    return shown
