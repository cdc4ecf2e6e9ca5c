"""The start of the week: each number is the number of rows it leads to, and counts nothing its reader may not know."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate

from cases.enums import AlarmKind, Capacity, Channel, Grant, Level, PersonRole, Readers, Side, State
from cases.models import Case, CasePerson, TeamMember
from cases.services import alarms, notes
from interventions.enums import ContactOutcome, MadeVia, OrderKind, Strand
from interventions.models import PlanAction
from interventions.presenters.week import WORDS
from interventions.services import orders, planning, support
from interventions.services.week import LINES, QUIET, Asked
from stalking_unit.accounts.models import Membership
from stalking_unit.audit import trail
from stalking_unit.audit.models import AuditEvent
from tests.cast import Cast
from tests.reminders.test_absences import away

PAGE = "/start-of-the-week/"
LINK = re.compile(r'<a class="govuk-link" href="/start-of-the-week/([\w-]+)/">([^<]+)</a>')
ROWS = re.compile(r'<th scope="row"')


def body(cast: Cast, slug: str, page: str = PAGE) -> str:
    answer = cast.client(slug).get(page)
    assert answer.status_code == 200
    return answer.content.decode()


def lines(cast: Cast, slug: str) -> dict[str, int]:
    """What the page of this person says, by line."""
    said = LINK.findall(body(cast, slug))
    return {
        key: int(re.findall(r"\b(\d+)\b", words.replace("last 7", "").replace("next 7", ""))[0]) for key, words in said
    }


def keys(cast: Cast, slug: str, line: str) -> set[Any]:
    return set(LINES[line](Asked(cast[slug])).values_list("pk", flat=True))


def quiet(cast: Cast, **fields: Any) -> Case:
    """A high case that came in a month ago and of which nothing is recorded since."""
    case = cast.case(level=Level.HIGH, created_at=cast.now - timedelta(days=30), **fields)
    cast.whole_team(case)
    return case


@pytest.fixture
def week(cast: Cast) -> Case:
    """A unit in which every kind of thing waits: a case that is quiet, and others."""
    today = localdate(cast.now)
    case = quiet(cast, review_on=today, is_red_flagged=True)
    cast.case(State.SUBMITTED)
    lonely = cast.case(level=Level.HIGH)
    cast.place(lonely, "police", Side.BOTH, Capacity.OFFICER_IN_CASE)
    for number in range(3):
        planning.add(
            lonely,
            by=cast["lead"],
            strand=Strand.PSYCHOLOGICAL,
            text=f"Step {number}",
            owner=cast.users["police"],
            due_on=today + timedelta(days=3),
        )
    handed = PlanAction.objects.filter(case=lonely).order_by("pk")[0]
    cast.place(lonely, "health", Side.SUSPECT)
    planning.hand_over(handed, by=cast["police"], to=cast.users["health"])
    orders.record(
        lonely,
        by=cast["police"],
        kind=OrderKind.SPO_INTERIM,
        made_via=MadeVia.POLICE_APPLICATION,
        made_on=today - timedelta(days=3),
        ends_on=today + timedelta(days=4),
    )
    alarms.raise_alarm(lonely, AlarmKind.BREACH, lonely.pk, by=cast["police"])
    away(cast, "health")
    return case


def test_every_number_is_the_number_of_its_rows(cast: Cast, week: Case) -> None:
    for slug in ("lead", "lead-alternate"):
        said = lines(cast, slug)
        assert {"alarms", "red-flags", "silent", "one-person", "vacant", "reviews", "not-screened"} <= said.keys()
        assert {"hand-overs", "orders-ending", "away", "away-alone", "one-owner"} <= said.keys()
        for key, number in said.items():
            assert len(ROWS.findall(body(cast, slug, f"{PAGE}{key}/"))) == number, key


def test_every_line_has_its_words_and_every_word_a_line() -> None:
    assert WORDS.keys() == LINES.keys()
    for line in WORDS.values():
        assert line.one.replace("1 ", "{} ").count("{}") == line.many.count("{}") == 1


def test_where_nothing_waits_the_page_says_so(cast: Cast) -> None:
    said = body(cast, "lead")
    assert "Nothing to look at first" in said
    assert not LINK.findall(said)
    for key in LINES:
        assert "Nothing here now" in body(cast, "lead", f"{PAGE}{key}/"), key


def test_a_restricted_case_counts_for_its_alternates_and_for_no_other_lead(cast: Cast, week: Case) -> None:
    before = lines(cast, "lead")
    hidden = quiet(cast, review_on=localdate(cast.now), is_red_flagged=True)
    cast.place(hidden, "other-unit-lead", Side.BOTH, Capacity.ALTERNATE, Grant.LEAD)
    alarms.raise_alarm(hidden, AlarmKind.BREACH, hidden.pk, by=cast["police"])
    Case.objects.filter(pk=hidden.pk).update(is_restricted=True)
    assert lines(cast, "lead") == before
    others = lines(cast, "other-unit-lead")
    assert {"alarms", "red-flags", "silent", "reviews"} <= others.keys()
    for key, number in others.items():
        assert number == 1 or key == "posts", key
    assert keys(cast, "other-unit-lead", "silent") == {hidden.pk}


def test_what_a_lead_may_not_read_makes_a_case_no_less_quiet(cast: Cast) -> None:
    case = quiet(cast)
    notes.write(case, Readers.AGENCY_VICTIM, "Between us.", by=cast["advocate"])
    assert keys(cast, "lead", "silent") == {case.pk}
    notes.write(case, Readers.VICTIM_SIDE, "For her side.", by=cast["advocate"])
    assert keys(cast, "lead", "silent") == set()


@pytest.mark.parametrize("paused", [False, True])
def test_a_case_is_quiet_after_two_weeks_and_not_while_it_is_paused(cast: Cast, paused: bool) -> None:
    case = quiet(cast, is_paused=paused)
    fresh = cast.case(level=Level.HIGH, created_at=cast.now - QUIET + timedelta(hours=1))
    assert fresh.pk not in keys(cast, "lead", "silent")
    assert (case.pk in keys(cast, "lead", "silent")) is not paused
    Case.objects.filter(pk=case.pk).update(level=Level.MEDIUM)
    assert keys(cast, "lead", "silent") == set()


def test_a_word_with_the_victim_ends_both_kinds_of_quiet_and_an_attempt_neither(cast: Cast) -> None:
    case = quiet(cast)
    victim = CasePerson.objects.get(case=case, role=PersonRole.VICTIM)

    def tried(outcome: ContactOutcome) -> None:
        why = "No rule is agreed yet"
        support.record(victim, by=cast["advocate"], channel=Channel.TEXT, outcome=outcome, outside_reason=why)

    tried(ContactOutcome.NO_REPLY)
    assert case.pk in keys(cast, "lead", "silent") & keys(cast, "lead", "not-spoken-to")
    tried(ContactOutcome.SPOKEN)
    assert case.pk not in keys(cast, "lead", "silent") | keys(cast, "lead", "not-spoken-to")


def test_a_case_hangs_on_one_person_until_another_works_her_side(cast: Cast) -> None:
    case = quiet(cast)
    TeamMember.objects.filter(case=case, user=cast.users["police"]).update(side=Side.SUSPECT)
    assert keys(cast, "lead", "one-person") == {case.pk}
    cast.place(case, "advocate-two", Side.VICTIM)
    assert keys(cast, "lead", "one-person") == set()


def test_who_is_away_is_no_gap_where_a_colleague_works_the_case(cast: Cast) -> None:
    case = quiet(cast)
    away(cast, "advocate", "advocate-two")
    place = TeamMember.objects.get(case=case, user=cast.users["advocate"])
    assert keys(cast, "lead", "away-alone") == {place.pk}
    assert "Odile Facsimile covers, and does not work this case" in body(cast, "lead", f"{PAGE}away-alone/")
    cast.place(case, "advocate-two", Side.VICTIM)
    assert keys(cast, "lead", "away-alone") == set()


def test_a_discipline_of_which_nobody_works_in_the_unit_is_a_vacant_post(cast: Cast) -> None:
    assert keys(cast, "lead", "posts") == set()
    gone = localdate(cast.now) - timedelta(days=1)
    Membership.objects.filter(user__in=[cast.users["health"], cast.users["health-supervisor"]]).update(ends_on=gone)
    assert "Nobody in the unit: Mental health" in body(cast, "lead", f"{PAGE}posts/")


def test_people_are_not_added_up(cast: Cast, week: Case) -> None:
    """Nobody’s name stands on the page of lines, and no row counts how much somebody has not done."""
    assert not [user.name for user in cast.users.values() if user.name in body(cast, "lead").split("<main", 1)[1]]


@pytest.mark.parametrize(
    "slug", ["police", "advocate", "coordinator", "auditor", "admin", "guest", "health-supervisor"]
)
def test_the_page_is_for_leads(cast: Cast, week: Case, slug: str) -> None:
    for page in (PAGE, f"{PAGE}silent/"):
        assert cast.client(slug).get(page).status_code == 404
    assert PAGE not in body(cast, slug, "/")


def test_home_leads_there_first(cast: Cast, week: Case) -> None:
    said = body(cast, "lead", "/").split("<main", 1)[1]
    assert said.index(PAGE) < said.index("<table")


def test_a_line_that_there_is_not_is_no_page(cast: Cast) -> None:
    assert cast.client("lead").get(f"{PAGE}league-table/").status_code == 404


def test_the_price_does_not_grow_with_the_cases(cast: Cast, week: Case) -> None:
    def price(page: str) -> int:
        body(cast, "lead", page)
        with CaptureQueriesContext(connection) as queries:
            body(cast, "lead", page)
        return len(queries)

    pages = (PAGE, f"{PAGE}silent/", f"{PAGE}one-person/")
    before = [price(page) for page in pages]
    for _ in range(5):
        TeamMember.objects.filter(case=quiet(cast), user=cast.users["police"]).delete()
    assert [price(page) for page in pages] == before
    assert before[0] <= 40


def test_the_trail_says_whose_rows_were_looked_at(cast: Cast, week: Case) -> None:
    body(cast, "lead", f"{PAGE}silent/")
    with trail.reading():
        line = AuditEvent.objects.filter(subtype="view_week_line").get()
    assert week.pk in line.shown
