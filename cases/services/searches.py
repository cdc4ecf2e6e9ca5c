"""Who screened people like those of a restricted case: the worker looks, and those who hold the case are told.

Whoever screened learns nothing: their request leaves one row, whatever there is to find.
"""

from django.db import transaction

from cases import policy
from cases.models import HiddenSearch, StateChange
from cases.policy import Action
from cases.services.matching import restricted_like
from cases.services.telling import tell
from stalking_unit.accounts.actor import Actor
from stalking_unit.audit import trail

TOLD = "Somebody screened a referral about people like those of a restricted case you hold."


def ask(change: StateChange, *, by: Actor) -> HiddenSearch:
    """Leave it to the worker to compare the people of a screening that begins with those of restricted cases."""
    return HiddenSearch.objects.create(case_id=change.case_id, change=change, asked_at=by.now)


@transaction.atomic
def make_one(*, by: Actor) -> bool:
    """Make the comparison that has waited longest, and say whether it is worth asking for the next.

    The lock of its row is the claim: one that a killed worker was making waits for the next sweep.
    """
    waiting = HiddenSearch.objects.filter(made_at=None).order_by("asked_at", "pk")
    search = waiting.select_for_update(skip_locked=True, of=("self",)).select_related("case", "change").first()
    if search is None:
        return False
    for hidden in restricted_like(search.case):
        holders = policy.who_can(Action.EXCLUDE_PERSON, hidden, at=by.now)
        tell(
            [user for user in holders if user.pk != search.change.made_by_id],
            hidden,
            kind="searched",
            text=TOLD,
            key=f"searched:{search.change_id}:{hidden.pk}",
            route="cases:overview",
            by=by,
        )
        trail.record(by, trail.Operation.COMBINE, "searched_for", case_id=hidden.pk, record=hidden)
    search.made_at = max(by.now, search.asked_at)
    search.save(update_fields=["made_at"])
    # What was found stands in the trail of the restricted case; this one's is read by those who may not know of it.
    trail.record(by, trail.Operation.COMBINE, "compare", case_id=search.case_id, record=search)
    return True
