"""That an answer is due is told once, to those of the discipline who work the case."""

from datetime import timedelta

import pytest

from cases.enums import Side
from cases.models import TeamMember
from cases.services import team, telling
from risk.case_file import due
from stalking_unit.accounts.actor import Actor
from stalking_unit.notifications.models import Notification
from tests.risk.conftest import Assessment


def told(assessment: Assessment, days: int = 0) -> set[str]:
    on = assessment.round.due_on + timedelta(days=days)
    rows = [row for part in due(on) for row in part.rows]
    by_user = {user.pk: slug for slug, user in assessment.cast.users.items()}
    return {by_user[recipient] for _, _, _, _, recipient in rows}


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
