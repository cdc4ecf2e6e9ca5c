"""The pages that show a case, to each who may and each who may not."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases.enums import Capacity, Level, Precision, Side, State, Transition
from cases.models import SafeContact
from cases.services import incidents, moves
from interventions.enums import Strand
from interventions.models import PlanAction
from interventions.services import planning
from tests.cast import Cast

PAGES = ("", "timeline/", "people/", "history/")


@pytest.mark.parametrize("page", PAGES)
def test_the_team_sees_the_pages_of_its_case(cast: Cast, page: str) -> None:
    case = cast.case()
    cast.whole_team(case)
    for slug in ("police", "health", "outreach", "advocate", "coordinator", "lead", "auditor"):
        assert cast.client(slug).get(f"/cases/{case.pk}/{page}").status_code == 200, slug


@pytest.mark.parametrize("page", PAGES)
def test_a_stranger_finds_no_such_case(cast: Cast, page: str) -> None:
    case = cast.case()
    cast.whole_team(case)
    missing = "00000000-0000-4000-8000-000000000000"
    for slug in ("advocate-two", "other-unit-police", "other-unit-lead", "admin", "guest"):
        hidden = cast.client(slug).get(f"/cases/{case.pk}/{page}")
        absent = cast.client(slug).get(f"/cases/{missing}/{page}")
        assert (hidden.status_code, hidden.content) == (404, absent.content), slug


def test_the_suspects_side_never_reads_the_victims_name(cast: Cast) -> None:
    case = cast.case()
    cast.whole_team(case)
    for page in ("/cases/", "/", *(f"/cases/{case.pk}/{page}" for page in PAGES)):
        for slug in ("health", "outreach"):
            body = cast.client(slug).get(page).content.decode()
            assert "Marigold" not in body, (slug, page)
            assert "Testwick" not in body, (slug, page)


def test_the_list_shows_nothing_of_a_restricted_case_to_those_not_named(cast: Cast) -> None:
    case = cast.case(restricted=True)
    cast.place(case, "advocate", Side.VICTIM)
    assert case.reference in cast.client("advocate").get("/cases/").content.decode()
    for slug in ("lead", "auditor", "police", "coordinator"):
        assert case.reference not in cast.client(slug).get("/cases/").content.decode(), slug


def test_home_puts_a_red_flag_first_and_says_when_a_review_is_due(cast: Cast) -> None:
    cast.case(State.REVIEW, level=Level.HIGH, review_on=cast.now.date() - timedelta(days=3))
    flagged = cast.case(State.TRIAGE, is_red_flagged=True)
    body = cast.client("lead").get("/").content.decode()
    assert "Overdue by 3 days" in body
    assert body.index(flagged.reference or "") < body.index("Overdue by 3 days")


def test_somebody_with_two_places_is_named_once(cast: Cast) -> None:
    case = cast.case()
    cast.place(case, "police", Side.HEADER, Capacity.REFERRER)
    cast.place(case, "police", Side.BOTH, Capacity.OFFICER_IN_CASE)
    body = cast.client("police").get(f"/cases/{case.pk}/history/").content.decode()
    assert body.count("Both sides, officer in the case; Referrer") == 1


def test_a_long_history_shows_its_latest_moves_and_the_way_to_all(cast: Cast) -> None:
    case = cast.case(State.PLAN_ACTIVE)
    cast.whole_team(case)
    for number in range(6):
        for move, said in (
            (Transition.RAISE_RED_FLAG, {"done_now": f"Told the inspector, {number}"}),
            (Transition.CLEAR_RED_FLAG, {"outcome": "Looked at", "reason": f"Nothing new, {number}"}),
        ):
            moves.make(case, move, by=cast["lead"], says=said, facts={"agreed_by": cast.users["police"].pk})
    page = f"/cases/{case.pk}/history/"
    short, whole = (cast.client("lead").get(page + asked).content.decode() for asked in ("", "?all"))
    assert (short.count("moj-timeline__item"), whole.count("moj-timeline__item")) == (10, 12)
    assert f'href="{page}?all#moves">Show all 12 moves' in short
    assert "Show all" not in whole


def test_home_says_when_nothing_waits(cast: Cast) -> None:
    assert "Nothing waits for you" in cast.client("guest").get("/").content.decode()


def test_the_same_number_of_queries_for_two_cases_as_for_twenty(cast: Cast) -> None:
    cast.case(State.ASSESSMENT)
    cast.case(State.REVIEW)
    client = cast.client("lead")
    client.get("/cases/")
    with CaptureQueriesContext(connection) as few:
        client.get("/cases/")
    for _ in range(18):
        cast.case()
    with CaptureQueriesContext(connection) as many:
        client.get("/cases/")
    assert len(many) == len(few)
    asked = [query["sql"] for query in few if not query["sql"].startswith(("SAVEPOINT", "RELEASE"))]
    assert len(asked) <= 12


@pytest.mark.parametrize("slug", ["lead", "police", "health", "advocate"])
def test_the_overview_asks_at_most_twenty_questions(cast: Cast, slug: str) -> None:
    case = cast.case(State.PLAN_ACTIVE, level=Level.HIGH)
    cast.whole_team(case)
    SafeContact.objects.create(case=case, case_person=case.casepersons.victims().get(), channels=["text"])
    client = cast.client(slug)
    client.get(f"/cases/{case.pk}/")
    with CaptureQueriesContext(connection) as caught:
        client.get(f"/cases/{case.pk}/")
    asked = [query["sql"] for query in caught if not query["sql"].startswith(("SAVEPOINT", "RELEASE"))]
    assert len(asked) <= 20


def test_the_overview_says_what_has_changed_in_a_sentence_a_picture_and_a_table(cast: Cast) -> None:
    case = cast.case(State.PLAN_ACTIVE)
    cast.whole_team(case)
    for days_ago, codes in ((70, ["unwanted-contact"]), (3, ["threat-kill-harm", "breach"])):
        at = cast.now - timedelta(days=days_ago)
        when = incidents.When(at, precision=Precision.DAY)
        incidents.record(case, by=cast["police"], when=when, what="Said in words.", codes=codes)
    for slug in ("police", "health"):
        body = cast.client(slug).get(f"/cases/{case.pk}/").content.decode()
        assert "1 incident in the last 4 weeks, none in the 4 weeks before. New in the last 4 weeks: threats." in body
        assert body.count("app-chart__mark--filled") == 2  # the act that broke an order, and the key
        assert "Incidents by kind and time" in body
        assert "Said in words." not in body


def test_what_is_overdue_stands_first_on_the_overview_with_the_way_to_it(cast: Cast) -> None:
    review_on = cast.now.date() - timedelta(days=3)
    case = cast.case(State.REVIEW, level=Level.HIGH, review_on=review_on)
    cast.whole_team(case)
    seen = {slug: cast.client(slug).get(f"/cases/{case.pk}/").content.decode() for slug in ("lead", "police")}
    for body in seen.values():
        assert body.index("Do first") < body.index("Overdue by 3 days") < body.index("Latest incidents")
    assert f'href="/cases/{case.pk}/review/">Review the case' in seen["lead"]
    assert "<strong>Review the case</strong>" in seen["police"]


def test_a_case_with_nothing_waiting_says_nothing_about_it(cast: Cast) -> None:
    case = cast.case(State.PLAN_ACTIVE)
    cast.whole_team(case)
    body = cast.client("police").get(f"/cases/{case.pk}/").content.decode()
    assert "Do first" not in body
    assert "What has changed" not in body


def test_home_tells_what_has_time_apart_and_names_whom_a_case_is_about(cast: Cast) -> None:
    late, far = (cast.case(State.PLAN_ACTIVE) for _ in range(2))
    for case, days in ((late, -1), (far, 40)):
        cast.whole_team(case)
        due_on = cast.now.date() + timedelta(days=days)
        owed = {"owner": cast.users["police"], "due_on": cast.now.date()}
        action = planning.add(case, by=cast["lead"], strand=Strand.LEGAL, text="Serve the order", **owed)
        PlanAction.objects.filter(pk=action.pk).update(due_on=due_on)
    body = cast.client("police").get("/").content.decode()
    today, later = body.index(">Today</caption>"), body.index("Later, or without a date: 1 thing to do")
    assert today < body.index(late.reference or "") < later < body.index(far.reference or "")
    assert "In the next 7 days" not in body
    assert body.count("Marigold Testwick and") == 2
    assert "What needs you today" in body


def test_home_names_a_victim_to_nobody_on_the_suspects_side(cast: Cast) -> None:
    case = cast.case(State.PLAN_ACTIVE)
    cast.whole_team(case)
    owed = {"owner": cast.users["outreach"], "due_on": cast.now.date()}
    planning.add(case, by=cast["lead"], strand=Strand.SOCIAL, text="Find him a room", **owed)
    body = cast.client("outreach").get("/").content.decode()
    assert "Find him a room" in body
    assert "Marigold" not in body
