"""The screening desk: the order in which things wait, and one decision that screens as well."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.utils.timezone import localdate

from cases.enums import State, Transition
from cases.models import Case, Episode, StateChange
from cases.services import desk, moves
from cases.services.errors import Changed
from cases.services.lifecycle import move
from tests.cast import Cast

ADVICE = {"advice": "Keep a diary.", "recipient": "PC Doe", "risk_owner": "PC Doe", "four": "Fixated: yes."}
FOLLOW_UP = {"follow_up_on": "2037-02-01"}


def sent(cast: Cast, case: Case, **ago: Any) -> Case:
    Episode.objects.filter(case=case).update(started_at=cast.now - timedelta(**ago))
    return case


def order(cast: Cast, slug: str = "police") -> list[str | None]:
    return [one.case.reference for one in desk.waiting(cast[slug])]


def asked(cast: Cast, case: Case, *, due_in: int) -> Case:
    facts = {"answer_due_on": localdate(cast.now) + timedelta(days=due_in)}
    says = {"question": "When?", "asked_of": "PC Doe"}
    moves.make(case, Transition.ASK_FOR_MORE, by=cast["police"], says=says, facts=facts)
    return case


def test_red_flags_come_first_then_the_oldest_and_what_waits_for_an_answer_last(cast: Cast) -> None:
    waits = asked(cast, sent(cast, cast.case(State.SCREENING), days=30), due_in=1)
    new = sent(cast, cast.case(State.SUBMITTED), days=1)
    old = sent(cast, cast.case(State.SCREENING), days=20)
    flagged = sent(cast, cast.case(State.SUBMITTED, is_red_flagged=True), hours=1)
    unanswered = asked(cast, sent(cast, cast.case(State.SCREENING), days=40), due_in=-1)
    expected = [flagged, unanswered, old, new, waits]
    assert order(cast) == [case.reference for case in expected]


def test_only_what_this_person_may_screen_waits(cast: Cast) -> None:
    cast.case(State.SUBMITTED)
    cast.case(State.SUBMITTED, restricted=True)
    cast.case(State.TRIAGE)
    assert len(order(cast)) == len(order(cast, "lead")) == 1
    for slug in ("health", "coordinator", "auditor", "other-unit-police", "admin"):
        assert order(cast, slug) == [], slug


def test_a_decision_screens_first_what_nobody_has_screened(cast: Cast) -> None:
    case = cast.case(State.SUBMITTED)
    desk.decide(case, Transition.ADVISE_NOW, by=cast["police"], says=ADVICE, facts=FOLLOW_UP, version=case.version)
    made = StateChange.objects.filter(case=case).order_by("to_state").values_list("transition", flat=True)
    assert set(made) == {Transition.BEGIN_SCREENING, Transition.ADVISE_NOW}
    case.refresh_from_db()
    assert case.state == State.CONSULT_ADVISED


def test_a_decision_goes_on_with_what_waited_for_an_answer(cast: Cast) -> None:
    case = asked(cast, cast.case(State.SCREENING), due_in=1)
    case.refresh_from_db()
    desk.decide(case, Transition.ADVISE_NOW, by=cast["police"], says=ADVICE, facts=FOLLOW_UP, version=case.version)
    case.refresh_from_db()
    assert case.state == State.CONSULT_ADVISED


@pytest.mark.parametrize("state", [State.SUBMITTED, State.SCREENING])
def test_nothing_is_decided_about_what_somebody_changed_meanwhile(cast: Cast, state: State) -> None:
    case = cast.case(state)
    with pytest.raises(Changed):
        desk.decide(case, Transition.ADVISE_NOW, by=cast["police"], says=ADVICE, facts=FOLLOW_UP, version=99)
    assert not StateChange.objects.filter(case=case).exists()


def test_who_may_not_decide_leaves_nothing_behind(cast: Cast) -> None:
    case = cast.case(State.SUBMITTED)
    says = {"reason": "No.", "four": "No.", "signposted": "There."}
    facts = {"reason_code": "not-stalking", "referrer_told": "told"}
    with pytest.raises(PermissionDenied):
        desk.decide(case, Transition.DECLINE, by=cast["police"], says=says, facts=facts)
    assert not StateChange.objects.filter(case=case).exists()


def test_a_challenge_starts_the_clock_of_triage_anew(cast: Cast) -> None:
    case = sent(cast, cast.case(State.DECLINED), days=20)
    cast.place(case, "outreach")
    move(case, Transition.CHALLENGE, by=cast["outreach"], says={"grounds": "Look again."})
    assert desk.with_clock(Case.objects.filter(pk=case.pk)).get().clock_from == cast.now
