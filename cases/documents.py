"""What the case summary says, for one reader: nothing that this reader could not open on a page."""

from typing import Any

from cases import policy
from cases.models import Case
from cases.presenters import level_words, names
from cases.presenters.stage import stage_words
from cases.services import people
from cases.services.files import case_files
from stalking_unit.accounts.actor import Actor
from stalking_unit.ui.parts import Row
from stalking_unit.ui.words import day


def summary(actor: Actor, case: Case) -> dict[str, Any]:
    """The context of `documents/summary.html`."""
    sections = [section for file in case_files() for section in file.document_sections(actor, case)]
    sections.sort(key=lambda section: section.order)
    return {
        "heading": names(people.seen(actor, case), case),
        "facts": [
            Row("Stage", stage_words(case, policy.allowed_once(actor, case))),
            Row("Agreed level", level_words(case.level)),
            Row("Review by", day(case.review_on) if case.review_on else "No date"),
            Row("Unit", case.unit.name),
        ],
        "sections": sections,
    }
