"""How a case came out: written at its end, read by those it is for, with a lesson that holds no name of it."""

from datetime import date

import pytest

from cases.enums import Channel, Level, State
from cases.models import Case, CasePerson
from interventions.enums import Abuse, ContactOutcome, PoliceGroup, Proceedings, Programme
from interventions.models import Lesson, Outcome, RetentionRule, SupportContact
from interventions.services import closing, results, support
from interventions.services.closing import Ending
from interventions.services.results import Results
from stalking_unit.accounts.enums import AgencyKind
from stalking_unit.db.errors import DomainError
from tests.cast import Cast
from tests.interventions.conftest import HER_WORDS
from tests.interventions.test_ending_pages import CLOSING

LESSON = "Coaching at work before anything is escalated can end it"
SAFER = "3 at the start, 8 at the end, of 10"


def ending(**said: object) -> Ending:
    known = {"contacts": 0, "safer_from": 3, "safer_to": 8, "lesson": LESSON, **said}
    return Ending(
        reason_code="risk-reduced",
        reason="24 weeks without contact",
        level=Level.STANDARD,
        victim_told=True,
        return_told="By her advocate",
        results=Results(Abuse.STOPPED, Proceedings.NONE, Programme.COMPLETED, **known),  # type: ignore[arg-type]
        police_group=PoliceGroup.THREE,
    )


def overview(cast: Cast, slug: str, case: Case) -> str:
    return cast.client(slug).get(f"/cases/{case.pk}/").content.decode()


def test_what_is_not_known_is_an_answer_and_is_shown_as_one(cast: Cast, case: Case) -> None:
    closing.close(case, ending(contacts=None, safer_to=None), by=cast["lead"])
    page = overview(cast, "lead", case)
    for words in ("How it ended", "It has stopped", "3 at the start, not known at the end, of 10", LESSON):
        assert words in page, words


def test_how_safe_she_feels_is_for_her_side_alone(cast: Cast, case: Case) -> None:
    closing.close(case, ending(), by=cast["lead"])
    read = {slug: SAFER in overview(cast, slug, case) for slug in ("lead", "advocate", "police", "health", "outreach")}
    assert read == {"lead": True, "advocate": True, "police": True, "health": False, "outreach": False}
    assert LESSON in overview(cast, "health", case)


def test_a_lesson_holds_no_name_of_the_case_and_nothing_is_closed_over_one(cast: Cast, case: Case) -> None:
    with pytest.raises(DomainError, match="it holds “Marigold”"):
        closing.close(case, ending(lesson="Ask marigold’s employer early"), by=cast["lead"])
    case.refresh_from_db()
    assert case.state == State.PLAN_ACTIVE
    assert not Outcome.objects.exists()


def test_each_kind_of_agency_has_its_own_clock_by_the_rules_of_the_day(cast: Cast, case: Case) -> None:
    kept = {one.holder: one for one in results.retention(case, date(2026, 10, 30), PoliceGroup.THREE)}
    assert kept[AgencyKind.POLICE].on == date(2032, 10, 30)
    assert kept[AgencyKind.HEALTH].on == date(2046, 10, 30)
    RetentionRule.objects.filter(code="health").update(ends_on=date(2026, 12, 31))
    RetentionRule.objects.create(
        code="health", holder="health", years=25, is_review=False, basis="A later code", starts_on=date(2027, 1, 1)
    )
    later = {one.holder: one for one in results.retention(case, date(2027, 2, 1), None)}
    assert (later[AgencyKind.HEALTH].rule.years, later[AgencyKind.POLICE].rule.code) == (25, "police-2")


def test_a_leap_day_ends_on_a_day_there_is(cast: Cast, case: Case) -> None:
    assert {one.on.month for one in results.retention(case, date(2028, 2, 29), PoliceGroup.THREE)} == {2}


def test_the_closing_page_asks_and_shows_how_long_it_is_kept(cast: Cast, case: Case) -> None:
    path = f"/cases/{case.pk}/close/"
    shown = cast.client("lead").get(path).content.decode()
    for words in ("How it came out", "How long it is kept", "What the records say", "Empty means not known."):
        assert words in shown, words
    refused = cast.client("lead").post(path, CLOSING | {"has_lesson": "yes", "version": "1"})
    assert "Enter what others should learn" in refused.content.decode()
    named = CLOSING | {"has_lesson": "yes", "lesson": "Ask Fauxley’s employer", "version": "1"}
    assert "it holds “Fauxley”" in cast.client("lead").post(path, named).content.decode()
    assert cast.client("lead").post(path, CLOSING | {"safer_to": "8", "version": "1"}).status_code == 303
    outcome = Outcome.objects.get()
    assert (outcome.safer_to, outcome.safer_from, outcome.wants_support) == (8, None, "not_known")
    assert Lesson.objects.get().is_candidate is False


def test_her_advocate_goes_on_after_the_case_has_closed(
    cast: Cast, case: Case, victim: CasePerson, contact: SupportContact
) -> None:
    """The support record outlives the episode: it is read, and added to, by the advocate and by nobody new."""
    closing.close(case, ending(), by=cast["lead"])
    client = cast.client("advocate")
    assert f"/cases/{case.pk}/" in client.get("/cases/?stage=ended").content.decode()
    assert HER_WORDS in client.get(f"/cases/{case.pk}/support/").content.decode()
    later = support.record(
        victim,
        by=cast.at("advocate", days=30),
        channel=Channel.TEXT,
        outcome=ContactOutcome.SPOKEN,
        victims_words="I start a new job on Monday",
    )
    assert SupportContact.objects.filter(case=case).count() == 2
    assert later.victims_words in client.get(f"/cases/{case.pk}/support/").content.decode()
    assert HER_WORDS not in cast.client("lead").get(f"/cases/{case.pk}/support/").content.decode()


def test_a_lesson_confirms_no_name_that_its_writer_may_not_see(cast: Cast, case: Case) -> None:
    results.refuse_names(case, "Ask marigold’s employer early", by=cast["outreach"])
    with pytest.raises(DomainError, match="Leave names out"):
        results.refuse_names(case, "Ask marigold’s employer early", by=cast["lead"])
