"""The tables of plans, orders and support; import from here."""

from interventions.models.order import Breach, Order, OrderCondition, OrderQuestion, ServiceAttempt
from interventions.models.plan import Plan, PlanAction, StrandReason
from interventions.models.support import EmergencyUse, SupportContact

__all__ = [
    "Breach",
    "EmergencyUse",
    "Order",
    "OrderCondition",
    "OrderQuestion",
    "Plan",
    "PlanAction",
    "ServiceAttempt",
    "StrandReason",
    "SupportContact",
]
