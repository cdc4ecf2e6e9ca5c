"""What a referral was sent without: owed by a date, and given in additions that leave what was sent as it was."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet

from cases import policy
from cases.clocks import OWED_DAYS, working_days_after
from cases.enums import Owed, State, Transition
from cases.models import Case, Referral, ReferralAddition
from cases.policy import Action
from cases.services.lifecycle import move
from cases.services.telling import tell
from stalking_unit.accounts.actor import Actor, acting
from stalking_unit.audit import trail
from stalking_unit.db.errors import DomainError


def missing(referral: Referral, *, suspect: str) -> list[Owed]:
    """What a referral does not say of what the unit needs. That nobody knows who is doing it is an answer."""
    said = {
        Owed.SUSPECT: suspect or referral.suspect_known is False,
        Owed.SAFE_CONTACT: referral.safe_contact_words.strip(),
        Owed.VIEWS: referral.views,
        Owed.CRIME_REFERENCE: referral.crime_reference.strip(),
    }
    return [fact for fact, answer in said.items() if not answer]


def due_on(owes: Sequence[Owed], sent_at: datetime) -> date | None:
    """By when it has followed, in working days."""
    return working_days_after(sent_at, OWED_DAYS).on if owes else None


def of_author(case: Case, *, by: Actor) -> Referral | None:
    """The latest referral of this case that this person sent, and may add to."""
    sent = Referral.objects.filter(case=case).exclude(sent_at=None).order_by("-sent_at", "pk")
    return policy.scope(by, Action.ADD_TO_REFERRAL, sent).first()


def still_owed(referral: Referral) -> list[Owed]:
    """What has not followed yet, in the order of the questions."""
    given = set(ReferralAddition.objects.filter(referral=referral).values_list("fact", flat=True))
    return [Owed(fact) for fact in referral.owes if fact not in given]


def seen(case: Case, *, by: Actor) -> QuerySet[ReferralAddition]:
    """What came later, in the order in which it was recorded, as far as this reader may know it."""
    of_case = ReferralAddition.objects.filter(case=case).select_related("author", "agency")
    return policy.scope(by, Action.VIEW_ADDITION, of_case).order_by("recorded_at", "pk")


@transaction.atomic
def add(
    referral: Referral, fact: Owed, text: str, *, by: Actor, happened_at: datetime | None = None
) -> ReferralAddition:
    """Record what came later. Screening that waited for an answer goes on, and those who read it are told."""
    policy.require(by, Action.ADD_TO_REFERRAL, referral)
    if by.user is None or by.membership is None:
        raise DomainError("A referral is added to by somebody, in a seat.")
    if referral.sent_at is None:
        raise DomainError("This referral is still a draft. Write it there.")
    added = ReferralAddition.objects.create(
        case_id=referral.case_id,
        referral=referral,
        agency=by.membership.agency,
        author=by.user,
        happened_at=happened_at or by.now,
        recorded_at=by.now,
        fact=fact,
        text=text,
    )
    trail.record(
        by, trail.Operation.COLLECT, "add_to_referral", case_id=referral.case_id, record=added, fields=["text"]
    )
    _go_on(added, by=by)
    return added


def _go_on(added: ReferralAddition, *, by: Actor) -> None:
    with acting(Actor.system("additions", by.now)) as system:
        case = Case.objects.get(pk=added.case_id)
        if case.state == State.AWAITING_INFO:
            move(case, Transition.RESUME_SCREENING, by=system)
        tell(
            policy.who_can(Action.VIEW_ADDITION, added, at=by.now),
            case,
            kind="addition",
            text="Something was added to a referral. Read it now.",
            key=f"addition:{added.pk}",
            route="cases:overview",
            by=by,
        )
