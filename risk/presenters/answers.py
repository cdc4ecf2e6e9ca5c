"""What a discipline answered, question by question, for those who may read it."""

from risk.enums import Known, Stance
from risk.models import ContributionOpinion, ContributionVersion
from risk.questions import asked_of, label_of
from stalking_unit.accounts.enums import DisciplineKind
from stalking_unit.ui.parts import Row

NO_ANSWER = "No answer"


def fact_rows(kind: DisciplineKind, version: ContributionVersion) -> list[Row]:
    """The facts of a version in the order they were asked, and in one row what has no answer."""
    found = {row.question: row for row in version.answers.all()}
    asked = list(asked_of(kind, Stance.FACTS))
    order = [one.code for one in asked if one.code in found]
    retired = sorted(set(found) - set(order))
    rows = [
        Row(label_of(kind, code), found[code].words or str(Known(found[code].known).label))
        for code in [*order, *retired]
    ]
    missing = [one.label for one in asked if one.code not in found]
    return [*rows, Row(NO_ANSWER, lines=missing)] if found and missing else rows


def opinion_rows(kind: DisciplineKind, opinion: ContributionOpinion) -> list[Row]:
    """What it thinks about each question."""
    found = {row.question: row.words for row in opinion.answers.all()}
    order = [one.code for one in asked_of(kind, Stance.OPINION) if one.code in found]
    return [Row(label_of(kind, code), found[code]) for code in [*order, *sorted(set(found) - set(order))]]
