"""What follows from a move: who is told, who must agree, and what a case takes with it to another unit."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from cases import policy
from cases.enums import Basis, Capacity, Grant, Side, State, Transition
from cases.models import Case, CaseGrant, Episode, Referral, TeamMember
from cases.policy import Action
from cases.services import moves
from cases.services.errors import NoSuchCase
from stalking_unit.accounts.models import Unit
from stalking_unit.db.errors import DomainError
from stalking_unit.notifications.models import Notification
from tests.cast import Cast

T = Transition
SAID = {
    "reason": "Because.",
    "done_now": "999 called.",
    "outcome": "No danger now.",
    "safety_handover": "The alarm.",
    "advocate_handover": "Bryony hands over.",
    "grounds": "It is fixated.",
    "what_ends_it": "Release.",
}


def make(cast: Cast, case: Case, move: Transition, slug: str = "lead", **facts: Any) -> None:
    moves.make(case, move, by=cast[slug], says=SAID, facts=facts)
    Case.objects.get(pk=case.pk)


def told(cast: Cast, kind: str) -> set[str]:
    by_pk = {user.pk: slug for slug, user in cast.users.items()}
    rows = Notification.objects.filter(kind=kind).order_by("pk").values_list("recipient_id", flat=True)
    return {by_pk[pk] for pk in rows}


def referred(cast: Cast, case: Case, slug: str) -> None:
    """As it stands once somebody's referral has been sent."""
    seat = cast[slug].membership
    assert seat is not None
    cast.place(case, slug, Side.HEADER, Capacity.REFERRER, Grant.VIEW)
    Referral.objects.create(
        case=case,
        episode=Episode.objects.get(case=case),
        agency=seat.agency,
        author=cast.users[slug],
        happened_at=cast.now,
        recorded_at=cast.now,
        involves_agency=False,
    )


def test_a_red_flag_is_told_to_those_who_lead_and_those_who_work_the_case(cast: Cast) -> None:
    case = cast.case()
    cast.whole_team(case)
    make(cast, case, T.RAISE_RED_FLAG, "outreach")
    assert told(cast, T.RAISE_RED_FLAG) == {"police", "health", "advocate", "coordinator"}
    assert told(cast, "alarm") == {"lead", "lead-alternate"}, "who is called by the alarm is not told beside it"


def test_somebody_of_another_discipline_agrees_that_the_flag_comes_down(cast: Cast) -> None:
    case = cast.case(is_red_flagged=True)
    for slug in ("lead", "lead-alternate", "coordinator", "other-unit-police"):
        with pytest.raises(DomainError, match="another discipline"):
            make(cast, case, T.CLEAR_RED_FLAG, agreed_by=cast.users[slug].pk)
    make(cast, case, T.CLEAR_RED_FLAG, agreed_by=cast.users["advocate"].pk)
    case.refresh_from_db()
    assert not case.is_red_flagged


def test_a_police_lead_needs_somebody_who_is_not_police(cast: Cast) -> None:
    case = cast.case(is_red_flagged=True)
    with pytest.raises(DomainError, match="another discipline"):
        make(cast, case, T.CLEAR_RED_FLAG, "lead-alternate", agreed_by=cast.users["police"].pk)


@pytest.mark.parametrize(
    ("move", "state", "facts"),
    [
        (T.DECLINE, State.TRIAGE, {"reason_code": "not-stalking", "referrer_told": "told"}),
        (T.ADVISE_NOW, State.SCREENING, {"follow_up_on": "2036-12-01"}),
        (T.ASK_FOR_MORE, State.SCREENING, {"answer_due_on": "2036-12-01"}),
        (T.ISSUE_ADVICE, State.CONSULTATION, {"follow_up_on": "2036-12-01"}),
    ],
)
def test_whoever_referred_is_told_that_there_is_an_answer(
    cast: Cast, move: Transition, state: State, facts: dict[str, Any]
) -> None:
    case = cast.case(state)
    referred(cast, case, "outreach")
    says = {**SAID, "four": "Yes.", "signposted": "There.", "advice": "Keep a diary.", "question": "When?"}
    says |= dict.fromkeys(("recipient", "risk_owner", "asked_of"), "PC Doe")
    moves.make(case, move, by=cast["lead"], says=says, facts=facts)
    assert told(cast, move) == {"outreach"}


def test_a_referrer_who_may_no_longer_see_the_case_is_not_told(cast: Cast) -> None:
    case = cast.case(State.TRIAGE)
    referred(cast, case, "outreach")
    CaseGrant.objects.filter(content_object=case).update(ends_at=cast.now)
    facts = {"reason_code": "not-stalking", "referrer_told": "told"}
    says = {**SAID, "four": "Yes.", "signposted": "There."}
    moves.make(case, T.DECLINE, by=cast["lead"], says=says, facts=facts)
    assert told(cast, T.DECLINE) == set()


def test_a_challenge_is_told_to_those_who_decide(cast: Cast) -> None:
    case = cast.case(State.DECLINED)
    referred(cast, case, "outreach")
    make(cast, case, T.CHALLENGE, "outreach")
    assert told(cast, T.CHALLENGE) == {"lead", "lead-alternate"}


def hampshire() -> Unit:
    return Unit.objects.get(code="HMP")


def test_a_case_changes_units_when_the_other_one_accepts_and_not_before(cast: Cast) -> None:
    case = cast.case()
    cast.whole_team(case)
    make(cast, case, T.OFFER, offered_to=hampshire().pk)
    assert told(cast, T.OFFER) == {"other-unit-lead"}
    assert policy.can(cast["police"], Action.RECORD_INCIDENT, case)
    make(cast, case, T.ACCEPT_OFFER, "other-unit-lead")
    case.refresh_from_db()
    assert (case.state, case.unit, case.offered_to) == (State.TRANSFERRED, hampshire(), None)
    for slug in ("police", "advocate", "lead", "coordinator"):
        assert not policy.can(cast[slug], Action.VIEW_CASE, case), slug
    assert not TeamMember.objects.live(cast.now).filter(case=case).exists()
    assert policy.can(cast["other-unit-lead"], Action.TAKE_UP, case)


def test_a_refused_case_stays_and_its_lead_is_told(cast: Cast) -> None:
    case = cast.case()
    make(cast, case, T.OFFER, offered_to=hampshire().pk)
    make(cast, case, T.REFUSE_OFFER, "other-unit-lead")
    case.refresh_from_db()
    assert (case.unit, case.offered_to) == (cast.unit, None)
    assert told(cast, T.REFUSE_OFFER) == {"lead", "lead-alternate"}
    assert not policy.can(cast["other-unit-lead"], Action.VIEW_CASE, case)


def restricted_to_the_lead(cast: Cast) -> Case:
    case = cast.case(restricted=True)
    cast.place(case, "lead", grant=Grant.LEAD)
    return case


def test_a_restricted_case_shows_to_those_it_is_offered_to_until_they_refuse(cast: Cast) -> None:
    case = restricted_to_the_lead(cast)
    assert not policy.can(cast["other-unit-lead"], Action.VIEW_CASE, case)
    make(cast, case, T.OFFER, offered_to=hampshire().pk)
    assert policy.can(cast["other-unit-lead"], Action.ACCEPT_OFFER, case)
    named = CaseGrant.objects.filter(content_object=case, user=cast.users["other-unit-lead"], ends_at=None)
    assert named.get().basis == Basis.ALLOCATED
    make(cast, case, T.REFUSE_OFFER, "other-unit-lead")
    assert not named.exists()


def test_a_restricted_case_is_named_to_the_lead_who_accepts_it(cast: Cast) -> None:
    case = restricted_to_the_lead(cast)
    make(cast, case, T.OFFER, offered_to=hampshire().pk)
    make(cast, case, T.ACCEPT_OFFER, "other-unit-lead")
    assert policy.can(cast["other-unit-lead"], Action.CHANGE_TEAM, case)
    assert not policy.can(cast["lead"], Action.VIEW_CASE, case)


def test_a_merge_points_to_another_case_one_may_see_and_is_undone(cast: Cast) -> None:
    case, stays = cast.case(), cast.case()
    for into in (case, cast.case(restricted=True)):
        with pytest.raises(NoSuchCase):
            make(cast, case, T.MERGE, merged_into=into.pk)
    make(cast, case, T.MERGE, merged_into=stays.pk)
    make(cast, case, T.UNMERGE)
    case.refresh_from_db()
    assert (case.state, case.joined_to) == (State.PLAN_ACTIVE, None)


def test_a_refused_move_tells_nobody(cast: Cast) -> None:
    case = cast.case()
    cast.whole_team(case)
    with pytest.raises(PermissionDenied):
        make(cast, case, T.RAISE_RED_FLAG, "advocate-two")
    assert not Notification.objects.exists()


@pytest.mark.parametrize("move", [T.JOIN, T.MERGE])
def test_danger_in_a_referral_that_was_joined_is_told_to_the_people_of_the_case_it_belongs_to(
    cast: Cast, move: Transition
) -> None:
    case, other = cast.case(State.SCREENING), cast.case(State.PLAN_ACTIVE)
    referred(cast, case, "outreach")
    cast.place(other, "advocate", Side.VICTIM)
    moves.make(case, move, by=cast["lead"], says=SAID, facts={"joined_to": other.pk, "merged_into": other.pk})
    moves.make(case, T.RAISE_RED_FLAG, by=cast["outreach"], says={"done_now": "999 called."})
    told = Notification.objects.filter(reference=other.reference, kind=T.RAISE_RED_FLAG)
    assert {one.recipient.name for one in told.select_related("recipient")} >= {"Bryony Exempla", "Rowan Chairley"}
