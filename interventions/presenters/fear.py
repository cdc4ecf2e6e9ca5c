"""How afraid a victim was over time: in a sentence, a picture and a table. It is theirs to say, and ranks nobody."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.timezone import localdate

from interventions.models import SupportContact
from interventions.models.support import MOST_FEAR
from stalking_unit.ui.curve import Curve, curve
from stalking_unit.ui.parts import Cell, Column, Table
from stalking_unit.ui.words import counted, day, instant

Told = tuple[date, int]


@dataclass(frozen=True, slots=True)
class Fear:
    """What one victim answered when asked how afraid they were."""

    name: str
    words: str
    curve: Curve | None  # of one answer there is nothing to draw
    table: Table


def fear_of(victim: UUID, name: str, contacts: Iterable[SupportContact]) -> Fear | None:
    """Of contacts the reader may know, the latest first; nothing while nobody has asked."""
    asked = [one for one in contacts if one.case_person_id == victim and one.fear is not None]
    if not asked:
        return None
    told = [(localdate(one.happened_at), one.fear or 0) for one in reversed(asked)]
    title = f"{name}: fear from 0 to {MOST_FEAR}, {day(told[0][0])} to {day(told[-1][0])}"
    return Fear(
        name=name,
        words=_words(told),
        curve=curve(title, told, most=MOST_FEAR) if len(told) > 1 else None,
        table=Table(
            caption="Fear by day",
            columns=[Column("When"), Column("Fear", is_number=True), Column("How")],
            rows=[
                [Cell(instant(one.happened_at)), Cell(str(one.fear)), Cell(one.get_channel_display())] for one in asked
            ],
        ),
    )


def _words(told: Sequence[Told]) -> str:
    """The last answer, the first and the highest, each with its day; no word for how it goes."""
    (first_on, first), (last_on, last) = told[0], told[-1]
    if len(told) == 1:
        return f"Asked once: {last} of {MOST_FEAR} on {day(last_on)}."
    highest_on, highest = max(told, key=lambda one: (one[1], one[0]))
    return (
        f"Last {last} of {MOST_FEAR} on {day(last_on)}. First {first} on {day(first_on)}. "
        f"Highest {highest} on {day(highest_on)}. Asked {counted(len(told), 'time')}."
    )
