"""That an answer is due is told once, to those of the discipline who work the case."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone
from django.utils.timezone import localdate

from cases.clocks import LONDON, working_day_after
from cases.enums import Capacity, Grant, Side, State
from cases.models import TeamMember
from cases.services import team, telling
from cases.services.files import Due
from risk.case_file import due
from risk.models import Conference, Round
from risk.reminders import papers_due, signatures_due
from risk.services import agenda, meetings, signoff
from stalking_unit.accounts.actor import Actor
from stalking_unit.notifications.models import Notification
from tests.cast import Cast
from tests.risk.conftest import Assessment


def people(cast: Cast, dues: Sequence[Due]) -> set[str]:
    by_user = {user.pk: slug for slug, user in cast.users.items()}
    in_time = [one for one in dues if not one.kind.startswith("late-")]
    return {by_user[recipient] for one in in_time for _, _, _, _, recipient in one.rows}


def told(assessment: Assessment, days: int = 0) -> set[str]:
    on = assessment.round.due_on + timedelta(days=days)
    return people(assessment.cast, [one for one in due(on) if one.kind == "contribution"])


def test_everyone_whose_discipline_has_not_answered_is_told_on_the_day(assessment: Assessment) -> None:
    everybody = {"police", "police-supervisor", "health", "health-supervisor", "outreach", "advocate"}
    assert told(assessment, days=-1) == set()
    assert told(assessment) == everybody
    assessment.answer("police")
    assessment.answer("outreach")
    assert told(assessment, days=3) == {"health", "health-supervisor", "advocate"}
    assessment.call(mental_health="Vacant.", advocacy="On leave.")
    assert told(assessment, days=3) == set()


@pytest.mark.parametrize("gone", ["left", "conflict"])
def test_nobody_is_told_who_no_longer_works_the_case(assessment: Assessment, gone: str) -> None:
    cast, case = assessment.cast, assessment.case
    if gone == "left":
        team.leave(TeamMember.objects.get(case=case, user=cast.users["advocate"]), by=cast["lead"])
    else:
        team.exclude(case, cast.users["advocate"], by=cast["lead"], reason="She knows him.")
    assert "advocate" not in told(assessment)


def test_a_colleague_of_the_discipline_on_another_case_is_not_told(assessment: Assessment) -> None:
    other = assessment.cast.case()
    assessment.cast.place(other, "advocate-two", Side.VICTIM)
    assert "advocate-two" not in told(assessment)


def test_it_is_told_once_without_a_fact(assessment: Assessment) -> None:
    by = Actor.system("reminders", assessment.cast.now)
    telling.tell_due(assessment.round.due_on, by=by)
    telling.tell_due(assessment.round.due_on + timedelta(days=1), by=by)
    notice = Notification.objects.get(recipient=assessment.cast.users["outreach"])
    assert notice.path == f"/cases/{assessment.case.pk}/assessment/"
    assert notice.text == "Your discipline’s part of an assessment is due."


def test_a_signature_that_is_waited_for_is_told_to_the_disciplines_supervisors_at_once(assessment: Assessment) -> None:
    cast, today = assessment.cast, timezone.localdate(assessment.cast.now)
    assert people(cast, signatures_due(today)) == set()
    assessment.answer("police")
    assert people(cast, signatures_due(today)) == {"police-supervisor"}
    signoff.return_for_changes(assessment.place("police"), by=cast["police-supervisor"], comment="Say when.")
    assert people(cast, signatures_due(today)) == set()
    assessment.answer("police")
    assert people(cast, signatures_due(today)) == {"police-supervisor"}
    signoff.sign(assessment.place("police"), by=cast["police-supervisor"])
    assert people(cast, signatures_due(today)) == set()


def test_where_no_other_supervisor_is_on_the_case_the_leads_are_told_once_they_may_sign(assessment: Assessment) -> None:
    cast, today = assessment.cast, timezone.localdate(assessment.cast.now)
    team.leave(TeamMember.objects.get(case=assessment.case, user=cast.users["police-supervisor"]), by=cast["lead"])
    assessment.answer("police")
    assert people(cast, signatures_due(today)) == set()
    assessment.call(mental_health="Vacant.", outreach="Away.", advocacy="On leave.")
    assert people(cast, signatures_due(today)) == {"lead", "lead-alternate"}


def meeting(cast: Cast, chair: str = "lead") -> Conference:
    starts_at = datetime.combine(working_day_after(timezone.localdate(cast.now), 5), datetime.min.time(), LONDON)
    return meetings.plan(cast.unit, by=cast["lead"], starts_at=starts_at + timedelta(hours=10), chair=cast.users[chair])


def papers(cast: Cast, on: date) -> set[str]:
    return people(cast, papers_due(on))


def test_papers_are_told_the_working_day_before_to_those_with_a_case_on_the_agenda(cast: Cast) -> None:
    case = cast.case(State.CONFERENCE_DUE)
    cast.whole_team(case)
    cast.place(case, "advocate-two", Side.HEADER, Capacity.REFERRER, Grant.VIEW)
    sits = meeting(cast)
    before = working_day_after(timezone.localdate(cast.now), 4)
    there = {"police", "health", "outreach", "advocate", "coordinator", "lead"}
    assert papers(cast, before - timedelta(days=1)) - there == set()
    assert papers(cast, before) == papers(cast, sits.held_on) == there
    assert papers(cast, sits.held_on + timedelta(days=1)) == set()
    agenda.leave_out(sits, case, by=cast["lead"], reason="Not ready.")
    assert papers(cast, before) == {"lead"}


def test_the_word_of_a_meeting_names_no_case_and_comes_once_however_many_cases(cast: Cast) -> None:
    for _ in range(3):
        cast.whole_team(cast.case(State.CONFERENCE_DUE))
    sits = meeting(cast)
    by = Actor.system("reminders", cast.now)
    telling.tell_due(sits.held_on, by=by)
    notice = Notification.objects.get(recipient=cast.users["health"], kind="papers")
    assert (notice.reference, notice.path) == ("", f"/meetings/{sits.pk}/")
    assert notice.text == "A case conference is near. Read its papers."


def test_whoever_coordinates_finds_at_home_what_is_still_to_come(cast: Cast, assessment: Assessment) -> None:
    words = "Still to come: Mental health"
    assert words not in cast.client("coordinator").get("/").content.decode()
    Round.objects.update(due_on=localdate(cast.now))
    assert words in cast.client("coordinator").get("/").content.decode()
    assert words not in cast.client("police").get("/").content.decode()
    assessment.answer("mental-health")
    assert words not in cast.client("coordinator").get("/").content.decode()
