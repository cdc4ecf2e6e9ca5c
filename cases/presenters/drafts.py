"""When a draft was saved, in words, and what two open pages of it hold."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from cases.presenters.clashes import words
from cases.services.drafts import Kept, Typed
from stalking_unit.ui.forms import Form
from stalking_unit.ui.parts import Clash
from stalking_unit.ui.words import clock, instant


@dataclass(frozen=True, slots=True)
class SavedLine:
    """What the page says of its draft, and the revision that it shows."""

    words: str
    version: int
    is_saved: bool


def saved_line(kept: Kept, now: datetime) -> SavedLine:
    """ "Saved at 4:57pm", with the day when it was not today."""
    if kept.saved_at is None:
        return SavedLine("Nothing to save yet", kept.revision, is_saved=False)
    is_today = timezone.localdate(kept.saved_at) == timezone.localdate(now)
    when = f"at {clock(kept.saved_at)}" if is_today else f"on {instant(kept.saved_at)}"
    return SavedLine(f"Saved {when}", kept.revision, is_saved=True)


@dataclass(frozen=True, slots=True)
class Held:
    """That words stand in the boxes which were typed earlier, and where to let go of them."""

    words: str
    href: str


def held_line(kept: Kept, now: datetime, href: str) -> Held | None:
    """ "You typed this at 4:57pm"; nothing where nothing is held."""
    if kept.saved_at is None:
        return None
    typed = saved_line(kept, now).words.removeprefix("Saved ")
    return Held(f"You typed this {typed} and have not sent it. Only you can see it.", href)


def typed_clashes(form: Form, kept: Typed) -> Sequence[Clash]:
    """The boxes in which this page and the draft hold other words, as they were typed."""
    theirs = form.typed_before(kept)
    return [
        Clash(str(bound.label), mine=words(bound.field, mine), theirs=words(bound.field, theirs[bound.name]))
        for bound in form.visible_fields()
        if _plain(mine := bound.data) != _plain(theirs[bound.name])
    ]


def _plain(answer: object) -> object:
    """Browsers send two characters for each new line; nothing and an empty box are the same."""
    return (answer.replace("\r\n", "\n") if isinstance(answer, str) else answer) or ""
