"""Plain notes: written for readers chosen first, never edited, and struck out where they were wrong."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from cases import policy
from cases.enums import Readers
from cases.models import Case, Note
from cases.policy import Action
from cases.services.errors import NotFromHere
from stalking_unit.accounts.actor import Actor
from stalking_unit.audit import trail
from stalking_unit.db.errors import DomainError

READING: Mapping[Readers, Action] = {
    Readers.AGENCY_VICTIM: Action.VIEW_AGENCY_VICTIM_NOTE,
    Readers.AGENCY_SUSPECT: Action.VIEW_AGENCY_SUSPECT_NOTE,
    Readers.VICTIM_SIDE: Action.VIEW_VICTIM_SIDE_NOTE,
    Readers.SUSPECT_SIDE: Action.VIEW_SUSPECT_SIDE_NOTE,
    Readers.TEAM: Action.VIEW_TEAM_NOTE,
    Readers.DECISION_LOG: Action.VIEW_DECISION_LOG,
}
WRITING: Mapping[Readers, Action] = {
    Readers.AGENCY_VICTIM: Action.ADD_AGENCY_VICTIM_NOTE,
    Readers.AGENCY_SUSPECT: Action.ADD_AGENCY_SUSPECT_NOTE,
    Readers.VICTIM_SIDE: Action.ADD_VICTIM_SIDE_NOTE,
    Readers.SUSPECT_SIDE: Action.ADD_SUSPECT_SIDE_NOTE,
    Readers.TEAM: Action.ADD_TEAM_NOTE,
    Readers.DECISION_LOG: Action.ADD_DECISION_LOG,
}


@transaction.atomic
def write(case: Case, readers: Readers, text: str, *, by: Actor, happened_at: datetime | None = None) -> Note:
    """Write a note. Whoever writes it may read it: nobody chooses readers whom they are not among."""
    policy.require(by, WRITING[readers], case)
    if by.user is None or by.membership is None:
        raise DomainError("A note is written by somebody, in a seat.")
    if not text.strip():
        raise DomainError("Enter the note.")
    note = Note.objects.create(
        case=case,
        agency=by.membership.agency,
        author=by.user,
        happened_at=happened_at or by.now,
        recorded_at=by.now,
        readers=readers,
        text=text.strip(),
    )
    trail.record(
        by,
        trail.Operation.COLLECT,
        "write_note",
        case_id=case.pk,
        record=note,
        fields=["text"],
        basis=readers.value,
        happened_at=note.happened_at,
    )
    return note


@transaction.atomic
def strike(note: Note, *, by: Actor, reason: str) -> Note:
    """Strike a note out: it stays to be read by its readers, marked, with who did it, when and why."""
    policy.require(by, READING[Readers(note.readers)], note)
    policy.require(by, Action.STRIKE_NOTE, note)
    if not reason.strip():
        raise DomainError("Enter why it is struck out.")
    found = Note.objects.select_for_update(of=("self",)).get(pk=note.pk)
    if found.struck_at is not None:
        raise NotFromHere("This note was already struck out.")
    found.struck_at, found.struck_by, found.struck_reason = by.now, by.user, reason.strip()
    found.save(update_fields=["struck_at", "struck_by", "struck_reason"])
    trail.record(by, trail.Operation.ALTER, "strike_note", case_id=found.case_id, record=found, fields=["struck_at"])
    return found


def choices(actor: Actor, case: Case) -> list[Readers]:
    """For whom this actor may write on this case, the narrowest first."""
    may = policy.allowed_once(actor, case)
    return [readers for readers, action in WRITING.items() if action in may]


def seen(actor: Actor, case: Case) -> Sequence[Note]:
    """The notes of a case that this actor is a reader of, the latest first; of others they learn nothing."""
    known = policy.scope_any(actor, Note.objects.filter(case=case), readable=READING.values())
    return list(known.select_related("author", "agency", "struck_by").order_by("-happened_at", "-recorded_at", "pk"))


def may_strike(actor: Actor, note: Note) -> bool:
    """Whether this actor may strike out a note that they read."""
    return note.struck_at is None and policy.can(actor, Action.STRIKE_NOTE, note)
