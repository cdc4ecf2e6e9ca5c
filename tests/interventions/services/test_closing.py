"""Endings: what keeps a case open, what must be said, and what goes on afterwards."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from cases.enums import Level, Side, State
from cases.models import Case, StateChange
from cases.services.errors import Incomplete, NotYet
from interventions.enums import BreachOutcome, MadeVia, OrderKind, Strand
from interventions.models import PlanAction
from interventions.services import closing, orders, planning
from interventions.services.closing import Ending
from stalking_unit.db.errors import DomainError
from stalking_unit.notifications.models import Notification
from tests.cast import Cast

ENDING = Ending(
    reason_code="risk-reduced",
    reason="24 weeks without contact",
    level=Level.STANDARD,
    victim_told=True,
    return_told="By her advocate, on the phone",
)


@pytest.fixture
def case(cast: Cast) -> Case:
    case = cast.case(level=Level.MEDIUM)
    cast.whole_team(case)
    return case


def open_action(cast: Cast, case: Case) -> PlanAction:
    return planning.add(
        case,
        by=cast["lead"],
        strand=Strand.SOCIAL,
        text="Evening group",
        owner=cast.users["outreach"],
        due_on=date(2036, 12, 1),
    )


def close(cast: Cast, case: Case, *, by: str = "lead", ending: Ending = ENDING) -> StateChange:
    return closing.close(case, ending, by=cast[by])


def test_a_case_closes_with_its_reason_level_and_what_the_victim_was_told(cast: Cast, case: Case) -> None:
    change = close(cast, case)
    case.refresh_from_db()
    episode = case.episodes.get()
    assert (case.state, episode.closure_reason, episode.end_level) == ("closed", "risk-reduced", "standard")
    assert change.facts["victim_told"] is True
    assert set(change.statements.values_list("heading", flat=True)) == {"reason", "return_told"}


def test_a_victim_who_cannot_safely_be_told_is_a_reason_and_not_an_obstacle(cast: Cast, case: Case) -> None:
    ending = Ending("lost-contact", "No reply since June", None, victim_told=False, return_told="He reads her post")
    assert close(cast, case, ending=ending).facts["victim_told"] is False
    case.refresh_from_db()
    assert case.level is None


def test_closing_without_a_word_on_how_to_return_is_refused(cast: Cast, case: Case) -> None:
    ending = Ending("risk-reduced", "Quiet", Level.STANDARD, victim_told=True, return_told="")
    with pytest.raises(Incomplete) as refused:
        close(cast, case, ending=ending)
    assert refused.value.missing == ("return_told",)


def test_an_open_action_keeps_a_case_open_until_it_is_done(cast: Cast, case: Case) -> None:
    action = open_action(cast, case)
    with pytest.raises(NotYet, match="1 action is still open"):
        close(cast, case)
    planning.finish(action, by=cast["outreach"], outcome="He goes each week")
    close(cast, case)


def test_an_action_that_is_only_offered_still_keeps_it_open(cast: Cast, case: Case) -> None:
    action = open_action(cast, case)
    planning.hand_over(action, by=cast["outreach"], to=cast.users["police"])
    with pytest.raises(NotYet):
        close(cast, case)
    planning.accept(action, by=cast["police"])
    close(cast, case)
    told = Notification.objects.filter(recipient=cast.users["police"], kind="closed")
    assert [notice.text for notice in told] == ["A case has closed. An action that you accepted goes on."]


def test_an_undecided_breach_keeps_a_case_open(cast: Cast, case: Case) -> None:
    order = orders.record(
        case, by=cast["police"], kind=OrderKind.SPO_FULL, made_via=MadeVia.POLICE_APPLICATION, made_on=date(2026, 5, 22)
    )
    breach = orders.breach(order, by=cast["police"], happened_at=cast.now - timedelta(days=1), how="Wrote to her")
    with pytest.raises(NotYet, match="1 breach of an order has no decision yet"):
        close(cast, case)
    orders.decide(breach, by=cast["police"], outcome=BreachOutcome.NO_CHARGE, words="No evidence of who wrote")
    close(cast, case)


def test_a_red_flag_keeps_a_case_open(cast: Cast, case: Case) -> None:
    Case.objects.filter(pk=case.pk).update(is_red_flagged=True)
    with pytest.raises(NotYet, match="red flag"):
        close(cast, case)


def test_the_page_is_told_what_is_missing_and_who_can_see_to_it(cast: Cast, case: Case) -> None:
    open_action(cast, case)
    order = orders.record(case, by=cast["police"], kind=OrderKind.SPO_FULL, made_via=MadeVia.POLICE_APPLICATION)
    orders.breach(order, by=cast["police"], happened_at=cast.now, how="Wrote to her")
    Case.objects.filter(pk=case.pk).update(is_red_flagged=True)
    case.refresh_from_db()
    found = {one.what: list(one.who) for one in closing.missing(case, by=cast["lead"])}
    assert found["Evening group"] == ["Kit Sandboxe"]
    assert found["Decide about a breach of an order"] == ["DS Avery Placeholder"]
    assert "Rowan Chairley" in found["Review and clear the red flag"]


def test_only_the_lead_closes(cast: Cast, case: Case) -> None:
    for slug in ("police", "health", "advocate", "coordinator", "auditor", "other-unit-lead"):
        with pytest.raises(PermissionDenied):
            close(cast, case, by=slug)


def test_monitoring_ends_with_an_advocate_of_the_case(cast: Cast) -> None:
    case = cast.case(State.STEP_DOWN, level=Level.STANDARD)
    cast.whole_team(case)
    with pytest.raises(DomainError, match="no advocate on this case"):
        closing.end_monitoring(case, ENDING, by=cast["lead"], no_contact_weeks=12, advocate=cast.users["advocate-two"])
    closing.end_monitoring(case, ENDING, by=cast["lead"], no_contact_weeks=12, advocate=cast.users["advocate"])
    case.refresh_from_db()
    assert case.state == State.CLOSED


def test_a_consultation_ends_with_a_word_on_its_advice(cast: Cast) -> None:
    case = cast.case(State.CONSULT_ADVISED)
    cast.place(case, "police", Side.BOTH)
    with pytest.raises(Incomplete):
        closing.end_consultation(case, by=cast["lead"], reason="Quiet for 20 days", follow_up="")
    closing.end_consultation(case, by=cast["lead"], reason="Quiet for 20 days", follow_up="HR moved him")
    assert case.episodes.get().closure_reason == closing.CONSULTATION_COMPLETE
