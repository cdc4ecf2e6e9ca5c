"""Where people live, work and go, and how to reach them: written by those who keep them safe, shown by a press."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import Model, QuerySet

from cases import policy
from cases.enums import Channel, LocationKind, Party
from cases.models import Case, CasePerson, ContactPoint, Location
from cases.policy import Action
from stalking_unit.accounts.actor import Actor
from stalking_unit.audit import trail
from stalking_unit.db.errors import DomainError

M = TypeVar("M", bound=Model)

ADD_PLACE = {Party.VICTIM: Action.ADD_VICTIM_LOCATION, Party.SUSPECT: Action.ADD_SUSPECT_LOCATION}
ADD_CONTACT = {Party.VICTIM: Action.ADD_VICTIM_CONTACT, Party.SUSPECT: Action.ADD_SUSPECT_CONTACT}
SEE_PLACES = {Party.VICTIM: Action.VIEW_VICTIM_LOCATION, Party.SUSPECT: Action.VIEW_SUSPECT_LOCATION}
SEE_CONTACTS = {Party.VICTIM: Action.VIEW_VICTIM_CONTACT, Party.SUSPECT: Action.VIEW_SUSPECT_CONTACT}


@dataclass(frozen=True, slots=True)
class Reach:
    """How somebody is reached and where they live, as a referral gives it; several numbers stand side by side."""

    phones: str = ""
    emails: str = ""
    address: str = ""
    postcode: str = ""


class NeitherSide(DomainError):
    """Places are kept for the two sides of a case; a witness's address stays with whoever took it."""


@transaction.atomic
def add_place(
    part: CasePerson,
    kind: LocationKind,
    *,
    by: Actor,
    address: str,
    postcode: str = "",
    starts_on: date | None = None,
    ends_on: date | None = None,
) -> Location:
    """Put an address in the protected box."""
    policy.require(by, _of_side(ADD_PLACE, part), part)
    if not address.strip():
        raise DomainError("Enter the address.")
    return _keep_place(part, kind, by=by, address=address, postcode=postcode, starts_on=starts_on, ends_on=ends_on)


@transaction.atomic
def add_contact(
    part: CasePerson, channel: Channel, value: str, *, by: Actor, is_confirmed: bool = True
) -> ContactPoint:
    """Put a number, address or account in the protected box. A new one never replaces the old."""
    policy.require(by, _of_side(ADD_CONTACT, part), part)
    if not value.strip():
        raise DomainError("Enter the number or address.")
    return _keep_contact(part, channel, value.strip(), by=by, is_confirmed=is_confirmed)


@transaction.atomic
def take_in(part: CasePerson, reach: Reach, *, by: Actor) -> None:
    """What a referral gives of how to reach somebody goes into the protected boxes, and nothing of it is confirmed.

    Whoever refers puts it there while the referral is a draft, and cannot look at it afterwards.
    """
    policy.require(by, Action.SUBMIT, part.case)
    given = [(Channel.CALL, value) for value in several(reach.phones)]
    given += [(Channel.EMAIL, value) for value in several(reach.emails)]
    for channel, value in given:
        _keep_contact(part, channel, value, by=by, is_confirmed=False)
    if reach.address.strip() or reach.postcode.strip():
        _keep_place(
            part, LocationKind.HOME, by=by, address=reach.address.strip(), postcode=reach.postcode.strip().upper()
        )


@transaction.atomic
def hear_of_number(part: CasePerson, value: str, *, by: Actor) -> ContactPoint:
    """A caller gave a number: it stands beside the old one, not confirmed, and replaces nothing."""
    return _keep_contact(part, Channel.CALL, value, by=by, is_confirmed=False)


def several(text: str) -> list[str]:
    """The numbers or addresses of one box, each once; a comma, a semicolon or a new line parts them."""
    return list(dict.fromkeys(part.strip() for part in re.split(r"[,;\n]", text) if part.strip()))


@transaction.atomic
def reveal_places(part: CasePerson, *, by: Actor) -> Sequence[Location]:
    """The addresses of this person, for somebody who may know them; each showing is on the trail by itself."""
    return _reveal(by, _of_side(SEE_PLACES, part), Location.objects.filter(case_person=part), part, "reveal_places")


@transaction.atomic
def reveal_contacts(part: CasePerson, *, by: Actor) -> Sequence[ContactPoint]:
    """The numbers and accounts of this person, for somebody who may know them."""
    points = ContactPoint.objects.filter(case_person=part)
    return _reveal(by, _of_side(SEE_CONTACTS, part), points, part, "reveal_contacts")


def known(actor: Actor, case: Case) -> Sequence[Location]:
    """The places of a case of which this person may know the address; the address itself is not read here."""
    ways = list(SEE_PLACES.values())
    return list(policy.scope_any(actor, Location.objects.filter(case=case), known=ways).order_by("kind", "pk"))


def may_know(actor: Actor, place: Location) -> bool:
    """Whether this person may know where that is."""
    action = SEE_PLACES.get(Party(place.case_person.party))
    return action is not None and policy.can(actor, action, place)


def may_add_place(actor: Actor, part: CasePerson) -> bool:
    """Whether this person keeps addresses for that side of the case."""
    action = ADD_PLACE.get(Party(part.party))
    return action is not None and policy.can(actor, action, part)


def may_add_contact(actor: Actor, part: CasePerson) -> bool:
    """Whether this person keeps numbers for that side of the case."""
    action = ADD_CONTACT.get(Party(part.party))
    return action is not None and policy.can(actor, action, part)


def _keep_place(part: CasePerson, kind: LocationKind, *, by: Actor, **columns: Any) -> Location:
    place = Location.objects.create(case_id=part.case_id, case_person=part, kind=kind, **columns)
    trail.record(
        by, trail.Operation.COLLECT, "add_place", case_id=part.case_id, record=place, fields=["kind", "address"]
    )
    return place


def _keep_contact(part: CasePerson, channel: Channel, value: str, *, by: Actor, is_confirmed: bool) -> ContactPoint:
    point = ContactPoint.objects.create(
        case_id=part.case_id, case_person=part, channel=channel, value=value, is_confirmed=is_confirmed
    )
    trail.record(
        by, trail.Operation.COLLECT, "add_contact", case_id=part.case_id, record=point, fields=["channel", "value"]
    )
    return point


def _reveal(by: Actor, action: Action, rows: QuerySet[M], part: CasePerson, subtype: str) -> Sequence[M]:
    shown = list(policy.scope(by, action, rows).order_by("pk"))
    trail.record(
        by,
        trail.Operation.CONSULT,
        subtype,
        case_id=part.case_id,
        record=part,
        shown=[row.pk for row in shown],
    )
    return shown


def _of_side(actions: dict[Party, Action], part: CasePerson) -> Action:
    action = actions.get(Party(part.party))
    if action is None:
        raise NeitherSide("Addresses and numbers are kept here for the victim’s and the suspect’s side only.")
    return action
