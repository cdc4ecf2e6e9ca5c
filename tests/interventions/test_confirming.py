"""What was decided subject to a discipline waits for its word, is told once, and comes back when nobody gives it."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from cases.clocks import working_days_after
from cases.models import Case
from risk.enums import Quorum
from risk.models import ConferenceItem, Confirmation, DifferentView
from risk.reminders import confirmations_due
from risk.services import agenda, confirming, meetings
from stalking_unit.db.errors import DomainError
from stalking_unit.notifications.models import Notification
from tests.cast import Cast
from tests.interventions.test_due import told_of
from tests.interventions.test_meetings import filled_in, planned, with_a_plan

READ_IT = "Confirm what the conference decided"


@pytest.fixture
def item(cast: Cast) -> ConferenceItem:
    """Talked over without health in the room."""
    case = with_a_plan(cast)
    meeting = planned(cast)
    meetings.enter(meeting, by=cast["lead"], people=[cast.users["police"], cast.users["advocate"]])
    client, path = cast.client("lead"), f"/cases/{case.pk}/meetings/{meeting.pk}/"
    assert "To be decided subject to mental health" in client.get(f"/meetings/{meeting.pk}/").content.decode()
    assert (
        client.post(path, filled_in(client.get(path), reason="He was seen", order_answer="sought")).status_code == 303
    )
    return ConferenceItem.objects.get(conference=meeting)


def test_whose_word_is_missing_is_told_at_once_and_on_the_day(cast: Cast, item: ConferenceItem) -> None:
    assert (item.subject_to, item.confirm_by) == ([Quorum.HEALTH], working_days_after(cast.now, 2).on)
    told = Notification.objects.filter(kind="confirm").values_list("recipient", flat=True)
    assert set(told) == {cast.users["health"].pk}
    due = item.confirm_by
    assert due is not None
    mine = {("confirm", item.pk, cast.users["health"].pk)}
    assert told_of(confirmations_due(due - timedelta(days=1))) == set()
    assert told_of(confirmations_due(due), "confirm") == mine
    assert READ_IT in cast.client("health").get("/").content.decode()
    assert READ_IT not in cast.client("police").get("/").content.decode()


def test_a_discipline_stands_behind_it_once(cast: Cast, item: ConferenceItem) -> None:
    client, path = cast.client("health"), f"/conferences/{item.pk}/confirm/"
    assert path in client.get(f"/cases/{item.case_id}/assessment/").content.decode()
    version = str(Case.objects.get(pk=item.case_id).version)
    assert client.post(path, {"answer": "agrees", "version": version}).status_code == 303
    given = Confirmation.objects.get()
    assert (given.seat, given.user, given.agrees) == (Quorum.HEALTH, cast.users["health"], True)
    assert confirming.outstanding(item) == []
    page = cast.client("advocate").get(f"/cases/{item.case_id}/assessment/").content.decode()
    assert f"Confirmed for mental health by {cast.users['health'].name}" in page
    assert client.post(path, {"answer": "agrees", "version": version}).status_code == 409


def test_or_sees_it_differently_by_name_and_says_why(cast: Cast, item: ConferenceItem) -> None:
    client, path = cast.client("health"), f"/conferences/{item.pk}/confirm/"
    assert client.post(path, {"answer": "differs", "why": ""}).status_code == 422
    assert client.post(path, {"answer": "differs", "why": "He stopped treatment"}).status_code == 303
    view = DifferentView.objects.get()
    assert (view.author, view.why) == (cast.users["health"], "He stopped treatment")
    assert not Confirmation.objects.get().agrees


def test_nobody_gives_the_word_of_another_discipline(cast: Cast, item: ConferenceItem) -> None:
    with pytest.raises(DomainError, match="does not wait for your discipline"):
        confirming.confirm(item, by=cast["police"], agrees=True)
    with pytest.raises(PermissionDenied):
        confirming.confirm(item, by=cast["outreach"], agrees=True)
    assert cast.client("outreach").get(f"/conferences/{item.pk}/confirm/").status_code == 403


def test_what_nobody_confirmed_comes_back_on_the_next_agenda(cast: Cast, item: ConferenceItem) -> None:
    soon, later = planned(cast, days=1), planned(cast, days=9)
    assert agenda.seen(cast["lead"], soon).lines == []
    [line] = agenda.seen(cast["lead"], later).lines
    assert line.reasons == ("unconfirmed",)
    confirming.confirm(item, by=cast["health"], agrees=True)
    assert agenda.seen(cast["lead"], later).lines == []
