"""A second round of the same run of a case: independent first again, and no unfinished words are lost."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from cases.clocks import CONTRIBUTION_DAYS, working_days_after
from cases.enums import Level, State
from cases.models import Case
from risk.enums import RoundTrigger
from risk.models import Contribution, DraftSection, Round
from risk.services import rounds, unfinished, writing
from risk.services.contributions import Answer, submit
from tests.cast import Cast
from tests.risk.conftest import FOUR, Assessment, asked

SECRET = "He has bought a rope"


@pytest.fixture
def reviewed(assessment: Assessment) -> Assessment:
    """The first round is over, outreach never submitted what it typed, and the plan is under review."""
    section = writing.sections(outreach(assessment))[0]
    writing.keep(assessment.place("outreach"), section, {"housing": [SECRET]}, by=assessment.cast["outreach"])
    assessment.answer_all("outreach")
    assessment.call(outreach="Off sick.")
    Case.objects.filter(pk=assessment.case.pk).update(
        state=State.REVIEW, level=Level.HIGH, level_agreed_at=assessment.cast.now
    )
    assessment.case.refresh_from_db()
    return assessment


def outreach(assessment: Assessment) -> object:
    return assessment.place("outreach").discipline.kind


def ask(reviewed: Assessment, slug: str = "lead") -> Assessment:
    reviewed.round = rounds.again(
        reviewed.case,
        by=reviewed.cast[slug],
        disciplines=asked(*FOUR),
        trigger=RoundTrigger.LEVEL,
        reason="He lost his job: does the level stand?",
    )
    reviewed.case.refresh_from_db()
    return reviewed


def test_the_lead_asks_again_in_the_same_run_of_the_case(reviewed: Assessment) -> None:
    again = ask(reviewed)
    assert (again.case.state, again.round.number, again.round.trigger) == (State.ASSESSMENT, 2, RoundTrigger.LEVEL)
    assert again.round.episode == Round.objects.get(case=again.case, number=1).episode
    assert again.round.due_on == working_days_after(again.cast.now, CONTRIBUTION_DAYS[Level.HIGH]).on
    assert again.case.level == Level.HIGH


@pytest.mark.parametrize("slug", ["police", "advocate", "coordinator", "auditor"])
def test_nobody_else_asks_again(reviewed: Assessment, slug: str) -> None:
    with pytest.raises(PermissionDenied):
        ask(reviewed, slug)


def test_each_answers_on_its_own_again(reviewed: Assessment) -> None:
    """Every response about the round is searched for the level and the words of the one who answered."""
    again = ask(reviewed)
    part = again.place("police")
    submit(
        part,
        Answer(level=Level.STANDARD, summary="Quite calm now", known="Works nights", thought="It ends"),
        by=again.cast["police"],
    )
    pages = ("assessment/", "", "timeline/", "formulation/")
    for slug in ("health", "outreach", "advocate", "lead", "coordinator", "auditor"):
        for page in pages:
            answered = again.cast.client(slug).get(f"/cases/{again.case.pk}/{page}")
            shown = answered.content.decode()
            assert "Quite calm now" not in shown, (slug, page)
            assert "It ends" not in shown, (slug, page)
    again.answer("mental-health")
    assert "Quite calm now" in again.cast.client("health").get(f"/cases/{again.case.pk}/assessment/").content.decode()


def test_the_page_asks_why_and_whom(reviewed: Assessment) -> None:
    client, page = reviewed.cast.client("lead"), f"/cases/{reviewed.case.pk}/assessment/again/"
    assert page in client.get(f"/cases/{reviewed.case.pk}/assessment/").content.decode()
    keys = [str(one.pk) for one in asked("police", "advocacy")]
    typed = {"version": reviewed.case.version, "disciplines": keys}
    assert client.post(page, typed).status_code == 422
    answered = client.post(page, {**typed, "trigger": "closure", "reason": "No contact since June."})
    assert answered.status_code == 303
    assert Round.objects.get(case=reviewed.case, number=2).trigger == RoundTrigger.CLOSURE


def test_words_left_unfinished_are_found_by_their_discipline_alone(reviewed: Assessment) -> None:
    again = ask(reviewed)
    page = f"/contributions/{again.place('outreach').pk}/unfinished/"
    part = f"/contributions/{again.place('outreach').pk}/"
    assert page in again.cast.client("outreach").get(part).content.decode()
    assert SECRET in again.cast.client("outreach").get(page).content.decode()
    for slug in ("police", "health", "advocate", "lead"):
        assert again.cast.client(slug).get(page).status_code == 403
    police = f"/contributions/{again.place('police').pk}/unfinished/"
    assert SECRET not in again.cast.client("police").get(police).content.decode()


def test_they_are_taken_up_with_everybodys_name(reviewed: Assessment) -> None:
    again = ask(reviewed)
    place, row = again.place("outreach"), DraftSection.objects.get()
    page = f"/contributions/{place.pk}/unfinished/"
    assert again.cast.client("outreach").post(page, {"do": "take", "draft": str(row.pk)}).status_code == 303
    row.refresh_from_db()
    assert row.contribution == place
    assert row.hands == [again.cast.users["outreach"].pk]
    assert writing.whole(place, by=again.cast["outreach"]).typed["housing"] == [SECRET]


def test_they_are_let_go_only_by_a_press(cast: Cast, reviewed: Assessment) -> None:
    again = ask(reviewed)
    place, row = again.place("outreach"), DraftSection.objects.get()
    assert [one.pk for one in unfinished.left(place, by=cast["outreach"])] == [row.pk]
    page = f"/contributions/{place.pk}/unfinished/"
    assert cast.client("outreach").post(page, {"do": "drop", "draft": str(row.pk)}).status_code == 303
    assert not DraftSection.objects.exists()


def test_what_this_round_has_begun_is_not_overwritten(cast: Cast, reviewed: Assessment) -> None:
    again = ask(reviewed)
    place, row = again.place("outreach"), DraftSection.objects.get()
    section = next(one for one in writing.sections(outreach(again)) if one.code == row.section)
    writing.keep(place, section, {"housing": ["A room now"]}, by=cast["outreach"])
    page = f"/contributions/{place.pk}/unfinished/"
    assert cast.client("outreach").post(page, {"do": "take", "draft": str(row.pk)}).status_code == 409
    assert DraftSection.objects.filter(case=again.case).count() == 2
    assert Contribution.objects.filter(case=again.case, discipline=place.discipline).count() == 2
