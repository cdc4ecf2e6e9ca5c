"""Submitting a discipline's part."""

import pytest
from django.core.exceptions import PermissionDenied

from cases.enums import Level
from cases.services.errors import Changed, Incomplete, NotFromHere
from risk.enums import ContributionStatus
from risk.models import ContributionVersion
from risk.services import contributions
from risk.services.contributions import Answer
from stalking_unit.audit import trail
from stalking_unit.db.errors import DomainError
from tests.risk.conftest import Assessment

WHOLE = Answer(known="Two calls.", thought="It will go on.", level=Level.MEDIUM, summary="Two calls this week.")


def test_submitting_answers_for_the_discipline(assessment: Assessment) -> None:
    version = contributions.submit(assessment.place("outreach"), WHOLE, by=assessment.cast["outreach"])
    place = assessment.place("outreach")
    assert (place.status, place.author, place.agency) == (
        ContributionStatus.SIGNED,
        assessment.cast["outreach"].user,
        assessment.cast["outreach"].agency,
    )
    assert (version.known, version.opinion.thought, version.level.level, version.level.summary) == (
        "Two calls.",
        "It will go on.",
        Level.MEDIUM,
        "Two calls this week.",
    )


@pytest.mark.parametrize("code", ["police", "mental-health"])
def test_where_the_agency_asks_for_it_a_second_person_signs(assessment: Assessment, code: str) -> None:
    assessment.answer(code)
    assert assessment.place(code).status == ContributionStatus.SUBMITTED


def test_nothing_known_is_an_answer_and_so_is_a_level_not_known(assessment: Assessment) -> None:
    version = contributions.submit(
        assessment.place("outreach"), Answer(nothing_known=True), by=assessment.cast["outreach"]
    )
    assert (version.known, version.level.level) == ("", None)
    assert assessment.place("outreach").status == ContributionStatus.SIGNED


@pytest.mark.parametrize(
    ("answer", "missing"),
    [
        (Answer(summary="Something."), "known"),
        (Answer(known="Something."), "summary"),
        (Answer(known="Something.", summary="It.", instrument_result="High concern"), "instrument_code"),
    ],
)
def test_an_answer_says_what_it_must(assessment: Assessment, answer: Answer, missing: str) -> None:
    with pytest.raises(Incomplete) as refused:
        contributions.submit(assessment.place("police"), answer, by=assessment.cast["police"])
    assert refused.value.missing == (missing,)


def test_something_and_nothing_cannot_both_be_known(assessment: Assessment) -> None:
    with pytest.raises(DomainError, match="Keep one of the two"):
        contributions.submit(
            assessment.place("police"),
            Answer(known="Something.", nothing_known=True, summary="It."),
            by=assessment.cast["police"],
        )


@pytest.mark.parametrize("slug", ["health", "advocate", "probation", "lead", "coordinator", "auditor", "advocate-two"])
def test_nobody_answers_for_another_discipline(assessment: Assessment, slug: str) -> None:
    with pytest.raises(PermissionDenied):
        contributions.submit(assessment.place("police"), WHOLE, by=assessment.cast[slug])
    assert not ContributionVersion.objects.exists()


def test_nothing_is_added_when_the_round_is_over(assessment: Assessment) -> None:
    assessment.answer_all()
    police = assessment.place("police")
    assessment.call()
    with pytest.raises((NotFromHere, PermissionDenied)):
        contributions.submit(police, WHOLE, by=assessment.cast["police"])


def test_submitting_again_keeps_what_was_submitted_before(assessment: Assessment) -> None:
    assessment.answer("advocacy", Level.HIGH)
    again = assessment.answer("advocacy", Level.VERY_HIGH)
    levels = list(ContributionVersion.objects.order_by("number").values_list("number", "level__level"))
    assert levels == [(1, Level.HIGH), (2, Level.VERY_HIGH)]
    assert contributions.latest(assessment.place("advocacy")) == again


def test_two_colleagues_who_write_at_once_do_not_overwrite_each_other(assessment: Assessment) -> None:
    opened = assessment.place("police").version
    assessment.answer("police")
    with pytest.raises(Changed, match="Nothing of yours is lost"):
        contributions.submit(assessment.place("police"), WHOLE, by=assessment.cast["police-supervisor"], version=opened)
    assert ContributionVersion.objects.count() == 1


def test_the_trail_names_the_fields_and_keeps_the_words_out(assessment: Assessment) -> None:
    assessment.answer("police", known="MARKER", summary="MARKER", thought="MARKER")
    lines = trail.of_case(assessment.case.pk)
    submitted = next(line for line in lines if line.subtype == "submit_contribution")
    assert submitted.fields == ["known", "thought", "level", "summary", "instrument"]
    assert all("MARKER" not in repr(line) for line in lines)
