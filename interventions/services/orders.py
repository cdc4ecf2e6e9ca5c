"""Court orders: recording what was made, serving it, the notification it calls for, and its breaches."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from cases import policy
from cases.enums import AlarmKind
from cases.models import Case, CasePerson
from cases.policy import Action
from cases.services import alarms, telling, triggers
from cases.services.errors import Changed, NotFromHere
from interventions.enums import BreachOutcome, ConditionKind, EndAnswer, MadeVia, OrderKind, ServiceMethod
from interventions.models import Breach, Order, OrderCondition, OrderEnding, ServiceAttempt
from interventions.services.authorship import written
from stalking_unit.accounts.actor import Actor
from stalking_unit.audit import trail
from stalking_unit.db.errors import DomainError

# Sections 9 and 10 of the Stalking Protection Act 2019, section 41 of the Domestic Abuse Act 2021: names and address
# are told to the police within three days, of which the day of service is the first.
CALLS_FOR_NOTIFICATION = frozenset({OrderKind.SPO_INTERIM, OrderKind.SPO_FULL, OrderKind.DAPO})
NOTIFICATION_DAYS = 3
ENDED_WITHOUT = frozenset({BreachOutcome.NO_CHARGE, BreachOutcome.NOT_A_BREACH})


# A circle tells its middle: "200 metres from her home" drawn on a map is the home.
AROUND = re.compile(
    r"\b\d[\d.,]*\s*(?:m|metres?|meters?|km|kilometres?|kilometers?|miles?|yards?|yds?|feet|ft)\b"
    r".{0,60}?\b(?:home|house|flat|address|residence|dwelling|lives?|living|property)\b",
    re.IGNORECASE | re.DOTALL,
)
AROUND_A_HOME = (
    "An area drawn around a home tells where the home is. Name the area by its borders here: roads, a river, rails. "
    "If the court worded it otherwise, write that down in a note that only the victim’s side reads."
)


@dataclass(frozen=True, slots=True)
class NewCondition:
    """One condition as the order words it."""

    kind: ConditionKind
    text: str
    ends_on: date | None = None


@transaction.atomic
def record(
    case: Case,
    *,
    by: Actor,
    kind: OrderKind,
    made_via: MadeVia,
    binds: CasePerson | None = None,
    court: str = "",
    reference: str = "",
    applied_on: date | None = None,
    made_on: date | None = None,
    starts_on: date | None = None,
    ends_on: date | None = None,
    until_further_order: bool = False,
    sex_offender_notification: bool = False,
    conditions: Sequence[NewCondition] = (),
    replaces: Order | None = None,
) -> Order:
    """Record an order, applied for or made. With `replaces` it takes the place of an earlier one, which stays to read.

    An order that was made binds from that day unless another is given.
    """
    policy.require(by, Action.RECORD_ORDER, case)
    if any(new.kind is ConditionKind.EXCLUSION_AREA and is_around_a_home(new.text) for new in conditions):
        raise DomainError(AROUND_A_HOME)
    starts_on = starts_on or made_on
    if starts_on and ends_on and ends_on < starts_on:
        raise DomainError("The order ends before it starts. Check the two dates.")
    triggers.locked(case)
    _refuse_second_record(case, court=court, reference=reference)
    order = Order.objects.create(
        case=case,
        binds=binds,
        kind=kind,
        made_via=made_via,
        court=court.strip(),
        reference=reference.strip(),
        applied_on=applied_on,
        made_on=made_on,
        starts_on=starts_on,
        ends_on=ends_on,
        until_further_order=until_further_order,
        sex_offender_notification=sex_offender_notification,
        **written(by),
    )
    OrderCondition.objects.bulk_create(
        OrderCondition(case=case, order=order, kind=new.kind, text=new.text.strip(), ends_on=new.ends_on)
        for new in conditions
    )
    fields = ["kind", "made_via", "court", "reference", "made_on", "starts_on", "ends_on", "conditions"]
    trail.record(by, trail.Operation.COLLECT, "record_order", case_id=case.pk, record=order, fields=fields)
    if replaces is not None:
        _supersede(replaces, order, by=by)
    if made_on:
        triggers.note(case, "order-made", order.pk, by=by, happened_at=_noon(made_on))
    return order


@transaction.atomic
def serve(
    order: Order,
    *,
    by: Actor,
    at: datetime,
    method: ServiceMethod = ServiceMethod.IN_PERSON,
    is_good: bool = True,
    words: str = "",
    version: int | None = None,
) -> ServiceAttempt:
    """Record an attempt at service. The first that was good starts the clock; one that was not says what was wrong."""
    order = _locked(order, by=by, version=version)
    if not is_good and not words.strip():
        raise DomainError("Say what was wrong: the wrong person, the wrong place, or the paper itself.")
    attempt = ServiceAttempt.objects.create(
        case=order.case,
        order=order,
        method=method,
        is_good=is_good,
        words=words.strip(),
        **written(by, at),
    )
    if is_good and order.served_at is None:
        order.served_at = at
        order.notification_due_on = notification_due_on(order)
    _save(order, "serve_order", ["served_at", "notification_due_on"], by=by, happened_at=at)
    return attempt


@transaction.atomic
def notified(order: Order, *, by: Actor, on: date, version: int | None = None) -> Order:
    """The person told the police their names and address, on that day."""
    order = _locked(order, by=by, version=version)
    order.notification_done_on = on
    _save(order, "notify_order", ["notification_done_on"], by=by)
    return order


@transaction.atomic
def decide_end(order: Order, *, by: Actor, answer: EndAnswer, reason: str, version: int | None = None) -> OrderEnding:
    """What is to become of the order when it ends, and why. What was said before stays."""
    order = _locked(order, by=by, version=version)
    if order.ends_on is None:
        raise DomainError("No end is recorded for this order.")
    if not reason.strip():
        raise DomainError("Say why.")
    said = OrderEnding.objects.create(case=order.case, order=order, answer=answer, reason=reason.strip(), **written(by))
    fields = ["answer", "reason"]
    trail.record(by, trail.Operation.COLLECT, "decide_order_end", case_id=order.case_id, record=said, fields=fields)
    return said


def is_around_a_home(words: str) -> bool:
    """Whether an area is described by its distance from where somebody lives."""
    return AROUND.search(words) is not None


def notification_due_on(order: Order) -> date | None:
    """The last day for the notification the order calls for, or nothing when it calls for none.

    A full order that replaces an interim one already notified does not start the duty again, and while the person is
    subject to sex-offender notification that duty stands in its place.
    """
    if order.served_at is None or order.kind not in CALLS_FOR_NOTIFICATION or order.sex_offender_notification:
        return None
    if order.kind == OrderKind.SPO_FULL and _notified_under_interim(order):
        return None
    return timezone.localdate(order.served_at) + timedelta(days=NOTIFICATION_DAYS - 1)


@transaction.atomic
def breach(
    order: Order,
    *,
    by: Actor,
    happened_at: datetime,
    how: str,
    reported_on: date | None = None,
    arrested_on: date | None = None,
    charged_on: date | None = None,
    outcome: BreachOutcome = BreachOutcome.UNDECIDED,
    new_crime_recorded: bool | None = None,
    crime_reference: str = "",
) -> Breach:
    """Record that the order was broken. It rings until somebody has it, and the case is looked at again.

    Undecided, it keeps the case open.
    """
    triggers.locked(order.case)
    order = _locked(order, by=by, version=None)
    if not how.strip():
        raise DomainError("Say how the order was broken.")
    broken = Breach.objects.create(
        case=order.case,
        order=order,
        how=how.strip(),
        reported_on=reported_on,
        arrested_on=arrested_on,
        charged_on=charged_on,
        outcome=outcome,
        new_crime_recorded=new_crime_recorded,
        crime_reference=crime_reference.strip(),
        **written(by, happened_at),
    )
    fields = ["how", "reported_on", "arrested_on", "charged_on", "outcome"]
    trail.record(
        by,
        trail.Operation.COLLECT,
        "record_breach",
        case_id=order.case_id,
        record=broken,
        fields=fields,
        happened_at=happened_at,
    )
    triggers.enter(order.case, "breach", broken.pk, by=by, happened_at=happened_at)
    _what_came_of_it(broken, triggers.enter, by=by)  # told below
    alarms.raise_alarm(order.case, AlarmKind.BREACH, broken.pk, by=by)
    telling.tell(
        alarms.uncalled(policy.who_can(Action.TRIGGER_REVIEW, order.case, at=by.now), broken.pk),
        order.case,
        kind="breach",
        text="Something new on this case needs you today.",
        key=f"breach:{broken.pk}",
        route="interventions:plan",
        by=by,
    )
    return broken


@transaction.atomic
def decide(
    broken: Breach,
    *,
    by: Actor,
    outcome: BreachOutcome,
    words: str = "",
    arrested_on: date | None = None,
    charged_on: date | None = None,
    new_crime_recorded: bool | None = None,
    crime_reference: str = "",
    version: int | None = None,
) -> Breach:
    """What was decided about a breach."""
    policy.require(by, Action.RECORD_ORDER, broken.case)
    triggers.locked(broken.case)
    locked: Breach = Breach.objects.select_for_update(of=("self",)).get(pk=broken.pk)
    if version is not None and version != locked.version:
        raise Changed("Somebody changed this breach while you had it open. Read what changed, then try again.")
    locked.outcome, locked.outcome_words = outcome, words.strip()
    locked.arrested_on, locked.charged_on = arrested_on or locked.arrested_on, charged_on or locked.charged_on
    locked.new_crime_recorded = locked.new_crime_recorded if new_crime_recorded is None else new_crime_recorded
    locked.crime_reference = crime_reference.strip() or locked.crime_reference
    fields = ["outcome", "outcome_words", "arrested_on", "charged_on", "new_crime_recorded", "crime_reference"]
    locked.version += 1
    locked.save(update_fields=[*fields, "version"])
    trail.record(by, trail.Operation.ALTER, "decide_breach", case_id=locked.case_id, record=locked, fields=fields)
    _what_came_of_it(locked, triggers.note, by=by)
    return locked


def _what_came_of_it(broken: Breach, record: Callable[..., object], *, by: Actor) -> None:
    """An arrest, a charge and the end of it are each a reason to look at the case again, once."""
    if broken.arrested_on:
        record(broken.case, "arrest", broken.pk, by=by, happened_at=_noon(broken.arrested_on))
    if broken.charged_on or broken.outcome == BreachOutcome.CHARGED:
        at = _noon(broken.charged_on) if broken.charged_on else None
        record(broken.case, "charge", broken.pk, by=by, happened_at=at)
    if broken.outcome in ENDED_WITHOUT:
        record(broken.case, "no-further-action", broken.pk, by=by)


def _noon(on: date) -> datetime:
    return timezone.make_aware(datetime.combine(on, time(12)))


def _notified_under_interim(order: Order) -> bool:
    return bool(order.supersedes.filter(kind=OrderKind.SPO_INTERIM, notification_done_on__isnull=False).exists())


def _refuse_second_record(case: Case, *, court: str, reference: str) -> None:
    same = Order.objects.filter(case=case, court__iexact=court.strip(), reference__iexact=reference.strip())
    if reference.strip() and same.exists():
        raise DomainError("This court reference is already recorded on the case. Open that order instead.")


def _supersede(earlier: Order, later: Order, *, by: Actor) -> None:
    earlier = _locked(earlier, by=by, version=None)
    if earlier.case_id != later.case_id:
        raise ValueError("An order replaces one of its own case.")
    if earlier.superseded_by_id is not None:
        raise NotFromHere("That order has already been replaced.")
    earlier.superseded_by = later
    _save(earlier, "supersede_order", ["superseded_by"], by=by)


def _locked(order: Order, *, by: Actor, version: int | None) -> Order:
    policy.require(by, Action.RECORD_ORDER, order.case)
    locked: Order = Order.objects.select_for_update(of=("self",)).get(pk=order.pk)
    if version is not None and version != locked.version:
        raise Changed("Somebody changed this order while you had it open. Read what changed, then try again.")
    return locked


def _save(order: Order, verb: str, fields: list[str], *, by: Actor, happened_at: datetime | None = None) -> None:
    order.version += 1
    order.save(update_fields=[*fields, "version"])
    trail.record(
        by,
        trail.Operation.ALTER,
        verb,
        case_id=order.case_id,
        record=order,
        fields=fields,
        happened_at=happened_at,
    )
