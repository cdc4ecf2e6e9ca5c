"""The timeline: narrowed by kind and by day, in words and by its address, telling nothing that is hidden."""

from datetime import UTC, datetime

import pytest

from cases.enums import EventKind, Precision, Readers
from cases.models import Case, Incident
from cases.services import incidents, notes
from cases.services.incidents import When
from tests.cast import Cast

MARCH, APRIL = datetime(2026, 3, 14, 10, tzinfo=UTC), datetime(2026, 4, 2, 10, tzinfo=UTC)


@pytest.fixture
def case(cast: Cast) -> Case:
    case = cast.case()
    cast.whole_team(case)
    return case


def body(cast: Cast, case: Case, slug: str, asked: str = "") -> str:
    answer = cast.client(slug).get(f"/cases/{case.pk}/timeline/?{asked}")
    assert answer.status_code == 200, (slug, asked)
    return answer.content.decode()


def record(cast: Cast, case: Case, what: str, when: When) -> Incident:
    return incidents.record(case, by=cast["police"], when=when, what=what, codes=["following"])


def test_kinds_and_days_narrow_it_and_the_page_says_so(cast: Cast, case: Case) -> None:
    record(cast, case, "Followed in March", When(MARCH, None, Precision.DAY))
    record(cast, case, "Followed in April", When(APRIL, None, Precision.DAY))
    notes.write(case, Readers.TEAM, "A note of April", by=cast["police"], happened_at=APRIL)
    days = "since-day=1&since-month=4&since-year=2026&until-day=30&until-month=4&until-year=2026"
    for asked, said, shown, left_out in (
        ("kind=note", "notes.", ["A note of April"], ["Followed in March", "Followed in April"]),
        ("kind=incident&kind=note", "incidents or notes.", ["Followed in March", "A note of April"], []),
        (days, "from 1 April 2026 until 30 April 2026.", ["Followed in April", "A note"], ["Followed in March"]),
        (f"kind=incident&{days}", "incidents; from 1 April", ["Followed in April"], ["March", "A note of April"]),
    ):
        page = body(cast, case, "police", asked)
        assert f"Of what you may see: {said}" in page, asked
        assert f'href="/cases/{case.pk}/timeline/">Show the whole timeline' in page
        assert all(words in page for words in shown), asked
        assert not any(words in page for words in left_out), asked
    assert "Of what you may see" not in body(cast, case, "police")


def test_what_may_have_been_within_the_days_is_within_them(cast: Cast, case: Case) -> None:
    record(cast, case, "Some day in March", When(MARCH.replace(day=1), None, Precision.MONTH))
    record(cast, case, "Some day of the year", When(MARCH.replace(month=1, day=1), None, Precision.YEAR))
    record(cast, case, "Over some weeks", When(MARCH, APRIL, Precision.DAY))
    record(cast, case, "Nobody knows when", When())
    page = body(cast, case, "police", "since-day=30&since-month=3&since-year=2026")
    for words in ("Some day in March", "Some day of the year", "Over some weeks", "Nobody knows when"):
        assert words in page, words
    page = body(cast, case, "police", "since-day=3&since-month=4&since-year=2026")
    for words, is_shown in (("Some day in March", False), ("Some day of the year", True), ("Over some weeks", False)):
        assert (words in page) is is_shown, words


def test_a_wrong_day_is_said_and_nothing_is_left_out(cast: Cast, case: Case) -> None:
    record(cast, case, "Followed in March", When(MARCH, None, Precision.DAY))
    for asked, said in (
        ("since-day=31&since-month=2&since-year=2026", "The first day must be a real date"),
        (
            "since-day=2&since-month=4&since-year=2026&until-day=1&until-month=4&until-year=2026",
            "the first day or later",
        ),
        ("kind=everything", "Select what"),
    ):
        page = body(cast, case, "police", asked)
        assert said in page, asked
        assert "Followed in March" in page, asked


def test_everybody_is_offered_the_same_kinds_whatever_there_is(cast: Cast, case: Case) -> None:
    for slug in ("police", "health", "advocate", "coordinator", "auditor"):
        page = body(cast, case, slug)
        assert page.count('name="kind"') == len(EventKind), slug
    notes.write(case, Readers.VICTIM_SIDE, "Hers alone", by=cast["advocate"])
    hidden, absent = body(cast, case, "health", "kind=note"), body(cast, case, "health", "kind=contact")
    assert "Nothing like that" in hidden
    assert "Nothing like that" in absent


def test_a_struck_incident_is_reached_from_there_by_who_may_read_it_and_by_nobody_else(cast: Cast, case: Case) -> None:
    wrong = record(cast, case, "That was somebody else", When(MARCH, None, Precision.DAY))
    incidents.strike(wrong, by=cast.at("police", minutes=5), reason="The wrong man.")
    for slug in ("police", "advocate", "lead"):
        page = body(cast, case, slug)
        assert f'href="/incidents/{wrong.pk}/"' in page, slug
        assert "Struck out" in page, slug
        assert "That was somebody else" not in page, slug
    for slug in ("health", "outreach", "auditor"):
        assert str(wrong.pk) not in body(cast, case, slug), slug
    assert "Struck out" not in cast.client("police").get(f"/cases/{case.pk}/").content.decode()
    assert body(cast, case, "police", "kind=note").count(str(wrong.pk)) == 0
