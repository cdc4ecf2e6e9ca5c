"""Ready advice: what the unit says about the behaviours that were ticked, for somebody to edit and send."""

from collections.abc import Collection
from datetime import date

from django.db import transaction
from django.db.models import Q

from cases import policy
from cases.models import AdviceText, Case, CodeItem, CodeList, Incident, IncidentCode
from cases.policy import Action
from cases.services.advice_texts import SEED
from stalking_unit.accounts.actor import Actor

GENERAL = "other"  # how every piece of advice begins


@transaction.atomic
def ensure_texts() -> int:
    """Put in the texts of behaviours that have none yet; what is there, ended or reworded, is left alone."""
    items = CodeItem.objects.filter(list=CodeList.BEHAVIOUR, code__in=SEED)
    missing = items.exclude(pk__in=AdviceText.objects.order_by().values("behaviour")).order_by("order", "pk")
    return len(AdviceText.objects.bulk_create(AdviceText(behaviour=item, text=SEED[item.code]) for item in missing))


def ready(behaviours: Collection[str], on: date) -> str:
    """The texts in force on this day: what is always said, then each behaviour in the order of the list."""
    running = Q(starts_on=None) | Q(starts_on__lte=on), Q(ends_on=None) | Q(ends_on__gte=on)
    wanted = AdviceText.objects.filter(*running, behaviour__code__in={GENERAL, *behaviours})
    said: dict[str, str] = {}
    for code, text in wanted.order_by("behaviour__order", "-version").values_list("behaviour__code", "text"):
        said.setdefault(code, text)
    general = said.pop(GENERAL, "")
    return "\n\n".join(filter(None, [general, *said.values()]))


def behaviours_of(case: Case, *, by: Actor) -> list[str]:
    """The behaviours ticked for the incidents of the case, as far as this reader may know them, by code."""
    known = policy.scope(by, Action.VIEW_INCIDENT, Incident.objects.filter(case=case, struck_at=None))
    ticked = IncidentCode.objects.filter(incident__in=known.order_by().values("pk"), item__list=CodeList.BEHAVIOUR)
    return list(dict.fromkeys(ticked.order_by("item__order", "pk").values_list("item__code", flat=True)))
