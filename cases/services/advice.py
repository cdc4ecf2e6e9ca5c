"""Ready advice: what a unit says about the behaviours that were ticked, for somebody to edit and send."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils.timezone import localdate

from cases import policy
from cases.models import AdviceText, Case, CodeItem, CodeList, Incident, IncidentCode
from cases.policy import Action
from cases.services.advice_texts import SEED
from cases.services.errors import Changed
from stalking_unit.accounts.actor import Actor
from stalking_unit.accounts.models import Unit
from stalking_unit.audit import trail
from stalking_unit.db.errors import DomainError

GENERAL = "other"  # how every piece of advice begins


@transaction.atomic
def ensure_texts() -> int:
    """Put in the texts of behaviours that have none yet; what is there, ended or reworded, is left alone."""
    items = CodeItem.objects.filter(list=CodeList.BEHAVIOUR, code__in=SEED)
    missing = items.exclude(pk__in=AdviceText.objects.order_by().values("behaviour")).order_by("order", "pk")
    return len(AdviceText.objects.bulk_create(AdviceText(behaviour=item, text=SEED[item.code]) for item in missing))


def ready(behaviours: Collection[str], on: date, unit: Unit | UUID) -> str:
    """What this unit says on this day: what is always said, then each behaviour in the order of the list."""
    wanted = running(on, unit).filter(behaviour__code__in={GENERAL, *behaviours})
    said: dict[str, str] = {}
    for code, text in wanted.values_list("behaviour__code", "text"):
        said.setdefault(code, text)
    general = said.pop(GENERAL, "")
    return "\n\n".join(filter(None, [general, *said.values()]))


def running(on: date, unit: Unit | UUID) -> QuerySet[AdviceText]:
    """The texts in force on this day; of each behaviour first the unit's own, and of these the latest."""
    now = Q(starts_on=None) | Q(starts_on__lte=on), Q(ends_on=None) | Q(ends_on__gte=on)
    texts = AdviceText.objects.filter(*now, Q(unit=None) | Q(unit=unit)).select_related("behaviour", "reworded_by")
    return texts.order_by("behaviour__order", "behaviour__pk", F("unit").asc(nulls_last=True), "-version")


def standing(on: date, unit: Unit) -> list[AdviceText]:
    """The one text for each behaviour that this unit gives on this day; first what is always said."""
    said: dict[UUID, AdviceText] = {}
    for text in running(on, unit):
        said.setdefault(text.behaviour_id, text)
    return sorted(said.values(), key=lambda text: text.behaviour.code != GENERAL)


def earlier(text: AdviceText, unit: Unit) -> list[AdviceText]:
    """What was said about the behaviour before, the latest first."""
    others = AdviceText.objects.filter(Q(unit=None) | Q(unit=unit), behaviour=text.behaviour_id).exclude(pk=text.pk)
    return list(others.select_related("reworded_by").order_by(F("unit").asc(nulls_last=True), "-version"))


@transaction.atomic
def reword(unit: Unit, behaviour: str, text: str, *, by: Actor, read: UUID) -> AdviceText:
    """Say it in the unit's own words from today. `read` is the text that was in force when somebody began to write.

    What was said before stays as a version, and what was sent to somebody stays as it was sent.
    """
    policy.require(by, Action.REWORD_ADVICE, unit)
    if by.user is None:
        raise DomainError("Advice is worded by somebody.")
    if not text.strip():
        raise DomainError("Enter the advice.")
    today = localdate(by.now)
    own = AdviceText.objects.select_for_update(of=("self",)).filter(behaviour__code=behaviour, unit=unit)
    last = own.order_by("-version").first()
    stands = running(today, unit).filter(behaviour__code=behaviour).first()
    if stands is None:
        raise DomainError("There is no such behaviour.")
    if stands.pk != read:
        raise Changed("Somebody reworded this while you were writing. Read their words before you save yours.")
    if last is not None and last.ends_on is None:
        last.ends_on = today
        last.save(update_fields=["ends_on"])
    reworded = AdviceText.objects.create(
        behaviour=stands.behaviour,
        unit=unit,
        version=last.version + 1 if last else 1,
        text=text.strip(),
        starts_on=today,
        reworded_by=by.user,
        reworded_at=by.now,
    )
    trail.record(by, trail.Operation.ALTER, "reword_advice", record=reworded, fields=["text"])
    return reworded


def behaviours_of(case: Case, *, by: Actor) -> list[str]:
    """The behaviours ticked for the incidents of the case, as far as this reader may know them, by code."""
    known = policy.scope(by, Action.VIEW_INCIDENT, Incident.objects.filter(case=case, struck_at=None))
    ticked = IncidentCode.objects.filter(incident__in=known.order_by().values("pk"), item__list=CodeList.BEHAVIOUR)
    return list(dict.fromkeys(ticked.order_by("item__order", "pk").values_list("item__code", flat=True)))
