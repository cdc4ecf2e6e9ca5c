"""The second signature: somebody other than the author stands behind what a discipline submitted, or sends it back."""

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from cases import policy
from cases.models import TeamMember
from cases.policy import Action
from cases.services import telling
from cases.services.errors import Changed
from risk.enums import ContributionStatus, Verdict
from risk.models import Contribution, ContributionVersion, SignOff
from risk.services import contributions
from stalking_unit.accounts.actor import Actor
from stalking_unit.accounts.enums import Role
from stalking_unit.accounts.models import Membership
from stalking_unit.audit import trail
from stalking_unit.db.errors import DomainError


class OwnWork(DomainError):
    """Two people stand behind an answer."""


class ForASupervisor(DomainError):
    """The team lead signs only where the discipline has nobody else."""


class AlreadySigned(Changed):
    """Somebody else signed it, or it was submitted anew, while the page was open."""


@transaction.atomic
def sign(contribution: Contribution, *, by: Actor, comment: str = "", version: int | None = None) -> SignOff:
    """Agree what a discipline submitted."""
    return _decide(contribution, Verdict.AGREED, by=by, comment=comment, version=version)


@transaction.atomic
def return_for_changes(contribution: Contribution, *, by: Actor, comment: str, version: int | None = None) -> SignOff:
    """Send it back with what should change; its author is told."""
    if not comment.strip():
        raise DomainError("Say what should change.")
    return _decide(contribution, Verdict.RETURNED, by=by, comment=comment, version=version)


def waiting_for(actor: Actor) -> QuerySet[Contribution]:
    """The contributions that this person can sign now, over all cases."""
    submitted = Contribution.objects.filter(status=ContributionStatus.SUBMITTED)
    mine = policy.scope(actor, Action.SIGN_OFF_CONTRIBUTION, submitted).exclude(author=actor.user)
    if actor.role is Role.TEAM_LEAD:
        mine = mine.filter(~Exists(_supervisors(actor)))
    return mine


def _decide(contribution: Contribution, verdict: Verdict, *, by: Actor, comment: str, version: int | None) -> SignOff:
    policy.require(by, Action.SIGN_OFF_CONTRIBUTION, contribution)
    contribution = Contribution.objects.select_for_update(of=("self",), no_key=True).get(pk=contribution.pk)
    submitted = contributions.latest(contribution)
    if submitted is None or contribution.status != ContributionStatus.SUBMITTED:
        raise AlreadySigned("This answer is not waiting for a signature any more.")
    if version is not None and version != contribution.version:
        raise AlreadySigned("A new version was submitted while you were reading. Read it before you sign.")
    _check_signer(contribution, submitted, by)
    signed = SignOff.objects.create(
        case_id=contribution.case_id,
        round_id=contribution.round_id,
        discipline_id=contribution.discipline_id,
        version=submitted,
        author=submitted.author,
        signed_by_id=by.user_id,
        verdict=verdict,
        comment=comment.strip(),
        signed_at=by.now,
    )
    agreed = verdict is Verdict.AGREED
    contribution.status = ContributionStatus.SIGNED if agreed else ContributionStatus.RETURNED
    contribution.version += 1
    contribution.save(update_fields=["status", "version"])
    trail.record(
        by,
        trail.Operation.ALTER,
        "sign_contribution" if agreed else "return_contribution",
        case_id=contribution.case_id,
        record=signed,
        fields=["verdict", "comment"],
    )
    if not agreed:
        telling.tell(
            [submitted.author],
            contribution.case,
            kind="contribution_returned",
            text="Your answer was returned for changes.",
            key=f"contribution_returned:{signed.pk}",
            route="risk:assessment",
            by=by,
        )
    return signed


def _check_signer(contribution: Contribution, submitted: ContributionVersion, by: Actor) -> None:
    if submitted.author_id == by.user_id:
        raise OwnWork("Somebody else must sign off your answer.")
    if by.role is not Role.TEAM_LEAD:
        return
    asked = Contribution.objects.filter(Exists(_supervisors(by)), pk=contribution.pk)
    if asked.exists():
        raise ForASupervisor("Another supervisor of this discipline is on the case. Ask them to sign it off.")


def _supervisors(actor: Actor) -> QuerySet[TeamMember]:
    """Supervisors of a contribution's discipline who work its case now and did not write it."""
    supervising = Membership.objects.live(timezone.localdate(actor.now)).filter(role=Role.SUPERVISOR)
    of_the_discipline: QuerySet[TeamMember] = (
        TeamMember.objects.live(actor.now)
        .filter(case=OuterRef("case"), discipline__kind=OuterRef("discipline__kind"))
        .exclude(user=OuterRef("author"))
        .filter(user__in=supervising.values("user"))
    )
    return of_the_discipline
