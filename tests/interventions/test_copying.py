"""Orders, contacts and decisions as plain text: for whoever reads them, without a way to anybody's door."""

from django.utils.timezone import localdate

from cases.enums import Level, Paper, State
from cases.models import Case, CasePerson
from interventions.enums import VictimPlanKind
from interventions.models import Order, OrderCondition, SupportContact
from interventions.services import victim_plans
from interventions.services.victim_plans import Pocket
from risk.enums import DecisionKind
from risk.models import ConferenceItem, Decision
from risk.services import conferences
from risk.services.conferences import Attended
from stalking_unit.audit import trail
from stalking_unit.audit.trail import Operation
from tests.cases.views.test_copying import copied
from tests.cast import Cast
from tests.interventions.conftest import HER_WORDS, NOTES
from tests.papers import every_paper


def test_an_order_is_copied_by_all_who_read_it_without_the_area_it_names(cast: Cast, case: Case, order: Order) -> None:
    OrderCondition.objects.create(case=case, order=order, kind="exclusion_area", text="Not to go north of the canal")
    OrderCondition.objects.create(case=case, order=order, kind="no_contact", text="Not to write to 3 Imaginary Mews")
    page = f"/orders/{order.pk}/copy/"
    for slug in ("police", "health", "outreach", "advocate", "lead"):
        text = copied(cast, slug, page)
        assert "Notown Magistrates" in text
        assert "Keep out of an area: [left out]" in text
        assert "canal" not in text
        assert "Not to write to [left out]" in text
        assert page in cast.client(slug).get(f"/cases/{case.pk}/plan/").content.decode()
    assert cast.client("coordinator").get(page).status_code == 404


def test_no_condition_on_a_paper_says_where_somebody_lives(cast: Cast, case: Case, order: Order) -> None:
    OrderCondition.objects.create(case=case, order=order, kind="exclusion_area", text="Not to go north of the canal")
    OrderCondition.objects.create(case=case, order=order, kind="no_contact", text="Not to write to 3 Imaginary Mews")
    for slug in ("police", "health", "outreach", "advocate", "lead"):
        papers = {kind: repr(paper) for kind, paper in every_paper(cast[slug], case).items()}
        assert [kind for kind, said in papers.items() if "canal" in said or "Imaginary" in said] == [], slug
        assert "Keep out of an area: [left out]" in papers[Paper.PLAN], slug


def test_a_contact_is_copied_by_the_advocates_whose_record_it_is(
    cast: Cast, case: Case, contact: SupportContact
) -> None:
    page = f"/contacts/{contact.pk}/copy/"
    text = copied(cast, "advocate", page)
    assert HER_WORDS in text
    assert NOTES in text
    for address in (f"/cases/{case.pk}/support/", f"/cases/{case.pk}/timeline/"):
        assert page in cast.client("advocate").get(address).content.decode()
    for slug in ("police", "health", "outreach", "lead", "auditor", "coordinator"):
        assert cast.client(slug).get(page).status_code == 404
    [row] = [row for row in trail.of_case(case.pk) if row.subtype == "copy_record"]
    assert (row.operation, row.record_id) == (Operation.DISCLOSE, contact.pk)


def test_what_a_conference_decided_is_copied_as_each_may_read_it(cast: Cast) -> None:
    case = cast.case(State.CONFERENCE_DUE, level=Level.HIGH)
    cast.whole_team(case)
    item = conferences.hold(case, by=cast["lead"], attended=[Attended(cast.users["lead"], is_chair=True)])
    decided(cast, item, DecisionKind.LEGAL, "Apply for an order")
    decided(cast, item, DecisionKind.VICTIM_SAFETY, "Fit an alarm")
    page = f"/conferences/{item.pk}/copy/"
    for slug in ("police", "health", "outreach", "advocate", "lead", "auditor"):
        text = copied(cast, slug, page)
        assert "Apply for an order" in text
        assert ("Fit an alarm" in text) is (slug in {"police", "advocate", "lead"})
        assert page in cast.client(slug).get(f"/cases/{case.pk}/assessment/").content.decode()


def decided(cast: Cast, item: ConferenceItem, kind: DecisionKind, text: str) -> Decision:
    lead = cast["lead"]
    return Decision.objects.create(
        case_id=item.case_id,
        item=item,
        kind=kind,
        text=text,
        agency=lead.agency,
        author=cast.users["lead"],
        happened_at=cast.now,
        recorded_at=cast.now,
    )


def test_a_plan_made_with_a_victim_is_copied_on_her_side_without_her_pocket_words(
    cast: Cast, case: Case, victim: CasePerson
) -> None:
    said = {"home": "The lock at 3 Imaginary Mews was changed"}
    pocket = Pocket("Ring the bakery", localdate(cast.now), "In her shoe")
    plan = victim_plans.write(victim, VictimPlanKind.SAFETY, said, by=cast["advocate"], pocket=pocket)
    page = f"/victim-plans/{plan.pk}/copy/"
    for slug in ("police", "advocate", "lead"):
        text = copied(cast, slug, page)
        assert "The lock at [left out] was changed" in text
        assert "bakery" not in text
        for address in (f"/victim-plans/{plan.pk}/", f"/cases/{case.pk}/timeline/"):
            assert page in cast.client(slug).get(address).content.decode(), slug
    for slug in ("health", "outreach", "coordinator", "auditor"):
        assert cast.client(slug).get(page).status_code == 404, slug
        assert "Safety plan" not in cast.client(slug).get(f"/cases/{case.pk}/timeline/").content.decode(), slug
