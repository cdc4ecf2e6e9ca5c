"""What falls due in an assessment, and whom to tell."""

from datetime import date

from django.db.models import DateField, Exists, F, OuterRef, Q
from django.db.models.functions import Cast, TruncDate

from cases import policy
from cases.clocks import working_day_after
from cases.enums import OPEN_STATES, Capacity, State
from cases.models import TeamMember
from cases.policy import Action
from cases.services.due import Matter, as_rows, held
from cases.services.files import Due
from risk.enums import ContributionStatus, Quorum
from risk.models import AgendaItem, Conference, Confirmation, Contribution, ContributionVersion
from risk.services.agenda import waits_for_a_word
from stalking_unit import clock
from stalking_unit.accounts.enums import Role
from stalking_unit.accounts.models import Membership
from stalking_unit.accounts.querysets import runs_on

CONTRIBUTION = Matter(
    "contribution", "Your discipline’s part of an assessment is due.", "risk:assessment", due_on="round__due_on"
)
CONFIRM = Matter(
    "confirm",
    "A conference decided something subject to your discipline, and waits for your word today.",
    "risk:assessment",
    due_on="confirm_by",
)
SIGN_OFF = Matter("sign-off", "Part of an assessment waits for your signature.", "risk:assessment")
PAPERS = Matter(
    "papers", "A case conference is near. Read its papers.", "interventions:meeting", case="pk", due_on="held_on"
)
READ_THE_DAY_BEFORE = 1  # working days before a conference on which its papers are read
OF_THE_DISCIPLINE = "of the discipline, on the case"


def contributions_due(on: date) -> list[Due]:
    """Contributions whose day has come: told to everyone of that discipline who works the case."""
    asked = Contribution.objects.due(on).filter(case__state=State.ASSESSMENT)
    working = held(asked, "case__teammembers", discipline__kind=F("discipline__kind"))
    return [*CONTRIBUTION.told(on, working, OF_THE_DISCIPLINE), *CONTRIBUTION.late(on, asked)]


def confirmations_due(on: date) -> list[Due]:
    """What was decided subject to a discipline, on the last day to confirm it: told to those of it on the case."""
    waiting = waits_for_a_word().filter(confirm_by__lte=on)
    told = []
    for seat in Quorum:
        if seat is not Quorum.CHAIR:
            given = Confirmation.objects.filter(seat=seat).values("item")
            asked = waiting.filter(subject_to__contains=[seat.value]).exclude(pk__in=given)
            of_it = held(asked, "case__teammembers", discipline__kind=seat.value)
            told.extend(CONFIRM.told(on, of_it, OF_THE_DISCIPLINE))
    return [*told, *CONFIRM.late(on, waiting)]


def signatures_due(on: date) -> list[Due]:
    """Answers that wait for a second signature, from the day they were submitted: told to whoever may sign.

    Those are the discipline's supervisors on the case; where there is no other than the author, and once the round is
    over, the lead. What is submitted anew is told anew.
    """
    waiting = ContributionVersion.objects.filter(
        contribution__status=ContributionStatus.SUBMITTED, sign_off__isnull=True, case__state__in=OPEN_STATES
    ).annotate(due_on=Cast(TruncDate("submitted_at"), DateField()))
    waiting = waiting.filter(due_on__lte=on)
    supervising = Membership.objects.live(on).filter(role=Role.SUPERVISOR)
    working = held(waiting, "case__teammembers", discipline__kind=F("discipline__kind"))
    signing = working.exclude(told_to=F("author")).filter(
        Exists(supervising.filter(user=OuterRef("told_to"), discipline__kind=OuterRef("discipline__kind")))
    )
    others = TeamMember.objects.live(clock.now()).filter(
        case=OuterRef("case"), discipline__kind=OuterRef("discipline__kind"), user__in=supervising.values("user")
    )
    alone = waiting.filter(~Exists(others.exclude(user=OuterRef("author"))), round__closed_at__isnull=False)
    return [
        *SIGN_OFF.told(on, signing, "signs for the discipline, on the case"),
        *SIGN_OFF.to_leads(on, alone),
        *SIGN_OFF.late(on, waiting),
    ]


def papers_due(on: date) -> list[Due]:
    """Conferences that sit on this working day or the next: told once a meeting, to those with a case on its agenda.

    Whoever has no case on it is not told, and no case is named: a reader's agenda holds what they may see and no more.
    """
    near = Conference.objects.filter(
        starts_at__isnull=False,
        locked_at=None,
        held_on__gte=on,
        held_on__lte=working_day_after(on, READ_THE_DAY_BEFORE),
    )
    seats = near.filter(
        policy.seated(Action.VIEW_MEETING, "unit__memberships__"),
        runs_on(on, "unit__memberships__"),
        unit__memberships__user__is_active=True,
    ).order_by()
    if not near.exists():
        return []
    sitting = seats.annotate(told_to=F("unit__memberships__user"))
    row = AgendaItem.objects.filter(conference=OuterRef(OuterRef("pk")), case=OuterRef("case"))
    proposed = Q(case__state__in=[State.CONFERENCE_DUE, State.REVIEW]) | Q(
        case__state=State.PLAN_ACTIVE, case__review_on__lte=OuterRef("held_on")
    )
    on_agenda = TeamMember.objects.live(clock.now()).filter(
        policy.sees_case("case", "user", at=clock.now()),
        proposed | Q(Exists(row.filter(added_by__isnull=False))),
        ~Exists(row.filter(left_out_by__isnull=False)),
        user=OuterRef("told_to"),
        case__unit=OuterRef("unit"),
    )
    there = sitting.filter(Exists(on_agenda.exclude(capacity=Capacity.REFERRER)))
    running = sitting.filter(Q(told_to=F("chair")) | Q(told_to=F("planned_by")))
    return [
        Due(PAPERS.kind, PAPERS.text, PAPERS.route, as_rows(PAPERS.kind, people, "pk", PAPERS.due_on), why)
        for people, why in ((there, "has a case on the agenda"), (running, "runs the meeting"))
    ]
