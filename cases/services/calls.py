"""Someone is on the phone: written down at once, passed on in one press, placed by the product out of sight.

Whoever passes it on is answered the same whether the case is open to them, hidden from them or not there: the request
writes one row, and the worker finds the case. What finds no case goes to people, and never to whoever wrote it.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse

from cases import policy
from cases.enums import CallerCheck, PersonRole
from cases.models import CallerDrop, CallNote, Case, CasePerson
from cases.policy import Action
from cases.services import moves, places
from cases.services.telling import tell
from stalking_unit.accounts.actor import Actor, acting
from stalking_unit.accounts.models import Unit, User
from stalking_unit.audit import trail
from stalking_unit.db.errors import DomainError
from stalking_unit.notifications import outbox

RANG = "Somebody rang about a case. Read it now."
HEARD = "Something was heard that may touch somebody’s safety. Read it now."
REFERENCE = re.compile(r"[A-Z]{3}-\d{4}-\d{5}")


@dataclass(frozen=True, slots=True)
class Heard:
    """What was heard; only what was said must be there."""

    said: str
    caller: str = ""
    reference: str = ""
    new_number: str = ""
    old_phone: str = ""
    checked: str = CallerCheck.NOT_YET


@transaction.atomic
def take(unit: Unit, heard: Heard, *, by: Actor) -> CallNote:
    """Keep what was heard, sealed. Nothing is looked up here, so nothing can be told from the answer."""
    policy.require(by, Action.TAKE_CALL, unit)
    return _keep(unit, heard, "take_call", by=by)


@transaction.atomic
def report_place(case: Case, said: str, *, by: Actor) -> CallNote:
    """A place that somebody who works with the suspect heard of goes the way of a call, and nobody compares it."""
    policy.require(by, Action.REPORT_PLACE, case)
    heard = Heard(said=said, reference=case.reference or "", checked=CallerCheck.FROM_SUSPECT)
    return _keep(case.unit, heard, "report_place", by=by)


def place_waiting(*, by: Actor) -> int:
    """Put every waiting note on the case it names, or before the people who sort those that name none."""
    waiting = CallNote.objects.filter(placed_at=None, addressed_to=[]).order_by("taken_at", "pk")
    keys = list(waiting.values_list("pk", flat=True))
    for key in keys:
        _place(key, by=by)
    return len(keys)


def to_sort(by: Actor) -> Sequence[tuple[CallNote, Heard]]:
    """The notes that are addressed to this person by name and found no case."""
    mine = _addressed_to(by).select_related("author", "agency").order_by("taken_at", "pk")
    return [(note, _heard(note)) for note in mine]


def _keep(unit: Unit, heard: Heard, subtype: str, *, by: Actor) -> CallNote:
    if by.user is None or by.membership is None:
        raise DomainError("A call is taken by somebody, in a seat.")
    note = CallNote.objects.create(
        unit=unit, agency=by.membership.agency, author=by.user, words=json.dumps(asdict(heard)), taken_at=by.now
    )
    trail.record(by, trail.Operation.COLLECT, subtype, record=note, fields=["said"])
    return note


def _addressed_to(by: Actor) -> QuerySet[CallNote]:
    return CallNote.objects.filter(placed_at=None, addressed_to__contains=[by.user_id])


@transaction.atomic
def sort(key: UUID | None, reference: str, *, by: Actor) -> None:
    """Somebody it was addressed to has found the case, which they may see themselves."""
    note = _addressed_to(by).select_for_update(of=("self",)).filter(pk=key).first() if key else None
    if note is None:
        raise DomainError("This call has been sorted already.")
    _drop(moves.case_named(by, reference), note, by=by)


@transaction.atomic
def _place(key: UUID, *, by: Actor) -> None:
    note = CallNote.objects.select_for_update(of=("self",)).select_related("unit", "author").get(pk=key)
    named = _heard(note).reference.strip().upper()
    case = Case.objects.filter(reference=named).first() if named else None
    if case is not None:
        _drop(case, note, by=by)
        return
    note.addressed_to = [user.pk for user in _sorters(note, named, by)]
    note.save(update_fields=["addressed_to"])
    outbox.tell(
        note.addressed_to,
        kind="call",
        reference="",
        path=reverse("cases:sort_calls"),
        text="A call could not be placed on a case. Sort it now.",
        key=f"call:{note.pk}",
        by=by,
    )


def _sorters(note: CallNote, named: str, by: Actor) -> list[User]:
    """The unit's leads; but a reference that leads nowhere goes to the alternates.

    A lead who saw that one reference came back and another did not would know which cases are kept from him.
    """
    alternates = [user for user in (note.unit.first_alternate, note.unit.second_alternate) if user]
    leads = policy.who_can(Action.SORT_CALLS, note.unit, at=by.now)
    first, second = (alternates, leads) if REFERENCE.fullmatch(named) else (leads, alternates)
    for people in (first, second):
        others = [user for user in people if user.pk != note.author_id]
        if others:
            return others
    return [note.author]


def _drop(case: Case, note: CallNote, *, by: Actor) -> None:
    """The note becomes a record of the case; those on the victim's side and those who lead are told."""
    with acting(Actor.system("calls", by.now)) as system:
        heard = _heard(note)
        gave_number, said = _keep_number(case, heard, by=system)
        drop = CallerDrop.objects.create(
            case=case,
            agency=note.agency,
            author=note.author,
            happened_at=note.taken_at,
            recorded_at=by.now,
            caller=heard.caller,
            said=said,
            old_phone=heard.old_phone,
            checked=heard.checked,
            gave_number=gave_number,
        )
        note.placed_at, note.words = by.now, "{}"
        note.save(update_fields=["placed_at", "words"])
        trail.record(system, trail.Operation.COLLECT, "place_call", case_id=case.pk, record=drop, fields=["said"])
        tell(
            policy.who_can(Action.VIEW_CALLER_DROP, drop, at=by.now),
            case,
            kind="call",
            text=HEARD if heard.checked == CallerCheck.FROM_SUSPECT else RANG,
            key=f"drop:{drop.pk}",
            route="cases:caller_drops",
            by=system,
        )


def _keep_number(case: Case, heard: Heard, *, by: Actor) -> tuple[bool, str]:
    """A new number stands unconfirmed beside the old one; with several victims a person must say whose it is."""
    victims = list(CasePerson.objects.filter(case=case, role=PersonRole.VICTIM).order_by("pk")[:2])
    if not heard.new_number.strip():
        return False, heard.said
    if len(victims) == 1:
        places.hear_of_number(victims[0], heard.new_number.strip(), by=by)
        return True, heard.said
    return False, f"{heard.said}\nA new number was given: {heard.new_number.strip()}"


def _heard(note: CallNote) -> Heard:
    return Heard(**json.loads(note.words))
