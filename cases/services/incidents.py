"""Recording what was done, as well as the time of it is known; nothing true is refused."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from cases import policy
from cases.enums import Precision
from cases.models import Case, CasePerson, CodeItem, CodeList, Incident, IncidentCode, Location
from cases.policy import Action
from stalking_unit.accounts.actor import Actor
from stalking_unit.audit import trail
from stalking_unit.db.errors import DomainError

TICKED = (CodeList.BEHAVIOUR, CodeList.METHOD)


@dataclass(frozen=True, slots=True)
class When:
    """When it happened and how exactly that is known. Without a start the time is not known."""

    start: datetime | None = None
    end: datetime | None = None
    precision: Precision = Precision.UNKNOWN


@transaction.atomic
def record(
    case: Case,
    *,
    by: Actor,
    when: When,
    what: str,
    how_known: str = "",
    codes: Iterable[str] = (),
    count: int = 1,
    broke_order: bool = False,
    crime_reference: str = "",
    against: CasePerson | None = None,
    place: Location | None = None,
    is_opinion: bool = False,
) -> Incident:
    """Record one act, or a series counted together.

    `codes` are behaviours and methods by code. An incident may be recorded in every state of the case and for any
    past time; the database refuses only an end before the start.
    """
    policy.require(by, Action.RECORD_INCIDENT, case)
    if by.user is None or by.membership is None:
        raise DomainError("An incident is recorded by somebody, in a seat.")
    if when.start and when.end and when.end < when.start:
        raise DomainError("The end of the incident must be after its start.")
    incident = Incident.objects.create(
        case=case,
        agency=by.membership.agency,
        author=by.user,
        happened_at=when.start or by.now,
        recorded_at=by.now,
        is_opinion=is_opinion,
        occurred_from=when.start,
        occurred_to=when.end,
        precision=when.precision,
        count=count,
        against=against,
        what=what,
        how_known=how_known,
        place=place,
        broke_order=broke_order,
        crime_reference=crime_reference,
    )
    items = CodeItem.objects.filter(list__in=TICKED, code__in=set(codes)).order_by("list", "order", "pk")
    IncidentCode.objects.bulk_create(IncidentCode(case=case, incident=incident, item=item) for item in items)
    trail.record(
        by,
        trail.Operation.COLLECT,
        "record_incident",
        case_id=case.pk,
        record=incident,
        fields=["occurred_from", "what", "codes"],
        happened_at=incident.happened_at,
    )
    return incident
