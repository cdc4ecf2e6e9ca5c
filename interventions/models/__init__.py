"""The tables of plans, orders and support; import from here."""

from interventions.models.disclosure import Disclosure
from interventions.models.ending import Lesson, Outcome, RetentionRule
from interventions.models.hearing import Hearing, HearingTold
from interventions.models.order import Breach, Order, OrderCondition, OrderEnding, OrderQuestion, ServiceAttempt
from interventions.models.plan import ActionChange, Plan, PlanAction, StrandReason
from interventions.models.release import Release, ReleasedWords
from interventions.models.support import EmergencyUse, LostContact, SupportContact
from interventions.models.victim_plan import Need, SupportSummary, VictimPlan, VictimPlanPart

__all__ = [
    "ActionChange",
    "Breach",
    "Disclosure",
    "EmergencyUse",
    "Hearing",
    "HearingTold",
    "Lesson",
    "LostContact",
    "Need",
    "Order",
    "OrderCondition",
    "OrderEnding",
    "OrderQuestion",
    "Outcome",
    "Plan",
    "PlanAction",
    "Release",
    "ReleasedWords",
    "RetentionRule",
    "ServiceAttempt",
    "StrandReason",
    "SupportContact",
    "SupportSummary",
    "VictimPlan",
    "VictimPlanPart",
]
