"""Recording an incident: who may, how little is enough, and what the suspect's side does not get."""

from datetime import date, datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localtime

from cases.enums import PersonRole, Precision, Side
from cases.models import Case, CasePerson, Incident
from cases.presenters.incident import when
from tests.cast import Cast

TYPED = {
    "on-day": "27",
    "on-month": "3",
    "on-year": "2026",
    "what": "He waited by the corner shop until it closed.",
    "how_known": "The shop’s owner told the advocate.",
}
SEATS = {"police", "health", "outreach", "advocate", "lead"}


@pytest.fixture
def case(cast: Cast) -> Case:
    case = cast.case()
    cast.whole_team(case)
    return case


def page_of(case: Case) -> str:
    return f"/cases/{case.pk}/incidents/new/"


def post(cast: Cast, case: Case, slug: str = "advocate", **typed: Any) -> Any:
    answers = {**TYPED, **{name.replace("__", "-"): value for name, value in typed.items()}}
    return cast.client(slug).post(page_of(case), answers)


@pytest.mark.parametrize("slug", sorted(SEATS))
def test_three_boxes_are_enough_and_lead_back_to_the_case(cast: Cast, case: Case, slug: str) -> None:
    assert cast.client(slug).get(page_of(case)).status_code == 200
    answer = post(cast, case, slug)
    assert (answer.status_code, answer["Location"]) == (303, f"/cases/{case.pk}/")
    incident = Incident.objects.get()
    assert (incident.what, incident.how_known) == (TYPED["what"], TYPED["how_known"])
    assert when(incident) == "27 March 2026"
    overview = cast.client(slug).get(answer["Location"]).content.decode()
    assert "Incident recorded." in overview
    assert f'<a class="govuk-notification-banner__link" href="{page_of(case)}">Record another</a>' in overview


@pytest.mark.parametrize(("slug", "status"), [("coordinator", 403), ("auditor", 403), ("advocate-two", 404)])
def test_who_may_not_record_is_told_so_or_finds_no_such_page(cast: Cast, case: Case, slug: str, status: int) -> None:
    assert cast.client(slug).get(page_of(case)).status_code == status
    assert post(cast, case, slug).status_code == status
    assert not Incident.objects.exists()


def test_the_way_there_is_shown_to_those_who_may(cast: Cast, case: Case) -> None:
    for slug in (*SEATS, "coordinator", "auditor"):
        for page in ("", "timeline/"):
            body = cast.client(slug).get(f"/cases/{case.pk}/{page}").content.decode()
            assert (page_of(case) in body) is (slug in SEATS), (slug, page)


@pytest.mark.parametrize(
    ("typed", "precision", "words"),
    [
        ({}, Precision.DAY, "27 March 2026"),
        ({"at": "2:30pm"}, Precision.MINUTE, "27 March 2026 at 2:30pm"),
        ({"at": "8pm", "exactly": "part_of_day"}, Precision.PART_OF_DAY, "27 March 2026, about 8pm"),
        ({"on__day": ""}, Precision.MONTH, "March 2026"),
        ({"on__day": "", "on__month": ""}, Precision.YEAR, "2026"),
        ({"exactly": "month"}, Precision.MONTH, "March 2026"),
        ({"on__day": "", "on__month": "", "on__year": "", "exactly": "unknown"}, Precision.UNKNOWN, "Time not known"),
        (
            {"until-day": "2", "until-month": "4", "until-year": "2026"},
            Precision.DAY,
            "27 March 2026 to 2 April 2026",
        ),
        (
            {"on__day": "", "until-day": "2", "until-month": "4", "until-year": "2026"},
            Precision.MONTH,
            "March 2026 to 2 April 2026",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_time_is_kept_as_exactly_as_it_is_known(
    cast: Cast, case: Case, typed: dict[str, str], precision: str, words: str
) -> None:
    assert post(cast, case, **typed).status_code == 303
    incident = Incident.objects.get()
    assert (incident.precision, when(incident)) == (precision, words)


def test_an_uncertain_time_stands_at_its_earliest(cast: Cast, case: Case) -> None:
    post(cast, case, exactly="month")
    [incident] = Incident.objects.all()
    assert localtime(incident.occurred_from) == datetime.fromisoformat("2026-03-01T00:00:00+00:00")


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"on__day": "", "on__month": "", "on__year": ""}, "Enter when it happened, or choose “Not known”"),
        ({"on__month": ""}, "The day it happened must include a month"),
        ({"exactly": "unknown"}, "Choose how exactly it is known, or clear the date"),
        ({"on__day": "", "at": "2pm"}, "Enter the day, the month and the year"),
        ({"on__day": "", "on__month": "", "exactly": "month"}, "Enter the month and the year"),
        ({"exactly": "hour"}, "Enter the time, or about what time it was"),
        (
            {"until-day": "26", "until-month": "3", "until-year": "2026"},
            "The day it ended must not be before the day it began",
        ),
        ({"on__year": "2999"}, "The day it happened must be today or in the past"),
        ({"what": ""}, "Enter what happened"),
        ({"how_known": ""}, "Enter how we know"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_does_not_go_together_is_asked_and_nothing_typed_is_lost(
    cast: Cast, case: Case, typed: dict[str, str], sentence: str
) -> None:
    answer = post(cast, case, crime_reference="ZZ/12345/26", **typed)
    body = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in body
    for kept in ({**TYPED, **typed}["what"], {**TYPED, **typed}["how_known"], "ZZ/12345/26"):
        assert kept in body
    assert not Incident.objects.exists()


def test_the_box_that_opens_is_open_when_something_in_it_is_wrong(cast: Cast, case: Case) -> None:
    assert '<details class="govuk-details">' in cast.client("advocate").get(page_of(case)).content.decode()
    body = post(cast, case, count="none").content.decode()
    assert '<details class="govuk-details" open>' in body


def test_the_rest_is_kept_with_it(cast: Cast, case: Case) -> None:
    victim = CasePerson.objects.get(case=case, role=PersonRole.VICTIM)
    answer = post(
        cast,
        case,
        behaviours=["loitering", "following"],
        methods=["in-person"],
        count="47",
        broke_order="on",
        against=str(victim.pk),
        crime_reference="ZZ/12345/26",
        opinion="He knows her hours.",
    )
    assert answer.status_code == 303
    incident = Incident.objects.get()
    assert (incident.count, incident.broke_order, incident.against, incident.opinion) == (
        47,
        True,
        victim,
        "He knows her hours.",
    )
    line = cast.client("police").get(f"/cases/{case.pk}/timeline/").content.decode()
    for words in (
        "Following, waiting about near somewhere, in person (47 times)",
        "Broke an order",
        "ZZ/12345/26",
        "Opinion: He knows",
    ):
        assert words in line


def test_someone_of_another_case_cannot_be_whom_it_was_against(cast: Cast, case: Case) -> None:
    other = CasePerson.objects.get(case=cast.case(), role=PersonRole.VICTIM)
    assert post(cast, case, against=str(other.pk)).status_code == 422


def test_the_suspects_side_records_without_learning_who_the_victim_is(cast: Cast, case: Case) -> None:
    cast.person(case, PersonRole.CHILD, "Clementine", "Testwick")
    CasePerson.objects.filter(case=case, role=PersonRole.VICTIM).update(code_name="Wren")
    for slug in ("health", "outreach"):
        form = cast.client(slug).get(page_of(case)).content.decode()
        assert ">Wren<" in form
        sent = post(cast, case, slug)
        after = cast.client(slug).get(sent["Location"]).content.decode()
        assert "not its words" in after
        assert "corner shop" not in after
        for name in ("Marigold", "Testwick", "Clementine"):
            assert name not in form + after, (slug, name)


def test_the_victims_side_chooses_by_name(cast: Cast, case: Case) -> None:
    cast.person(case, PersonRole.CHILD, "Clementine", "Testwick")
    form = cast.client("advocate").get(page_of(case)).content.decode()
    assert "Marigold Testwick, victim" in form
    assert "Clementine Testwick, child" in form
    assert "Barnaby" not in form.partition("Against whom?")[2]


def test_those_whom_the_label_names_read_the_words_and_nobody_else(cast: Cast, case: Case) -> None:
    cast.place(case, "outreach-victim-side", Side.VICTIM)
    form = cast.client("advocate").get(page_of(case)).content.decode()
    assert "The team lead, police and everyone on the victim’s side can read this" in form
    post(cast, case)
    readers = {
        slug
        for slug in (
            "police",
            "health",
            "outreach",
            "outreach-victim-side",
            "advocate",
            "lead",
            "coordinator",
            "auditor",
        )
        if "corner shop" in cast.client(slug).get(f"/cases/{case.pk}/timeline/").content.decode()
    }
    assert readers == {"police", "outreach-victim-side", "advocate", "lead"}


def test_the_form_asks_as_much_of_the_database_for_two_people_as_for_twenty(cast: Cast, case: Case) -> None:
    client = cast.client("advocate")
    client.get(page_of(case))
    with CaptureQueriesContext(connection) as few:
        client.get(page_of(case))
    for number in range(18):
        cast.person(case, PersonRole.VICTIM_FAMILY, f"Cousin {number}", "Testwick")
    with CaptureQueriesContext(connection) as many:
        client.get(page_of(case))
    assert len(many) == len(few)


def test_today_is_no_future(cast: Cast, case: Case) -> None:
    today: date = localtime(cast.now).date()
    assert post(cast, case, on__day=today.day, on__month=today.month, on__year=today.year).status_code == 303
