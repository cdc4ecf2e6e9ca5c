"""What falls due on a case, and whom to tell: no copy of any date, the tables themselves are asked."""

from datetime import date
from typing import Any

from django.db.models import CharField, Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Now

from cases.enums import State, UnitRight
from cases.models import Case, Exclusion
from cases.services.files import Due

REVIEWED = (State.PLAN_ACTIVE, State.REVIEW, State.STEP_DOWN)


def reviews_due(on: date) -> list[Due]:
    """Reviews whose day has come: told to everyone named on the case, and to those who lead its unit."""
    cases = Case.objects.due_review(on).filter(state__in=REVIEWED)
    named = held(cases, "teammembers")
    leading = held(cases.filter(is_restricted=False), "unit__grants", permission__codename=UnitRight.LEAD.value)
    told = "A review is due."
    return [
        Due("review", told, "cases:overview", rows("review", named, "pk", "pk", "review_on", "teammembers__user")),
        Due("review", told, "cases:overview", rows("review", leading, "pk", "pk", "review_on", "unit__grants__user")),
    ]


def held(records: QuerySet[Any], path: str, **where: Any) -> QuerySet[Any]:
    """The records, once for each person who holds the place at `path` now.

    One filter, so that all conditions speak of the same place.
    """
    live = Q(**{f"{path}__ends_at": None}) | Q(**{f"{path}__ends_at__gt": Now()})
    wanted = {f"{path}__{name}": value for name, value in where.items()}
    return records.filter(
        live, **{f"{path}__starts_at__lte": Now(), f"{path}__user__is_active": True}, **wanted
    ).order_by()


def rows(kind: str, records: QuerySet[Any], subject: str, case: str, due_on: str, recipient: str) -> QuerySet[Any, Any]:
    """Kind, subject, case, day and recipient, each person once; nobody with a conflict of interest is told."""
    barred = Exclusion.objects.filter(case=OuterRef(case), user=OuterRef(recipient))
    told: QuerySet[Any, Any] = (
        records.filter(~Exists(barred))
        .annotate(told_kind=Value(kind, output_field=CharField()), told_subject=F(subject), told_case=F(case))
        .values_list("told_kind", "told_subject", "told_case", due_on, recipient)
        .distinct()
    )
    return told
