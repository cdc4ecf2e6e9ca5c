"""Who else these people may be: the same names, birth dates and numbers in other cases, and nearly the same.

Everything is asked within the policy of the one who asks, so what they may not see changes no answer.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import CharField, F, Func, Max, Q, QuerySet, Value
from django.db.models.functions import Coalesce
from django.utils.timezone import localdate

from cases import policy
from cases.enums import Party, PersonRole, Transition
from cases.models import Case, CasePerson, ContactPoint, PersonDetail, PersonName, StateChange
from cases.policy import Action
from cases.services.overlay import not_hidden
from stalking_unit.accounts.actor import Actor, acting
from stalking_unit.audit import trail

IN_FULL = (Action.VIEW_VICTIM, Action.VIEW_SUSPECT, Action.VIEW_OTHER_PERSON)
NUMBERS = (Action.VIEW_VICTIM_CONTACT, Action.VIEW_SUSPECT_CONTACT)
SAME_NAME, SAME_NUMBER = "Same name", "Same number"
NEARLY, ENDING = "Name spelt almost the same", "Number with the same ending"
# What says no more where the other was said already.
WEAKER: Mapping[str, str] = {NEARLY: SAME_NAME, ENDING: SAME_NUMBER}
SEARCH_KEPT = timedelta(days=28)
ALMOST = 0.5  # of the groups of three letters of two names, the share they have in common
Pairs = Iterable[tuple[UUID, UUID]]


@dataclass(frozen=True, slots=True)
class Match:
    """Somebody in another case who may be somebody in this one, why it looks so, and when that case last moved."""

    case: Case
    role: PersonRole
    here: PersonRole
    because: tuple[str, ...]
    last_seen: date

    @property
    def changes_sides(self) -> bool:
        """A victim here who is a suspect there, or the reverse."""
        return {self.role.party, self.here.party} == {Party.VICTIM, Party.SUSPECT}


@dataclass(frozen=True, slots=True)
class Search:
    """That somebody screened a referral about people like those of another case, and why it looks so."""

    at: datetime
    by_name: str
    case: Case
    because: tuple[str, ...]


def matches(case: Case, *, by: Actor) -> Sequence[Match]:
    """The same name, birth date or number in other cases this person may see, the likeliest first.

    What they may not see is not searched, so the answer is the same whether or not there is something to hide.
    """
    policy.require(by, Action.VIEW_CASE, case)
    found = _found(visible(by).filter(case=case), visible(by).exclude(case=case), numbers(by))
    parts = _parts({pk for pair in found for pk in pair})
    seen = [
        Match(
            parts[other].case,
            PersonRole(parts[other].role),
            PersonRole(parts[own].role),
            tuple(reasons),
            localdate(parts[other].last_seen),
        )
        for (own, other), reasons in found.items()
    ]
    trail.record(
        by,
        trail.Operation.COMBINE,
        "search_matches",
        case_id=case.pk,
        record=case,
        shown=sorted({match.case.pk for match in seen}),
    )
    return sorted(seen, key=lambda match: (-len(match.because), match.case.reference or "", match.role))


def visible(by: Actor) -> QuerySet[CasePerson]:
    """Those this person may know in full: a brief has no name to compare."""
    return policy.scope_any(by, CasePerson.objects.order_by(), in_full=IN_FULL)


def numbers(by: Actor) -> QuerySet[ContactPoint]:
    """The numbers this person may read."""
    return not_hidden(policy.scope_any(by, ContactPoint.objects.all(), seen=NUMBERS))


def searched_for(case: Case, *, by: Actor) -> Sequence[Search]:
    """Who lately screened a referral about people like those of this case, the last first; they were told nothing.

    The product looks, since whoever decides about this case need not see the other.
    """
    policy.require(by, Action.EXCLUDE_PERSON, case)
    begun = StateChange.objects.filter(transition=Transition.BEGIN_SCREENING, recorded_at__gt=by.now - SEARCH_KEPT)
    with acting(Actor.system("matching", by.now)):
        looked = CasePerson.objects.order_by().filter(case__in=begun.values("case")).exclude(case=case)
        found = _found(CasePerson.objects.order_by().filter(case=case), looked, not_hidden(ContactPoint.objects.all()))
        other_case = dict(looked.filter(pk__in={other for _, other in found}).values_list("pk", "case"))
        because: dict[UUID, dict[str, None]] = {}
        for (_, other), reasons in found.items():
            because.setdefault(other_case[other], {}).update(dict.fromkeys(reasons))
        searches = begun.filter(case__in=list(because)).select_related("case").order_by("-recorded_at", "pk")
        return [Search(one.happened_at, one.made_by_name, one.case, tuple(because[one.case_id])) for one in searches]


def restricted_like(case: Case) -> Sequence[Case]:
    """The restricted cases with people like those of this one. For the product alone, which tells those who hold them.

    It costs a few questions for each name of this case, however many others were screened.
    """
    there = CasePerson.objects.order_by().filter(case__is_restricted=True).exclude(case=case)
    found = _found(CasePerson.objects.order_by().filter(case=case), there, not_hidden(ContactPoint.objects.all()))
    alike = CasePerson.objects.order_by().filter(pk__in={other for _, other in found})
    return list(Case.objects.filter(pk__in=alike.values("case")).select_related("unit").order_by("created_at", "pk"))


def _found(
    here: QuerySet[CasePerson], there: QuerySet[CasePerson], known: QuerySet[ContactPoint]
) -> Mapping[tuple[UUID, UUID], Sequence[str]]:
    names = not_hidden(PersonName.objects.all())
    signs: Sequence[tuple[str, Pairs]] = (
        (SAME_NAME, _alike(names, "sort_key", here, there)),
        ("Same date of birth", _alike(PersonDetail.objects.exclude(born_on=None), "born_on", here, there)),
        (SAME_NUMBER, _alike(known, "value_index", here, there)),
        (NEARLY, _nearly(names, here, there)),
        (ENDING, _alike(known.exclude(ending_index=None), "ending_index", here, there)),
    )
    found: dict[tuple[UUID, UUID], list[str]] = {}
    for reason, pairs in signs:
        for pair in pairs:
            reasons = found.setdefault(pair, [])
            if reason not in reasons and WEAKER.get(reason) not in reasons:
                reasons.append(reason)
    return found


def _parts(keys: Iterable[UUID]) -> Mapping[UUID, Any]:
    wanted = CasePerson.objects.filter(pk__in=list(keys)).select_related("case").order_by("pk")
    moved = Coalesce(Max("case__changes__happened_at"), F("case__created_at"))
    return {part.pk: part for part in wanted.annotate(last_seen=moved)}


def _alike(rows: QuerySet[Any], key: str, here: QuerySet[CasePerson], there: QuerySet[CasePerson]) -> Pairs:
    """Pairs of somebody here and somebody there whose rows say the same."""
    own: dict[Any, set[UUID]] = {}
    for said, part in rows.filter(case_person__in=here.values("pk")).order_by("pk").values_list(key, "case_person"):
        own.setdefault(said, set()).add(part)
    others = rows.filter(case_person__in=there.values("pk"), **{f"{key}__in": list(own)})
    for said, other in others.order_by("pk").values_list(key, "case_person"):
        yield from ((part, other) for part in sorted(own[said]))


def _nearly(names: QuerySet[PersonName], here: QuerySet[CasePerson], there: QuerySet[CasePerson]) -> Pairs:
    """Pairs of names that look alike, or sound alike in both their first words: Jon Smyth and John Smith."""
    others = names.filter(case_person__in=there.values("pk")).order_by("pk")
    own = names.filter(case_person__in=here.values("pk")).order_by("pk").values_list("sort_key", "case_person")
    for said, part in list(own):
        sounding = others.annotate(
            likeness=TrigramSimilarity("sort_key", said),
            family_sound=_sound(F("sort_key"), 1),
            given_sound=_sound(F("sort_key"), 2),
        )
        sounds = Q(family_sound=_sound(Value(said), 1), given_sound=_sound(Value(said), 2))
        unheard = Q(family_sound="") | Q(given_sound="")
        near = sounding.filter(Q(likeness__gte=ALMOST) | (sounds & ~unheard))
        yield from ((part, other) for other in near.values_list("case_person", flat=True))


def _sound(name: Any, number: int) -> Func:
    """How a word of a name sounds in English; nothing for what is written in other letters."""
    word = Func(name, Value(" "), Value(number), function="split_part", output_field=CharField())
    return Func(word, function="dmetaphone", output_field=CharField())
