"""A case with its team, a plan’s actions and a contact with the victim, for the tests of this app."""

from datetime import time, timedelta

import pytest

from cases.enums import Channel, PersonRole
from cases.models import Case, CasePerson, ContactPoint, SafeContact
from interventions.enums import ContactOutcome, MadeVia, OrderKind, Strand
from interventions.models import Order, PlanAction, SupportContact
from interventions.services import orders, planning, support
from tests.cast import Cast

# Words that only her side, or only her advocate, may ever read.
SAFETY_WORDS = "Alarm fitted at the back door"
HER_WORDS = "I sleep with the light on"
NOTES = "Talked about the school run"


@pytest.fixture
def case(cast: Cast) -> Case:
    case = cast.case()
    cast.whole_team(case)
    return case


@pytest.fixture
def victim(case: Case) -> CasePerson:
    """Reachable by text at any hour, with a number and an emergency route."""
    victim = CasePerson.objects.get(case=case, role=PersonRole.VICTIM)
    SafeContact.objects.create(
        case=case,
        case_person=victim,
        channels=[Channel.TEXT],
        sign_as="Dental Reminders",
        emergency_route="Ask at the school office",
    )
    ContactPoint.objects.create(case=case, case_person=victim, channel=Channel.TEXT, value="07700 900101")
    return victim


@pytest.fixture
def safety_action(cast: Cast, case: Case) -> PlanAction:
    due_on = (cast.now + timedelta(days=7)).date()
    return planning.add(
        case,
        by=cast["advocate"],
        strand=Strand.VICTIM_SAFETY,
        text=SAFETY_WORDS,
        owner=cast.users["advocate"],
        due_on=due_on,
    )


@pytest.fixture
def action(cast: Cast, case: Case) -> PlanAction:
    due_on = (cast.now + timedelta(days=7)).date()
    return planning.add(
        case,
        by=cast["lead"],
        strand=Strand.PSYCHOLOGICAL,
        text="Twelve weekly sessions",
        owner=cast.users["health"],
        due_on=due_on,
    )


@pytest.fixture
def order(cast: Cast, case: Case) -> Order:
    made_on = (cast.now - timedelta(days=3)).date()
    return orders.record(
        case,
        by=cast["police"],
        kind=OrderKind.SPO_INTERIM,
        made_via=MadeVia.POLICE_APPLICATION,
        court="Notown Magistrates",
        reference="MC-0001",
        made_on=made_on,
    )


@pytest.fixture
def contact(cast: Cast, victim: CasePerson) -> SupportContact:
    return support.record(
        victim,
        by=cast["advocate"],
        channel=Channel.TEXT,
        outcome=ContactOutcome.SPOKEN,
        victims_words=HER_WORDS,
        notes=NOTES,
        happened_at=cast.now - timedelta(hours=2),
    )


def never(at: time) -> SafeContact:
    """The rule moved to an hour that is not this one."""
    rule = SafeContact.objects.get()
    hour = (at.hour + 6) % 22
    rule.from_time, rule.until_time = time(hour), time(hour + 1)
    rule.save()
    return rule
