"""The tables of a case; import from here."""

from cases.models.advice import AdviceText
from cases.models.alarm import Alarm, AlarmCall, SpokenTo
from cases.models.board import NextStep
from cases.models.call import CallerDrop, CallNote
from cases.models.case import Case, Episode, ReferenceCounter, StateChange, Statement
from cases.models.codes import CodeItem, CodeList
from cases.models.contact import ContactPoint, SafeContact
from cases.models.draft import Draft
from cases.models.hiding import HiddenText, Hiding, Redaction, SealedText
from cases.models.incident import Incident, IncidentCode, IncidentVersion
from cases.models.location import Location
from cases.models.note import Note
from cases.models.person import CasePerson, Identifier, Person, PersonDetail, PersonName
from cases.models.record import CaseRecord, CaseRow
from cases.models.referral import ReceivedText, Referral, ReferralAddition
from cases.models.search import HiddenSearch
from cases.models.sharing import SharingView
from cases.models.team import CaseGrant, ClearedLikeness, Exclusion, TeamMember, UnitGrant
from cases.models.trigger import Trigger

__all__ = [
    "AdviceText",
    "Alarm",
    "AlarmCall",
    "CallNote",
    "CallerDrop",
    "Case",
    "CaseGrant",
    "CasePerson",
    "CaseRecord",
    "CaseRow",
    "ClearedLikeness",
    "CodeItem",
    "CodeList",
    "ContactPoint",
    "Draft",
    "Episode",
    "Exclusion",
    "HiddenSearch",
    "HiddenText",
    "Hiding",
    "Identifier",
    "Incident",
    "IncidentCode",
    "IncidentVersion",
    "Location",
    "NextStep",
    "Note",
    "Person",
    "PersonDetail",
    "PersonName",
    "ReceivedText",
    "Redaction",
    "ReferenceCounter",
    "Referral",
    "ReferralAddition",
    "SafeContact",
    "SealedText",
    "SharingView",
    "SpokenTo",
    "StateChange",
    "Statement",
    "TeamMember",
    "Trigger",
    "UnitGrant",
]
