"""The pages of assessment and conference: who gets in, what is kept when something is wrong, and how much it costs."""

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cases.enums import Level, State
from risk.models import ConferenceItem
from risk.services import conferences, rounds
from stalking_unit.audit import trail
from stalking_unit.audit.models import AuditEvent
from tests.cast import Cast
from tests.risk.conftest import FOUR, Assessment, accepted, asked


def fetch(cast: Cast, slug: str, page: str) -> int:
    return cast.client(slug).get(page).status_code


def test_the_assessment_tab_opens_for_everybody_on_the_case_and_for_nobody_else(assessment: Assessment) -> None:
    page = f"/cases/{assessment.case.pk}/assessment/"
    for slug in ("police", "health", "outreach", "advocate", "probation", "coordinator", "lead", "auditor"):
        assert fetch(assessment.cast, slug, page) == 200, slug
    for slug in ("advocate-two", "other-unit-lead", "guest", "admin"):
        assert fetch(assessment.cast, slug, page) == 404, slug


def test_reading_the_assessment_is_kept_with_what_was_shown(assessment: Assessment) -> None:
    police, outreach = assessment.answer("police").pk, assessment.answer("outreach").pk
    page = f"/cases/{assessment.case.pk}/assessment/"
    for slug, shown in (("health", {police, outreach}), ("outreach", {outreach}), ("auditor", set())):
        assessment.cast.client(slug).get(page)
        with trail.reading():
            line = AuditEvent.objects.get(subtype="view_assessment", actor_id=assessment.cast.users[slug].pk)
        assert set(line.shown) == shown, slug


def test_each_page_opens_for_those_who_may_act_there(assessment: Assessment) -> None:
    case, police = assessment.case, assessment.place("police")
    pages = {
        f"/cases/{case.pk}/assessment/start/": {"lead"},
        f"/cases/{case.pk}/assessment/call-conference/": {"lead"},
        f"/cases/{case.pk}/conference/record/": {"lead"},
        f"/contributions/{police.pk}/": {"police", "police-supervisor"},
        f"/contributions/{police.pk}/sign-off/": {"police-supervisor"},
    }
    for page, may in pages.items():
        for slug in ("police", "police-supervisor", "health", "advocate", "coordinator", "lead", "auditor"):
            assert fetch(assessment.cast, slug, page) == (200 if slug in may else 403), (slug, page)
        assert fetch(assessment.cast, "advocate-two", page) == 404


def test_the_lead_starts_an_assessment(cast: Cast) -> None:
    case = accepted(cast)
    page = f"/cases/{case.pk}/assessment/start/"
    opened = cast.client("lead").get(page).content.decode()
    assert opened.count(" checked") == len(FOUR)
    answers = {"disciplines": [one.pk for one in asked(*FOUR, "probation")], "vacant": [asked("probation")[0].pk]}
    answered = cast.client("lead").post(page, answers | {"version": case.version})
    assert answered.status_code == 303
    shown = cast.client("lead").get(answered.url).content.decode()
    assert shown.count("Still to come") == len(FOUR)
    assert "Post vacant" in shown


def test_a_post_is_vacant_only_where_its_discipline_is_asked(cast: Cast) -> None:
    page = f"/cases/{accepted(cast).pk}/assessment/start/"
    answers = {"disciplines": [asked("police")[0].pk], "vacant": [asked("probation")[0].pk]}
    answered = cast.client("lead").post(page, answers)
    assert answered.status_code == 422
    assert "Select only posts of disciplines that are asked" in answered.content.decode()


def test_a_supervisor_signs_off_what_waits(assessment: Assessment) -> None:
    assessment.answer("police", known="Seen at 9pm.")
    place = assessment.place("police")
    client = assessment.cast.client("police-supervisor")
    page = f"/contributions/{place.pk}/sign-off/"
    assert page in client.get("/").content.decode()
    assert "Seen at 9pm." in client.get(page).content.decode()
    without = client.post(page, {"verdict": "returned", "version": place.version})
    assert (without.status_code, "Enter what should change" in without.content.decode()) == (422, True)
    assert client.post(page, {"verdict": "agreed", "version": place.version}).status_code == 303
    assert "Signed off by DI Morgan Specimen" in client.get(f"/cases/{assessment.case.pk}/assessment/").content.decode()
    again = client.post(page, {"verdict": "agreed"})
    assert (again.status_code, "not waiting for a signature" in again.content.decode()) == (409, True)


def test_an_author_is_told_that_somebody_else_must_sign(assessment: Assessment) -> None:
    assessment.cast.users["police"] = assessment.cast.users["police-supervisor"]
    assessment.answer("police")
    answered = assessment.cast.client("police-supervisor").post(
        f"/contributions/{assessment.place('police').pk}/sign-off/", {"verdict": "agreed"}
    )
    assert answered.status_code == 422
    assert "Somebody else must sign off" in answered.content.decode()


def test_the_lead_says_why_the_unit_goes_on_without(assessment: Assessment) -> None:
    assessment.answer_all("mental-health")
    client = assessment.cast.client("lead")
    page = f"/cases/{assessment.case.pk}/assessment/call-conference/"
    assert "Mental health has not answered. Go on without? Why" in client.get(page).content.decode()
    assert client.post(page).status_code == 422
    assert client.post(page, {"without_mental-health": "The post is vacant."}).status_code == 303
    shown = client.get(f"/cases/{assessment.case.pk}/").content.decode()
    assert "What each discipline thinks" in shown


def test_when_everybody_has_answered_the_lead_finds_the_conference_to_call(assessment: Assessment) -> None:
    page = f"/cases/{assessment.case.pk}/assessment/call-conference/"
    client = assessment.cast.client("lead")
    assessment.answer_all("police")
    assert page not in client.get("/").content.decode()
    assessment.answer("police")
    assert page in client.get("/").content.decode()


def test_the_difference_stands_first_and_nothing_is_averaged(assessment: Assessment) -> None:
    for code, level in zip(FOUR, (Level.HIGH, Level.HIGH, None, Level.VERY_HIGH), strict=True):
        assessment.answer(code, level)
    assessment.call()
    body = assessment.cast.client("advocate").get(f"/cases/{assessment.case.pk}/assessment/").content.decode()
    said = "They differ: advocacy says very high, mental health and police say high, outreach says not known."
    assert said in body
    assert body.index(said) < body.index("app-view")


def hold(cast: Cast, case_pk: object, **changed: object) -> dict[str, object]:
    today = timezone.localdate(cast.now)
    users = cast.users
    return {
        "held_on-day": today.day,
        "held_on-month": today.month,
        "held_on-year": today.year,
        "held_at": "midnight",
        "chair": str(users["lead"].pk),
        "present": [str(users[slug].pk) for slug in ("police", "health", "advocate")],
        "guests": "Wren Visitorson, Notown Homes",
        "conflicts": ["nobody"],
    } | changed


def test_the_lead_records_the_conference(assessment: Assessment) -> None:
    assessment.answer_all()
    assessment.call()
    cast, case = assessment.cast, assessment.case
    client, page = cast.client("lead"), f"/cases/{assessment.case.pk}/conference/record/"
    assert page in client.get("/").content.decode()
    unasked = client.post(page, hold(cast, case.pk, conflicts=[]))
    assert (unasked.status_code, "or that nobody did" in unasked.content.decode()) == (422, True)
    assert client.post(page, hold(cast, case.pk)).status_code == 303
    case.refresh_from_db()
    assert case.state == State.CONFERENCE_HELD
    item = ConferenceItem.objects.get()
    assert item.subject_to == []
    shown = client.get(f"/cases/{case.pk}/assessment/").content.decode()
    assert "Rowan Chairley (chair)" in shown
    assert "Wren Visitorson, Notown Homes" in shown


def test_a_conference_without_health_says_so_on_the_page(assessment: Assessment) -> None:
    assessment.answer_all()
    assessment.call()
    cast, case = assessment.cast, assessment.case
    left = str(cast.users["health"].pk)
    client = cast.client("lead")
    client.post(f"/cases/{case.pk}/conference/record/", hold(cast, case.pk, conflicts=[left]))
    shown = client.get(f"/cases/{case.pk}/assessment/").content.decode()
    assert "Decided subject to mental health" in shown
    assert "declared a conflict of interest and left" in shown


def test_what_was_decided_shows_on_the_overview_the_timeline_and_the_paper(assessment: Assessment) -> None:
    assessment.answer_all()
    assessment.call()
    cast, case = assessment.cast, assessment.case
    cast.client("lead").post(f"/cases/{case.pk}/conference/record/", hold(cast, case.pk))
    item = conferences.latest(case)
    assert item is not None
    different = conferences.OtherView(cast.users["advocate"], "She is terrified.", Level.VERY_HIGH)
    conferences.decide(
        item,
        by=cast["lead"],
        level=Level.HIGH,
        reason="Two breaches.",
        order_considered="Applied for.",
        decisions=[conferences.Decided(conferences.DecisionKind.VICTIM_SAFETY, "New locks.")],
        different_views=[different],
    )
    for page in ("", "timeline/", "assessment/"):
        body = cast.client("outreach").get(f"/cases/{case.pk}/{page}").content.decode()
        assert "Bryony Exempla" in body
        assert "She is terrified." in body
        assert "New locks." not in body, page
    for page in ("timeline/", "assessment/"):
        assert "New locks." in cast.client("advocate").get(f"/cases/{case.pk}/{page}").content.decode(), page
    overview = cast.client("outreach").get(f"/cases/{case.pk}/").content.decode()
    assert "Two breaches." in overview
    assert "Applied for." not in overview
    assert f'href="/cases/{case.pk}/assessment/">Read what was decided' in overview


def cost(cast: Cast, slug: str, page: str) -> int:
    client = cast.client(slug)
    client.get(page)
    with CaptureQueriesContext(connection) as asked_for:
        client.get(page)
    return len(asked_for)


def test_the_pages_cost_the_same_for_two_disciplines_as_for_four(cast: Cast) -> None:
    cases = []
    for codes in (FOUR[:2], FOUR):
        case = accepted(cast)
        assessment = Assessment(cast, case, rounds.start(case, by=cast["lead"], disciplines=asked(*codes)))
        for code in codes:
            assessment.answer(code)
        assessment.call()
        cases.append(case.pk)
    for page in ("", "assessment/", "timeline/"):
        few, many = (cost(cast, "police", f"/cases/{pk}/{page}") for pk in cases)
        assert few == many, page


def test_home_costs_the_same_for_two_waiting_answers_as_for_six(cast: Cast) -> None:
    def ask(times: int) -> None:
        for _ in range(times):
            rounds.start(accepted(cast), by=cast["lead"], disciplines=asked(*FOUR))

    ask(2)
    few = cost(cast, "police", "/")
    ask(4)
    assert cost(cast, "police", "/") == few
    assert cast.client("police").get("/").content.decode().count("Write your part of the assessment") == 6
