"""Conflicts of interest: hiding a referral at once, and comparing the unit's own people with those it concerns."""

import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from cases import grants, policy
from cases.enums import Basis, Capacity, Grant, PersonRole, Side
from cases.models import Case, CasePerson, ClearedLikeness, Exclusion, PersonName, TeamMember
from cases.policy import Action
from cases.services import unsent
from cases.services.people import sort_key
from cases.services.telling import tell
from stalking_unit.accounts.actor import Actor, acting
from stalking_unit.accounts.models import Membership, Unit, User
from stalking_unit.audit import trail
from stalking_unit.db.errors import DomainError

NAMED_BY_REFERRER = "Whoever referred named them as somebody who must not see it."
# A restricted case goes by two of these words, which say nothing about anyone in it.
SHADES = (
    "Amber",
    "Ashen",
    "Auburn",
    "Cobalt",
    "Copper",
    "Coral",
    "Golden",
    "Indigo",
    "Ivory",
    "Russet",
    "Silver",
    "Teal",
)
TREES = ("Alder", "Aspen", "Beech", "Birch", "Cedar", "Elm", "Hazel", "Juniper", "Larch", "Maple", "Poplar")


@dataclass(frozen=True, slots=True)
class Likeness:
    """Somebody of the unit bears the name of somebody on the case. Whether they are one, people find out."""

    user: User
    part: CasePerson

    @property
    def role(self) -> PersonRole:
        """The part that the person of that name plays on the case."""
        return PersonRole(self.part.role)


@transaction.atomic
def restrict(case: Case, *, by: Actor, reason: str = "") -> Case:
    """Hide the case from everybody who is not named on it, and hand it to the unit's named alternates.

    Whoever does it keeps the grants they were given by name, and loses what they had through the unit. A case that
    nobody at all would see is not hidden: somebody must answer for it.
    """
    policy.require(by, Action.RESTRICT_CASE, case)
    if case.is_restricted:
        raise DomainError("The case is restricted already.")
    if not alternates(case, by) and not TeamMember.objects.live(by.now).filter(case=case).exists():
        raise DomainError(
            "This unit has named nobody to receive a restricted case, and nobody is named on this one. "
            "Name somebody on it first."
        )
    return hide(case, by=by, reason=reason)


@transaction.atomic
def hide(case: Case, *, by: Actor, reason: str = "", kept_from: Collection[UUID] = ()) -> Case:
    """Restrict without asking who asks: for a referral that is restricted from its first question.

    The alternates it is kept from have a conflict of interest in it, before there is anything to see.
    """
    with acting(Actor.system("restriction", by.now)):  # who restricts a case may no longer see it afterwards
        case = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
        for seat in named_alternates(case.unit, by):
            if seat.user_id in kept_from:
                _bar(case, seat.user, by=by)
        seats = alternates(case, by)
        for seat in seats:
            _put_in_charge(case, seat, by=by, reason=reason)
        case.is_restricted, case.code_name = True, case.code_name or _code_name()
        case.version += 1
        case.save(update_fields=["is_restricted", "code_name", "version"])
        unsent.take_back(case, by=by)
        trail.record(by, trail.Operation.ALTER, "restrict_case", case_id=case.pk, record=case, fields=["is_restricted"])
        tell(
            [seat.user for seat in seats],
            case,
            kind="restricted",
            text="A restricted referral is yours, as a named alternate.",
            key=f"restricted:{case.pk}",
            route="cases:overview",
            by=by,
        )
        return case


def alternates(case: Case, by: Actor) -> list[Membership]:
    """The seats of those who receive what concerns somebody here; often of another unit, sometimes nobody's."""
    barred = set(Exclusion.objects.filter(case=case).order_by().values_list("user_id", flat=True))
    return [seat for seat in named_alternates(case.unit, by) if seat.user_id not in barred]


def named_alternates(unit: Unit, by: Actor) -> list[Membership]:
    """The seats of the two whom the unit has named, as far as they still hold one."""
    named = [user for user in (unit.first_alternate, unit.second_alternate) if user is not None]
    today = timezone.localdate(by.now)
    return [seat for seat in (user.seats(today).first() for user in named) if seat is not None]


def compare(case: Case, *, by: Actor) -> Sequence[Likeness]:
    """People of the unit who bear the name of somebody on the case, for the team lead's eyes.

    Nobody is shown that they themselves were found, and nobody who was ticked as another person comes back.
    """
    policy.require(by, Action.EXCLUDE_PERSON, case)
    return [likeness for likeness in _likenesses(case, by) if likeness.user.pk != by.user_id]


@transaction.atomic
def clear(case: Case, found: Sequence[Likeness], *, by: Actor) -> None:
    """The team lead has looked: these people of the unit are none of those on the case who bear their names."""
    policy.require(by, Action.EXCLUDE_PERSON, case)
    for likeness in found:
        cleared, is_new = ClearedLikeness.objects.get_or_create(
            case=case,
            case_person=likeness.part,
            user=likeness.user,
            defaults={"cleared_by_name": by.name, "cleared_at": by.now},
        )
        if is_new:
            trail.record(by, trail.Operation.ALTER, "clear_likeness", case_id=case.pk, record=cleared, fields=["user"])


def compare_and_tell(case: Case, *, by: Actor) -> None:
    """Make the comparison for somebody who may not see what it finds: those who may are told to look."""
    with acting(Actor.system("conflict comparison", by.now)):
        found = {likeness.user for likeness in _likenesses(case, by)}
        if found:
            leads = policy.who_can(Action.EXCLUDE_PERSON, case, at=by.now)
            tell(
                [lead for lead in leads if lead not in found],
                case,
                kind="conflict",
                text="Check a possible conflict of interest before you go on.",
                key=f"conflict:{case.pk}:{len(found)}",
                route="cases:overview",
                by=by,
            )


def _likenesses(case: Case, by: Actor) -> list[Likeness]:
    """Names are compared without case, accents, ranks and titles, in either order."""
    known: dict[frozenset[str], CasePerson] = {}
    for name in PersonName.objects.filter(case=case).select_related("case_person").order_by("sort_key", "pk"):
        words = frozenset(name.sort_key.split())
        if len(words) > 1:
            known[words] = name.case_person
    staff = Membership.objects.whole().live(timezone.localdate(by.now)).filter(unit=case.unit).order_by("user__name")
    people = dict.fromkeys(seat.user for seat in staff)
    cleared = set(ClearedLikeness.objects.filter(case=case).order_by().values_list("case_person", "user"))
    return [
        Likeness(user, part)
        for user in people
        for words, part in known.items()
        if words <= frozenset(sort_key(user.name).split()) and (part.pk, user.pk) not in cleared
    ]


def _put_in_charge(case: Case, seat: Membership, *, by: Actor, reason: str) -> None:
    """A place on the case and the grant that follows it."""
    TeamMember.objects.get_or_create(
        case=case,
        user=seat.user,
        capacity=Capacity.ALTERNATE,
        ends_at=None,
        defaults={
            "agency": seat.agency,
            "discipline": seat.discipline,
            "side": Side.BOTH,
            "reason": reason,
            "starts_at": by.now,
        },
    )
    grants.give(case, seat.user, Grant.LEAD, by=by, basis=Basis.ALTERNATE, reason=reason)


def _bar(case: Case, user: User, *, by: Actor) -> None:
    exclusion = Exclusion.objects.create(
        case=case, user=user, reason=NAMED_BY_REFERRER, declared_by_name=by.name, declared_at=by.now
    )
    trail.record(by, trail.Operation.ALTER, "exclude", case_id=case.pk, record=exclusion, fields=["user", "reason"])


def _code_name() -> str:
    return f"{secrets.choice(SHADES)} {secrets.choice(TREES)}"
