"""Triage: the decision, who was heard for it, and the places of those who lead the strands."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from cases import policy
from cases.enums import Capacity, Grant, Side, State, Transition
from cases.models import Case, CaseGrant, StateChange, TeamMember
from cases.policy import Action
from cases.services import moves, team, triage
from cases.services.errors import Incomplete, NotYet
from cases.services.triage import BY_CODE, Named
from stalking_unit.db.errors import DomainError
from stalking_unit.notifications.models import Notification
from tests.cast import Cast

SAYS = {"reason": "It meets the four.", "order_considered": "Police will apply.", "risk_owner": "DS Avery Placeholder"}
FACTS = {
    "priority": "now",
    "level": "high",
    "heard": ["police", "advocacy"],
    "suspect_elsewhere": False,
}
TEAM = (("legal", "police"), ("psychological", "health"), ("social", "outreach"), ("victim", "advocate"))


def named(cast: Cast, code: str, slug: str, side: Side | None = None) -> Named:
    seat = cast[slug].membership
    assert seat is not None
    return Named(BY_CODE[code], seat, side or BY_CODE[code].side)


def decide(cast: Cast, case: Case, move: Transition = Transition.ACCEPT, slug: str = "lead", **changed: Any) -> None:
    given: dict[str, Any] = {
        "leads": [named(cast, code, lead) for code, lead in TEAM],
        "says": SAYS,
        "facts": FACTS,
        "coordinator": cast["coordinator"].membership,
    }
    triage.decide(case, move, by=cast[slug], **{**given, **changed})


@pytest.mark.parametrize("move", [Transition.ACCEPT, Transition.CONSULT])
def test_the_lead_takes_it_on_and_the_team_has_its_places(cast: Cast, move: Transition) -> None:
    case = cast.case(State.TRIAGE)
    decide(cast, case, move)
    case.refresh_from_db()
    assert case.state == (State.ACCEPTED if move is Transition.ACCEPT else State.CONSULTATION)
    places = {place.user.email: (place.side, place.capacity) for place in TeamMember.objects.filter(case=case)}
    assert places == {
        cast.users["police"].email: (Side.BOTH, Capacity.OFFICER_IN_CASE),
        cast.users["health"].email: (Side.SUSPECT, Capacity.MEMBER),
        cast.users["outreach"].email: (Side.SUSPECT, Capacity.MEMBER),
        cast.users["advocate"].email: (Side.VICTIM, Capacity.NAMED_ADVOCATE),
        cast.users["coordinator"].email: (Side.HEADER, Capacity.COORDINATOR),
    }
    for slug in ("police", "health", "outreach", "advocate"):
        assert policy.can(cast[slug], Action.RECORD_INCIDENT, case), slug
    assert not policy.can(cast["coordinator"], Action.RECORD_INCIDENT, case)
    told = Notification.objects.filter(kind="named").order_by("pk").values_list("recipient_id", flat=True)
    assert set(told) == {cast.users[slug].pk for _, slug in TEAM}


def test_the_decision_keeps_who_was_named(cast: Cast) -> None:
    case = cast.case(State.TRIAGE)
    decide(cast, case)
    facts = StateChange.objects.get(case=case).facts
    assert facts["leads"] == {code: str(cast.users[slug].pk) for code, slug in TEAM}
    assert facts["level"] == "high"
    case.refresh_from_db()
    assert case.level is None  # provisional: the conference agrees one


@pytest.mark.parametrize("slug", ["police", "advocate", "coordinator", "auditor", "other-unit-lead"])
def test_nobody_else_decides(cast: Cast, slug: str) -> None:
    case = cast.case(State.TRIAGE)
    with pytest.raises(PermissionDenied):
        decide(cast, case, slug=slug)
    assert not TeamMember.objects.filter(case=case).exists()


@pytest.mark.parametrize(
    ("heard", "enough"),
    [
        (["police", "advocacy"], True),
        (["police", "health"], True),
        (["police"], False),
        (["health", "advocacy"], False),
        (["police", "outreach", "probation"], False),
    ],
)
def test_police_and_one_of_health_or_advocacy_are_heard_first(cast: Cast, heard: list[str], enough: bool) -> None:
    case = cast.case(State.TRIAGE)
    if enough:
        decide(cast, case, facts={**FACTS, "heard": heard})
        return
    with pytest.raises(NotYet, match="Hear police"):
        decide(cast, case, facts={**FACTS, "heard": heard})
    assert not TeamMember.objects.filter(case=case).exists()


def test_no_advocate_is_named_before_it_is_decided_who_is_a_suspect_elsewhere(cast: Cast) -> None:
    with pytest.raises(Incomplete) as refused:
        decide(cast, cast.case(State.TRIAGE), facts={**FACTS, "suspect_elsewhere": None})
    assert refused.value.missing == ("suspect_elsewhere",)


def test_somebody_must_lead_something(cast: Cast) -> None:
    with pytest.raises(Incomplete) as refused:
        decide(cast, cast.case(State.TRIAGE), leads=[])
    assert refused.value.missing == ("leads",)


@pytest.mark.parametrize(
    ("code", "slug", "side"),
    [
        ("legal", "health", Side.BOTH),
        ("victim", "outreach", Side.VICTIM),
        ("victim", "advocate", Side.SUSPECT),
        ("psychological", "health", Side.HEADER),
    ],
)
def test_a_strand_is_led_from_its_own_discipline_and_side(cast: Cast, code: str, slug: str, side: Side) -> None:
    with pytest.raises(DomainError, match=cast.users[slug].name):
        decide(cast, cast.case(State.TRIAGE), leads=[named(cast, code, slug, side)])


def test_somebody_with_a_conflict_of_interest_is_neither_offered_nor_named(cast: Cast) -> None:
    case = cast.case(State.TRIAGE)
    team.exclude(case, cast.users["police"], by=cast["lead"], reason="Neighbour of the suspect.")
    offered = triage.candidates(case, BY_CODE["legal"], by=cast["lead"])
    assert [seat.user for seat in offered] == [cast.users["police-supervisor"]]
    with pytest.raises(DomainError, match="conflict of interest"):
        decide(cast, case)


def test_only_the_units_own_people_are_offered(cast: Cast) -> None:
    case = cast.case(State.TRIAGE)
    for strand in triage.STRANDS:
        seats = triage.candidates(case, strand, by=cast["lead"])
        assert {seat.unit for seat in seats} == {cast.unit}
    assert [seat.user for seat in triage.coordinators(case, by=cast["lead"])] == [cast.users["coordinator"]]


def test_taking_a_case_on_after_advice_keeps_a_place_and_moves_one_to_another_side(cast: Cast) -> None:
    case = cast.case(State.TRIAGE)
    decide(cast, case, Transition.CONSULT)
    Case.objects.filter(pk=case.pk).update(state=State.CONSULT_ADVISED)
    leads = [named(cast, "legal", "police"), named(cast, "psychological", "health", Side.BOTH)]
    says = {"reason": "The advice was not enough.", "follow_up": "Not acted on."}
    decide(cast, case, Transition.ESCALATE, leads=leads, says=says, facts={"level": "high", "suspect_elsewhere": False})
    live = TeamMember.objects.live(cast.now).filter(case=case)
    assert live.filter(user=cast.users["police"]).count() == 1
    assert live.get(user=cast.users["health"]).side == Side.BOTH
    grants = CaseGrant.objects.filter(content_object=case, user=cast.users["health"], ends_at=None)
    assert grants.get().permission.codename == Grant.WORK.value


DECLINED = {"reason": "A dispute.", "four": "Not fixated.", "signposted": "To the council."}


def decline(cast: Cast, case: Case, code: str) -> None:
    facts = {"reason_code": code, "referrer_told": "told"}
    moves.make(case, Transition.DECLINE, by=cast["lead"], says=DECLINED, facts=facts)


def ask(cast: Cast, case: Case) -> None:
    says, facts = {"question": "When?", "asked_of": "The officer"}, {"answer_due_on": cast.now.date()}
    moves.make(case, Transition.ASK_FOR_MORE, by=cast["police"], says=says, facts=facts)
    moves.make(case, Transition.RESUME_SCREENING, by=cast["police"])


def test_too_little_information_is_a_reason_only_after_two_requests(cast: Cast) -> None:
    case = cast.case(State.SCREENING)
    ask(cast, case)
    with pytest.raises(NotYet, match="Ask for more information twice"):
        decline(cast, case, triage.INSUFFICIENT)
    ask(cast, case)
    decline(cast, case, triage.INSUFFICIENT)
    case.refresh_from_db()
    assert case.state == State.DECLINED


def test_other_reasons_need_no_request(cast: Cast) -> None:
    case = cast.case(State.TRIAGE)
    decline(cast, case, "not-stalking")
    assert case.episodes.get().closure_reason == "not-stalking"
