"""Support: what the product would do keeps the rule; what happened is recorded, and marked when it did not."""

from datetime import UTC, date, datetime, time

import pytest
from django.core.exceptions import PermissionDenied

from cases import policy
from cases.enums import Capacity, Channel, PersonRole, Side
from cases.models import Case, CasePerson, ContactPoint, SafeContact, UnitGrant
from cases.policy import Action
from cases.services.errors import NotFromHere
from interventions.enums import ContactOutcome, Initiator
from interventions.models import EmergencyUse, SupportContact
from interventions.services import support
from interventions.services.support import OutsideTheRule
from stalking_unit.accounts.actor import Actor
from stalking_unit.audit import trail
from stalking_unit.audit.models import AuditEvent
from stalking_unit.db.errors import DomainError
from stalking_unit.notifications.models import Notification
from tests.cast import Cast

LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)
MONDAY_1PM = datetime(2026, 11, 23, 13, 20, tzinfo=UTC)
MONDAY_3PM = datetime(2026, 11, 23, 15, 20, tzinfo=UTC)


@pytest.fixture
def case(cast: Cast) -> Case:
    case = cast.case()
    cast.whole_team(case)
    return case


@pytest.fixture
def victim(cast: Cast, case: Case) -> CasePerson:
    victim = CasePerson.objects.get(case=case, role=PersonRole.VICTIM)
    SafeContact.objects.create(
        case=case,
        case_person=victim,
        channels=[Channel.TEXT],
        days=[1, 2, 3, 4, 5],
        from_time=time(13),
        until_time=time(14),
        sign_as="Dental Reminders",
        emergency_route="Ask for Juno’s teacher at the school office",
    )
    ContactPoint.objects.create(case=case, case_person=victim, channel=Channel.TEXT, value="07700 900101")
    return victim


def at(cast: Cast, slug: str, when: datetime) -> Actor:
    """The person at a fixed time; their seat, places and reach began long before."""
    case = Case.objects.get()
    for held in (case.teammembers, case.grants, UnitGrant.objects):
        held.update(starts_at=LONG_AGO)
    return Actor.of(cast.users[slug], now=when)


def spoken(by: Actor, victim: CasePerson, **said: object) -> SupportContact:
    return support.record(victim, by=by, channel=Channel.TEXT, outcome=ContactOutcome.SPOKEN, **said)  # type: ignore[arg-type]


def test_within_the_hour_the_number_shows_and_the_trail_remembers(cast: Cast, victim: CasePerson) -> None:
    shown = support.open_number(victim, Channel.TEXT, by=at(cast, "advocate", MONDAY_1PM))
    assert [point.value for point in shown] == ["07700 900101"]
    with pytest.raises(PermissionDenied):
        support.open_number(victim, Channel.TEXT, by=at(cast, "health", MONDAY_1PM))


def test_outside_the_hour_the_number_stays_hidden_and_the_rule_is_shown(cast: Cast, victim: CasePerson) -> None:
    with pytest.raises(OutsideTheRule, match="agreed hours are 1pm to 2pm") as refused:
        support.open_number(victim, Channel.TEXT, by=at(cast, "advocate", MONDAY_3PM))
    assert "You may text Monday to Friday 1pm to 2pm." in refused.value.message
    assert "Sign as “Dental Reminders”." in refused.value.message


def test_without_a_rule_the_product_shows_nothing(cast: Cast, victim: CasePerson) -> None:
    SafeContact.objects.all().delete()
    with pytest.raises(OutsideTheRule, match="No safe-contact rule"):
        support.open_number(victim, Channel.TEXT, by=at(cast, "advocate", MONDAY_1PM))


def test_a_contact_inside_the_rule_needs_no_reason(cast: Cast, victim: CasePerson) -> None:
    contact = spoken(at(cast, "advocate", MONDAY_1PM), victim, fear=7, victims_words="I sleep", outside_reason="x")
    assert (contact.within_rule, contact.outside_of, contact.outside_reason) == (True, [], "")
    contact.refresh_from_db()
    assert (contact.fear, contact.victims_words) == (7, "I sleep")


def test_a_contact_outside_the_rule_is_recorded_and_marked_with_its_reason(cast: Cast, victim: CasePerson) -> None:
    by = at(cast, "advocate", MONDAY_3PM)
    with pytest.raises(DomainError, match="agreed hours are 1pm to 2pm"):
        spoken(by, victim)
    contact = spoken(by, victim, outside_reason="He had just been released")
    assert (contact.within_rule, contact.outside_of) == (False, ["The agreed hours are 1pm to 2pm."])


def test_a_victim_who_calls_breaks_no_rule(cast: Cast, victim: CasePerson) -> None:
    assert spoken(at(cast, "advocate", MONDAY_3PM), victim, initiated_by=Initiator.VICTIM).within_rule


def test_a_late_entry_is_held_to_the_rule_of_when_it_happened(cast: Cast, victim: CasePerson) -> None:
    contact = spoken(at(cast, "advocate", MONDAY_3PM), victim, happened_at=MONDAY_1PM)
    assert (contact.within_rule, contact.happened_at, contact.recorded_at) == (True, MONDAY_1PM, MONDAY_3PM)


def test_the_next_contact_is_not_planned_for_a_day_the_rule_forbids(cast: Cast, victim: CasePerson) -> None:
    by = at(cast, "advocate", MONDAY_1PM)
    contact = spoken(by, victim)
    with pytest.raises(OutsideTheRule, match="Sunday is not an agreed day"):
        support.plan_next(contact, by=by, on=date(2026, 11, 29))
    assert support.plan_next(contact, by=by, on=date(2026, 11, 30)).next_contact_on == date(2026, 11, 30)


def test_only_the_advocates_own_agency_reads_a_support_contact(cast: Cast, case: Case, victim: CasePerson) -> None:
    contact = spoken(at(cast, "advocate", MONDAY_1PM), victim)
    cast.place(case, "advocate-two", Side.VICTIM)
    cast.place(case, "outreach-victim-side", Side.VICTIM)
    readers = {
        slug for slug in cast.users if policy.can(at(cast, slug, MONDAY_3PM), Action.VIEW_SUPPORT_CONTACT, contact)
    }
    assert readers == {"advocate", "advocate-two"}


def test_only_advocates_on_the_victims_side_record_support(cast: Cast, case: Case, victim: CasePerson) -> None:
    for slug in ("police", "health", "outreach", "lead", "coordinator", "advocate-two"):
        with pytest.raises(PermissionDenied):
            spoken(at(cast, slug, MONDAY_1PM), victim)


def test_the_day_of_the_last_word_is_for_her_side_and_the_lead(cast: Cast, case: Case, victim: CasePerson) -> None:
    by = at(cast, "advocate", MONDAY_1PM)
    spoken(by, victim)
    support.record(victim, by=by, channel=Channel.TEXT, outcome=ContactOutcome.NO_REPLY)
    for slug in ("advocate", "police", "lead"):
        assert support.last_spoken(at(cast, slug, MONDAY_3PM), case) == MONDAY_1PM.date(), slug
    for slug in ("health", "outreach", "coordinator", "auditor", "guest"):
        assert support.last_spoken(at(cast, slug, MONDAY_3PM), case) is None, slug


def test_the_emergency_route_opens_at_any_hour_and_the_lead_is_told(cast: Cast, case: Case, victim: CasePerson) -> None:
    cast.place(case, "outreach-victim-side", Side.VICTIM)
    use = support.use_emergency_route(victim, by=at(cast, "outreach-victim-side", MONDAY_3PM))
    assert use.reason == ""
    told = Notification.objects.get(recipient=cast.users["lead"])
    assert "school" not in told.text
    with trail.reading():
        assert AuditEvent.objects.filter(subtype="use_emergency_route", case_id=case.pk).count() == 1
    explained = support.explain(use, by=at(cast, "outreach-victim-side", MONDAY_3PM), reason="He was at her door")
    assert explained.reason_given_at == MONDAY_3PM
    with pytest.raises(NotFromHere):
        support.explain(use, by=at(cast, "outreach-victim-side", MONDAY_3PM), reason="Again")


def test_the_suspects_side_has_no_way_to_the_emergency_route(cast: Cast, case: Case, victim: CasePerson) -> None:
    cast.place(case, "probation", Side.SUSPECT)
    for slug in ("health", "outreach", "probation", "coordinator", "guest", "auditor"):
        with pytest.raises(PermissionDenied):
            support.use_emergency_route(victim, by=at(cast, slug, MONDAY_3PM))
    assert not EmergencyUse.objects.exists()


def test_only_who_used_the_route_gives_the_reason(cast: Cast, case: Case, victim: CasePerson) -> None:
    use = support.use_emergency_route(victim, by=at(cast, "advocate", MONDAY_3PM))
    with pytest.raises(PermissionDenied):
        support.explain(use, by=at(cast, "lead", MONDAY_3PM), reason="She asked me to")


def test_a_worker_on_a_case_of_the_capacity_of_officer_sees_no_support(cast: Cast, victim: CasePerson) -> None:
    contact = spoken(at(cast, "advocate", MONDAY_1PM), victim)
    assert Capacity.OFFICER_IN_CASE in victim.case.teammembers.values_list("capacity", flat=True)
    assert not policy.can(at(cast, "police", MONDAY_3PM), Action.VIEW_SUPPORT_CONTACT, contact)
