"""What falls due in an assessment, and whom to tell."""

from datetime import date

from django.db.models import F

from cases.enums import State
from cases.reminders import held, rows
from cases.services.files import Due
from risk.models import Contribution


def contributions_due(on: date) -> list[Due]:
    """Contributions whose day has come: told to everyone of that discipline who works the case."""
    asked = Contribution.objects.due(on).filter(case__state=State.ASSESSMENT)
    working = held(asked, "case__teammembers", discipline__kind=F("discipline__kind"))
    return [
        Due(
            "contribution",
            "Your discipline’s part of an assessment is due.",
            "risk:assessment",
            rows("contribution", working, case="case", due_on="round__due_on"),
        )
    ]
