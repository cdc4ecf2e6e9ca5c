"""The tables of assessment and conference; import from here."""

from risk.models.assessment import (
    Contribution,
    ContributionLevel,
    ContributionOpinion,
    ContributionVersion,
    DraftSection,
    FactAnswer,
    OpinionAnswer,
    Part,
    Round,
    SignOff,
)
from risk.models.conference import Attendance, Conference, ConferenceItem, Decision, DifferentView
from risk.models.formulation import Formulation, FormulationAgreement, FormulationDraft, FormulationWords

__all__ = [
    "Attendance",
    "Conference",
    "ConferenceItem",
    "Contribution",
    "ContributionLevel",
    "ContributionOpinion",
    "ContributionVersion",
    "Decision",
    "DifferentView",
    "DraftSection",
    "FactAnswer",
    "Formulation",
    "FormulationAgreement",
    "FormulationDraft",
    "FormulationWords",
    "OpinionAnswer",
    "Part",
    "Round",
    "SignOff",
]
