"""Actions: who may add, do and hand over which, and who may never read one."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from cases import policy
from cases.enums import Side
from cases.models import Case
from cases.policy import Action
from cases.services.errors import Changed, NotFromHere
from interventions.enums import ActionStatus, Strand
from interventions.models import PlanAction
from interventions.services import planning
from stalking_unit.db.errors import DomainError
from stalking_unit.notifications.models import Notification
from tests.cast import Cast

DUE = date(2036, 12, 1)


@pytest.fixture
def case(cast: Cast) -> Case:
    case = cast.case()
    cast.whole_team(case)
    return case


def add(cast: Cast, case: Case, strand: Strand, owner: str, *, by: str = "lead") -> PlanAction:
    text = "Alarm fitted at home" if strand is Strand.VICTIM_SAFETY else "Weekly sessions on distress"
    return planning.add(case, by=cast[by], strand=strand, text=text, owner=cast.users[owner], due_on=DUE)


def test_an_action_is_its_owners_at_once_and_they_are_told_without_a_fact(cast: Cast, case: Case) -> None:
    action = add(cast, case, Strand.PSYCHOLOGICAL, "health")
    assert (action.status, action.agency, action.is_victim_strand) == ("open", cast["health"].agency, False)
    told = Notification.objects.get(recipient=cast.users["health"])
    assert (told.reference, told.text) == (case.reference, "An action in a plan is yours.")


def test_one_who_only_looks_adds_nothing(cast: Cast, case: Case) -> None:
    for slug in ("coordinator", "auditor", "guest", "other-unit-lead", "advocate-two"):
        with pytest.raises(PermissionDenied):
            add(cast, case, Strand.SOCIAL, "outreach", by=slug)


def test_the_suspects_side_adds_nothing_to_the_victims_strand(cast: Cast, case: Case) -> None:
    for slug in ("health", "outreach"):
        with pytest.raises(PermissionDenied):
            add(cast, case, Strand.VICTIM_SAFETY, "advocate", by=slug)


def test_an_action_for_the_victims_safety_is_never_given_to_the_suspects_side(cast: Cast, case: Case) -> None:
    with pytest.raises(DomainError, match="does not work this side"):
        add(cast, case, Strand.VICTIM_SAFETY, "outreach", by="advocate")
    assert not PlanAction.objects.exists()


def test_the_database_keeps_the_victims_strand_marked(cast: Cast, case: Case) -> None:
    action = add(cast, case, Strand.VICTIM_SAFETY, "advocate")
    for wrong in ({"is_victim_strand": False}, {"strand": Strand.LEGAL}):
        with pytest.raises(IntegrityError, match="action_victim_strand_is_v"), transaction.atomic():
            PlanAction.objects.filter(pk=action.pk).update(**wrong)


def test_the_owner_does_it_and_says_what_came_of_it(cast: Cast, case: Case) -> None:
    action = add(cast, case, Strand.PSYCHOLOGICAL, "health")
    done = planning.finish(
        action, by=cast["health"], outcome="Twelve sessions held", done_at=cast.now - timedelta(days=2)
    )
    assert (done.status, done.outcome) == (ActionStatus.DONE, "Twelve sessions held")
    assert done.done_at == cast.now - timedelta(days=2)


def test_another_worker_may_read_an_action_but_not_finish_it(cast: Cast, case: Case) -> None:
    action = add(cast, case, Strand.PSYCHOLOGICAL, "health")
    assert policy.can(cast["outreach"], Action.VIEW_ACTION, action)
    with pytest.raises(PermissionDenied):
        planning.finish(action, by=cast["outreach"], outcome="Done")


def test_an_action_ends_once_and_with_words(cast: Cast, case: Case) -> None:
    action = add(cast, case, Strand.PSYCHOLOGICAL, "health")
    with pytest.raises(DomainError, match="what came of it"):
        planning.finish(action, by=cast["health"], outcome="  ")
    planning.drop(action, by=cast["lead"], reason="He was sentenced")
    with pytest.raises(NotFromHere):
        planning.finish(action, by=cast["health"], outcome="Done")


def test_a_stale_page_changes_nothing(cast: Cast, case: Case) -> None:
    action = add(cast, case, Strand.PSYCHOLOGICAL, "health")
    planning.put_off(action, by=cast["health"], due_on=DUE + timedelta(days=7), version=1)
    with pytest.raises(Changed):
        planning.finish(action, by=cast["health"], outcome="Done", version=1)
    action.refresh_from_db()
    assert (action.status, action.due_on) == (ActionStatus.OPEN, DUE + timedelta(days=7))


def test_an_action_changes_hands_only_when_the_other_accepts(cast: Cast, case: Case) -> None:
    action = add(cast, case, Strand.SOCIAL, "outreach")
    offered = planning.hand_over(action, by=cast["outreach"], to=cast.users["health"])
    assert (offered.owner, offered.status) == (cast.users["outreach"], ActionStatus.OPEN)
    with pytest.raises(PermissionDenied):
        planning.accept(action, by=cast["police"])
    taken = planning.accept(action, by=cast["health"])
    assert (taken.owner, taken.status, taken.agency) == (
        cast.users["health"],
        ActionStatus.HANDED_OVER,
        cast["health"].agency,
    )
    with pytest.raises(NotFromHere):
        planning.accept(action, by=cast["health"])
    planning.finish(action, by=cast["health"], outcome="Housed")


def test_an_offer_that_is_declined_stays_where_it_was(cast: Cast, case: Case) -> None:
    action = add(cast, case, Strand.SOCIAL, "outreach")
    planning.hand_over(action, by=cast["outreach"], to=cast.users["health"])
    kept = planning.decline(action, by=cast["health"])
    assert (kept.owner, kept.handed_to) == (cast.users["outreach"], None)
    told = Notification.objects.filter(recipient=cast.users["outreach"]).order_by("-told_at", "-pk")
    assert "not accepted" in "".join(told.values_list("text", flat=True))


def test_a_lead_can_take_an_action_that_is_handed_to_them(cast: Cast, case: Case) -> None:
    action = add(cast, case, Strand.LEGAL, "police")
    planning.hand_over(action, by=cast["police"], to=cast.users["lead"])
    assert planning.accept(action, by=cast["lead"]).owner == cast.users["lead"]


def test_a_victim_safety_action_is_not_handed_to_the_suspects_side(cast: Cast, case: Case) -> None:
    action = add(cast, case, Strand.VICTIM_SAFETY, "advocate")
    with pytest.raises(DomainError, match="does not work this side"):
        planning.hand_over(action, by=cast["advocate"], to=cast.users["health"])


def test_an_owner_who_left_the_victims_side_can_no_longer_touch_its_actions(cast: Cast, case: Case) -> None:
    cast.place(case, "outreach-victim-side", Side.VICTIM)
    action = add(cast, case, Strand.VICTIM_SAFETY, "outreach-victim-side")
    case.teammembers.filter(user=cast.users["outreach-victim-side"]).update(side=Side.SUSPECT)
    with pytest.raises(PermissionDenied):
        planning.finish(action, by=cast["outreach-victim-side"], outcome="Done")
