"""What the database itself refuses of assessments and conferences."""

import uuid

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from cases.enums import Level
from cases.models import Episode
from risk.enums import ContributionStatus, DecisionKind, Verdict
from risk.models import (
    Contribution,
    ContributionLevel,
    ContributionOpinion,
    ContributionVersion,
    Decision,
    DifferentView,
    FactAnswer,
    Round,
    SignOff,
)
from risk.services import conferences, signoff
from risk.services.conferences import Attended, Decided, OtherView
from stalking_unit.db import context
from tests.risk.conftest import Assessment

SUBMITTED = (ContributionVersion, ContributionOpinion, ContributionLevel, SignOff)


@pytest.fixture
def signed(assessment: Assessment) -> Assessment:
    assessment.answer("police")
    signoff.sign(assessment.place("police"), by=assessment.cast["police-supervisor"])
    return assessment


@pytest.mark.parametrize("model", SUBMITTED, ids=lambda model: model.__name__)
@pytest.mark.parametrize("verb", ["UPDATE {} SET case_id = case_id", "DELETE FROM {}"])
def test_what_was_submitted_and_signed_never_changes(signed: Assessment, model: type[SignOff], verb: str) -> None:
    assert model.objects.count() == 1
    with (
        pytest.raises(DatabaseError, match=r"permission denied|only ever grows"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(verb.format(model._meta.db_table))


def test_without_an_actor_nothing_shows(signed: Assessment) -> None:
    for model in (Round, Contribution, *SUBMITTED):
        assert model._default_manager.exists()
    with context.acting_as(None), connection.cursor() as cursor:  # type: ignore[arg-type]
        cursor.execute("SELECT set_config('app.user', '', true)")
        for model in (Round, Contribution, *SUBMITTED):
            assert not model._default_manager.exists(), model


def test_a_discipline_is_asked_once_in_a_round(assessment: Assessment) -> None:
    police = assessment.place("police")
    with pytest.raises(IntegrityError, match="contribution_once_per_discipline"), transaction.atomic():
        Contribution.objects.create(case=assessment.case, round=assessment.round, discipline=police.discipline)


@pytest.mark.parametrize("status", [ContributionStatus.SIGNED, ContributionStatus.SUBMITTED])
def test_an_answer_has_somebody_who_answered(assessment: Assessment, status: ContributionStatus) -> None:
    with pytest.raises(IntegrityError, match="contribution_answered_by_somebody"), transaction.atomic():
        Contribution.objects.filter(pk=assessment.place("police").pk).update(status=status)


def test_nobody_is_gone_on_without_who_has_answered(assessment: Assessment) -> None:
    assessment.answer("outreach")
    with pytest.raises(IntegrityError, match="missing_when_gone_on_without"), transaction.atomic():
        Contribution.objects.filter(pk=assessment.place("outreach").pk).update(gone_on_without="Late.")


def test_a_version_does_not_say_both_that_something_and_that_nothing_is_known(assessment: Assessment) -> None:
    police = assessment.place("police")
    said = {
        "case": assessment.case,
        "round": assessment.round,
        "contribution": police,
        "discipline": police.discipline,
        "author": assessment.cast["police"].user,
        "agency": assessment.cast["police"].agency,
        "submitted_at": assessment.cast.now,
    }
    with pytest.raises(IntegrityError, match="says_what_is_known"), transaction.atomic():
        ContributionVersion.objects.create(**said, known="Something.", nothing_known=True, number=1)


@pytest.mark.parametrize(("known", "words"), [("written", ""), ("nothing", "Something."), ("not_known", "Something.")])
def test_a_fact_is_written_or_says_that_it_is_not(assessment: Assessment, known: str, words: str) -> None:
    version = assessment.answer("police")
    with pytest.raises(IntegrityError, match="fact_is_written_or_is_not"), transaction.atomic():
        FactAnswer.objects.create(case=assessment.case, version=version, question="crimes", known=known, words=words)


def test_a_return_has_its_reason(assessment: Assessment) -> None:
    version = assessment.answer("police")
    with pytest.raises(IntegrityError, match="returned_with_a_reason"), transaction.atomic():
        SignOff.objects.create(
            case=assessment.case,
            round=assessment.round,
            discipline=version.discipline,
            version=version,
            author=version.author,
            signed_by=assessment.cast.users["police-supervisor"],
            verdict=Verdict.RETURNED,
            signed_at=assessment.cast.now,
        )


def test_a_round_stays_in_its_own_case(assessment: Assessment) -> None:
    other = assessment.cast.case()
    Round.objects.filter(pk=assessment.round.pk).update(episode=Episode.objects.get(case=other))
    with pytest.raises(IntegrityError, match="same_case"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    Round.objects.filter(pk=assessment.round.pk).update(episode=assessment.round.episode)


def test_decisions_and_different_views_say_something(assessment: Assessment) -> None:
    assessment.answer_all()
    assessment.call()
    cast = assessment.cast
    lead, users = cast["lead"], cast.users
    item = conferences.hold(assessment.case, by=lead, attended=[Attended(users["lead"], is_chair=True)])
    view = OtherView(users["advocate"], "She says so.", Level.HIGH)
    conferences.record_decisions(item, [Decided(DecisionKind.SOCIAL, "Housing.")], [view], by=lead)
    with pytest.raises(IntegrityError, match="decision_says_something"), transaction.atomic():
        Decision.objects.update(text="")
    with pytest.raises(IntegrityError, match="different_view_says_why"), transaction.atomic():
        DifferentView.objects.update(why="")
    again = DifferentView.objects.get()
    again.pk = uuid.uuid4()
    with pytest.raises(IntegrityError, match="different_view_once_a_person"), transaction.atomic():
        again.save(force_insert=True)
