"""Finding a case by its reference, or by a name or a number of somebody in it, within what the asker may see."""

import re
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db.models import CharField, F, Q, QuerySet, Value
from django.db.models.functions import Concat

from cases import policy
from cases.models import Case, CasePerson, PersonName
from cases.policy import Action
from cases.services import matching
from cases.services.overlay import not_hidden
from cases.services.people import sort_key
from stalking_unit.accounts.actor import Actor

REFERENCE, NAME = "Reference", "Name"
# What says no more where the other was said already.
WEAKER: Mapping[str, str] = {matching.NEARLY: NAME, matching.ENDING: matching.SAME_NUMBER}
NUMBER = re.compile(r"[+(]?\d[\d ()-]{4,}\d")
AT = re.compile(r"\S+@\S+")
ALMOST = 0.6  # of the groups of three letters of what was typed, the share that some part of the name has
MOST = 50


def find(words: str, *, by: Actor, within: QuerySet[Case]) -> Mapping[UUID, Sequence[str]]:
    """The keys of the cases that these words name, each with what they are in it: the surest first, and at most 50.

    A case, a name or a number that the asker may not see is not searched, so nothing of the answer tells of it.
    """
    found: dict[UUID, list[str]] = {}
    for reason, cases in _signs(words.strip(), by):
        known = policy.scope(by, Action.VIEW_STAGE, within.filter(pk__in=cases))
        for key in known.order_by("-created_at", "pk").values_list("pk", flat=True)[:MOST]:
            reasons = found.setdefault(key, [])
            if reason not in reasons and WEAKER.get(reason) not in reasons:
                reasons.append(reason)
    return dict(list(found.items())[:MOST])


def _signs(words: str, by: Actor) -> list[tuple[str, QuerySet[Any]]]:
    """Each thing these words may be, with the cases in which they are it."""
    signs = [(REFERENCE, _referred(words))]
    if numbers := [*NUMBER.findall(words), *AT.findall(words)]:
        known = matching.numbers(by)
        signs.append((matching.SAME_NUMBER, _cases(known.filter(value_index__in=numbers))))
        signs.append((matching.ENDING, _cases(known.filter(ending_index__in=numbers))))
    elif typed := sort_key(words.replace(",", " ")).split():
        names = not_hidden(PersonName.objects.filter(case_person__in=matching.visible(by).values("pk"))).order_by()
        signs.append((NAME, _cases(_beginning(names, typed))))
        signs.append((matching.NEARLY, _cases(_nearly(names, typed))))
    return signs


def _referred(words: str) -> QuerySet[Any]:
    """Typed whole, or its last figures alone."""
    whole = Q(reference=words.upper())
    figures = Q(reference__endswith=f"-{words}") if words.isdecimal() else Q()
    return Case.objects.filter(whole | figures).exclude(reference=None).order_by().values("pk")


def _cases(rows: QuerySet[Any]) -> QuerySet[Any]:
    return CasePerson.objects.filter(pk__in=rows.order_by().values("case_person")).order_by().values("case")


def _beginning(names: QuerySet[PersonName], typed: Sequence[str]) -> QuerySet[Any]:
    """Every word that was typed begins a word of the name, in whatever order."""
    spaced = names.annotate(spaced=Concat(Value(" "), F("sort_key"), output_field=CharField()))
    for word in typed:
        spaced = spaced.filter(spaced__contains=f" {word}")
    return spaced


def _nearly(names: QuerySet[PersonName], typed: Sequence[str]) -> QuerySet[Any]:
    """Every word that was typed is nearly some part of the name."""
    for number, word in enumerate(typed):
        names = names.annotate(**{f"likeness_{number}": TrigramWordSimilarity(word, "sort_key")})
        names = names.filter(**{f"likeness_{number}__gte": ALMOST})
    return names
