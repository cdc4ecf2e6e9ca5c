"""People on a case: putting them there, and reading them as far as the reader may know them."""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Prefetch, QuerySet

from cases import policy
from cases.enums import IdentifierKind, NameKind, Party, PersonRole
from cases.models import Case, CasePerson, Identifier, Person, PersonDetail, PersonName
from cases.policy import Action
from cases.services import triggers
from cases.services.errors import Changed
from stalking_unit.accounts.actor import Actor
from stalking_unit.audit import trail
from stalking_unit.db.errors import DomainError
from stalking_unit.ui.words import lower_first

ADDING = {Party.VICTIM: Action.ADD_VICTIM, Party.SUSPECT: Action.ADD_SUSPECT, Party.OTHER: Action.ADD_VICTIM}

IN_FULL = (Action.VIEW_VICTIM, Action.VIEW_SUSPECT, Action.VIEW_OTHER_PERSON)
IN_BRIEF = (Action.VIEW_VICTIM_BRIEF, Action.VIEW_SUSPECT_BRIEF)
NAMED_FIRST = frozenset({PersonRole.VICTIM})
NAMED_SECOND = frozenset({PersonRole.SUSPECT, PersonRole.PERPETRATOR})


@dataclass(frozen=True, slots=True)
class SeenPerson:
    """A person as one reader may know them. A brief has no name of a victim: a code name and an age band."""

    pk: UUID
    role: PersonRole
    party: Party
    name: str
    is_brief: bool
    is_identified: bool
    age: str = ""
    has_children: bool | None = None
    also: tuple[str, ...] = ()
    relationship: str = ""


@transaction.atomic
def put_on_case(
    case: Case,
    role: PersonRole,
    *,
    by: Actor,
    given: str = "",
    family: str = "",
    born_on: date | None = None,
    code_name: str = "",
    relationship: str = "",
    person: Person | None = None,
) -> CasePerson:
    """Add someone to the case. Without any name they are there, not yet identified."""
    policy.require(by, ADDING[role.party], case)
    given, family = given.strip(), family.strip()
    triggers.locked(case)
    part = CasePerson.objects.create(
        case=case,
        person=person or Person.objects.create(unit=case.unit),
        role=role,
        party=role.party,
        code_name=code_name,
        relationship=relationship,
        is_identified=bool(given or family),
    )
    name = name_person(part, given, family) if given or family else None
    PersonDetail.objects.create(case=case, case_person=part, born_on=born_on)
    trail.record(by, trail.Operation.COLLECT, "add_person", case_id=case.pk, record=part, fields=["role", "name"])
    if name and role.party is Party.SUSPECT:
        triggers.note(case, "identity", name.pk, by=by)
    return part


@transaction.atomic
def identify(part: CasePerson, *, by: Actor, given: str, family: str, version: int | None = None) -> None:
    """A person who was not known has a name now; an earlier name stays as an alias."""
    policy.require(by, ADDING[Party(part.party)], part.case)
    if not (given.strip() or family.strip()):
        raise DomainError("Enter a name.")
    triggers.locked(part.case)
    part = CasePerson.objects.select_for_update(of=("self",)).get(pk=part.pk)
    if version is not None and version != part.version:
        raise Changed("Somebody changed this person while you were writing. Look at the name again before you save.")
    PersonName.objects.filter(case_person=part, is_primary=True).update(is_primary=False, kind=NameKind.ALIAS)
    name = name_person(part, given.strip(), family.strip())
    part.is_identified, part.version = True, part.version + 1
    part.save(update_fields=["is_identified", "version"])
    trail.record(by, trail.Operation.ALTER, "identify_person", case_id=part.case_id, record=part, fields=["name"])
    if part.party == Party.SUSPECT:
        triggers.note(part.case, "identity", name.pk, by=by)


@transaction.atomic
def describe(part: CasePerson, *, by: Actor, **detail: Any) -> None:
    """Write down a birth date, sex, ethnicity or needs; what is not named stays."""
    policy.require(by, ADDING[Party(part.party)], part.case)
    kept, _ = PersonDetail.objects.get_or_create(case_id=part.case_id, case_person=part)
    for name, value in detail.items():
        setattr(kept, name, value)
    kept.version += 1
    kept.save(update_fields=[*detail, "version"])
    trail.record(by, trail.Operation.ALTER, "describe_person", case_id=part.case_id, record=part, fields=sorted(detail))


@transaction.atomic
def add_identifier(part: CasePerson, kind: IdentifierKind, value: str, *, by: Actor) -> Identifier:
    """Write down a number by which another system knows this person; it is not checked, and never a key."""
    policy.require(by, ADDING[Party(part.party)], part.case)
    identifier, is_new = Identifier.objects.get_or_create(
        case_id=part.case_id, case_person=part, kind=kind, value=value.strip()
    )
    if is_new:
        trail.record(
            by, trail.Operation.COLLECT, "add_identifier", case_id=part.case_id, record=identifier, fields=["value"]
        )
    return identifier


def name_person(part: CasePerson, given: str, family: str) -> PersonName:
    """Write the primary name, with its sorting key."""
    return PersonName.objects.create(
        case_id=part.case_id, case_person=part, given=given, family=family, sort_key=sort_key(f"{family} {given}")
    )


def seen(actor: Actor, case: Case) -> Sequence[SeenPerson]:
    """Everyone on the case this actor may know of: in full where they may, in brief where only that."""
    order = list(PersonRole)
    found = [person for _, person in _known(actor, CasePerson.objects.filter(case=case))]
    return sorted(found, key=lambda person: (order.index(person.role), person.name))


def seen_once(actor: Actor, case: Case) -> Sequence[SeenPerson]:
    """As `seen`, for pages that show people in several places: one reading a request, kept on the actor."""
    key = ("seen", case.pk)
    if key not in actor.reach:
        actor.reach[key] = seen(actor, case)
    found: Sequence[SeenPerson] = actor.reach[key]
    return found


def names_on(actor: Actor, cases: Sequence[Case]) -> dict[UUID, str]:
    """For a list: per case the names this actor may see, victim first. The same queries for two cases as for twenty."""
    shown: dict[UUID, list[SeenPerson]] = {}
    about = CasePerson.objects.filter(case__in=[case.pk for case in cases], role__in=NAMED_FIRST | NAMED_SECOND)
    for case_id, person in _known(actor, about):
        shown.setdefault(case_id, []).append(person)
    code_names = {case.pk: case.code_name for case in cases if case.is_restricted and case.code_name}
    return {pk: code_names.get(pk) or in_words(found) for pk, found in shown.items()}


def names_of(actor: Actor, keys: Iterable[UUID]) -> dict[UUID, str]:
    """As `names_on`, of cases that are known by their keys; whoever may not see a case is told no name of it."""
    cases = policy.scope(actor, Action.VIEW_CASE, Case.objects.filter(pk__in=set(keys)))
    return names_on(actor, list(cases.order_by("pk")))


def seen_one(actor: Actor, part: CasePerson) -> SeenPerson | None:
    """One person, as far as this actor may know them."""
    return next((person for _, person in _known(actor, CasePerson.objects.filter(pk=part.pk))), None)


def seen_among(actor: Actor, parts: Sequence[CasePerson]) -> dict[UUID, SeenPerson]:
    """These people of any cases, as far as this actor may know them: the same queries for two as for sixty."""
    return {person.pk: person for _, person in _known(actor, CasePerson.objects.filter(pk__in=[p.pk for p in parts]))}


def in_words(seen: Sequence[SeenPerson]) -> str:
    """Who it is about: the victims, then the suspects."""
    victims = sorted(person.name for person in seen if person.role in NAMED_FIRST)
    suspects = sorted(_among_others(person) for person in seen if person.role in NAMED_SECOND)
    return " and ".join(part for part in (", ".join(victims), ", ".join(suspects)) if part)


def _among_others(person: SeenPerson) -> str:
    """The name as it stands inside a sentence."""
    unnamed = _not_identified(person.role)
    return f"a {lower_first(unnamed)}" if person.name == unnamed else person.name


def sort_key(name: str) -> str:
    """The name without case and accents, so that Éa sorts and is found with Ea."""
    plain = unicodedata.normalize("NFKD", name).casefold()
    return " ".join("".join(sign for sign in plain if not unicodedata.combining(sign)).split())


def _known(actor: Actor, people: QuerySet[CasePerson]) -> list[tuple[UUID, SeenPerson]]:
    """Each person with the key of their case, as far as this actor may know them."""
    marked = policy.scope_any(actor, people, in_full=IN_FULL, beside=IN_BRIEF)
    names = Prefetch("names", to_attr="known_names")  # a list: asking the relation anew costs more than the question
    parts = marked.select_related("detail").prefetch_related(names).order_by("pk")
    return [
        (part.case_id, _in_full(part) if part.in_full else _in_brief(part, on=actor.now.date()))  # type: ignore[attr-defined]
        for part in parts
    ]


def _primary_name(part: CasePerson) -> str:
    names = sorted(part.known_names, key=lambda name: not name.is_primary)  # type: ignore[attr-defined]
    return names[0].whole if names else ""


def _not_identified(role: str) -> str:
    return f"{PersonRole(role).label} not identified yet"


def _in_full(part: CasePerson) -> SeenPerson:
    detail: PersonDetail | None = getattr(part, "detail", None)
    return SeenPerson(
        pk=part.pk,
        role=PersonRole(part.role),
        party=Party(part.party),
        name=_primary_name(part) or _not_identified(part.role),
        is_brief=False,
        is_identified=part.is_identified,
        age=f"{detail.born_on:%-d %B %Y}" if detail and detail.born_on else "",
        has_children=detail.has_children if detail else None,
        also=tuple(name.whole for name in part.known_names if not name.is_primary),  # type: ignore[attr-defined]
        relationship=part.relationship,
    )


def _in_brief(part: CasePerson, *, on: date) -> SeenPerson:
    """VictimBrief and SuspectBrief: what managing the case needs and no more."""
    role, party = PersonRole(part.role), Party(part.party)
    detail: PersonDetail | None = getattr(part, "detail", None)
    brief_name = part.code_name or str(role.label)
    if party is Party.SUSPECT:
        brief_name = _primary_name(part) if part.is_identified else _not_identified(part.role)
    return SeenPerson(
        pk=part.pk,
        role=role,
        party=party,
        name=brief_name,
        is_brief=True,
        is_identified=part.is_identified,
        age=_age_band(detail.born_on, on) if detail and detail.born_on else "",
        has_children=detail.has_children if detail and party is Party.VICTIM else None,
    )


def _age_band(born_on: date, on: date) -> str:
    """Ten years wide, so that it cannot be told from a birth date."""
    years = on.year - born_on.year - ((on.month, on.day) < (born_on.month, born_on.day))
    if years < 18:
        return "Under 18"
    low = max(18, years // 10 * 10)
    return f"{low} to {years // 10 * 10 + 9}"
