"""One-to-one support: what the product would do keeps the safe-contact rule; what happened is always recorded."""

from collections.abc import Sequence
from datetime import date, datetime, time

from django.db import transaction
from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone

from cases import policy
from cases.clocks import LONDON
from cases.enums import AlarmKind, Channel
from cases.models import Case, CasePerson, ContactPoint, SafeContact
from cases.policy import Action
from cases.services import alarms, safe_contact, telling, triggers
from cases.services.errors import NotFromHere
from interventions.enums import ContactOutcome, Initiator
from interventions.models import EmergencyUse, SupportContact
from interventions.services import silence
from interventions.services.authorship import written
from stalking_unit.accounts.actor import Actor
from stalking_unit.audit import trail
from stalking_unit.db.errors import DomainError

NO_RULE = "No safe-contact rule was recorded."
MIDDAY = time(12)


class OutsideTheRule(DomainError):
    """The product would have broken the safe-contact rule; the sentence says which part, and what the rule is."""

    code = "outside_the_rule"

    def __init__(self, broken: Sequence[str], rule: SafeContact | None) -> None:
        words = safe_contact.in_words(rule) if rule else "Agree one first: how, on which days, between which hours."
        super().__init__(f"{' '.join(broken)} The rule: {words}" if rule else f"{' '.join(broken)} {words}")
        self.broken = tuple(broken)


def rule_of(victim: CasePerson) -> SafeContact | None:
    """The rule agreed with this victim, if one was."""
    return SafeContact.objects.filter(case_person=victim).first()


def open_number(victim: CasePerson, channel: Channel, *, by: Actor) -> list[ContactPoint]:
    """The numbers or addresses for this channel, if the rule allows using it now; seeing them is in the trail.

    Raises OutsideTheRule with the rule in words when it does not.
    """
    policy.require(by, Action.VIEW_VICTIM, victim)
    _refuse_outside(victim, channel, by.now)
    points = policy.scope(by, Action.VIEW_VICTIM_CONTACT, ContactPoint.objects.filter(case_person=victim))
    shown = list(points.filter(channel__in=_reached_by(channel)).order_by("-is_confirmed", "pk"))
    trail.record(
        by,
        trail.Operation.CONSULT,
        "open_number",
        case_id=victim.case_id,
        record=victim,
        shown=[point.pk for point in shown],
        fields=["contact_points"],
    )
    return shown


@transaction.atomic
def record(
    victim: CasePerson,
    *,
    by: Actor,
    channel: Channel,
    outcome: ContactOutcome,
    initiated_by: Initiator = Initiator.WORKER,
    happened_at: datetime | None = None,
    voicemail: bool = False,
    outside_reason: str = "",
    fear: int | None = None,
    victims_words: str = "",
    notes: str = "",
) -> SupportContact:
    """Record a contact or an attempt. One outside the rule is marked so, with which part and why.

    The third attempt at varied times without a word from the victim opens a review.
    """
    policy.require(by, Action.RECORD_SUPPORT_CONTACT, victim)
    at = happened_at or by.now
    broken = outside_of(victim, channel, at, initiated_by=initiated_by, voicemail=voicemail)
    if broken and not outside_reason.strip():
        raise DomainError(f"This was outside the safe-contact rule. {' '.join(broken)} Say why it happened.", "why")
    triggers.locked(victim.case)
    contact = SupportContact.objects.create(
        case=victim.case,
        case_person=victim,
        channel=channel,
        outcome=outcome,
        initiated_by=initiated_by,
        within_rule=not broken,
        outside_of=list(broken),
        outside_reason=outside_reason.strip() if broken else "",
        fear=fear,
        victims_words=victims_words.strip(),
        notes=notes.strip(),
        **written(by, at),
    )
    fields = ["channel", "outcome", "within_rule", "fear", "victims_words", "notes"]
    trail.record(
        by,
        trail.Operation.COLLECT,
        "record_support_contact",
        case_id=victim.case_id,
        record=contact,
        fields=fields,
        happened_at=at,
    )
    silence.look(contact, by=by)
    return contact


@transaction.atomic
def plan_next(contact: SupportContact, *, by: Actor, on: date) -> SupportContact:
    """Plan the next contact with this victim. The product plans nothing for a day the rule does not allow."""
    policy.require(by, Action.VIEW_SUPPORT_CONTACT, contact)
    policy.require(by, Action.RECORD_SUPPORT_CONTACT, contact.case_person)
    _refuse_day(contact.case_person, on)
    contact.next_contact_on = on
    contact.save(update_fields=["next_contact_on"])
    trail.record(
        by,
        trail.Operation.ALTER,
        "plan_contact",
        case_id=contact.case_id,
        record=contact,
        fields=["next_contact_on"],
    )
    return contact


def outside_of(
    victim: CasePerson, channel: Channel, at: datetime, *, initiated_by: Initiator, voicemail: bool = False
) -> Sequence[str]:
    """Which parts of the rule a contact broke. The rule binds us: a victim who calls breaks nothing."""
    if initiated_by is not Initiator.WORKER:
        return ()
    rule = rule_of(victim)
    return safe_contact.breaks(rule, channel, at, voicemail=voicemail) if rule else (NO_RULE,)


@transaction.atomic
def use_emergency_route(victim: CasePerson, *, by: Actor) -> EmergencyUse:
    """Open the emergency route in one press, at any hour. The reason is owed afterwards; the lead is told now."""
    policy.require(by, Action.USE_EMERGENCY_ROUTE, victim)
    use = EmergencyUse.objects.create(
        case=victim.case,
        case_person=victim,
        **written(by),
    )
    trail.record(
        by,
        trail.Operation.CONSULT,
        "use_emergency_route",
        case_id=victim.case_id,
        record=use,
        fields=["emergency_route"],
    )
    alarms.raise_alarm(victim.case, AlarmKind.EMERGENCY_ROUTE, use.pk, by=by)
    telling.tell(
        alarms.uncalled(policy.who_can(Action.CHANGE_TEAM, victim.case, at=by.now), use.pk),
        victim.case,
        kind="emergency_route",
        text="Something on this case needs you today.",
        key=f"emergency_route:{use.pk}",
        route="interventions:support",
        by=by,
    )
    return use


@transaction.atomic
def explain(use: EmergencyUse, *, by: Actor, reason: str) -> EmergencyUse:
    """Say why the emergency route was used."""
    policy.require(by, Action.EXPLAIN_EMERGENCY_USE, use)
    locked = EmergencyUse.objects.select_for_update(of=("self",)).get(pk=use.pk)
    if locked.reason:
        raise NotFromHere("The reason has already been given.")
    if not reason.strip():
        raise DomainError("Say why the emergency route was used.")
    locked.reason, locked.reason_given_at = reason.strip(), by.now
    locked.save(update_fields=["reason", "reason_given_at"])
    trail.record(
        by,
        trail.Operation.ALTER,
        "explain_emergency_use",
        case_id=locked.case_id,
        record=locked,
        fields=["reason"],
    )
    return locked


def last_spoken_of(actor: Actor) -> Subquery:
    """The same of every case in a list, at once."""
    return Subquery(_spoken(actor).filter(case=OuterRef("pk")).values("happened_at")[:1])


def _spoken(actor: Actor) -> QuerySet[SupportContact]:
    """Conversations with a victim, the last first, of which this person may know the day."""
    spoken = SupportContact.objects.filter(struck_at=None, outcome=ContactOutcome.SPOKEN)
    return policy.scope(actor, Action.VIEW_LAST_SPOKEN, spoken).order_by("-happened_at", "pk")


def last_spoken(actor: Actor, case: Case) -> date | None:
    """The day somebody last spoke with the victim, for those who may know it; a date and nothing of what was said."""
    known = vars(case)
    if "last_spoken" in known:  # it was asked with the case, by a page that shows its days
        latest = known["last_spoken"]
    else:
        latest = _spoken(actor).filter(case=case).values_list("happened_at", flat=True).first()
    return timezone.localdate(latest) if latest else None


def _refuse_outside(victim: CasePerson, channel: Channel, at: datetime) -> None:
    rule = rule_of(victim)
    broken = safe_contact.breaks(rule, channel, at) if rule else (NO_RULE,)
    if broken:
        raise OutsideTheRule(broken, rule)


def _refuse_day(victim: CasePerson, on: date) -> None:
    """A day is right when some agreed channel may be used at the agreed hour of it."""
    rule = rule_of(victim)
    if rule is None:
        raise OutsideTheRule((NO_RULE,), rule)
    at = datetime.combine(on, rule.from_time or MIDDAY, LONDON)
    ways = [safe_contact.breaks(rule, Channel(channel), at) for channel in rule.channels]
    if not any(not broken for broken in ways):
        raise OutsideTheRule(ways[0] if ways else (NO_RULE,), rule)


def _reached_by(channel: Channel) -> list[Channel]:
    """One number serves for calls, texts and apps."""
    by_phone = [Channel.CALL, Channel.TEXT, Channel.APP]
    return by_phone if channel in by_phone else [channel]
