"""The screening desk: what waits for this person, the most urgent first, and one decision about one referral."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Case as Either
from django.db.models import F, OuterRef, QuerySet, Subquery, When
from django.db.models.fields.json import KT
from django.db.models.functions import Greatest
from django.utils import timezone

from cases import policy
from cases.clocks import END_OF_DAY, LONDON, Deadline, intake_due
from cases.enums import ADVISED, State, Transition
from cases.models import Case, Episode, StateChange
from cases.policy import Action
from cases.services import conflicts, screening
from cases.services.lifecycle import Facts
from cases.services.moves import make
from stalking_unit.accounts.actor import Actor

STAGES = (State.SUBMITTED, State.SCREENING, State.AWAITING_INFO)
MOST_SHOWN = 200


@dataclass(frozen=True, slots=True)
class Waiting:
    """A referral that waits to be screened; until `answer_due_on` it waits for somebody else."""

    case: Case
    sent_at: datetime | None
    due: Deadline | None
    answer_due_on: date | None

    def is_ours(self, today: date) -> bool:
        """Whether it is for whoever screens to go on with."""
        return self.answer_due_on is None or self.answer_due_on < today


def waiting(by: Actor) -> list[Waiting]:
    """What this person may screen: red flags first, then what is due first; what waits for an answer comes last."""
    cases = policy.scope(by, Action.PASS_TO_TRIAGE, Case.objects.filter(state__in=STAGES))
    asked = StateChange.objects.filter(case=OuterRef("pk"), transition=Transition.ASK_FOR_MORE)
    answer_due_on = asked.order_by("-recorded_at", "pk").values(due_on=KT("facts__answer_due_on"))[:1]
    rows = with_clock(cases).annotate(answer_due_on=Subquery(answer_due_on)).select_related("unit")
    found = [_waits(case) for case in rows.order_by("created_at", "pk")[:MOST_SHOWN]]
    today = timezone.localdate(by.now)
    return sorted(found, key=lambda one: (not one.is_ours(today), *_urgency(one, by.now)))


def with_clock(cases: QuerySet[Case]) -> QuerySet[Any]:
    """Each case with what its clock of intake runs from, and until.

    `clock_from`: when its referral was sent or, at triage again, when the decision was challenged. `follow_up_on`: the
    day, as text, on which somebody asks whether the latest advice was acted on.
    """
    sent_at = Episode.objects.filter(case=OuterRef("pk")).order_by("-number").values("started_at")[:1]
    challenges = StateChange.objects.filter(case=OuterRef("pk"), transition=Transition.CHALLENGE)
    challenged_at = challenges.order_by("-recorded_at", "pk").values("happened_at")[:1]
    later = Greatest(Subquery(challenged_at), Subquery(sent_at))
    advised = StateChange.objects.filter(case=OuterRef("pk"), transition__in=ADVISED)
    follow_up_on = advised.order_by("-recorded_at", "pk").values(due_on=KT("facts__follow_up_on"))[:1]
    marked: QuerySet[Any] = cases.annotate(sent_at=Subquery(sent_at), follow_up_on=Subquery(follow_up_on)).annotate(
        clock_from=Either(When(state=State.TRIAGE, then=later), default=F("sent_at"))
    )
    return marked


def due_of(case: Any) -> Deadline | None:
    """By when a case that `with_clock` gave has left its stage of intake, or its advice is followed up."""
    if case.state == State.CONSULT_ADVISED and case.follow_up_on:
        on = date.fromisoformat(case.follow_up_on)
        return Deadline(on, datetime.combine(on, END_OF_DAY, LONDON))
    if case.clock_from is None:
        return None
    return intake_due(State(case.state), case.clock_from, is_red_flagged=case.is_red_flagged)


@transaction.atomic
def decide(
    case: Case,
    transition: Transition,
    *,
    by: Actor,
    says: Mapping[str, str],
    facts: Facts,
    version: int | None = None,
    happened_at: datetime | None = None,
    nobody_we_know: Sequence[conflicts.Likeness] = (),
) -> StateChange:
    """Screen a referral and decide about it in one go: what the search found was on the page.

    `nobody_we_know` are the likenesses that the team lead saw and ticked as none of these people.
    """
    stood_at = State(case.state)
    if stood_at is State.SUBMITTED:
        screening.begin(case, by=by, version=version)
    if stood_at is State.AWAITING_INFO:
        make(case, Transition.RESUME_SCREENING, by=by, version=version)
    if nobody_we_know:
        conflicts.clear(case, nobody_we_know, by=by)
    return make(
        case,
        transition,
        by=by,
        says=says,
        facts=facts,
        version=version if stood_at is State.SCREENING else None,
        happened_at=happened_at,
    )


def _waits(case: Any) -> Waiting:
    state, asked = State(case.state), case.answer_due_on
    return Waiting(
        case,
        case.sent_at,
        due_of(case),
        date.fromisoformat(asked) if asked and state is State.AWAITING_INFO else None,
    )


def _urgency(one: Waiting, now: datetime) -> tuple[bool, datetime, datetime, str]:
    return not one.case.is_red_flagged, one.due.at if one.due else now, one.sent_at or now, str(one.case.pk)
