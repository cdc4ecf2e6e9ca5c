"""Drafts: what somebody has typed is kept as they typed it, right or wrong, until it is sent or let go."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from cases.enums import Purpose
from cases.models import Draft
from cases.models.draft import Unsent
from cases.services.errors import Changed
from stalking_unit.accounts.actor import Actor
from stalking_unit.db.errors import DomainError

Typed = Mapping[str, Sequence[str]]  # what stands in each box, by the box's name; lists, as forms send them
WRITTEN = ("words", "saved_at", "tab", "turn", "revision")  # what `write` sets
IN_ANOTHER_TAB = "You saved this in another tab after opening this page. Open it again to see both."


@dataclass(frozen=True, slots=True)
class Seen:
    """What the page that saves was made from: the revision it showed, which open page it is, its how manieth saving."""

    revision: int
    tab: str = ""
    turn: int = 0


@dataclass(frozen=True, slots=True)
class Kept:
    """A draft as its owner finds it; before the first saving it is empty and has no time."""

    typed: Typed
    revision: int = 0
    saved_at: datetime | None = None


def kept(purpose: Purpose, subject_id: UUID, *, by: Actor, page: str = "") -> Kept:
    """What this person has saved for this purpose."""
    draft = _of(by).filter(purpose=purpose, subject_id=subject_id, page=page).first()
    return as_kept(draft) if draft else Kept({})


@transaction.atomic
def keep(
    purpose: Purpose,
    subject_id: UUID,
    typed: Typed,
    *,
    by: Actor,
    seen: Seen | None = None,
    is_urgent: bool = False,
    page: str = "",
) -> Kept:
    """Save what was typed. Two pages that hold other words do not overwrite each other.

    A page saves again when it has heard no answer, though the first may have arrived: that is the same page, or the
    same words, and is no clash. A saving that was overtaken by a later one of its own page changes nothing.
    """
    if by.user is None:
        raise DomainError("A draft is somebody’s.")
    draft, _ = Draft.objects.get_or_create(
        owner=by.user,
        purpose=purpose,
        subject_id=subject_id,
        page=page,
        defaults={"words": "{}", "begun_at": by.now, "saved_at": by.now, "revision": 0},
    )
    draft = Draft.objects.select_for_update(of=("self",)).get(pk=draft.pk)
    if write(draft, typed, at=by.now, seen=seen):
        draft.is_urgent = is_urgent
        draft.save(update_fields=["is_urgent", *WRITTEN])
    return as_kept(draft)


def write(row: Unsent, typed: Typed, *, at: datetime, seen: Seen | None, clash: str = IN_ANOTHER_TAB) -> bool:
    """Put these boxes into a locked row, which its caller saves; whether there is anything to save.

    A saving that was overtaken by a later one of its own page changes nothing, and other words clash.
    """
    words = json.dumps({name: list(values) for name, values in typed.items()}, sort_keys=True, ensure_ascii=False)
    if row.revision and seen is not None and seen.revision != row.revision:
        if row.words == words or _is_overtaken(row, seen):
            return False
        if not _is_next(row, seen):
            raise Changed(clash)
    row.words, row.saved_at = words, at
    row.tab, row.turn = (seen.tab, seen.turn) if seen else ("", 0)
    row.revision += 1
    return True


def as_kept(row: Unsent) -> Kept:
    """A row as whoever goes on with it finds it."""
    return Kept(json.loads(row.words), row.revision, row.saved_at)


@transaction.atomic
def let_go(purpose: Purpose, subject_id: UUID, *, by: Actor, page: str = "") -> None:
    """The draft has become what it was for, or its owner wants it no more."""
    _of(by).filter(purpose=purpose, subject_id=subject_id, page=page).delete()


def _of(by: Actor) -> QuerySet[Draft]:
    return Draft.objects.filter(owner=by.user_id)


def _is_next(draft: Unsent, seen: Seen) -> bool:
    return bool(seen.tab) and draft.tab == seen.tab and seen.turn > draft.turn


def _is_overtaken(draft: Unsent, seen: Seen) -> bool:
    """Only a page with script counts its turns; without, whoever goes back and saves again means it."""
    return bool(seen.tab) and draft.tab == seen.tab and 0 < seen.turn <= draft.turn
