"""Clocks of intake that run out. A reminder asks whose day it is; these ring, because somebody may be in danger."""

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef

from cases.clocks import RED_FLAG_HOURS, intake_due
from cases.enums import INTAKE_STATES, AlarmKind, State, Transition
from cases.models import Alarm, Case, Episode, StateChange
from cases.services import unsent
from cases.services.alarms import raise_alarm
from stalking_unit.accounts.actor import Actor

Late = Iterable[tuple[Case, AlarmKind, UUID]]


@transaction.atomic
def raise_overdue(*, by: Actor) -> int:
    """Raise an alarm for every clock that has run out and has none. Says how many that were."""
    late = [*_not_screened(by), *_not_decided(by), *_not_sent(by)]
    for case, kind, subject_id in late:
        raise_alarm(case, kind, subject_id, by=by)
    return len(late)


def _not_screened(by: Actor) -> Late:
    """Referrals nobody has opened by the end of their day."""
    waiting = Episode.objects.filter(case__state=State.SUBMITTED, closed_at=None, started_at__isnull=False)
    for episode in waiting.filter(~_alarmed(AlarmKind.NOT_SCREENED)).select_related("case__unit").order_by("pk"):
        due = intake_due(State.SUBMITTED, episode.started_at) if episode.started_at else None
        if due and due.at <= by.now:
            yield episode.case, AlarmKind.NOT_SCREENED, episode.pk


def _not_decided(by: Actor) -> Late:
    """Referrals with a red flag that nobody has decided about in the hours a red flag has."""
    flags = StateChange.objects.filter(transition=Transition.RAISE_RED_FLAG)
    later = flags.filter(case=OuterRef("case"), recorded_at__gt=OuterRef("recorded_at"))
    waiting = flags.filter(
        ~Exists(later),
        ~_alarmed(AlarmKind.NOT_DECIDED),
        case__is_red_flagged=True,
        case__state__in=INTAKE_STATES,
        happened_at__lte=by.now - timedelta(hours=RED_FLAG_HOURS),
    )
    for flag in waiting.select_related("case__unit").order_by("pk"):
        yield flag.case, AlarmKind.NOT_DECIDED, flag.pk


def _not_sent(by: Actor) -> Late:
    """Referrals in which somebody is in danger now, and which their author has left unsent."""
    for case, subject_id in unsent.left(by.now):
        yield case, AlarmKind.UNSENT_DANGER, subject_id


def _alarmed(kind: AlarmKind) -> Exists:
    return Exists(Alarm.objects.filter(kind=kind, subject_id=OuterRef("pk")))
