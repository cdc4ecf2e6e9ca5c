"""The disclosure register: recording what left the team. What happened is always taken down, whatever the rule was."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from cases import policy
from cases.enums import AlarmKind
from cases.models import Case
from cases.policy import Action
from cases.services import alarms
from interventions.enums import About, Gateway, ToldHow, ToldTo, Whereabouts
from interventions.models import Disclosure, Order
from interventions.services.authorship import written
from stalking_unit.accounts.actor import Actor
from stalking_unit.audit import trail
from stalking_unit.db.errors import DomainError

READING = (Action.VIEW_DISCLOSURE, Action.VIEW_VICTIM_DISCLOSURE)
RECORDING = {False: Action.RECORD_DISCLOSURE, True: Action.RECORD_VICTIM_DISCLOSURE}


@dataclass(frozen=True, slots=True)
class Told:
    """What was given or told, and to whom. Nothing here is looked at before it is accepted."""

    what: str
    about: About
    told_to: ToldTo
    recipient: str
    gateway: Gateway
    why: str
    method: ToldHow
    whereabouts: Whereabouts
    is_hers: bool = False
    happened_at: datetime | None = None
    order: Order | None = None


def seen(actor: Actor, case: Case) -> list[Disclosure]:
    """The entries this reader may read, the latest first."""
    rows = Disclosure.objects.filter(case=case, struck_at=None).newest_first()
    return list(policy.scope_any(actor, rows, readable=READING).select_related("author", "agency", "order"))


@transaction.atomic
def record(case: Case, told: Told, *, by: Actor) -> Disclosure:
    """Record what somebody knows was given or told. Unless it surely held nothing of where the victim is, it is kept
    to the victim's side, whoever records it; and where it did, that side is called.
    """
    policy.require(by, RECORDING[told.is_hers], case)
    for said, missing in ((told.what, "Enter what was given or told."), (told.recipient, "Enter who it was.")):
        if not said.strip():
            raise DomainError(missing)
    return _kept(case, told, by=by)


@transaction.atomic
def handed_over(order: Order, *, cause: UUID, by: Actor, told_to: ToldTo, recipient: str) -> Disclosure:
    """A checked copy of an order was taken to be served: one entry for each cause, however often it is taken."""
    policy.require(by, Action.RECORD_DISCLOSURE, order.case)
    before: Disclosure | None = Disclosure.objects.filter(cause=cause).first()
    told = Told(
        what=f"A copy to serve: {order}",
        about=About.SUSPECT,
        told_to=told_to,
        recipient=recipient,
        gateway=Gateway.COURT,
        why="An order is served on whoever it binds.",
        method=ToldHow.HANDED,
        whereabouts=Whereabouts.NO,
        order=order,
    )
    return before or _kept(order.case, told, by=by, cause=cause)


def _kept(case: Case, told: Told, *, by: Actor, cause: UUID | None = None) -> Disclosure:
    if told.order is not None and told.order.case_id != case.pk:
        raise ValueError("An entry is about an order of its own case.")
    said: dict[str, Any] = {name: getattr(told, name) for name in Told.__dataclass_fields__ if name != "happened_at"}
    said |= {"what": told.what.strip(), "recipient": told.recipient.strip(), "why": told.why.strip()}
    said["is_hers"] = told.is_hers or told.whereabouts != Whereabouts.NO
    at = min(told.happened_at or by.now, by.now)  # of a day alone its midday is taken, which may be still to come
    entry: Disclosure = Disclosure.objects.create(case=case, cause=cause, **said, **written(by, at))
    trail.record(
        by,
        trail.Operation.COLLECT,
        "record_disclosure",
        case_id=case.pk,
        record=entry,
        fields=sorted(said),
        happened_at=entry.happened_at,
    )
    if told.whereabouts == Whereabouts.YES:
        alarms.raise_alarm(case, AlarmKind.WHEREABOUTS_TOLD, entry.pk, by=by)
    return entry
