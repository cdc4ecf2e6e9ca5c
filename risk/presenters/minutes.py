"""Minutes in words: each row with who wrote it and when, and who has signed."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse

from cases.models import Case
from risk.enums import MinuteReaders
from risk.models import Conference, MeetingRow, MinuteRow, MinutesSignature
from risk.services.agenda import Agenda
from risk.services.minute_rows import Minutes
from stalking_unit.accounts.actor import Actor
from stalking_unit.db.said import worded
from stalking_unit.ui.parts import Link
from stalking_unit.ui.words import instant


@dataclass(frozen=True, slots=True)
class RowWords:
    """One row as it is shown."""

    text: str
    who: str
    struck: str
    mark: str  # that it is an addendum, or for her side alone
    strike: Link | None


@dataclass(frozen=True, slots=True)
class MinutesPart:
    """The rows about one case, or about the meeting as a whole."""

    heading: str
    rows: Sequence[RowWords]
    key: str = ""
    paper: Link | None = None


def parts(
    actor: Actor, meeting: Conference, listed: Agenda, found: Minutes, *, on_paper: Collection[UUID] = ()
) -> list[MinutesPart]:
    """What was said, case by case in the order of the agenda, and of the meeting as a whole last.

    `on_paper` are the cases of which this reader may ask for papers.
    """
    shown = [
        MinutesPart(
            line.case.reference or "",
            [_row(actor, meeting, row) for row in found.of_cases[line.case.pk]],
            key=str(line.case.pk),
            paper=_paper(line.case) if line.case.pk in on_paper else None,
        )
        for line in (*listed.lines, *listed.left_out)
        if line.case.pk in found.of_cases
    ]
    if found.general:
        shown.append(MinutesPart("The meeting as a whole", [_row(actor, meeting, row) for row in found.general]))
    return shown


def signed_lines(found: Minutes) -> list[str]:
    """Who has signed, the chair first."""
    return [signature(one) for one in found.signatures]


def signature(one: MinutesSignature) -> str:
    """Who signed, and when."""
    return f"{one.user.name}{' (chair)' if one.is_chair else ''}, {instant(one.signed_at)}"


def _paper(case: Case) -> Link:
    return Link("Minutes on paper", f"{reverse('cases:documents', kwargs={'pk': case.pk})}#minutes", f"of {case}")


def _row(actor: Actor, meeting: Conference, row: MinuteRow | MeetingRow) -> RowWords:
    may_strike = (
        meeting.locked_at is None and row.struck_at is None and actor.user_id in {row.author_id, meeting.chair_id}
    )
    hers = isinstance(row, MinuteRow) and row.readers == MinuteReaders.VICTIM_SIDE
    marks = ["Addendum"] * row.is_addendum + ["For the victim’s side"] * hers
    struck_by = row.struck_by.name if row.struck_by else ""
    return RowWords(
        text=row.text,
        who=f"{row.author.name}, {instant(row.recorded_at)}",
        struck=worded("Struck out by {}: {}", struck_by, row.struck_reason) if row.struck_at else "",
        mark=". ".join(marks),
        strike=Link("Strike out", _strike_address(meeting, row.pk)) if may_strike else None,
    )


def _strike_address(meeting: Conference, row: UUID) -> str:
    return reverse("risk:strike_row", kwargs={"pk": meeting.pk, "row": row})
