"""What falls due on a case, and whom to tell: no copy of any date, the tables themselves are asked."""

from datetime import date, timedelta
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import CharField, DateField, Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.fields.json import KT
from django.db.models.functions import Cast, Coalesce, Greatest, TruncDate

from cases import policy
from cases.clocks import DRAFT_DAYS, DRAFT_WARNING_DAYS
from cases.enums import Capacity, Level, State, UnitRight
from cases.models import Case, Incident, Referral, ReferralAddition, StateChange, Trigger
from cases.services.answering import UNSAFE
from cases.services.desk import ADVISED
from cases.services.files import Change, Due
from cases.services.intake import left_alone
from stalking_unit import clock

SILENCE, SILENT_DAYS = "silence", 28
HEARD = ("new-incident", "breach")
REVIEWED = (State.PLAN_ACTIVE, State.REVIEW, State.STEP_DOWN)


def reviews_due(on: date) -> list[Due]:
    """Reviews whose day has come: told to everyone named on the case, and to those who lead its unit."""
    cases = Case.objects.due_review(on).filter(state__in=REVIEWED)
    named = held(cases, "teammembers")
    leading = held(cases.filter(is_restricted=False), "unit__grants", permission__codename=UnitRight.LEAD.value)
    told = "A review is due."
    return [
        Due("review", told, "cases:overview", rows("review", named, case="pk", due_on="review_on")),
        Due("review", told, "cases:overview", rows("review", leading, case="pk", due_on="review_on")),
    ]


def drafts_ending(on: date) -> list[Due]:
    """Drafts that will be cancelled in a few days: told to their author."""
    left = left_alone(on - timedelta(days=DRAFT_DAYS - DRAFT_WARNING_DAYS))
    ends_on = Cast(TruncDate("touched_at") + timedelta(days=DRAFT_DAYS), DateField())
    ending = left.annotate(told_to=F("author"), ends_on=ends_on)
    told = "A referral you began is cancelled soon unless you go on with it."
    return [Due("draft", told, "cases:referral", rows("draft", ending, case="case", due_on="ends_on"))]


def facts_owed(on: date) -> list[Due]:
    """What a referral was sent without and has not followed by its day: told to whoever referred.

    A referral that was joined is no exception, nor one whose decision is kept from them: a silence would tell of it.
    """
    given = ArraySubquery(ReferralAddition.objects.filter(referral=OuterRef("pk")).order_by().values("fact").distinct())
    untold = StateChange.objects.filter(case=OuterRef("case"), facts__contains={"referrer_told": UNSAFE})
    ended = Q(case__state__in=(State.CLOSED, State.VOID)) | (Q(case__state=State.DECLINED) & ~Exists(untold))
    owing = Referral.objects.filter(owed_by__lte=on).exclude(ended).exclude(owes__contained_by=given)
    told = "Something your referral was sent without is still to come."
    owed = owing.annotate(told_to=F("author"))
    return [Due("owed", told, "cases:add_to_referral", rows("owed", owed, case="case", due_on="owed_by"))]


def advice_due(on: date) -> list[Due]:
    """Advice whose day of follow-up has come: told to those who work the case, and to those who lead its unit."""
    given = StateChange.objects.filter(transition__in=ADVISED, case__state=State.CONSULT_ADVISED)
    given = given.exclude(Exists(given.filter(case=OuterRef("case"), recorded_at__gt=OuterRef("recorded_at"))))
    asked = given.annotate(follow_up_on=Cast(KT("facts__follow_up_on"), DateField())).filter(follow_up_on__lte=on)
    places = sorted(set(Capacity) - {Capacity.REFERRER})
    named = held(asked, "case__teammembers", capacity__in=places)
    leading = held(
        asked.filter(case__is_restricted=False), "case__unit__grants", permission__codename=UnitRight.LEAD.value
    )
    return [
        Due(
            "follow-up",
            "Ask whether advice was acted on.",
            "cases:decide",
            rows("follow-up", people, case="case", due_on="follow_up_on"),
        )
        for people in (named, leading)
    ]


def silences(on: date) -> list[Change]:
    """Four weeks without a recorded incident or breach where harm could be serious: raised once for each silence.

    A case that is paused is quiet for a reason, and is reviewed all the same.
    """
    told = Trigger.objects.filter(case=OuterRef("pk"), code__in=HEARD).order_by("-recorded_at", "pk")
    incidents = Incident.objects.filter(case=OuterRef("pk"), struck_at=None).order_by("-recorded_at", "pk")
    accepted = StateChange.objects.filter(case=OuterRef("pk"), to_state=State.ACCEPTED).order_by("-recorded_at", "pk")
    heard = (told, incidents, accepted)
    quiet = Case.objects.filter(
        level__in=(Level.HIGH, Level.VERY_HIGH), state__in=(State.PLAN_ACTIVE, State.STEP_DOWN), is_paused=False
    ).annotate(
        last=Coalesce(*(Subquery(rows.values("pk")[:1]) for rows in heard)),
        heard_on=TruncDate(Greatest(*(Subquery(rows.values("recorded_at")[:1]) for rows in heard))),
    )
    raised = Trigger.objects.filter(case=OuterRef("pk"), code=SILENCE, subject_id=OuterRef("last"))
    unraised = quiet.filter(~Exists(raised), heard_on__lte=on - timedelta(days=SILENT_DAYS))
    return [Change(case, SILENCE, case.last) for case in unraised.order_by("created_at", "pk")]


def held(records: QuerySet[Any], path: str, **where: Any) -> QuerySet[Any]:
    """The records, once for each person who holds the place at `path` now; that person is `told_to`.

    One filter, so that all conditions speak of the same place; a second would join a second one.
    """
    now = clock.now()
    live = Q(**{f"{path}__ends_at": None}) | Q(**{f"{path}__ends_at__gt": now})
    wanted = {f"{path}__{name}": value for name, value in where.items()}
    once_each: QuerySet[Any] = (
        records.filter(live, **{f"{path}__starts_at__lte": now, f"{path}__user__is_active": True}, **wanted)
        .order_by()
        .annotate(told_to=F(f"{path}__user"))
    )
    return once_each


def rows(kind: str, records: QuerySet[Any], *, case: str, due_on: str) -> QuerySet[Any, Any]:
    """Kind, subject, case, day and recipient, each person once, and nobody who may not see the case.

    `records` have a `told_to`, by `held` or by their own annotation; `case` and `due_on` are their fields.
    """
    told: QuerySet[Any, Any] = (
        records.filter(policy.sees_case(case, "told_to", at=clock.now()), told_to__isnull=False)
        .annotate(told_kind=Value(kind, output_field=CharField()), told_case=F(case), told_on=F(due_on))
        .values_list("told_kind", "pk", "told_case", "told_on", "told_to")
        .distinct()
    )
    return told
