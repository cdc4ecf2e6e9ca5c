"""Who may do what: the front door. Nothing else may ask, and only this package and `cases.grants` know guardian."""

from cases.policy.actions import Action
from cases.policy.gate import (
    allowed,
    allowed_once,
    can,
    can_within,
    get_any_or_404,
    get_case_or_404,
    get_or_404,
    has_reach,
    is_for,
    require,
    require_within,
    scope,
    scope_any,
)
from cases.policy.people import seated, sees_case, who_can
from cases.policy.rules import RULES
from cases.policy.subjects import SUBJECTS, subject_of

__all__ = [
    "RULES",
    "SUBJECTS",
    "Action",
    "allowed",
    "allowed_once",
    "can",
    "can_within",
    "get_any_or_404",
    "get_case_or_404",
    "get_or_404",
    "has_reach",
    "is_for",
    "require",
    "require_within",
    "scope",
    "scope_any",
    "seated",
    "sees_case",
    "subject_of",
    "who_can",
]
