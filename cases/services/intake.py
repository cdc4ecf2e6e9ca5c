"""A referral comes in: one question first, a draft for as long as it takes, then three facts and it is sent."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, fields
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from cases import grants, policy
from cases.clocks import DRAFT_DAYS
from cases.enums import AlarmKind, Basis, Capacity, Grant, PersonRole, Purpose, Side, State, Transition
from cases.models import Case, Draft, Episode, Referral, TeamMember
from cases.policy import Action
from cases.services import additions, conflicts, drafts, people, places, received
from cases.services.alarms import raise_alarm, settle, uncalled
from cases.services.drafts import Kept, Seen, Typed
from cases.services.errors import Incomplete
from cases.services.lifecycle import move
from cases.services.places import Reach
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
    reach: Reach = field(default_factory=Reach)

    def __str__(self) -> str:
        return f"{self.given} {self.family}".strip()


@dataclass(frozen=True, slots=True)
class Answers:
    """What a referral says when it is sent. The names are those of the record and of the boxes."""

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
    earlier_reference: str = ""
    received_at: datetime | None = None


KEPT = tuple(one.name for one in fields(Answers) if one.name not in {"victim", "suspect"})


@transaction.atomic
def begin(unit: Unit, *, by: Actor, involves_agency: bool, how: str = "", kept_from: Collection[UUID] = ()) -> Referral:
    """Open a draft. When somebody of an agency here is involved it is hidden before anything else is written.

    Whoever refers may name alternates who must not see it; those it never reaches.
    """
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
        conflicts.hide(case, by=by, kept_from=kept_from)
    return referral


def kept(referral: Referral, *, by: Actor) -> Kept:
    """What the author has typed so far, for them to go on with."""
    return drafts.kept(Purpose.REFERRAL, referral.case_id, by=by)


@transaction.atomic
def keep(referral: Referral, typed: Typed, *, by: Actor, seen: Seen | None = None) -> Kept:
    """Save what has been typed so far, sealed; only the author of a draft may, and nobody else can read it.

    The trail says which boxes are filled, when that has changed, and not each pause in the typing.
    """
    policy.require(by, Action.EDIT_REFERRAL, referral)
    was = kept(referral, by=by).typed
    before, is_urgent = _filled(was), _says_danger(typed)
    now = drafts.keep(Purpose.REFERRAL, referral.case_id, typed, by=by, seen=seen, is_urgent=is_urgent)
    if _says_danger(was) and not _says_danger(now.typed):
        settle(referral.case, [AlarmKind.UNSENT_DANGER], by=by)
    if (filled := _filled(now.typed)) != before:
        trail.record(
            by, trail.Operation.ALTER, "save_referral", case_id=referral.case_id, record=referral, fields=sorted(filled)
        )
    return now


@transaction.atomic
def send(referral: Referral, answers: Answers, *, by: Actor) -> Case:
    """Send what was answered: it gets its reference, the first clock starts and those who screen are told.

    The author stays named on the case to read it and to challenge a decision; what they wrote stays as it was sent.
    """
    referral = Referral.objects.select_for_update(of=("self",)).get(pk=referral.pk)
    case = referral.case
    policy.require(by, Action.SUBMIT, case)
    for name in KEPT:
        setattr(referral, name, getattr(answers, name))
    said = _said(str(answers.victim), referral)
    _refuse_danger_unanswered(referral)
    _name_people(case, answers, by=by)
    received.keep(referral, kept(referral, by=by).typed, by=by)
    if case.reference is None:
        case.reference = next_reference(case.unit, by=by)
        case.save(update_fields=["reference"])
    move(case, Transition.SUBMIT, by=by, says=said, facts=_facts(referral))
    settle(case, [AlarmKind.UNSENT_DANGER], by=by)
    referral.in_danger, referral.sent_at = said["in_danger"], by.now
    owes = additions.missing(referral, suspect=str(answers.suspect))
    referral.owes, referral.owed_by = owes, additions.due_on(owes, by.now)
    referral.received_at = referral.received_at or by.now
    referral.version += 1
    referral.save(update_fields=[*KEPT, "sent_at", "owes", "owed_by", "version"])
    Episode.objects.filter(pk=referral.episode_id).update(source=referral.source)
    drafts.let_go(Purpose.REFERRAL, case.pk, by=by)
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


def cancel_left(on: date, *, by: Actor) -> int:
    """Cancel the drafts that nobody has gone on with for a fortnight, unless they say that somebody is in danger now.

    What was typed stays with its author: a cancelled referral can be restored.
    """
    left = left_alone(on - timedelta(days=DRAFT_DAYS)).select_related("case")
    cases = [referral.case for referral in left.order_by("recorded_at", "pk")]
    for case in cases:
        move(case, Transition.CANCEL, by=by, says={"reason": "Nobody went on with this draft for a fortnight."})
    return len(cases)


def left_alone(since: date) -> QuerySet[Referral]:
    """Drafts not touched after this day and without a word of danger; each says when it was `touched_at`."""
    draft = Draft.objects.filter(purpose=Purpose.REFERRAL, subject_id=OuterRef("case"), owner=OuterRef("author"))
    drafts = Referral.objects.filter(case__state=State.DRAFT, sent_at=None)
    touched = drafts.annotate(touched_at=Coalesce(Subquery(draft.values("saved_at")[:1]), F("recorded_at")))
    return touched.filter(~Exists(draft.filter(is_urgent=True)), touched_at__date__lte=since)


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
    if referral.immediate_danger:
        raise_alarm(case, AlarmKind.URGENT_REFERRAL, referral.pk, by=by)
    tell(
        uncalled(policy.who_can(Action.BEGIN_SCREENING, case, at=by.now), referral.pk),
        case,
        kind="referral",
        text="A referral with a red flag has come in. Open it now."
        if referral.immediate_danger
        else "A referral has come in and waits to be screened.",
        key=f"referral:{referral.pk}",
        route="cases:overview",
        by=by,
    )


def _name_people(case: Case, answers: Answers, *, by: Actor) -> None:
    """The two people a referral is about, on the case from now on; whoever is not known is there without a name."""
    suspect = answers.suspect if answers.suspect_known else Named()
    for role, named in ((PersonRole.VICTIM, answers.victim), (PersonRole.SUSPECT, suspect)):
        part = people.put_on_case(
            case,
            role,
            by=by,
            given=named.given,
            family=named.family,
            born_on=named.born_on,
            relationship=named.relationship,
        )
        places.take_in(part, named.reach, by=by)


def _says_danger(typed: Typed) -> bool:
    return "yes" in typed.get("immediate_danger", ())


def _filled(typed: Typed) -> set[str]:
    return {name for name, values in typed.items() if any(value.strip() for value in values)}
