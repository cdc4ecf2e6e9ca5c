"""Why a case does not go on as usual: offered with a hand-over, paused until something ends it, merged, cancelled."""

from datetime import date, datetime, timedelta

import pytest

from cases.clocks import LONDON, offer_due
from cases.enums import State, Transition
from cases.models import Case, StateChange
from cases.services import halts, moves
from stalking_unit.accounts.models import Unit
from tests.cast import Cast

T = Transition
HANDED = {"safety_handover": "The alarm rings our room", "advocate_handover": "Bryony hands over on Monday"}


def offered(cast: Cast, **case: object) -> Case:
    made = cast.case(**case)  # type: ignore[arg-type]
    cast.whole_team(made)
    to = Unit.objects.get(code="HMP").pk
    moves.make(made, T.OFFER, by=cast["lead"], says=HANDED, facts={"offered_to": to})
    made.refresh_from_db()
    return made


def page(cast: Cast, slug: str, case: Case, path: str = "") -> str:
    return cast.client(slug).get(f"/cases/{case.pk}/{path}").content.decode()


@pytest.mark.parametrize("path", ["", "accept-offer/", "refuse-offer/"])
def test_whoever_answers_an_offer_reads_the_hand_over_and_not_the_file(cast: Cast, path: str) -> None:
    case = offered(cast)
    shown = page(cast, "other-unit-lead", case, path)
    for words in (*HANDED.values(), "Answer by", f"{case.unit.name} keeps the risk"):
        assert words in shown, words
    for words in ("Marigold", "Barnaby"):
        assert words not in shown, words


def test_both_units_see_what_was_offered_and_his_side_does_not(cast: Cast) -> None:
    case = offered(cast)
    assert HANDED["safety_handover"] in page(cast, "lead", case)
    assert HANDED["safety_handover"] not in page(cast, "outreach", case)


def test_a_refused_offer_shows_its_hand_over_to_that_unit_no_more(cast: Cast) -> None:
    case = offered(cast)
    moves.make(case, T.REFUSE_OFFER, by=cast["other-unit-lead"], says={"reason": "We have nobody"})
    case.refresh_from_db()
    assert halts.offer(cast["other-unit-lead"], case) is None
    assert cast.client("other-unit-lead").get(f"/cases/{case.pk}/").status_code == 404


def test_an_offer_is_answered_within_a_working_day_or_four_hours_with_a_red_flag() -> None:
    friday = datetime(2026, 11, 27, 18, tzinfo=LONDON)
    assert offer_due(friday, is_red_flagged=False).on.isoformat() == "2026-11-30"
    assert offer_due(friday, is_red_flagged=True).at == friday + timedelta(hours=4)


def test_the_offer_waits_on_the_receiving_leads_home(cast: Cast) -> None:
    offered(cast)
    assert "Answer the offer of a case" in cast.client("other-unit-lead").get("/").content.decode()


def test_a_pause_says_why_and_what_ends_it(cast: Cast) -> None:
    case = cast.case()
    cast.whole_team(case)
    said = {"reason": "In hospital under section 3", "what_ends_it": "Discharge or leave"}
    moves.make(case, T.PAUSE, by=cast["lead"], says=said)
    shown = page(cast, "police", case)
    for words in ("Paused", "In hospital under section 3", "Discharge or leave", "Reviews go on."):
        assert words in shown, words


@pytest.mark.parametrize("trigger", ["release", "discharge", "return"])
def test_a_pause_ends_by_itself_when_what_it_waited_for_is_recorded(cast: Cast, trigger: str) -> None:
    case = cast.case(is_paused=True)
    cast.whole_team(case)
    said = {"reason": "The ward told us this morning"}
    moves.make(case, T.TRIGGER_REVIEW, by=cast["police"], says=said, facts={"trigger": trigger})
    case.refresh_from_db()
    assert (case.is_paused, case.state) == (False, State.REVIEW)
    assert StateChange.objects.get(case=case, transition=T.RESUME).made_by is None


def test_another_change_leaves_the_pause_alone(cast: Cast) -> None:
    case = cast.case(is_paused=True)
    cast.whole_team(case)
    moves.make(
        case, T.TRIGGER_REVIEW, by=cast["police"], says={"reason": "A letter"}, facts={"trigger": "new-incident"}
    )
    case.refresh_from_db()
    assert case.is_paused


def test_a_merged_case_leads_to_the_one_that_stays_and_is_undone_in_one_step(cast: Cast) -> None:
    first, second = cast.case(), cast.case(State.SCREENING)
    moves.make(second, T.MERGE, by=cast["lead"], says={"reason": "Entered twice"}, facts={"merged_into": first.pk})
    shown = page(cast, "lead", second)
    for words in ("Merged with another case", first.reference or "", "Entered twice", "undone in one step"):
        assert words in shown, words
    assert f'href="/cases/{first.pk}/"' in shown
    second.refresh_from_db()
    moves.make(second, T.UNMERGE, by=cast["lead"], says={"reason": "Two people"})
    second.refresh_from_db()
    assert (second.state, second.joined_to_id) == (State.SCREENING, None)


@pytest.mark.parametrize(("done", "undone"), [(T.MERGE, T.UNMERGE), (T.CANCEL, T.RESTORE)])
def test_what_is_undone_is_reviewed_on_the_day_it_would_have_been(cast: Cast, done: T, undone: T) -> None:
    case, other = cast.case(review_on=date(2037, 1, 4)), cast.case()
    moves.make(case, done, by=cast["lead"], says={"reason": "Entered twice"}, facts={"merged_into": other.pk})
    case.refresh_from_db()
    assert case.review_on is None
    moves.make(case, undone, by=cast["lead"], says={"reason": "It was not"})
    case.refresh_from_db()
    assert (case.state, case.review_on) == (State.PLAN_ACTIVE, date(2037, 1, 4))


def test_a_cancelled_case_says_why_and_that_nothing_is_deleted(cast: Cast) -> None:
    case = cast.case(State.SCREENING)
    moves.make(case, T.CANCEL, by=cast["lead"], says={"reason": "Opened by mistake"})
    shown = page(cast, "lead", case)
    for words in ("Cancelled", "Opened by mistake", "Nothing is deleted."):
        assert words in shown, words
