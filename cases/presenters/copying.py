"""A record as plain text, for the record system of the agency whose worker copies it."""

from datetime import datetime

from cases.services.files import Copied
from cases.services.locators import without
from stalking_unit.ui.parts import Row
from stalking_unit.ui.words import instant

HEADLESS = "Addresses, numbers and whatever looks like one are left out. What else it holds is in the Stalking Unit."


def plain(copied: Copied, *, reference: str, agency: str, by: str, at: datetime) -> str:
    """The text to copy. It says whose view it is: what another agency reads of the same record may differ."""
    head = ("Stalking Unit", f"Case {reference}", copied.title)
    foot = (f"Copied {instant(at)} by {by}, {agency}, as {agency} may read it.", HEADLESS)
    body = [_line(row) for row in copied.rows]
    return without("\n".join([*head, "", *filter(None, body)])) + "\n\n" + "\n".join(foot) + "\n"


def _line(row: Row) -> str:
    """One label and what it says: on one line where it is short, under the label where it is not."""
    words = [row.value, *row.lines, row.tag.text if row.tag else "", row.sub]
    said = [word for word in words if word]
    if not said:
        return ""
    is_short = len(said) == 1 and "\n" not in said[0] and len(said[0]) < 80
    return f"{row.label}: {said[0]}" if is_short else "\n".join([f"{row.label}:", *said])
