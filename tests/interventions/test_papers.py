"""Minutes and hearings on paper: as far as its reader may read them on a page, and no further."""

from typing import Any

import pytest

from cases.documents import paper
from cases.enums import Level, Paper
from cases.models import Case
from interventions.enums import HearingAnswer, HearingResult
from interventions.services import hearings
from risk.enums import DecisionKind, Difference, MinuteReaders, Quorum
from risk.models import AttendanceException, Conference, ConferenceItem, Decision, DifferentView
from risk.services import conferences, meetings, minute_rows
from risk.services.conferences import Attended
from tests.cast import Cast
from tests.interventions.test_hearings import said
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


@pytest.fixture
def item(cast: Cast, case: Case, meeting: Conference) -> ConferenceItem:
    """The case was taken at the meeting, without health."""
    there = [Attended(cast.users["lead"], is_chair=True), Attended(cast.users["police"]), Attended(name="A guest")]
    left = Attended(cast.users["advocate"], declared_conflict=True)
    Case.objects.filter(pk=case.pk).update(state="conference_due")
    case.refresh_from_db()
    return conferences.hold(case, by=cast["lead"], attended=[*there, left], held_at=cast.now)


def told(cast: Cast, case: Case, slug: str, kind: Paper = Paper.MINUTES) -> str:
    return repr(paper(kind, cast[slug], case))


def groups(cast: Cast, case: Case, slug: str = "lead") -> dict[str, list[Any]]:
    """The captions of the paper of the last minutes, each with its rows."""
    [section] = paper(Paper.MINUTES, cast[slug], case)["sections"]
    return {group.title: list(group.rows) for group in section.groups}


def test_the_last_minutes_are_one_paper_and_every_conference_another(
    cast: Cast, case: Case, item: ConferenceItem
) -> None:
    titles = {kind: [one.title for one in paper(kind, cast["police"], case)["sections"]] for kind in Paper}
    assert len(titles[Paper.MINUTES]) == 1
    assert len(titles[Paper.ALL_MINUTES]) == 2
    assert titles[Paper.ALL_MINUTES][0] == titles[Paper.MINUTES][0]
    assert not any("Conference" in title for title in titles[Paper.PLAN])


def test_a_case_without_a_conference_says_so(cast: Cast) -> None:
    new = cast.case()
    cast.whole_team(new)
    [section] = paper(Paper.MINUTES, cast["police"], new)["sections"]
    assert section.paragraphs == ["No conference that you may read of has sat over this case yet."]


def test_a_row_for_her_side_is_on_no_paper_of_his(cast: Cast, case: Case, meeting: Conference) -> None:
    minute_rows.write(meeting, case, HERS, by=cast["advocate"], readers=MinuteReaders.VICTIM_SIDE)
    for slug, reads in {"advocate": True, "police": True, "lead": True, "health": False, "outreach": False}.items():
        assert (HERS in told(cast, case, slug, Paper.ALL_MINUTES)) is reads, slug


def test_what_was_only_spoken_of_is_there(cast: Cast, case: Case, meeting: Conference) -> None:
    minute_rows.write(meeting, case, "He said no", by=cast["police"])
    [section] = paper(Paper.MINUTES, cast["health"], case)["sections"]
    assert "The conference did not sit over this case on that day. What was said of it stands here." in (
        section.paragraphs
    )
    assert [row.value for row in groups(cast, case)["What was said"]] == ["He said no"]


def test_who_was_there_and_who_was_not(cast: Cast, case: Case, item: ConferenceItem) -> None:
    away = {"case": case, "conference": item.conference, "kind": Difference.AWAY}
    AttendanceException.objects.create(**away, user=cast.users["health"], name=cast.users["health"].name)
    there = {row.label: list(row.lines) or row.value for row in groups(cast, case)["Who was there"]}
    assert any(cast.users["police"].name in line for line in there["Present for this case"])
    assert "A guest" in there["Present for this case"]
    assert any("declared a conflict of interest and left" in line for line in there["Not there for it"])
    assert f"{cast.users['health'].name}: away for this case" in there["Not there for it"]
    assert item.subject_to == [Quorum.HEALTH, Quorum.ADVOCACY]
    assert there["Quorum"][0] == "Not complete. Nobody sat there for: mental health and advocate."
    assert "Decided subject to mental health and advocate" in there["Quorum"][1]


def test_a_decision_stands_with_its_reason_and_a_different_view_with_its_agency(
    cast: Cast, case: Case, item: ConferenceItem
) -> None:
    seat = cast["police"].agency
    hung = {"case": case, "item": item, "happened_at": cast.now, "recorded_at": cast.now, "agency": seat}
    author = cast.users["police"]
    Decision.objects.create(**hung, author=author, kind=DecisionKind.LEVEL, text="High", rationale="He is near")
    Decision.objects.create(**hung, author=author, kind=DecisionKind.VICTIM_SAFETY, text="A new lock")
    DifferentView.objects.create(**hung, author=author, level=Level.MEDIUM, why="He has stopped", recorded_by=author)
    assert [list(row.lines) for row in groups(cast, case)["What was decided"]] == [
        ["High", "Why: He is near"],
        ["A new lock"],
    ]
    [view] = groups(cast, case)["Different views"]
    assert (view.label, view.value) == (f"{author.name}, {seat.short_name}", "Medium: He has stopped")
    assert "A new lock" not in told(cast, case, "outreach")
    assert "He is near" in told(cast, case, "outreach")


def test_words_that_were_struck_out_are_not_printed(cast: Cast, case: Case, meeting: Conference) -> None:
    row = minute_rows.write(meeting, case, "He lives with his aunt", by=cast["police"])
    minute_rows.strike(row, by=cast["police"], reason="Of another case")
    assert "aunt" not in told(cast, case, "lead")
    assert f"Struck out by {cast.users['police'].name}: Of another case" in told(cast, case, "lead")


def test_it_says_plainly_that_nobody_has_signed_and_then_who_did(cast: Cast, case: Case, item: ConferenceItem) -> None:
    meeting = item.conference
    minute_rows.write(meeting, case, "He said no", by=cast["police"])
    assert "Not signed yet" in told(cast, case, "health")
    for slug in ("police", "health", "lead"):
        minute_rows.sign(meeting, by=cast[slug])
    minute_rows.write(meeting, case, "It was the 3rd", by=cast["police"])
    assert "Not signed yet" not in told(cast, case, "health")
    found = groups(cast, case, "health")
    assert [row.value for row in found["Added after the chair had signed"]] == ["It was the 3rd"]
    signed = str(found["Signatures"])
    assert cast.users["lead"].name in signed
    assert cast.users["police"].name in signed
    assert cast.users["health"].name not in signed, "she was not there for this case"


def test_the_minutes_lead_to_their_paper_for_whoever_may_ask_for_one(
    cast: Cast, case: Case, meeting: Conference
) -> None:
    minute_rows.write(meeting, case, "He said no", by=cast["police"])
    for slug, may in {"police": True, "health": True, "lead": True, "coordinator": False}.items():
        page = cast.client(slug).get(f"/meetings/{meeting.pk}/minutes/").content.decode()
        assert (f"/cases/{case.pk}/documents/#minutes" in page) is may, slug


def test_the_plan_has_the_hearings_without_a_way_to_anybody(cast: Cast, case: Case) -> None:
    open_one = hearings.record(case, said(cast, days=-3), by=cast["police"])
    words = "Adjourned. She was seen at 14 Imaginary Mews."
    hearings.conclude(open_one, by=cast["police"], result=HearingResult.HELD, words=words)
    hers = hearings.record(case, said(cast, is_hers=True), by=cast["advocate"])
    hearings.say_told(open_one, by=cast["advocate"], answer=HearingAnswer.TOLD, on=None)
    for kind in (Paper.PLAN, Paper.SUMMARY):
        for slug, is_hers in {"lead": True, "advocate": True, "health": False, "outreach": False}.items():
            sections = paper(kind, cast[slug], case)["sections"]
            courts = [str(one) for one in sections if one.title.startswith("Hearing: ")]
            assert len(courts) == 1 + is_hers, slug
            assert "Adjourned. She was seen at [left out]." in courts[-1]
            assert ("Has the victim been told?" in courts[-1]) is is_hers, slug
            assert ("The victim’s side and the team lead only" in "".join(courts)) is is_hers, slug
    assert hers.is_hers
    for slug in ("lead", "advocate", "health"):
        chronology = told(cast, case, slug, Paper.CHRONOLOGY)
        assert "Adjourned. She was seen at [left out]." in chronology, slug
        assert "Mews" not in chronology, slug
