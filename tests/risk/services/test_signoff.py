"""The second signature."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from cases.models import TeamMember
from cases.services import team
from risk.enums import ContributionStatus, Verdict
from risk.models import SignOff
from risk.services import signoff
from risk.services.signoff import AlreadySigned, ForASupervisor, OwnWork
from stalking_unit.db.errors import DomainError
from stalking_unit.notifications.models import Notification
from tests.cast import Cast
from tests.risk.conftest import Assessment


def test_another_supervisor_of_the_discipline_signs(assessment: Assessment) -> None:
    version = assessment.answer("police")
    signed = signoff.sign(assessment.place("police"), by=assessment.cast["police-supervisor"], comment="Agreed.")
    assert (signed.version, signed.verdict, signed.author) == (version, Verdict.AGREED, version.author)
    assert assessment.place("police").status == ContributionStatus.SIGNED


def test_an_officer_cannot_sign_her_own_assessment(assessment: Assessment) -> None:
    supervisor = assessment.cast["police-supervisor"]
    version = assessment.answer("police")
    with pytest.raises(PermissionDenied):
        signoff.sign(assessment.place("police"), by=assessment.cast["police"])
    assessment.cast.users["police"] = assessment.cast.users["police-supervisor"]
    assessment.answer("police")
    with pytest.raises(OwnWork):
        signoff.sign(assessment.place("police"), by=supervisor)
    with pytest.raises(IntegrityError, match="signed_by_somebody_else"), transaction.atomic():
        SignOff.objects.create(
            case=assessment.case,
            round=assessment.round,
            discipline=version.discipline,
            version=version,
            author=version.author,
            signed_by=version.author,
            verdict=Verdict.AGREED,
            signed_at=assessment.cast.now,
        )


@pytest.mark.parametrize("slug", ["health-supervisor", "health", "advocate", "lead", "auditor", "coordinator"])
def test_nobody_else_signs_for_the_police(assessment: Assessment, slug: str) -> None:
    assessment.answer("police")
    with pytest.raises(PermissionDenied):
        signoff.sign(assessment.place("police"), by=assessment.cast[slug])


def test_what_is_returned_goes_back_to_its_author_and_is_still_to_come(assessment: Assessment) -> None:
    assessment.answer("police")
    signoff.return_for_changes(
        assessment.place("police"), by=assessment.cast["police-supervisor"], comment="Say when the calls were made."
    )
    assert assessment.place("police").status == ContributionStatus.RETURNED
    told = Notification.objects.get(recipient=assessment.cast.users["police"])
    assert "calls" not in told.text
    assessment.answer("police", known="At 9pm and 11pm.")
    assert assessment.place("police").status == ContributionStatus.SUBMITTED


def test_returning_says_what_should_change(assessment: Assessment) -> None:
    assessment.answer("police")
    with pytest.raises(DomainError, match="Say what should change"):
        signoff.return_for_changes(assessment.place("police"), by=assessment.cast["police-supervisor"], comment=" ")


def test_a_version_is_signed_once(assessment: Assessment) -> None:
    assessment.answer("police")
    signoff.sign(assessment.place("police"), by=assessment.cast["police-supervisor"])
    with pytest.raises(AlreadySigned):
        signoff.sign(assessment.place("police"), by=assessment.cast["police-supervisor"])


def test_nobody_signs_a_version_they_have_not_read(assessment: Assessment) -> None:
    assessment.answer("police")
    read = assessment.place("police").version
    assessment.answer("police", known="Something else.")
    with pytest.raises(AlreadySigned, match="new version"):
        signoff.sign(assessment.place("police"), by=assessment.cast["police-supervisor"], version=read)


def test_the_lead_signs_only_after_the_round_and_only_where_there_is_no_supervisor(assessment: Assessment) -> None:
    cast = assessment.cast
    assessment.answer_all()
    with pytest.raises(PermissionDenied):
        signoff.sign(assessment.place("mental-health"), by=cast["lead"])
    assessment.call()
    with pytest.raises(ForASupervisor):
        signoff.sign(assessment.place("mental-health"), by=cast["lead"])
    team.leave(TeamMember.objects.get(case=assessment.case, user=cast.users["health-supervisor"]), by=cast["lead"])
    signoff.sign(assessment.place("mental-health"), by=cast.at("lead", seconds=1))
    assert assessment.place("mental-health").status == ContributionStatus.SIGNED


def waiting(cast: Cast, slug: str) -> set[str]:
    return set(signoff.waiting_for(cast[slug]).values_list("discipline__code", flat=True))


def test_what_waits_for_a_signature_waits_for_the_right_person(assessment: Assessment) -> None:
    cast = assessment.cast
    assessment.answer_all()
    assert waiting(cast, "police-supervisor") == {"police"}
    assert waiting(cast, "health-supervisor") == {"mental-health"}
    for slug in ("police", "lead", "outreach-supervisor", "other-unit-police", "auditor"):
        assert waiting(cast, slug) == set(), slug
    assessment.call()
    assert waiting(cast, "lead") == set()
    team.leave(TeamMember.objects.get(case=assessment.case, user=cast.users["police-supervisor"]), by=cast["lead"])
    cast.now = cast.at("lead", seconds=1).now
    assert waiting(cast, "lead") == {"police"}
