"""What victims think of sharing: written down each time it is asked, and read by those who may have to decide."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from cases import policy
from cases.enums import Views
from cases.models import CasePerson, Incident, SharingView
from cases.policy import Action
from stalking_unit.accounts.actor import Actor
from stalking_unit.audit import trail
from stalking_unit.db.errors import DomainError


@transaction.atomic
def record(
    part: CasePerson,
    views: Views,
    *,
    by: Actor,
    happened_at: datetime,
    about: Incident | None = None,
    whom: str = "",
    why: str = "",
    ask_again_on: date | None = None,
) -> SharingView:
    """Write down what somebody thinks of sharing, about one incident or everything."""
    policy.require(by, Action.RECORD_SHARING, part)
    if by.user is None or by.membership is None:
        raise DomainError("Views on sharing are recorded by somebody, in a seat.")
    said = SharingView.objects.create(
        case_id=part.case_id,
        agency=by.membership.agency,
        author=by.user,
        happened_at=happened_at,
        recorded_at=by.now,
        case_person=part,
        incident=about,
        views=views,
        whom=whom,
        why=why,
        ask_again_on=ask_again_on,
    )
    trail.record(
        by,
        trail.Operation.COLLECT,
        "record_sharing",
        case_id=part.case_id,
        record=said,
        fields=["views", "whom"],
        happened_at=happened_at,
    )
    return said


def of_person(actor: Actor, part: CasePerson) -> Sequence[SharingView]:
    """What this person thought of sharing, the latest first, as far as the reader may know."""
    return _known(actor, case_person=part)


def of_incident(actor: Actor, incident: Incident) -> Sequence[SharingView]:
    """What was thought of sharing this incident."""
    return _known(actor, incident=incident)


def _known(actor: Actor, **about: CasePerson | Incident) -> Sequence[SharingView]:
    known = policy.scope(actor, Action.VIEW_SHARING, SharingView.objects.filter(struck_at=None, **about))
    return list(known.select_related("author", "agency", "incident").order_by("-happened_at", "-recorded_at", "pk"))
