"""What somebody asked of a timeline, in words."""

from cases.services.timeline import Wanted
from stalking_unit.ui.words import day, lower_first


def timeline_asked(wanted: Wanted) -> str:
    """Which kinds and which days, in a few words; nothing for all that happened."""
    kinds = " or ".join(lower_first(str(kind.label)) for kind in wanted.kinds)
    since = f"from {day(wanted.since)}" if wanted.since else ""
    until = f"until {day(wanted.until)}" if wanted.until else ""
    return "; ".join(filter(None, [kinds, " ".join(filter(None, [since, until]))]))
