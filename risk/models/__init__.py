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
from risk.models.conference import Attendance, Conference, ConferenceItem, Confirmation, Decision, DifferentView
from risk.models.formulation import Formulation, FormulationAgreement, FormulationDraft, FormulationWords
from risk.models.meeting import AgendaItem, AttendanceException, ConflictAsked, InRoom
from risk.models.minutes import MeetingRow, MinuteRow, MinutesSignature

__all__ = [
    "AgendaItem",
    "Attendance",
    "AttendanceException",
    "Conference",
    "ConferenceItem",
    "Confirmation",
    "ConflictAsked",
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
    "InRoom",
    "MeetingRow",
    "MinuteRow",
    "MinutesSignature",
    "OpinionAnswer",
    "Part",
    "Round",
    "SignOff",
]
