"""What falls due on a case, and whom to tell: no copy of any date, the tables themselves are asked."""

from datetime import date, timedelta
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case as Either
from django.db.models import DateField, Exists, F, OuterRef, Q, Subquery, Value, When
from django.db.models.fields.json import KT
from django.db.models.functions import Cast, Coalesce, Greatest, TruncDate

from cases.clocks import DRAFT_DAYS, DRAFT_WARNING_DAYS, OFFER_DAYS, working_days_before
from cases.enums import ADVISED, INTAKE_STATES, REVIEWED, Capacity, Level, State, Transition, UnitRight
from cases.models import Case, Incident, Referral, ReferralAddition, StateChange, Trigger
from cases.services import desk
from cases.services.answering import UNSAFE
from cases.services.due import NAMED, Matter, held
from cases.services.files import Change, Due
from cases.services.intake import left_alone

SILENCE, SILENT_DAYS = "silence", 28
HEARD = ("new-incident", "breach")
DECIDED_BY_A_LEAD = (State.TRIAGE, State.CONSULTATION)
PLACES = sorted(set(Capacity) - {Capacity.REFERRER})


REVIEW = Matter("review", "A review is due.", "cases:overview", case="pk", due_on="review_on")
DRAFT = Matter(
    "draft", "A referral you began is cancelled soon unless you go on with it.", "cases:referral", due_on="ends_on"
)
OWED = Matter(
    "owed", "Something your referral was sent without is still to come.", "cases:add_to_referral", due_on="owed_by"
)
FOLLOW_UP = Matter("follow-up", "Ask whether advice was acted on.", "cases:decide", due_on="follow_up_on")
SCREENING = Matter("screening", "A referral waits to be screened.", "cases:overview", case="pk")
TRIAGE = Matter("triage", "A referral waits for a decision.", "cases:overview", case="pk")
CONSULTATION = Matter("consultation", "Advice that was asked for is due.", "cases:overview", case="pk")
OFFERED = Matter("offer", "Another unit offers you a case, and waits for your answer.", "cases:overview")
UNANSWERED = Matter("offer-unanswered", "The offer of a case has not been answered.", "cases:overview")


def reviews_due(on: date) -> list[Due]:
    """Reviews whose day has come: told to everyone named on the case, and to those who lead its unit."""
    cases = Case.objects.due_review(on).filter(state__in=REVIEWED)
    return [
        *REVIEW.told(on, held(cases, "teammembers"), NAMED),
        *REVIEW.to_leads(on, cases),
        *REVIEW.late(on, cases),
    ]


def drafts_ending(on: date) -> list[Due]:
    """Drafts that will be cancelled in a few days: told to their author."""
    left = left_alone(on - timedelta(days=DRAFT_DAYS - DRAFT_WARNING_DAYS))
    ends_on = Cast(TruncDate("touched_at") + timedelta(days=DRAFT_DAYS), DateField())
    return DRAFT.alone(left.annotate(told_to=F("author"), ends_on=ends_on), "began the referral")


def facts_owed(on: date) -> list[Due]:
    """What a referral was sent without and has not followed by its day: told to whoever referred.

    A referral that was joined is no exception, nor one whose decision is kept from them: a silence would tell of it.
    Whoever leads hears that it has not come while the referral is still to be decided.
    """
    given = ArraySubquery(ReferralAddition.objects.filter(referral=OuterRef("pk")).order_by().values("fact").distinct())
    untold = StateChange.objects.filter(case=OuterRef("case"), facts__contains={"referrer_told": UNSAFE})
    ended = Q(case__state__in=(State.CLOSED, State.VOID)) | (Q(case__state=State.DECLINED) & ~Exists(untold))
    owing = Referral.objects.filter(owed_by__lte=on).exclude(ended).exclude(owes__contained_by=given)
    undecided = owing.filter(case__state__in=INTAKE_STATES)
    return [*OWED.alone(owing.annotate(told_to=F("author")), "made the referral"), *OWED.late(on, undecided)]


def advice_due(on: date) -> list[Due]:
    """Advice whose day of follow-up has come: told to those who work the case, and to those who lead its unit."""
    given = StateChange.objects.filter(transition__in=ADVISED, case__state=State.CONSULT_ADVISED)
    given = given.exclude(Exists(given.filter(case=OuterRef("case"), recorded_at__gt=OuterRef("recorded_at"))))
    asked = given.annotate(follow_up_on=Cast(KT("facts__follow_up_on"), DateField())).filter(follow_up_on__lte=on)
    named = held(asked, "case__teammembers", capacity__in=PLACES)
    return [*FOLLOW_UP.told(on, named, NAMED), *FOLLOW_UP.to_leads(on, asked), *FOLLOW_UP.late(on, asked)]


def intake_waits(on: date) -> list[Due]:
    """Referrals on the day by which each leaves its stage: to those who screen, then to those who decide.

    What is late as well rings: `services.overdue`. The clock counts working days, so it is read here, case by case.
    """
    waiting = desk.with_clock(Case.objects.filter(state__in=[State.SUBMITTED, State.SCREENING, *DECIDED_BY_A_LEAD]))
    days: dict[date, list[UUID]] = {}
    for case in waiting.order_by("pk"):
        due = desk.due_of(case)
        if due is not None and due.on <= on:
            days.setdefault(due.on, []).append(case.pk)
    if not days:
        return []
    due_on = Either(*[When(pk__in=keys, then=Value(day)) for day, keys in days.items()], output_field=DateField())
    late = Case.objects.filter(pk__in=[key for keys in days.values() for key in keys]).annotate(due_on=due_on)
    unscreened = late.filter(state__in=[State.SUBMITTED, State.SCREENING])
    advising = late.filter(state=State.CONSULTATION)
    screeners = held(
        unscreened.filter(is_restricted=False), "unit__grants", permission__codename=UnitRight.SCREEN.value
    )
    alternates = held(unscreened.filter(is_restricted=True), "teammembers", capacity=Capacity.ALTERNATE.value)
    return [
        *SCREENING.told(on, screeners, "screens for the unit"),
        *SCREENING.told(on, alternates, "a named alternate"),
        *SCREENING.late(on, unscreened),
        *TRIAGE.to_leads(on, late.filter(state=State.TRIAGE)),
        *CONSULTATION.told(on, held(advising, "teammembers", capacity__in=PLACES), NAMED),
        *CONSULTATION.to_leads(on, advising),
        *CONSULTATION.late(on, advising),
    ]


def offers_waiting(on: date) -> list[Due]:
    """Cases offered to another unit: its leads are told at once, and both sides again when its day to answer is over.

    The risk stays where it is until somebody says yes, so whoever offered must know that nobody has.
    """
    made = StateChange.objects.filter(transition=Transition.OFFER, case__offered_to__isnull=False)
    made = made.exclude(Exists(made.filter(case=OuterRef("case"), recorded_at__gt=OuterRef("recorded_at"))))
    made = made.annotate(due_on=Cast(TruncDate("happened_at"), DateField())).filter(due_on__lte=on)
    unanswered = made.filter(due_on__lte=working_days_before(on, OFFER_DAYS))
    asked = {"path": "case__offered_to__grants", "permission__codename": UnitRight.LEAD.value}
    return [
        *OFFERED.told(on, held(made, **asked), "leads the unit it is offered to"),
        *UNANSWERED.told(on, held(unanswered, **asked), "leads the unit it is offered to"),
        *UNANSWERED.to_leads(on, unanswered),
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
