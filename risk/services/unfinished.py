"""What a discipline typed in a round that is over and never submitted: it is never lost, and nobody else reads it."""

from uuid import UUID

from django.db import transaction

from cases import policy
from cases.policy import Action
from cases.services.errors import Changed
from risk.models import Contribution, DraftSection
from stalking_unit.accounts.actor import Actor
from stalking_unit.audit import trail


def left(contribution: Contribution, *, by: Actor) -> list[DraftSection]:
    """The drafts of this discipline on this case from rounds that are over, the latest first."""
    policy.require(by, Action.WRITE_CONTRIBUTION, contribution)
    rows = DraftSection.objects.filter(
        case=contribution.case_id,
        contribution__discipline=contribution.discipline_id,
        contribution__round__closed_at__isnull=False,
    ).exclude(contribution=contribution)
    return list(rows.select_related("saved_by", "begun_by").order_by("-saved_at", "pk"))


@transaction.atomic
def take_up(contribution: Contribution, key: UUID, *, by: Actor) -> DraftSection:
    """Go on with it in this round. What this round has in that section already is not overwritten."""
    row = _one(contribution, key, by=by)
    if DraftSection.objects.filter(contribution=contribution, section=row.section).exists():
        raise Changed("This section has been begun in this round. Copy what you need from the old words.")
    row.contribution = contribution
    row.revision += 1
    row.save(update_fields=["contribution", "revision"])
    trail.record(by, trail.Operation.ALTER, "take_up_draft", case_id=row.case_id, record=row)
    return row


@transaction.atomic
def let_go(contribution: Contribution, key: UUID, *, by: Actor) -> None:
    """The discipline wants these words no more."""
    row = _one(contribution, key, by=by)
    trail.record(by, trail.Operation.ALTER, "let_draft_go", case_id=row.case_id, record=row)
    row.delete()


def _one(contribution: Contribution, key: UUID, *, by: Actor) -> DraftSection:
    known = {row.pk for row in left(contribution, by=by)}
    found: DraftSection | None = DraftSection.objects.select_for_update(of=("self",)).filter(pk=key).first()
    if found is None or found.pk not in known:
        raise Changed("A colleague has taken these words up or let them go.")
    return found
