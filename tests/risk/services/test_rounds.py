"""Asking every discipline at once, and going on to conference."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from cases.clocks import working_days_after
from cases.enums import Level, State, Transition
from cases.services import lifecycle
from cases.services.errors import Changed, Incomplete, NotFromHere, NotYet
from risk.enums import ContributionStatus, RoundTrigger
from risk.models import Contribution, Round
from risk.services import rounds
from tests.cast import Cast
from tests.risk.conftest import FOUR, Assessment, accepted, asked


def test_starting_asks_each_discipline_once_and_moves_the_case(assessment: Assessment) -> None:
    assert assessment.case.state == State.ASSESSMENT
    places = Contribution.objects.filter(round=assessment.round)
    assert sorted(places.values_list("discipline__code", flat=True)) == sorted(FOUR)
    assert set(places.values_list("status", flat=True)) == {ContributionStatus.AWAITED}
    assert assessment.round.trigger == RoundTrigger.FIRST


@pytest.mark.parametrize(("level", "days"), [(Level.VERY_HIGH, 1), (Level.HIGH, 1), (Level.MEDIUM, 5), (None, 5)])
def test_the_higher_the_first_level_the_sooner_answers_are_due(cast: Cast, level: Level | None, days: int) -> None:
    case = accepted(cast, level or "not_assessed")  # type: ignore[arg-type]
    opened = rounds.start(case, by=cast.at("lead", days=20), disciplines=asked("police"))
    assert opened.due_on == working_days_after(cast.now, days).on


def test_a_vacant_post_is_a_state(cast: Cast) -> None:
    case = accepted(cast)
    opened = rounds.start(case, by=cast["lead"], disciplines=asked(*FOUR), vacant=asked("mental-health"))
    assert opened.contributions.get(discipline__code="mental-health").status == ContributionStatus.VACANT


def test_the_disciplines_of_those_who_work_the_case_are_offered(cast: Cast) -> None:
    case = accepted(cast)
    assert {one.code for one in rounds.named_on(case, cast.now)} == set(FOUR)


@pytest.mark.parametrize("slug", ["police", "advocate", "coordinator", "auditor", "other-unit-lead"])
def test_only_the_lead_starts_an_assessment(cast: Cast, slug: str) -> None:
    case = accepted(cast)
    with pytest.raises(PermissionDenied):
        rounds.start(case, by=cast[slug], disciplines=asked(*FOUR))
    assert not Round.objects.filter(case=case).exists()


def test_an_assessment_of_nobody_cannot_start(cast: Cast) -> None:
    with pytest.raises(Incomplete, match="disciplines"):
        rounds.start(accepted(cast), by=cast["lead"], disciplines=[])


def test_a_stale_page_cannot_start_an_assessment(cast: Cast) -> None:
    case = accepted(cast)
    with pytest.raises(Changed):
        rounds.start(case, by=cast["lead"], disciplines=asked(*FOUR), version=case.version - 1)


def test_a_conference_waits_until_everybody_has_answered_or_somebody_says_why_not(assessment: Assessment) -> None:
    assessment.answer_all("mental-health")
    with pytest.raises(NotYet, match="Mental health has not answered"):
        assessment.call()
    assert assessment.call(mental_health="The post has been vacant since October.").closed_at is not None
    assessment.case.refresh_from_db()
    assert assessment.case.state == State.CONFERENCE_DUE
    assert assessment.place("mental-health").gone_on_without == "The post has been vacant since October."


def test_a_blank_reason_is_no_reason(assessment: Assessment) -> None:
    assessment.answer_all("outreach")
    with pytest.raises(NotYet):
        assessment.call(outreach="   ")


def test_the_move_alone_cannot_pass_anybody_over(assessment: Assessment) -> None:
    assessment.answer_all("police")
    with pytest.raises(NotYet, match="Police has not answered"):
        lifecycle.move(assessment.case, Transition.CALL_CONFERENCE, by=assessment.cast["lead"])


@pytest.mark.parametrize("slug", ["police", "coordinator", "auditor", "other-unit-lead"])
def test_only_the_lead_calls_the_conference(assessment: Assessment, slug: str) -> None:
    assessment.answer_all()
    with pytest.raises(PermissionDenied):
        rounds.close(assessment.case, by=assessment.cast[slug])
    assert Round.objects.open().filter(case=assessment.case).exists()


def test_a_conference_is_called_once(assessment: Assessment) -> None:
    assessment.answer_all()
    assessment.call()
    with pytest.raises(NotFromHere):
        assessment.call()


def test_a_case_that_ended_while_people_answered_can_be_assessed_again(assessment: Assessment) -> None:
    cast, case = assessment.cast, assessment.case
    lead = cast.at("lead", days=1)
    facts = {"closure_reason": "moved", "level": "high"}
    lifecycle.move(case, Transition.CLOSE, by=lead, says={"reason": "Closed.", "return_told": "Told."}, facts=facts)
    case.state, case.version = State.ACCEPTED, case.version + 1
    case.save(update_fields=["state", "version"])
    again = rounds.start(case, by=cast.at("lead", days=2), disciplines=asked("police"))
    assessment.round.refresh_from_db()
    assert assessment.round.closed_at is not None
    assert (again.number, again.trigger) == (2, RoundTrigger.REFERRED_AGAIN)


def test_a_case_has_one_open_round(assessment: Assessment) -> None:
    first = assessment.round
    with pytest.raises(IntegrityError, match="round_open_once"), transaction.atomic():
        Round.objects.create(
            case=first.case,
            episode=first.episode,
            number=2,
            trigger=RoundTrigger.FIRST,
            opened_at=first.opened_at,
            due_on=first.due_on,
        )
