"""Minutes as rows: two people write at once, readers are chosen, one signature each, and an addendum after that."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import ProgrammingError, transaction
from django.db.utils import InternalError

from cases.models import Case
from interventions.services import conferring
from risk.enums import MinuteReaders
from risk.models import Conference, MeetingRow, MinuteRow, MinutesSignature
from risk.services import agenda, meetings, minute_rows
from stalking_unit.db.errors import DomainError
from tests.cast import Cast
from tests.interventions.test_meetings import planned, with_a_plan

HERS = "Her sister collects the children"


@pytest.fixture
def case(cast: Cast) -> Case:
    return with_a_plan(cast)


@pytest.fixture
def meeting(cast: Cast, case: Case) -> Conference:
    meeting = planned(cast)
    people = [cast.users[slug] for slug in ("police", "health", "advocate", "coordinator")]
    return meetings.enter(meeting, by=cast["lead"], people=people)


def shown(cast: Cast, meeting: Conference, slug: str) -> str:
    return cast.client(slug).get(f"/meetings/{meeting.pk}/minutes/").content.decode()


def test_two_people_write_at_once_and_every_character_is_there(cast: Cast, case: Case, meeting: Conference) -> None:
    path = f"/meetings/{meeting.pk}/minutes/"
    said = {"coordinator": "Health: he stopped his sessions.", "advocate": "Advocate: she moved on Friday."}
    for slug in said:
        assert cast.client(slug).get(path).status_code == 200
    for slug, text in said.items():
        sent = {"about": str(case.pk), "readers": "team", "text": text, "version": "1"}
        assert cast.client(slug).post(path, sent).status_code == 303
    assert all(text in shown(cast, meeting, "police") for text in said.values())
    assert {row.author for row in MinuteRow.objects.all()} == {cast.users[slug] for slug in said}


def test_a_row_for_her_side_stays_there(cast: Cast, case: Case, meeting: Conference) -> None:
    minute_rows.write(meeting, case, HERS, by=cast["advocate"], readers=MinuteReaders.VICTIM_SIDE)
    for slug, reads in {"advocate": True, "police": True, "lead": True, "health": False, "coordinator": False}.items():
        assert (HERS in shown(cast, meeting, slug)) is reads, slug
    with pytest.raises(PermissionDenied):
        minute_rows.write(meeting, case, "His words", by=cast["health"], readers=MinuteReaders.VICTIM_SIDE)


def test_what_is_about_the_meeting_is_for_those_who_were_there(cast: Cast, meeting: Conference) -> None:
    minute_rows.write(meeting, None, "The next one begins at ten", by=cast["coordinator"])
    assert "The next one begins at ten" in shown(cast, meeting, "health")
    assert "The next one begins at ten" not in shown(cast, meeting, "outreach")
    with pytest.raises(DomainError, match="Only those who were there"):
        minute_rows.write(meeting, None, "I was not", by=cast["outreach"])


def test_its_author_or_the_chair_strikes_a_row_out(cast: Cast, case: Case, meeting: Conference) -> None:
    row = minute_rows.write(meeting, case, "He said no", by=cast["coordinator"])
    path = f"/meetings/{meeting.pk}/minutes/strike/{row.pk}/"
    assert cast.client("police").post(path, {"reason": "Wrong"}).status_code == 422
    assert cast.client("coordinator").post(path, {"reason": "It was another case"}).status_code == 303
    assert "It was another case" in shown(cast, meeting, "police")
    with pytest.raises(DomainError, match="already struck out"):
        minute_rows.strike(MinuteRow.objects.get(), by=cast["lead"], reason="Again")


def test_each_signs_once_and_the_chair_locks(cast: Cast, case: Case, meeting: Conference) -> None:
    row = minute_rows.write(meeting, case, "He said no", by=cast["coordinator"])
    general = minute_rows.write(meeting, None, "Began at ten", by=cast["coordinator"])
    for slug in ("police", "lead", "advocate"):
        assert cast.client(slug).post(f"/meetings/{meeting.pk}/minutes/sign/").status_code == 303
    assert MinutesSignature.objects.count() == 3
    for slug in ("police", "outreach"):
        with pytest.raises(DomainError, match="signed once"):
            minute_rows.sign(meeting, by=cast[slug])
    meeting.refresh_from_db()
    assert meeting.locked_at is not None
    for one in (row, general):
        with pytest.raises(DomainError, match="are signed"):
            minute_rows.strike(one, by=cast["lead"], reason="Too late")
    with pytest.raises(DomainError, match="are signed"):
        agenda.leave_out(meeting, case, by=cast["lead"], reason="Too late")
    added = minute_rows.write(meeting, case, "It was the 3rd, not the 4th", by=cast["police"])
    assert added.is_addendum
    page = shown(cast, meeting, "advocate")
    assert "Addendum" in page
    assert "Add an addendum" in page


def test_the_database_keeps_signed_minutes(cast: Cast, case: Case, meeting: Conference) -> None:
    """Whatever the program forgets: no word changes, none is struck out, and nothing slips in before the signature."""
    minute_rows.write(meeting, case, "He said no", by=cast["coordinator"])
    minute_rows.write(meeting, None, "Began at ten", by=cast["coordinator"])
    minute_rows.sign(meeting, by=cast["lead"])
    row, general = MinuteRow.objects.get(), MeetingRow.objects.get()
    late = MinuteRow(
        case=case,
        conference=meeting,
        agency=row.agency,
        author=row.author,
        happened_at=cast.now,
        recorded_at=cast.now,
        readers="team",
        text="As if it had been said",
    )
    struck = {"struck_at": cast.now, "struck_by": row.author, "struck_reason": "Late"}
    forbidden = (
        lambda: MinuteRow.objects.filter(pk=row.pk).update(**struck),
        lambda: MeetingRow.objects.filter(pk=general.pk).update(**struck),
        lambda: MinuteRow.objects.filter(pk=row.pk).update(readers="victim_side"),
        lambda: Conference.objects.filter(pk=meeting.pk).update(locked_at=None),
        lambda: late.save(force_insert=True),
    )
    for attempt in forbidden:
        with pytest.raises((ProgrammingError, InternalError)), transaction.atomic():
            attempt()


def test_what_was_said_stands_with_what_was_decided(cast: Cast, case: Case, meeting: Conference) -> None:
    minute_rows.write(meeting, case, "He keeps his sessions", by=cast["coordinator"])
    minute_rows.write(meeting, case, HERS, by=cast["advocate"], readers=MinuteReaders.VICTIM_SIDE)
    assert conferring.agree_together(meeting, {case.pk: case.version}, by=cast["lead"]).agreed
    for slug, reads_hers in {"police": True, "advocate": True, "health": False, "outreach": False}.items():
        page = cast.client(slug).get(f"/cases/{case.pk}/assessment/").content.decode()
        assert page.index("Decided</h3>") < page.index("What was said</h3>") < page.index("He keeps his sessions"), slug
        assert (HERS in page) is reads_hers, slug
