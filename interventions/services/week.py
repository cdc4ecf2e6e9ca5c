"""What whoever leads looks at first when a week begins: cases that went quiet, hang on one person, or wait.

Every line is one query, and its number counts that query's own rows, so the two cannot disagree. A line asks only of
cases this person answers for, and counts nothing in them that they may not read: a note of somebody else's agency
makes no case less quiet, or the number would tell of the note. Nothing is added up by person.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Greatest
from django.utils.timezone import localdate

from cases import policy
from cases.clocks import VICTIM_CONTACT_HOURS
from cases.enums import MANAGED_STATES, REVIEWED, Capacity, Level, Side, State
from cases.models import Alarm, Case, Incident, Note, StateChange, TeamMember, Trigger
from cases.policy import Action
from cases.services import alarms, triggers
from cases.services.moves import LET_OUT
from cases.services.notes import READING as NOTES
from interventions.models import ActionChange, Breach, Hearing, Order, PlanAction
from interventions.services import plans, support
from interventions.services.hearings import READING as HEARINGS
from risk.enums import Quorum
from risk.models import Conference, ConferenceItem, Contribution, ContributionVersion
from risk.services.agenda import waits_for_a_word
from stalking_unit.accounts.actor import Actor
from stalking_unit.accounts.enums import DisciplineKind
from stalking_unit.accounts.models import Discipline, Membership
from stalking_unit.reminders.models import Absence

QUIET = timedelta(days=14)  # a case of high or very high level is reviewed at least as often
AHEAD = timedelta(days=7)
HIGH = (Level.HIGH, Level.VERY_HIGH)
HERS = (Side.VICTIM, Side.BOTH)
# Who holds a place without working the case.
LOOKS_ON = (Capacity.REFERRER, Capacity.ALTERNATE, Capacity.COORDINATOR)
MOST_OF_IT = 3  # actions still to do, from which it matters that most of them are one person's
# The disciplines without which a conference decides subject to somebody's word.
POSTS = tuple(DisciplineKind(seat.value) for seat in Quorum if seat is not Quorum.CHAIR)
WORDS = (
    Action.VIEW_POLICE_WORDS,
    Action.VIEW_HEALTH_WORDS,
    Action.VIEW_OUTREACH_WORDS,
    Action.VIEW_ADVOCACY_WORDS,
    Action.VIEW_PROBATION_WORDS,
)


@dataclass(frozen=True, slots=True)
class Asked:
    """Who looks, on which day, and the open cases they answer for."""

    actor: Actor

    @property
    def today(self) -> date:
        return localdate(self.actor.now)

    def cases(self, **where: Any) -> QuerySet[Any]:
        """The open cases this person leads: of their unit, and those they are named alternate for."""
        return policy.scope(self.actor, Action.CHANGE_TEAM, Case.objects.open().filter(**where))

    def worked(self, **where: Any) -> QuerySet[Any]:
        """Of these the ones that were taken on."""
        return self.cases(state__in=MANAGED_STATES, **where)

    def of(self, records: QuerySet[Any], *reading: Action) -> QuerySet[Any]:
        """Records of the cases they lead, as far as they may read them."""
        return policy.scope_any(self.actor, records.filter(case__in=self.cases().values("pk")), readable=reading)


def silent(asked: Asked) -> QuerySet[Any]:
    """High cases in which nothing that this person may read was recorded for two weeks; the longest first."""
    here = Q(case=OuterRef("pk"))
    read = (
        (Incident.objects.filter(here), (Action.VIEW_INCIDENT_BRIEF,), "recorded_at"),
        (StateChange.objects.filter(here, made_by__isnull=False), (Action.VIEW_HISTORY,), "recorded_at"),
        (Note.objects.filter(here), tuple(NOTES.values()), "recorded_at"),
        (Order.objects.filter(here), (Action.VIEW_ORDER,), "recorded_at"),
        (ContributionVersion.objects.filter(here), WORDS, "submitted_at"),
    )
    said: list[Any] = [_last(policy.scope_any(asked.actor, rows, readable=reading), at) for rows, reading, at in read]
    actions = policy.scope_any(asked.actor, PlanAction.objects.filter(here), readable=plans.READING)
    orders = policy.scope(asked.actor, Action.VIEW_ORDER, Order.objects.filter(here))
    said += [
        _last(ActionChange.objects.filter(here, action__in=actions.values("pk")), "made_at"),
        _last(Breach.objects.filter(here, order__in=orders.values("pk")), "recorded_at"),
        support.last_spoken_of(asked.actor),
        F("next_step__set_at"),
    ]
    quiet: QuerySet[Any] = asked.worked(level__in=HIGH, is_paused=False).annotate(
        heard_at=Greatest(F("created_at"), *said)
    )
    return quiet.filter(heard_at__lte=asked.actor.now - QUIET).order_by("heard_at", "pk")


def unspoken(asked: Asked) -> QuerySet[Any]:
    """High cases whose victim nobody has spoken to for two weeks, or since the case came in."""
    spoken: QuerySet[Any] = asked.worked(level__in=HIGH).annotate(spoken_at=support.last_spoken_of(asked.actor))
    never = Q(spoken_at=None, created_at__lte=asked.actor.now - timedelta(hours=VICTIM_CONTACT_HOURS))
    long = spoken.filter(never | Q(spoken_at__lte=asked.actor.now - QUIET))
    return long.order_by(F("spoken_at").asc(nulls_first=True), "created_at", "pk")


def untaken(asked: Asked) -> QuerySet[Any]:
    """Alarms that nobody has."""
    rung = Alarm.objects.open().filter(case__in=asked.cases().values("pk"))
    return alarms.seen(asked.actor, rung).select_related("case").order_by("raised_at", "pk")


def flagged(asked: Asked) -> QuerySet[Any]:
    """Cases under a red flag."""
    return asked.cases(is_red_flagged=True).order_by("created_at", "pk")


def alone(asked: Asked) -> QuerySet[Any]:
    """Cases with one person on the victim's side."""
    team = _team(asked).filter(case=OuterRef("pk"), side__in=HERS).order_by()
    several = team.values("case").annotate(people=Count("user", distinct=True)).values("people")
    found: QuerySet[Any] = asked.worked().annotate(
        people=Subquery(several), whom=Subquery(team.values("user__name")[:1])
    )
    return found.filter(people=1).order_by("review_on", "pk")


def one_owner(asked: Asked) -> QuerySet[Any]:
    """High cases in which more than half of what is still to do is one person's."""
    mine = PlanAction.objects.to_do().filter(case=OuterRef("pk"), struck_at=None)
    waiting = policy.scope_any(asked.actor, mine, readable=plans.READING).order_by()
    all_of_it = waiting.values("case").annotate(many=Count("pk")).values("many")
    each = waiting.values("owner").annotate(many=Count("pk")).order_by("-many", "owner")
    found: QuerySet[Any] = asked.worked(level__in=HIGH).annotate(
        waiting=Coalesce(Subquery(all_of_it), 0),
        most=Coalesce(Subquery(each.values("many")[:1]), 0),
        whom=Subquery(each.values("owner__name")[:1]),
    )
    return found.filter(waiting__gte=MOST_OF_IT, most__gt=F("waiting") - F("most")).order_by("review_on", "pk")


def away_alone(asked: Asked) -> QuerySet[Any]:
    """Places on cases whose holder is away today while nobody else of the discipline there is at work."""
    away = Absence.objects.live(asked.today)
    team = _team(asked).filter(case__in=asked.worked().values("pk"))
    others = _team(asked).filter(case=OuterRef("case"), discipline__kind=OuterRef("discipline__kind"))
    there = others.exclude(user=OuterRef("user")).exclude(user__in=away.values("user"))
    back = away.filter(user=OuterRef("user"))
    gone: QuerySet[Any] = team.filter(~Exists(there), user__in=away.values("user")).annotate(
        away_until=Subquery(back.values("ends_on")[:1]), cover_name=Subquery(back.values("cover__name")[:1])
    )
    return gone.select_related("case", "user", "discipline").order_by("case__review_on", "pk")


def vacant(asked: Asked) -> QuerySet[Any]:
    """Cases in which one of the disciplines that a conference needs has nobody; `lacks_<kind>` says which."""
    team = _team(asked).filter(case=OuterRef("pk"))
    lacking = {f"lacks_{kind.value}": ~Exists(team.filter(discipline__kind=kind)) for kind in POSTS}
    found: QuerySet[Any] = asked.worked().annotate(**lacking)
    return found.filter(reduce(or_, [Q(**{name: True}) for name in lacking])).order_by("review_on", "pk")


def posts(asked: Asked) -> QuerySet[Any]:
    """Disciplines of which nobody works in the unit."""
    working = Membership.objects.live(asked.today).filter(unit=asked.actor.unit, discipline__kind=OuterRef("kind"))
    return Discipline.objects.filter(~Exists(working), kind__in=POSTS).order_by("name", "pk")


def unscreened(asked: Asked) -> QuerySet[Any]:
    """Referrals that nobody has begun to screen."""
    return asked.cases(state=State.SUBMITTED).order_by("created_at", "pk")


def reviews(asked: Asked) -> QuerySet[Any]:
    """Cases whose review is due."""
    return asked.cases(state__in=REVIEWED, review_on__lte=asked.today).order_by("review_on", "pk")


def parts(asked: Asked) -> QuerySet[Any]:
    """What a discipline was to answer by now in an assessment and has not."""
    due = Contribution.objects.due(asked.today).filter(case__state=State.ASSESSMENT)
    waiting = asked.of(due, Action.VIEW_CONTRIBUTION).select_related("case", "round", "discipline")
    return waiting.order_by("round__due_on", "pk")


def unconfirmed(asked: Asked) -> QuerySet[Any]:
    """Conferences whose decisions wait for the word of somebody who was not there."""
    items: QuerySet[ConferenceItem] = waits_for_a_word()
    return asked.of(items, Action.VIEW_CONFERENCE).select_related("case").order_by("confirm_by", "pk")


def handovers(asked: Asked) -> QuerySet[Any]:
    """Actions that were offered to somebody who has not answered."""
    offered = PlanAction.objects.open().filter(handed_to__isnull=False, accepted_at=None, struck_at=None)
    waiting = asked.of(offered, *plans.READING).select_related("case", "owner", "handed_to")
    return waiting.order_by("handed_at", "pk")


def offers(asked: Asked) -> QuerySet[Any]:
    """Cases that another unit was asked to take and has not answered."""
    return asked.cases(offered_to__isnull=False).select_related("offered_to").order_by("created_at", "pk")


def minutes(asked: Asked) -> QuerySet[Any]:
    """Conferences of the unit that are over and whose minutes nobody has signed."""
    past = Conference.objects.filter(starts_at__isnull=False, locked_at=None, held_on__lt=asked.today)
    held = policy.scope(asked.actor, Action.VIEW_MEETING, past)
    return held.select_related("chair").order_by("held_on", "pk")


def away(asked: Asked) -> QuerySet[Any]:
    """Who of the unit is away in these days."""
    here = Membership.objects.live(asked.today).filter(unit=asked.actor.unit)
    soon = Absence.objects.to_come(asked.today).filter(starts_on__lte=asked.today + AHEAD)
    return soon.filter(user__in=here.values("user")).select_related("user", "cover")


def hearings(asked: Asked) -> QuerySet[Any]:
    """Hearings of these days."""
    soon = Hearing.objects.ahead(asked.today).filter(held_on__lte=asked.today + AHEAD)
    return asked.of(soon, *HEARINGS).select_related("case").order_by("held_on", "held_time", "pk")


def ending(asked: Asked) -> QuerySet[Any]:
    """Orders that end in these days."""
    standing = Order.objects.filter(superseded_by=None, struck_at=None, made_on__isnull=False)
    soon = standing.filter(ends_on__gte=asked.today, ends_on__lte=asked.today + AHEAD)
    return asked.of(soon, Action.VIEW_ORDER).select_related("case").order_by("ends_on", "pk")


def released(asked: Asked) -> QuerySet[Any]:
    """Releases and changes of bail of the last days."""
    lately = Trigger.objects.filter(code__in=LET_OUT, happened_at__gt=asked.actor.now - AHEAD)
    return asked.of(lately, *triggers.READING).select_related("case").order_by("happened_at", "pk")


LINES: Mapping[str, Callable[[Asked], QuerySet[Any]]] = {
    "alarms": untaken,
    "red-flags": flagged,
    "silent": silent,
    "not-spoken-to": unspoken,
    "one-person": alone,
    "one-owner": one_owner,
    "away-alone": away_alone,
    "vacant": vacant,
    "posts": posts,
    "not-screened": unscreened,
    "reviews": reviews,
    "assessments": parts,
    "confirmations": unconfirmed,
    "hand-overs": handovers,
    "offers": offers,
    "minutes": minutes,
    "hearings": hearings,
    "orders-ending": ending,
    "released": released,
    "away": away,
}


def _last(rows: QuerySet[Any], at: str) -> Subquery:
    """The last time any of these was recorded."""
    return Subquery(rows.order_by(f"-{at}", "pk").values(at)[:1])


def _team(asked: Asked) -> QuerySet[Any]:
    """Who works a case now, as far as the reader may know."""
    live = TeamMember.objects.live(asked.actor.now).exclude(capacity__in=LOOKS_ON).exclude(side=Side.HEADER)
    return policy.scope(asked.actor, Action.VIEW_ACCESS, live.filter(user__is_active=True))
