"""What falls due in an assessment, and whom to tell."""

from datetime import date

from django.db.models import F

from cases.enums import State
from cases.reminders import held, rows
from cases.services.files import Due
from risk.enums import Quorum
from risk.models import Confirmation, Contribution
from risk.services.agenda import waits_for_a_word


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


def confirmations_due(on: date) -> list[Due]:
    """What was decided subject to a discipline, on the last day to confirm it: told to those of it on the case."""
    waiting = waits_for_a_word().filter(confirm_by__lte=on)
    told = "A conference decided something subject to your discipline, and waits for your word today."
    return [
        Due(
            "confirm",
            told,
            "risk:assessment",
            rows(
                "confirm",
                held(
                    waiting.filter(subject_to__contains=[seat.value]).exclude(
                        pk__in=Confirmation.objects.filter(seat=seat).values("item")
                    ),
                    "case__teammembers",
                    discipline__kind=seat.value,
                ),
                case="case",
                due_on="confirm_by",
            ),
        )
        for seat in Quorum
        if seat is not Quorum.CHAIR
    ]
