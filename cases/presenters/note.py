"""Notes in words, for their readers."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from cases.enums import EventKind, Readers
from cases.models import Case, Note
from cases.presenters import readers
from cases.services.files import Event
from stalking_unit.accounts.models import Agency
from stalking_unit.ui.parts import Choice, Row, Tag, TimelineItem
from stalking_unit.ui.words import instant


@dataclass(frozen=True, slots=True)
class NoteView:
    """One note for one of its readers."""

    title: str
    rows: Sequence[Row]
    text: str
    struck: Sequence[Row] = ()


def note_event(note: Note) -> Event:
    """One note on the timeline of its readers."""
    return Event(
        note.happened_at,
        TimelineItem(
            title=titled(note),
            when=instant(note.happened_at),
            by=f"{note.author.name}, {note.agency.short_name}",
            text=note.text,
            href=note_href(note),
            tag=Tag("Struck out", "grey") if note.struck_at else Tag(for_whom(note), "plain"),
            at=note.happened_at,
        ),
        EventKind.NOTE,
    )


def note_view(note: Note) -> NoteView:
    """The page of one note."""
    struck = []
    if note.struck_at is not None and note.struck_by is not None:
        struck = [Row("Struck out", f"{instant(note.struck_at)}, {note.struck_by.name}", sub=note.struck_reason)]
    rows = [
        Row("Who can read it", for_whom(note)),
        Row("Happened", instant(note.happened_at)),
        Row("Recorded", f"{instant(note.recorded_at)}, {note.author.name}, {note.agency.short_name}"),
    ]
    return NoteView(titled(note), rows, note.text, struck)


def titled(note: Note) -> str:
    """A note, or an entry of the decision log."""
    return "Decision log" if note.readers == Readers.DECISION_LOG else "Note"


def for_whom(note: Note) -> str:
    """Its readers in a few words; an agency's own note says whose."""
    chosen = Readers(note.readers)
    if not chosen.is_of_agency:
        return str(chosen.label)
    side = "victim’s side" if chosen is Readers.AGENCY_VICTIM else "suspect’s side"
    return f"Only {note.agency.short_name}, on the {side}"


def note_href(note: Note) -> str:
    """Its own page."""
    return reverse("cases:note", kwargs={"pk": note.pk})


def reader_choices(case: Case, offered: Sequence[Readers], agency: Agency) -> list[Choice]:
    """Who may read what is to be written, each with what that means."""
    href = reverse("cases:write_note", kwargs={"pk": case.pk})
    return [
        Choice(chosen_words(one, offered), f"{href}?readers={one.value}", readers.words(one, agency)) for one in offered
    ]


def chosen_words(chosen: Readers, offered: Sequence[Readers]) -> str:
    """A choice in a few words; whoever works one side only need not be told which."""
    if chosen.is_of_agency and sum(one.is_of_agency for one in offered) == 1:
        return "My own agency only"
    return str(chosen.label)
