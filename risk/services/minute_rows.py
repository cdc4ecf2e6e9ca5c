"""Minutes as rows: written side by side, struck out until the chair has signed, and an addendum after that."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from cases import policy
from cases.models import Case
from cases.policy import Action
from cases.services.errors import NotFromHere
from risk.enums import MinuteReaders
from risk.models import Conference, MeetingRow, MinuteRow, MinutesSignature
from risk.services import meetings
from risk.services.agenda import Agenda
from risk.services.minutes import READING
from stalking_unit.accounts.actor import Actor
from stalking_unit.audit import trail
from stalking_unit.db.errors import DomainError

SEATED = "Minutes are written by somebody, in a seat."
WRITING = {
    MinuteReaders.TEAM: Action.ADD_MINUTE,
    MinuteReaders.VICTIM_SIDE: Action.ADD_VICTIM_MINUTE,
}


@dataclass(frozen=True, slots=True)
class Minutes:
    """The minutes as one reader may see them."""

    of_cases: Mapping[UUID, Sequence[MinuteRow]] = field(default_factory=dict)
    general: Sequence[MeetingRow] = field(default_factory=tuple)
    signatures: Sequence[MinutesSignature] = field(default_factory=tuple)


def seen(actor: Actor, meeting: Conference, listed: Agenda) -> Minutes:
    """Every row this reader may read; of the meeting as a whole, only for who was there or runs it."""
    cases = [line.case for line in (*listed.lines, *listed.left_out)]
    rows = policy.scope_any(actor, MinuteRow.objects.filter(conference=meeting, case__in=cases), readable=READING)
    of_cases: dict[UUID, list[MinuteRow]] = {}
    for row in rows.select_related("author", "agency", "struck_by").order_by("recorded_at", "pk"):
        of_cases.setdefault(row.case_id, []).append(row)
    general = MeetingRow.objects.filter(conference=meeting).select_related("author", "struck_by")
    signed = MinutesSignature.objects.filter(conference=meeting).select_related("user")
    return Minutes(
        of_cases,
        list(general.order_by("recorded_at", "pk")) if meetings.knows(actor, meeting) else [],
        list(signed.order_by("-is_chair", "signed_at", "pk")),
    )


def may_sign(actor: Actor, meeting: Conference) -> bool:
    """Once a person and meeting, by those who were there, from the day it sat."""
    has_signed = MinutesSignature.objects.filter(conference=meeting, user=actor.user_id).exists()
    return not has_signed and meeting.held_on <= timezone.localdate(actor.now) and meetings.attended(actor, meeting)


@transaction.atomic
def write(
    meeting: Conference, case: Case | None, text: str, *, by: Actor, readers: MinuteReaders = MinuteReaders.TEAM
) -> MinuteRow | MeetingRow:
    """Write one row, about a case or about the meeting as a whole. After the chair has signed it is an addendum."""
    meeting = _with_lock(meeting)
    if not text.strip():
        raise DomainError("Enter what was said.")
    row = _about_meeting(meeting, text, by=by) if case is None else _about_case(meeting, case, text, readers, by=by)
    trail.record(
        by,
        trail.Operation.COLLECT,
        "add_addendum" if row.is_addendum else "add_minute",
        case_id=case.pk if case else None,
        record=row,
        fields=["text"],
    )
    return row


@transaction.atomic
def strike(row: MinuteRow | MeetingRow, *, by: Actor, reason: str) -> None:
    """Strike a row out: by its author or the chair, and not once the chair has signed."""
    meeting = _with_lock(row.conference)
    if by.user_id not in {row.author_id, meeting.chair_id}:
        raise DomainError("Only its author or the chair strikes a row out.")
    if meeting.locked_at is not None:
        raise DomainError(meetings.SIGNED)
    if not reason.strip():
        raise DomainError("Enter why it is struck out.")
    if row.struck_at is not None:
        raise NotFromHere("This row was already struck out.")
    row.struck_at, row.struck_by, row.struck_reason = by.now, by.user, reason.strip()
    row.save(update_fields=["struck_at", "struck_by", "struck_reason"])
    case_id = row.case_id if isinstance(row, MinuteRow) else None
    trail.record(by, trail.Operation.ALTER, "strike_minute", case_id=case_id, record=row, fields=["struck_at"])


@transaction.atomic
def sign(meeting: Conference, *, by: Actor) -> MinutesSignature:
    """Sign the minutes, once for the whole meeting. The chair's signature locks them."""
    meeting = _with_lock(meeting)
    if not may_sign(by, meeting):
        raise DomainError("The minutes are signed once, by each person who was there.")
    is_chair = by.user_id == meeting.chair_id
    signed = MinutesSignature.objects.create(
        conference=meeting, user_id=by.user_id, is_chair=is_chair, signed_at=by.now
    )
    if is_chair:
        meeting.locked_at, meeting.version = by.now, meeting.version + 1
        meeting.save(update_fields=["locked_at", "version"])
    trail.record(by, trail.Operation.COLLECT, "sign_minutes", record=signed, fields=["signed_at"])
    return signed


def choices(actor: Actor, case: Case) -> list[MinuteReaders]:
    """For whom this person may write about a case."""
    may = policy.allowed_once(actor, case)
    return [readers for readers, action in WRITING.items() if action in may]


def _with_lock(meeting: Conference) -> Conference:
    """Nobody signs while a row is being written, and the other way round."""
    row: Conference = (
        Conference.objects.select_for_update(of=("self",)).select_related("unit", "chair").get(pk=meeting.pk)
    )
    return row


def _about_case(meeting: Conference, case: Case, text: str, readers: MinuteReaders, *, by: Actor) -> MinuteRow:
    policy.require(by, WRITING[readers], case)
    policy.require(by, Action.VIEW_AGENDA, case)
    if by.user is None or by.agency is None:
        raise DomainError(SEATED)
    return MinuteRow.objects.create(
        case=case,
        conference=meeting,
        agency=by.agency,
        author=by.user,
        happened_at=by.now,
        recorded_at=by.now,
        readers=readers,
        text=text.strip(),
        is_addendum=meeting.locked_at is not None,
    )


def _about_meeting(meeting: Conference, text: str, *, by: Actor) -> MeetingRow:
    if not meetings.knows(by, meeting):
        raise DomainError("Only those who were there write about the meeting as a whole.")
    if by.user is None:
        raise DomainError(SEATED)
    return MeetingRow.objects.create(
        conference=meeting,
        author=by.user,
        recorded_at=by.now,
        text=text.strip(),
        is_addendum=meeting.locked_at is not None,
    )
