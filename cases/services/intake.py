"""A referral comes in: one question first, a draft for as long as it takes, then three facts and it is sent."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from typing import Any

from django.db import transaction

from cases import grants, policy
from cases.enums import Basis, Capacity, Grant, PersonRole, Side, State, Transition
from cases.models import Case, CasePerson, Episode, PersonDetail, PersonName, Referral, TeamMember
from cases.policy import Action
from cases.services import conflicts, people
from cases.services.errors import Changed, Incomplete
from cases.services.lifecycle import move
from cases.services.references import next_reference
from cases.services.telling import tell
from stalking_unit.accounts.actor import Actor
from stalking_unit.accounts.models import Unit
from stalking_unit.audit import trail
from stalking_unit.db.errors import DomainError


@dataclass(frozen=True, slots=True)
class Named:
    """A person as a referral names them; every part may be missing."""

    given: str = ""
    family: str = ""
    born_on: date | None = None
    relationship: str = ""

    def __str__(self) -> str:
        return f"{self.given} {self.family}".strip()


@dataclass(frozen=True, slots=True)
class Answers:
    """What the referral page asks; a draft may leave anything out. The names are those of the record and the form."""

    victim: Named = field(default_factory=Named)
    suspect: Named = field(default_factory=Named)
    in_danger: str = ""
    happening: str = ""
    suspect_known: bool | None = None
    immediate_danger: bool | None = None
    done_now: str = ""
    safe_contact_words: str = ""
    referrer_name: str = ""
    referrer_contact: str = ""
    source: str = ""
    views: str = ""
    views_words: str = ""
    crime_reference: str = ""
    received_at: datetime | None = None


KEPT = tuple(one.name for one in fields(Answers) if one.name not in {"victim", "suspect"})


@transaction.atomic
def begin(unit: Unit, *, by: Actor, involves_agency: bool, how: str = "") -> Referral:
    """Open a draft. When somebody of an agency here is involved it is hidden before anything else is written."""
    policy.require(by, Action.REFER, unit)
    if by.user is None or by.membership is None:
        raise DomainError("A referral is made by somebody, in a seat.")
    case = Case.objects.create(unit=unit, state=State.DRAFT, created_at=by.now)
    episode = Episode.objects.create(case=case, number=1)
    referral = Referral.objects.create(
        case=case,
        episode=episode,
        agency=by.membership.agency,
        author=by.user,
        happened_at=by.now,
        recorded_at=by.now,
        involves_agency=involves_agency,
        involves_agency_how=how,
    )
    TeamMember.objects.create(
        case=case,
        user=by.user,
        agency=by.membership.agency,
        discipline=by.membership.discipline,
        side=Side.HEADER,
        capacity=Capacity.REFERRER,
        starts_at=by.now,
    )
    grants.give(case, by.user, Grant.WORK, by=by, basis=Basis.REFERRAL)
    trail.record(by, trail.Operation.COLLECT, "begin_referral", case_id=case.pk, record=referral)
    if involves_agency:
        conflicts.hide(case, by=by)
    return referral


@transaction.atomic
def save(referral: Referral, answers: Answers, *, by: Actor, version: int | None = None) -> Referral:
    """Keep what has been answered so far; only the author of a draft may.

    `version` is the one the author was looking at: two open tabs must not overwrite each other.
    """
    policy.require(by, Action.EDIT_REFERRAL, referral)
    referral = Referral.objects.select_for_update(of=("self",)).get(pk=referral.pk)
    if version is not None and version != referral.version:
        raise Changed("You saved this referral in another tab after opening this one. Open it again to see both.")
    for name in KEPT:
        setattr(referral, name, getattr(answers, name))
    referral.version += 1
    referral.save(update_fields=[*KEPT, "version"])
    _keep_person(referral.case, PersonRole.VICTIM, answers.victim, by=by)
    _keep_person(referral.case, PersonRole.SUSPECT, answers.suspect if answers.suspect_known else Named(), by=by)
    trail.record(
        by,
        trail.Operation.ALTER,
        "save_referral",
        case_id=referral.case_id,
        record=referral,
        fields=[name for name in KEPT if getattr(answers, name) not in ("", None)],
    )
    return referral


@transaction.atomic
def send(referral: Referral, *, by: Actor) -> Case:
    """Send the draft: it gets its reference, the first clock starts and those who screen are told.

    The author stays named on the case to read it and to challenge a decision; what they wrote stays as it was sent.
    """
    referral = Referral.objects.select_for_update(of=("self",)).get(pk=referral.pk)
    case = referral.case
    policy.require(by, Action.SUBMIT, case)
    said = _said(str(_name_of(case, PersonRole.VICTIM)), referral)
    _refuse_danger_unanswered(referral)
    if case.reference is None:
        case.reference = next_reference(case.unit, by=by)
        case.save(update_fields=["reference"])
    move(case, Transition.SUBMIT, by=by, says=said, facts=_facts(referral))
    referral.in_danger, referral.sent_at = said["in_danger"], by.now
    referral.received_at = referral.received_at or by.now
    referral.save(update_fields=["in_danger", "sent_at", "received_at"])
    Episode.objects.filter(pk=referral.episode_id).update(source=referral.source)
    case.refresh_from_db()
    grants.give(case, referral.author, Grant.VIEW, by=by, basis=Basis.REFERRAL)
    _arrived(case, referral, by=by)
    case.refresh_from_db()
    return case


@transaction.atomic
def refer_again(case: Case, answers: Answers, *, by: Actor, version: int | None = None) -> Referral:
    """The same people again: the next episode of the same case, with what was decided before still to be read."""
    policy.require(by, Action.RE_REFER, case)
    if by.user is None or by.membership is None:
        raise DomainError("A referral is made by somebody, in a seat.")
    referral = Referral(
        case=case,
        agency=by.membership.agency,
        author=by.user,
        happened_at=by.now,
        recorded_at=by.now,
        involves_agency=case.is_restricted,
        sent_at=by.now,
        **{name: getattr(answers, name) for name in KEPT},
    )
    referral.received_at = referral.received_at or by.now
    _refuse_danger_unanswered(referral)
    change = move(case, Transition.RE_REFER, by=by, says=_said("", referral), facts=_facts(referral), version=version)
    referral.episode = change.episode
    referral.save(force_insert=True)
    Episode.objects.filter(pk=change.episode_id).update(source=referral.source)
    trail.record(by, trail.Operation.COLLECT, "refer_again", case_id=case.pk, record=referral)
    case.refresh_from_db()
    _arrived(case, referral, by=by)
    return referral


def answers_of(referral: Referral) -> Answers:
    """What a draft holds, for its author to go on with."""
    return Answers(
        victim=_name_of(referral.case, PersonRole.VICTIM),
        suspect=_name_of(referral.case, PersonRole.SUSPECT),
        **{name: getattr(referral, name) for name in KEPT},
    )


def has_alternates(case: Case, by: Actor) -> bool:
    """Whether anybody receives this referral if it is restricted; where nobody does, the page says so."""
    return bool(conflicts.alternates(case, by))


def _said(victim: str, referral: Referral) -> Mapping[str, str]:
    return {
        "in_danger": "\n".join(part for part in (victim, referral.in_danger.strip()) if part),
        "happening": referral.happening.strip(),
    }


def _facts(referral: Referral) -> Mapping[str, Any]:
    """That the referrer can be reached is a fact of the move; how stays on the referral."""
    return {
        "referrer_contact": True if referral.referrer_contact.strip() else None,
        "immediate_danger": referral.immediate_danger,
    }


def _refuse_danger_unanswered(referral: Referral) -> None:
    if referral.immediate_danger and not referral.done_now.strip():
        raise Incomplete(("done_now",))


def _arrived(case: Case, referral: Referral, *, by: Actor) -> None:
    """Raise the flag with what was done, if there is danger now, and tell those who screen."""
    if referral.immediate_danger and not case.is_red_flagged:
        move(case, Transition.RAISE_RED_FLAG, by=by, says={"done_now": referral.done_now})
    tell(
        policy.who_can(Action.BEGIN_SCREENING, case, at=by.now),
        case,
        kind="referral",
        text="A referral with a red flag has come in. Open it now."
        if referral.immediate_danger
        else "A referral has come in and waits to be screened.",
        key=f"referral:{referral.pk}",
        route="cases:overview",
        by=by,
    )


def _keep_person(case: Case, role: PersonRole, named: Named, *, by: Actor) -> None:
    """The victim and the suspect of a draft, reworded with each saving; a draft has no history to keep."""
    part = CasePerson.objects.filter(case=case, role=role).order_by("pk").first()
    given, family = named.given.strip(), named.family.strip()
    if part is None:
        people.put_on_case(
            case, role, by=by, given=given, family=family, born_on=named.born_on, relationship=named.relationship
        )
        return
    PersonName.objects.filter(case_person=part).delete()
    if given or family:
        people.name_person(part, given, family)
    part.is_identified, part.relationship = bool(given or family), named.relationship
    part.save(update_fields=["is_identified", "relationship"])
    PersonDetail.objects.filter(case_person=part).update(born_on=named.born_on)


def _name_of(case: Case, role: PersonRole) -> Named:
    part = CasePerson.objects.filter(case=case, role=role).select_related("detail").order_by("pk").first()
    if part is None:
        return Named()
    name = part.names.filter(is_primary=True).first()
    return Named(
        given=name.given if name else "",
        family=name.family if name else "",
        born_on=part.detail.born_on,
        relationship=part.relationship,
    )
