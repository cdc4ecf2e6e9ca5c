"""Minutes on paper: one part a meeting, with who was there, what was decided and why, and each row as it was said."""

from collections.abc import Iterable, Sequence

from cases.enums import Paper
from cases.services.files import Group, Section
from risk.enums import MinuteReaders, Quorum
from risk.models import MinuteRow
from risk.presenters.conference import attended, decision_rows, different_view_rows, subject_to
from risk.presenters.meeting import seat_names
from risk.presenters.minutes import signature
from risk.services.whole_minutes import WholeMinutes
from stalking_unit.db.said import worded
from stalking_unit.ui.parts import Row
from stalking_unit.ui.words import day, instant

LAST = frozenset({Paper.MINUTES, Paper.ALL_MINUTES})
EARLIER = frozenset({Paper.ALL_MINUTES})
NOT_SIGNED = "Not signed yet. Until the chair has signed, rows are still added and struck out."
NOT_TAKEN = "The conference did not sit over this case on that day. What was said of it stands here."
NOTHING_DECIDED = "No decision that you may read is written down."
NOTHING_SAID = "Of what was said, nothing that you may read is written down."


def minutes_sections(found: Sequence[WholeMinutes]) -> list[Section]:
    """A part for each meeting, the latest first; it alone stands on the paper of the last one."""
    return [
        Section(
            f"Conference of {day(one.meeting.held_on)}",
            order=1,
            paragraphs=list(_first(one)),
            groups=[group for group in _groups(one) if group.rows],
            papers=EARLIER if number else LAST,
        )
        for number, one in enumerate(found)
    ]


def _first(one: WholeMinutes) -> Iterable[str]:
    """What a reader must know before the rest."""
    if one.meeting.locked_at is None:
        yield NOT_SIGNED
    if one.decided is None:
        yield NOT_TAKEN
    elif not one.decided.decisions:
        yield NOTHING_DECIDED
    if not one.rows:
        yield NOTHING_SAID


def _groups(one: WholeMinutes) -> list[Group]:
    then = [row for row in one.rows if not row.is_addendum]
    since = [row for row in one.rows if row.is_addendum]
    decided = one.decided
    return [
        Group("Who was there", _there(one)),
        Group("What was decided", decision_rows(decided.decisions, why="Why: {}") if decided else []),
        Group("Different views", different_view_rows(decided.different_views) if decided else []),
        Group("What was said", [_said(row) for row in then]),
        Group("Added after the chair had signed", [_said(row) for row in since]),
        Group("Signatures", _signed(one)),
    ]


def _there(one: WholeMinutes) -> list[Row]:
    present = one.decided.present if one.decided else ()
    left = [attended(each) for each in present if each.declared_conflict]
    rows = [
        Row("Chair of the meeting", one.meeting.chair.name),
        Row("Present for this case", lines=[attended(each) for each in present if not each.declared_conflict]),
        Row("Not there for it", lines=[*left, *(f"{name}: away for this case" for name in one.away)]),
        Row("Quorum", lines=_quorum(one)),
    ]
    return [row for row in rows if row.value or row.lines]


def _quorum(one: WholeMinutes) -> list[str]:
    if one.decided is None:
        return []
    empty = [Quorum(seat) for seat in one.decided.item.subject_to]
    if not empty:
        return ["Complete"]
    return [f"Not complete. Nobody sat there for: {seat_names(empty)}.", subject_to(one.decided)]


def _said(row: MinuteRow) -> Row:
    """One row. What was struck out is not printed, since a paper goes further than the page; that it was is."""
    hers = ["for the victim’s side"] * (row.readers == MinuteReaders.VICTIM_SIDE)
    who = ", ".join([row.author.name, instant(row.recorded_at), *hers])
    struck_by = row.struck_by.name if row.struck_by else ""
    return Row(who, worded("Struck out by {}: {}", struck_by, row.struck_reason) if row.struck_at else row.text)


def _signed(one: WholeMinutes) -> list[Row]:
    if one.meeting.locked_at is None and not one.signatures:
        return []
    lines = [signature(each) for each in one.signatures]
    chair = f"{instant(one.meeting.locked_at)}" if one.meeting.locked_at else "Not yet"
    return [Row("Locked by the chair", chair), *([Row("Signed by", lines=lines)] if lines else [])]
