"""The words above the boxes are true: they name those whom the policy lets read what is written there."""

import pytest
from django.db.models import Model

from cases import policy
from cases.enums import Level, Side, State
from cases.forms.choices import POLICE_READ, TEAM_READ
from cases.models import Case, CasePerson, Statement
from cases.policy import Action
from interventions.enums import CouldBe, MadeVia, NeedKind, OrderKind, Strand, VictimPlanKind
from interventions.forms.parts import HER_SIDE_READS, OWN_ADVOCATES_READ, USE_READ, VICTIM_SIDE_READS, readers_of
from interventions.forms.victim_plan import PLAN_READ
from interventions.models import PlanAction, SupportContact
from interventions.services import adopting, closing, orders, silence, support, victim_plans
from interventions.services.closing import Ending
from risk.services import conferences
from risk.services.conferences import Attended
from tests.cast import Cast

ON_IT = ("police", "health", "outreach", "advocate", "outreach-victim-side", "lead", "auditor", "coordinator")
WORKERS = {"police", "health", "outreach", "advocate", "outreach-victim-side"}
HER_SIDE = {"police", "advocate", "outreach-victim-side"}


@pytest.fixture
def case(cast: Cast) -> Case:
    case = cast.case(State.CONFERENCE_DUE)
    cast.whole_team(case)
    cast.place(case, "outreach-victim-side", Side.VICTIM)
    return case


def readers(cast: Cast, record: Model, *actions: Action) -> set[str]:
    rows = type(record)._default_manager.filter(pk=record.pk)
    return {slug for slug in ON_IT if policy.scope_any(cast[slug], rows, readable=actions).exists()}


def adopted(cast: Cast, case: Case) -> None:
    chair = Attended(cast.users["lead"], is_chair=True)
    item = conferences.hold(case, by=cast["lead"], attended=[chair])
    adopting.adopt(
        item,
        by=cast["lead"],
        level=Level.HIGH,
        reason="Because",
        order_considered="Sought",
        strand_reasons=dict.fromkeys(Strand, "None"),
    )
    case.refresh_from_db()


def test_the_whole_team_reads_actions_reasons_decisions_and_orders(cast: Cast, case: Case, action: PlanAction) -> None:
    adopted(cast, case)
    order = orders.record(case, by=cast["police"], kind=OrderKind.CBO, made_via=MadeVia.ON_CONVICTION)
    reason = case.strandreasons.order_by("pk").first()
    decision = case.decisions.order_by("pk").first()
    for record, view in (
        (action, Action.VIEW_ACTION),
        (reason, Action.VIEW_STRAND_REASON),
        (decision, Action.VIEW_DECISION),
        (order, Action.VIEW_ORDER),
    ):
        assert readers(cast, record, view) == WORKERS | {"lead", "auditor"}, view
    assert TEAM_READ.startswith("Everyone on the case can read this, police included. It may be shown to the defence.")
    assert readers_of(Strand.LEGAL) == TEAM_READ


def test_her_side_and_the_lead_read_what_is_done_for_her_safety(
    cast: Cast, case: Case, safety_action: PlanAction
) -> None:
    assert readers(cast, safety_action, Action.VIEW_VICTIM_ACTION) == HER_SIDE | {"lead"}
    assert VICTIM_SIDE_READS.startswith("People on the victim’s side and the team lead can read this, police on that")
    assert readers_of(Strand.VICTIM_SAFETY) == VICTIM_SIDE_READS


def test_the_advocates_of_her_agency_alone_read_support(cast: Cast, case: Case, contact: SupportContact) -> None:
    assert readers(cast, contact, Action.VIEW_SUPPORT_CONTACT) == {"advocate"}
    assert "Not police, not health, not the team lead." in OWN_ADVOCATES_READ
    assert "May be asked for by a court." in OWN_ADVOCATES_READ


def test_her_side_the_lead_and_the_auditor_read_why_the_emergency_route_was_used(
    cast: Cast, case: Case, victim: CasePerson
) -> None:
    use = support.use_emergency_route(victim, by=cast["advocate"])
    assert readers(cast, use, Action.VIEW_EMERGENCY_USE) == HER_SIDE | {"lead", "auditor"}
    assert USE_READ == "People on the victim’s side, the team lead and the auditor can read this."


def test_her_side_and_the_lead_read_plans_needs_and_silences_and_the_whole_team_the_summary(
    cast: Cast, case: Case, victim: CasePerson
) -> None:
    by = cast["advocate"]
    plan = victim_plans.write(victim, VictimPlanKind.SAFETY, {"home": "Locks"}, by=by)
    need = victim_plans.add_need(victim, NeedKind.HOUSING, "A lock", by=by)
    lost = silence.answer(victim, by=by, with_suspect=CouldBe.NO, known="She is abroad", done="Her sister rang her")
    summary = victim_plans.tell_conference(case, "She wants the order", by=by)
    for record, view in (
        (plan, Action.VIEW_VICTIM_PLAN),
        (need, Action.VIEW_NEED),
        (lost, Action.VIEW_LOST_CONTACT),
    ):
        assert readers(cast, record, view) == HER_SIDE | {"lead"}, view
    assert HER_SIDE_READS.startswith("People on the victim’s side and the team lead can read this, police on that side")
    assert PLAN_READ == "The victim’s side, its police included, and the team lead."
    assert readers(cast, summary, Action.VIEW_SUPPORT_SUMMARY) == WORKERS | {"lead", "auditor"}
    page = cast.client("advocate").get(f"/cases/{case.pk}/support/summary/").content.decode()
    assert TEAM_READ in page


def test_police_her_side_and_the_lead_read_why_a_case_moved(cast: Cast, case: Case) -> None:
    closing.close(case, Ending("capacity", "Because", None, victim_told=False, return_told="Unsafe"), by=cast["lead"])
    said = Statement.objects.filter(case=case, heading="reason").get()
    assert readers(cast, said, Action.VIEW_STATEMENT) == HER_SIDE | {"lead"}
    assert "The team lead, police and everyone on the victim’s side can read this" in POLICE_READ


def test_the_page_of_a_safety_action_says_who_reads_its_outcome(cast: Cast, safety_action: PlanAction) -> None:
    for page in ("done", "no-longer-needed"):
        shown = cast.client("advocate").get(f"/actions/{safety_action.pk}/{page}/").content.decode()
        assert VICTIM_SIDE_READS in shown, page
        assert TEAM_READ not in shown, page
