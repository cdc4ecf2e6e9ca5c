"""What keeps a case open, in words."""

from collections.abc import Sequence

from interventions.presenters.plan import action_href
from interventions.services.closing import Missing
from stalking_unit.ui.parts import Cell, Column, Table


def missing_table(missing: Sequence[Missing]) -> Table:
    """Each thing that is missing and who can see to it."""
    return Table(
        caption="What is missing",
        columns=[Column("What"), Column("Who can see to it")],
        rows=[
            [
                Cell(one.what, href=action_href(one.action) if one.action else ""),
                Cell(", ".join(one.who) or "Nobody on this case yet"),
            ]
            for one in missing
        ],
        is_fixed=True,
    )
