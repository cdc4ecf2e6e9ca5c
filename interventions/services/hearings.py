"""Hearings: recording one, putting it right, what came of it, and whether the victim has been told."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db import transaction
from django.db.models import OuterRef, Prefetch, QuerySet, Subquery
from django.utils import timezone

from cases import policy
from cases.models import Case
from cases.policy import Action
from cases.services import triggers
from cases.services.errors import Changed
from interventions.enums import HearingAnswer, HearingKind, HearingResult
from interventions.models import Hearing, HearingTold, Order
from interventions.services.authorship import written
from stalking_unit.accounts.actor import Actor
from stalking_unit.audit import trail
from stalking_unit.db.errors import DomainError

READING = (Action.VIEW_HEARING, Action.VIEW_VICTIM_HEARING)
RECORDING = {False: Action.RECORD_HEARING, True: Action.RECORD_VICTIM_HEARING}
DECIDING = frozenset({HearingKind.PLEA, HearingKind.TRIAL, HearingKind.SENTENCE})


@dataclass(frozen=True, slots=True)
class HearingSaid:
    """What is known of a hearing. Without a time only its day is known."""

    kind: HearingKind
    court: str
    held_on: date
    held_time: time | None = None
    order: Order | None = None
    about: str = ""
    attends: str = ""
    is_hers: bool = False


def seen(actor: Actor, case: Case) -> list[Hearing]:
    """The hearings this reader may know of, the latest first, each with what was said of telling the victim.

    Whether the victim was told is for the victim's side: to everybody else `told` is empty.
    """
    said = HearingTold.objects.filter(struck_at=None).select_related("author", "agency")
    known = policy.scope(actor, Action.VIEW_HEARING_TOLD, said).order_by("-recorded_at", "pk")
    rows = readable(actor, Hearing.objects.filter(case=case, struck_at=None))
    told = rows.select_related("order", "agency").prefetch_related(Prefetch("told", known))
    return list(told.order_by("-held_on", "-held_time", "pk"))


def next_of(actor: Actor) -> Subquery:
    """Of every case in a list, the day of the next hearing that this person may know of."""
    ahead = Hearing.objects.ahead(timezone.localdate(actor.now)).filter(case=OuterRef("pk"))
    return Subquery(readable(actor, ahead).values("held_on")[:1])


def readable(actor: Actor, hearings: QuerySet[Hearing]) -> QuerySet[Hearing]:
    """Those of these hearings that this person may read."""
    return policy.scope_any(actor, hearings, readable=READING)


@transaction.atomic
def record(case: Case, said: HearingSaid, *, by: Actor) -> Hearing:
    """Record a hearing, to come or past."""
    policy.require(by, RECORDING[said.is_hers], case)
    _check(case, said)
    hearing: Hearing = Hearing.objects.create(case=case, **fields_of(said), **written(by))
    fields = ["kind", "court", "held_on", "held_time", "order", "about", "attends", "is_hers"]
    trail.record(by, trail.Operation.COLLECT, "record_hearing", case_id=case.pk, record=hearing, fields=fields)
    return hearing


@transaction.atomic
def change(hearing: Hearing, said: HearingSaid, *, by: Actor, version: int | None = None) -> Hearing:
    """Put right what is known of it. Who keeps it to the victim's side, or no longer, must be of that side."""
    policy.require(by, RECORDING[said.is_hers], hearing.case)
    locked = _locked(hearing, by=by, version=version)
    _check(locked.case, said)
    new = fields_of(said)
    for name, value in new.items():
        setattr(locked, name, value)
    return _saved(locked, "change_hearing", list(new), by=by)


@transaction.atomic
def conclude(
    hearing: Hearing, *, by: Actor, result: HearingResult, words: str = "", version: int | None = None
) -> Hearing:
    """What became of it. A plea, a verdict and a sentence are each a reason to look at the case again."""
    triggers.locked(hearing.case)
    locked = _locked(hearing, by=by, version=version)
    if result == HearingResult.HELD and locked.held_on > timezone.localdate(by.now):
        raise DomainError("This hearing is still to come. If it was earlier than planned, put its day right first.")
    locked.result, locked.outcome = result, words.strip()
    saved = _saved(locked, "conclude_hearing", ["result", "outcome"], by=by)
    if result == HearingResult.HELD and locked.kind in DECIDING and not locked.is_hers:
        triggers.note(locked.case, "court", locked.pk, by=by, happened_at=starts_at(locked))
    return saved


@transaction.atomic
def say_told(hearing: Hearing, *, by: Actor, answer: HearingAnswer, on: date | None = None) -> HearingTold:
    """Whether the victim has been told. What was said before stays."""
    policy.require(by, Action.RECORD_VICTIM_HEARING, hearing.case)
    at = timezone.make_aware(datetime.combine(on, time(12))) if on else None
    said = HearingTold.objects.create(case=hearing.case, hearing=hearing, answer=answer, **written(by, at))
    trail.record(
        by, trail.Operation.COLLECT, "say_hearing_told", case_id=hearing.case_id, record=said, fields=["answer"]
    )
    return said


def starts_at(hearing: Hearing) -> datetime:
    """When it begins; midday where only its day is known."""
    return timezone.make_aware(datetime.combine(hearing.held_on, hearing.held_time or time(12)))


def standing(hearing: Hearing) -> HearingTold | None:
    """What was said last of telling the victim, of a hearing that `seen` gave."""
    said: Sequence[HearingTold] = list(hearing.told.all())
    return said[0] if said else None


def fields_of(said: HearingSaid) -> dict[str, object]:
    """The fields of the record; the order stays a record."""
    return {**{name: getattr(said, name) for name in HearingSaid.__dataclass_fields__}, "court": said.court.strip()}


def _check(case: Case, said: HearingSaid) -> None:
    if not said.court.strip():
        raise DomainError("Enter the court.")
    if said.order is not None and said.order.case_id != case.pk:
        raise ValueError("A hearing is about an order of its own case.")


def _locked(hearing: Hearing, *, by: Actor, version: int | None) -> Hearing:
    policy.require(by, RECORDING[hearing.is_hers], hearing.case)
    locked: Hearing = Hearing.objects.select_for_update(of=("self",)).select_related("case").get(pk=hearing.pk)
    if version is not None and version != locked.version:
        raise Changed("Somebody changed this hearing while you had it open. Read what changed, then try again.")
    return locked


def _saved(hearing: Hearing, verb: str, fields: list[str], *, by: Actor) -> Hearing:
    hearing.version += 1
    hearing.save(update_fields=[*fields, "version"])
    trail.record(by, trail.Operation.ALTER, verb, case_id=hearing.case_id, record=hearing, fields=fields)
    return hearing
