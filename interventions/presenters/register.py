"""The disclosure register in words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from interventions.enums import About, Gateway, ToldHow, ToldTo, Whereabouts
from interventions.models import Disclosure
from stalking_unit.ui.parts import Row
from stalking_unit.ui.words import day, instant

TOLD_WHERE = "It told where the victim is. Hide the words now, so that nobody on the suspect’s side reads them."
HERS = "The victim’s side, the team lead and the auditor only"


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the register; `warning` says what to do at once."""

    key: str
    title: str
    rows: Sequence[Row]
    warning: str = ""


def entries(disclosures: Iterable[Disclosure], *, hides: bool) -> list[Entry]:
    """Every entry, the latest first. `hides`: whether this reader is one of those who act on it."""
    return [
        Entry(
            str(one.pk),
            day(one.happened_at),
            _rows(one),
            warning=TOLD_WHERE if hides and one.whereabouts == Whereabouts.YES else "",
        )
        for one in disclosures
    ]


def _rows(one: Disclosure) -> list[Row]:
    rows = [
        Row("What", one.what, sub=str(one.order or "")),
        Row("To whom", one.recipient, sub=str(ToldTo(one.told_to).label)),
        Row("How", str(ToldHow(one.method).label)),
        Row("About", str(About(one.about).label)),
        Row("By what right", str(Gateway(one.gateway).label)),
        Row("Why", one.why),
        Row("Told where the victim is?", str(Whereabouts(one.whereabouts).label)),
        Row("Who may read this", HERS if one.is_hers else ""),
        Row("Recorded", f"{instant(one.recorded_at)}, {one.author.name}, {one.agency.short_name}"),
    ]
    return [row for row in rows if row.value]
