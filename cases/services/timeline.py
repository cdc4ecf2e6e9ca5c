"""The timeline of a case: what every app tells of it, the latest first, and which of that somebody asked for."""

from dataclasses import dataclass
from datetime import date

from django.utils.timezone import localdate

from cases.enums import EventKind
from cases.models import Case
from cases.services.files import Event, case_files
from stalking_unit.accounts.actor import Actor


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody asks of the timeline: kinds, and the first and the last day."""

    kinds: tuple[EventKind, ...] = ()
    since: date | None = None
    until: date | None = None

    def is_met_by(self, event: Event) -> bool:
        """What may have been within these days counts as within them, and so does what nobody can date."""
        if self.kinds and event.kind not in self.kinds:
            return False
        if not event.is_dated:
            return True
        too_early = self.since is not None and localdate(event.until or event.at) < self.since
        too_late = self.until is not None and localdate(event.at) > self.until
        return not (too_early or too_late)


def told(actor: Actor, case: Case, wanted: Wanted) -> list[Event]:
    """What this reader may know happened, of what they ask for."""
    events = [event for file in case_files() for event in file.timeline(actor, case)]
    return sorted(filter(wanted.is_met_by, events), key=lambda event: event.at, reverse=True)
