"""Adopting a plan: every strand answered, every action live, what was still to do gone over to it."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from django.utils import timezone

from cases.enums import Level, Side, State
from cases.models import Case
from cases.services.errors import Incomplete, NotFromHere
from interventions.enums import ActionStatus, Strand
from interventions.models import Plan, StrandReason
from interventions.services import adopting, planning, plans
from interventions.services.planning import NewAction
from risk.models import ConferenceItem, Decision, DifferentView
from risk.services import conferences
from risk.services.conferences import Attended, OtherView
from stalking_unit.db.errors import DomainError
from stalking_unit.notifications.models import Notification
from tests.cast import Cast

DUE = date(2036, 12, 18)
REASONS = {Strand.SOCIAL: "He has housing and work", Strand.LEGAL: "Stopped and engaging"}


def held(cast: Cast, case: Case, **later: int) -> ConferenceItem:
    """The conference over the case, with its chair and the four disciplines."""
    chair = Attended(cast.users["lead"], is_chair=True)
    there = [Attended(cast.users[slug]) for slug in ("police", "health", "outreach", "advocate")]
    return conferences.hold(case, by=cast.at("lead", **later), attended=[chair, *there])


@pytest.fixture
def case(cast: Cast) -> Case:
    case = cast.case(State.CONFERENCE_DUE)
    cast.whole_team(case)
    return case


@pytest.fixture
def item(cast: Cast, case: Case) -> ConferenceItem:
    return held(cast, case)


def sessions(cast: Cast) -> NewAction:
    return NewAction(Strand.PSYCHOLOGICAL, "Twelve weekly sessions", cast.users["health"], DUE)


def alarm(cast: Cast, owner: str = "advocate") -> NewAction:
    return NewAction(Strand.VICTIM_SAFETY, "Alarm fitted", cast.users[owner], DUE)


def adopt(cast: Cast, item: ConferenceItem, *, by: str = "lead", **said: object) -> Plan:
    words = {
        "level": Level.HIGH,
        "reason": "He knows where she works",
        "order_considered": "Sought on 1 December",
        "actions": [sessions(cast)],
        "strand_reasons": REASONS,
        **said,
    }
    return adopting.adopt(item, by=cast[by], **words)  # type: ignore[arg-type]


def test_a_plan_is_adopted_with_its_level_reasons_and_live_actions(
    cast: Cast, case: Case, item: ConferenceItem
) -> None:
    soon = timezone.localdate(cast.now) + timedelta(days=9)
    plan = adopt(cast, item, actions=[sessions(cast), alarm(cast)], review_on=soon)
    case.refresh_from_db()
    assert (case.state, case.level, case.review_on) == (State.PLAN_ACTIVE, Level.HIGH, soon)
    assert dict(StrandReason.objects.filter(plan=plan).order_by("strand").values_list("strand", "text")) == {
        strand.value: text for strand, text in REASONS.items()
    }
    assert set(plan.actions.order_by("pk").values_list("status", flat=True)) == {ActionStatus.OPEN}
    told = Notification.objects.filter(kind="action").order_by("pk").values_list("recipient", flat=True)
    assert set(told) == {cast.users["health"].pk, cast.users["advocate"].pk}


@pytest.mark.parametrize("strand", [Strand.PSYCHOLOGICAL, Strand.SOCIAL, Strand.LEGAL])
def test_a_strand_without_an_action_owes_a_reason(cast: Cast, item: ConferenceItem, strand: Strand) -> None:
    reasons = {one: "Not now" for one in (Strand.PSYCHOLOGICAL, Strand.SOCIAL, Strand.LEGAL) if one is not strand}
    with pytest.raises(Incomplete) as refused:
        adopt(cast, item, actions=[], strand_reasons=reasons)
    assert refused.value.missing == (f"{strand.value}-reason",)
    assert not Plan.objects.exists()


def test_victim_safety_owes_no_reason(cast: Cast, item: ConferenceItem) -> None:
    assert not adopt(cast, item).actions.filter(strand=Strand.VICTIM_SAFETY).exists()


def test_a_different_view_is_kept_by_name(cast: Cast, item: ConferenceItem) -> None:
    view = OtherView(cast.users["advocate"], "She is more afraid than before", Level.VERY_HIGH)
    adopt(cast, item, different_views=[view])
    assert DifferentView.objects.get(item=item).author == cast.users["advocate"]
    assert Decision.objects.filter(item=item).count() == 2


def test_what_is_still_to_do_goes_over_to_the_next_plan(cast: Cast, case: Case, item: ConferenceItem) -> None:
    adopt(cast, item)
    Case.objects.filter(pk=case.pk).update(state=State.CONFERENCE_DUE)
    case.refresh_from_db()
    second = held(cast, case, days=28)
    plan = adopting.adopt(
        second,
        by=cast.at("lead", days=28),
        level=Level.MEDIUM,
        reason="Quieter",
        order_considered="In force",
        strand_reasons=REASONS,
    )
    assert [action.text for action in plan.actions.order_by("pk")] == ["Twelve weekly sessions"]
    assert planning.standing_plan(case) == plan


def test_an_urgent_action_from_before_counts_for_its_strand(cast: Cast, case: Case, item: ConferenceItem) -> None:
    urgent = planning.add(
        case, by=cast["police"], strand=Strand.LEGAL, text="Apply today", owner=cast.users["police"], due_on=DUE
    )
    plan = adopt(cast, item, strand_reasons={Strand.SOCIAL: "Nothing needed"})
    urgent.refresh_from_db()
    assert urgent.plan == plan


def test_safety_is_not_given_to_the_suspects_side_and_nothing_is_adopted_then(
    cast: Cast, case: Case, item: ConferenceItem
) -> None:
    with pytest.raises(DomainError, match="does not work this side"):
        adopt(cast, item, actions=[sessions(cast), alarm(cast, "outreach")])
    case.refresh_from_db()
    assert (case.state, Plan.objects.count()) == (State.CONFERENCE_HELD, 0)


def test_only_the_lead_or_the_chair_adopts(cast: Cast, item: ConferenceItem) -> None:
    for slug in ("police", "health", "advocate", "coordinator", "other-unit-lead"):
        with pytest.raises(PermissionDenied):
            adopt(cast, item, by=slug)


def test_a_plan_is_adopted_once(cast: Cast, case: Case, item: ConferenceItem) -> None:
    adopt(cast, item)
    with pytest.raises(NotFromHere):
        adopt(cast, item)


def test_what_was_adopted_is_never_edited(cast: Cast, item: ConferenceItem) -> None:
    plan = adopt(cast, item)
    for rows in (Plan.objects.filter(pk=plan.pk), StrandReason.objects.filter(plan=plan)):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(case=plan.case)


def test_each_reader_has_their_plan(cast: Cast, case: Case, item: ConferenceItem) -> None:
    cast.place(case, "probation", Side.SUSPECT)
    adopt(cast, item, actions=[sessions(cast), alarm(cast)])
    texts = {slug: _texts(cast, case, slug) for slug in ("advocate", "lead", "police", "probation", "auditor")}
    whole = {"Twelve weekly sessions", "Alarm fitted"}
    assert texts == {
        "advocate": whole,
        "lead": whole,
        "police": whole,
        "probation": {"Twelve weekly sessions"},
        "auditor": {"Twelve weekly sessions"},
    }
    header = plans.seen(cast["coordinator"], case)
    assert header is not None
    assert header.strands == []
    assert plans.seen(cast["guest"], case) is None


def _texts(cast: Cast, case: Case, slug: str) -> set[str]:
    seen = plans.seen(cast[slug], case)
    return {action.text for action in seen.actions} if seen else set()
