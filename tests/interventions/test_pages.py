"""The pages of plans, orders and support: who comes in, what a press does, and that nothing typed is lost."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localtime

from cases.enums import Channel, PersonRole
from cases.models import Case, CasePerson
from cases.services import safe_contact
from interventions.enums import ActionStatus, BreachOutcome, Strand
from interventions.models import Breach, EmergencyUse, Order, PlanAction, SupportContact
from interventions.services import planning
from tests.cast import Cast
from tests.interventions.conftest import never


def day(name: str, on: date) -> dict[str, str]:
    """A day as its three boxes send it."""
    return {f"{name}-day": str(on.day), f"{name}-month": str(on.month), f"{name}-year": str(on.year)}


def test_the_team_comes_in_to_plan_and_support(cast: Cast, case: Case, action: PlanAction, order: Order) -> None:
    for slug in ("police", "health", "outreach", "advocate", "coordinator", "lead", "auditor"):
        for page in ("plan", "support"):
            assert cast.client(slug).get(f"/cases/{case.pk}/{page}/").status_code == 200, (slug, page)


def test_an_action_is_added_on_the_page(cast: Cast, case: Case) -> None:
    client, path = cast.client("outreach"), f"/cases/{case.pk}/plan/add/"
    said = {"strand": Strand.SOCIAL, "text": "Debt plan", "owner": str(cast.users["outreach"].pk)}
    refused = client.post(path, said)
    assert refused.status_code == 422
    assert "Debt plan" in refused.content.decode()
    assert client.post(path, said | day("due_on", date(2036, 12, 1))).status_code == 303
    assert PlanAction.objects.get().text == "Debt plan"


def test_the_page_for_her_safety_is_closed_to_the_suspects_side(cast: Cast, case: Case) -> None:
    path = f"/cases/{case.pk}/plan/add-for-safety/"
    assert cast.client("health").get(path).status_code == 403
    assert cast.client("advocate").get(path).status_code == 200
    assert "Add an action for the victim" not in cast.client("health").get(f"/cases/{case.pk}/plan/").content.decode()


def test_nobody_of_the_suspects_side_is_offered_as_owner_for_her_safety(cast: Cast, case: Case) -> None:
    page = cast.client("advocate").get(f"/cases/{case.pk}/plan/add-for-safety/").content.decode()
    assert str(cast.users["advocate"].pk) in page
    for slug in ("health", "outreach"):
        assert str(cast.users[slug].pk) not in page, slug


def test_the_owner_says_it_is_done_and_a_colleague_may_not(cast: Cast, action: PlanAction) -> None:
    path = f"/actions/{action.pk}/done/"
    said = {"outcome": "All held", "version": "1", **day("done_on", localtime(cast.now).date())}
    assert cast.client("outreach").post(path, said).status_code == 403
    assert cast.client("health").post(path, said).status_code == 303
    action.refresh_from_db()
    assert action.status == ActionStatus.DONE


def test_a_stale_page_is_a_conflict_and_keeps_the_words(cast: Cast, action: PlanAction) -> None:
    planning.put_off(action, by=cast["health"], due_on=date(2036, 12, 24))
    said = {"outcome": "All held", "version": "1", **day("done_on", localtime(cast.now).date())}
    page = cast.client("health").post(f"/actions/{action.pk}/done/", said)
    assert page.status_code == 409
    assert "All held" in page.content.decode()
    assert "Somebody changed this action" in page.content.decode()


def test_an_action_is_handed_over_and_accepted_on_the_pages(cast: Cast, action: PlanAction) -> None:
    offer = {"to": str(cast.users["outreach"].pk), "version": "1"}
    assert cast.client("health").post(f"/actions/{action.pk}/hand-over/", offer).status_code == 303
    taker = cast.client("outreach")
    assert "Offered to you: Twelve weekly sessions" in taker.get("/").content.decode()
    assert "This action is offered to you" in taker.get(f"/actions/{action.pk}/").content.decode()
    assert taker.post(f"/actions/{action.pk}/", {"answer": "accept", "version": "1"}).status_code == 409
    assert taker.post(f"/actions/{action.pk}/", {"answer": "accept", "version": "2"}).status_code == 303
    action.refresh_from_db()
    assert (action.owner, action.status) == (cast.users["outreach"], ActionStatus.HANDED_OVER)


def test_home_lists_my_actions_and_nobody_elses(cast: Cast, action: PlanAction, safety_action: PlanAction) -> None:
    assert action.text in cast.client("health").get("/").content.decode()
    assert safety_action.text in cast.client("advocate").get("/").content.decode()
    assert action.text not in cast.client("police").get("/").content.decode()


def test_only_the_police_are_led_to_record_an_order(cast: Cast, case: Case) -> None:
    path = f"/cases/{case.pk}/orders/record/"
    assert "Record an order" in cast.client("police").get(f"/cases/{case.pk}/plan/").content.decode()
    for slug in ("lead", "health", "advocate"):
        assert "Record an order" not in cast.client(slug).get(f"/cases/{case.pk}/plan/").content.decode(), slug
        assert cast.client(slug).get(path).status_code == 403, slug


def test_an_order_with_its_conditions_is_recorded_on_the_page(cast: Cast, case: Case) -> None:
    path = f"/cases/{case.pk}/orders/record/"
    said = {
        "kind": "spo_full",
        "made_via": "police_application",
        "court": "Notown",
        "condition-1-kind": "exclusion_area",
        **day("made_on", date(2026, 5, 22)),
    }
    refused = cast.client("police").post(path, said)
    assert refused.status_code == 422
    assert "Enter the condition as the order words it" in refused.content.decode()
    assert cast.client("police").post(path, said | {"condition-1-text": "North of the river"}).status_code == 303
    assert [condition.text for condition in Order.objects.get().conditions.all()] == ["North of the river"]


def test_an_order_has_as_many_conditions_as_it_needs(cast: Cast, case: Case) -> None:
    path = f"/cases/{case.pk}/orders/record/"
    said = {"court": "Notown", "condition-slots": "2", "condition-1-text": "North of the river"}
    page = cast.client("police").post(path, said | {"more": "condition"})
    assert page.status_code == 200
    shown = page.content.decode()
    for words in ('name="condition-3-text"', "North of the river", 'value="Notown"'):
        assert words in shown, words
    assert "There is a problem" not in shown


def test_service_notification_and_breach_follow_on_the_pages(cast: Cast, order: Order) -> None:
    client, yesterday = cast.client("police"), localtime(cast.now).date() - timedelta(days=1)
    served = {"served_time": "10:30am", "method": "in_person", "is_good": "yes", "version": "1"}
    assert client.post(f"/orders/{order.pk}/service/", served | day("served_on", yesterday)).status_code == 303
    order.refresh_from_db()
    assert order.notification_due_on == yesterday + timedelta(days=2)
    assert client.post(f"/orders/{order.pk}/notification/", day("on", yesterday)).status_code == 303
    broken = {"how": "Drove past", "broken_time": "", **day("broken_on", yesterday)}
    assert client.post(f"/orders/{order.pk}/breach/", broken).status_code == 303
    breach = Breach.objects.get()
    page = f"/orders/{order.pk}/breaches/{breach.pk}/"
    assert cast.client("advocate").get(page).status_code == 403
    assert client.post(page, {"outcome": "charged", "version": "1"}).status_code == 303
    breach.refresh_from_db()
    assert breach.outcome == BreachOutcome.CHARGED


def test_one_press_shows_the_number_and_opens_the_log(cast: Cast, victim: CasePerson) -> None:
    page = cast.client("advocate").post(f"/victims/{victim.pk}/number/", {"channel": "text"})
    assert page.status_code == 200
    for words in ("07700 900101", "Sign as “Dental Reminders”.", "How did it end?"):
        assert words in page.content.decode(), words


def test_at_the_wrong_hour_the_press_shows_the_rule_and_the_emergency_route(cast: Cast, victim: CasePerson) -> None:
    never(localtime(cast.now).time())
    page = cast.client("advocate").post(f"/victims/{victim.pk}/number/", {"channel": "text"})
    assert page.status_code == 422
    shown = page.content.decode()
    assert "07700 900101" not in shown
    for words in ("The agreed hours are", "The rule: You may text", "Open the emergency route"):
        assert words in shown, words


def test_a_contact_outside_the_rule_is_kept_once_it_says_why(cast: Cast, victim: CasePerson) -> None:
    never(localtime(cast.now).time())
    client, now = cast.client("advocate"), localtime(cast.now)
    said = {
        "channel": "text",
        "initiated_by": "worker",
        "outcome": "spoken",
        "at": f"{now:%H:%M}",
        "notes": "He had rung her",
        **day("on", now.date()),
    }
    refused = client.post(f"/victims/{victim.pk}/contact/", said)
    assert refused.status_code == 422
    assert "outside the safe-contact rule" in refused.content.decode()
    assert "He had rung her" in refused.content.decode()
    said["outside_reason"] = "Release at 7pm"
    assert client.post(f"/victims/{victim.pk}/contact/", said).status_code == 303
    assert not SupportContact.objects.get().within_rule
    assert "Outside the rule" in client.get(f"/cases/{victim.case_id}/support/").content.decode()


def test_a_next_contact_the_rule_forbids_is_not_planned_and_the_record_stands(cast: Cast, victim: CasePerson) -> None:
    tomorrow = localtime(cast.now).date() + timedelta(days=1)
    rule = victim.safe_contact
    rule.days = [on for on in range(1, 8) if on != tomorrow.isoweekday()]
    rule.save()
    now = localtime(cast.now)
    said = {"channel": "text", "initiated_by": "victim", "outcome": "spoken", "at": f"{now:%H:%M}"}
    done = cast.client("advocate").post(
        f"/victims/{victim.pk}/contact/",
        said | day("on", now.date()) | day("next_contact_on", tomorrow),
        follow=True,
    )
    assert "is not an agreed day" in done.content.decode()
    assert SupportContact.objects.get().next_contact_on is None


def test_the_emergency_route_opens_in_one_press_and_asks_why_afterwards(cast: Cast, victim: CasePerson) -> None:
    client = cast.client("police")
    page = client.post(f"/victims/{victim.pk}/emergency/", follow=True)
    assert "Ask at the school office" in page.content.decode()
    use = EmergencyUse.objects.get()
    assert "Say why you used the emergency route" in client.get("/").content.decode()
    assert client.post(f"/emergency/{use.pk}/", {"reason": ""}).status_code == 422
    assert client.post(f"/emergency/{use.pk}/", {"reason": "He was outside"}).status_code == 303
    assert "He was outside" in cast.client("lead").get(f"/cases/{victim.case_id}/support/").content.decode()


def test_who_may_agree_how_to_reach_her_is_led_to_it_until_it_is_agreed(cast: Cast, case: Case) -> None:
    victim = CasePerson.objects.get(case=case, role=PersonRole.VICTIM)
    page, way = f"/cases/{case.pk}/support/", f"/people/{victim.pk}/safe-contact/"
    for slug in ("advocate", "lead"):
        assert way in cast.client(slug).get(page).content.decode(), slug
    told_to_ask = cast.client("police").get(page).content.decode()
    assert way not in told_to_ask
    assert f"Do not contact. Ask {cast['advocate'].name}." in told_to_ask
    safe_contact.agree(victim, {"channels": [Channel.TEXT]}, by=cast["advocate"])
    assert way not in cast.client("advocate").get(page).content.decode()


def test_the_suspects_side_has_no_press_on_the_support_page(cast: Cast, victim: CasePerson) -> None:
    for slug in ("health", "outreach", "coordinator"):
        client = cast.client(slug)
        page = client.get(f"/cases/{victim.case_id}/support/").content.decode()
        assert "To pass something on to the victim, ask Bryony Exempla." in page, slug
        for path in ("number", "emergency"):
            assert client.post(f"/victims/{victim.pk}/{path}/", {"channel": "text"}).status_code in (403, 404), slug


def test_nobody_else_reads_the_route_that_was_opened(cast: Cast, victim: CasePerson) -> None:
    cast.client("police").post(f"/victims/{victim.pk}/emergency/")
    use = EmergencyUse.objects.get()
    for slug, answer in (("lead", 403), ("advocate", 403), ("health", 404), ("outreach", 404)):
        page = cast.client(slug).get(f"/emergency/{use.pk}/")
        assert page.status_code == answer, slug
        assert "school office" not in page.content.decode(), slug


@pytest.mark.parametrize("page", ["plan/", "support/", "", "timeline/"])
def test_the_same_number_of_queries_for_two_actions_as_for_twenty(
    cast: Cast, case: Case, action: PlanAction, safety_action: PlanAction, page: str
) -> None:
    client, path = cast.client("lead"), f"/cases/{case.pk}/{page}"
    client.get(path)
    with CaptureQueriesContext(connection) as few:
        client.get(path)
    for number in range(18):
        planning.add(
            case,
            by=cast["lead"],
            strand=Strand.SOCIAL,
            text=f"Step {number}",
            owner=cast.users["outreach"],
            due_on=date(2036, 12, 1),
        )
    with CaptureQueriesContext(connection) as many:
        client.get(path)
    assert len(many) == len(few)
