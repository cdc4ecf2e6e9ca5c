"""What nobody acts upon reaches whoever leads, once; what a person who is away is told reaches their cover."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils.timezone import localdate

from cases.clocks import working_day_after
from cases.enums import Capacity, Grant, Side
from cases.models import Case, TeamMember
from cases.services import team, telling
from interventions.enums import Strand
from interventions.models import PlanAction, SupportContact
from interventions.services import planning, support
from stalking_unit.accounts.actor import Actor
from stalking_unit.accounts.models import Membership, User
from stalking_unit.notifications.models import Notification
from tests.cast import Cast
from tests.reminders.test_absences import away

LATE = "Something is due, and nobody has acted on it."
FOR_A_COLLEAGUE = "Something is due on a case of a colleague you cover for."


def sweep(cast: Cast, on: date) -> None:
    telling.tell_due(on, by=Actor.system("reminders", cast.now))


def told(cast: Cast, kind: str) -> set[str]:
    by_user = {user.pk: slug for slug, user in cast.users.items()}
    return {by_user[key] for key in Notification.objects.filter(kind=kind).values_list("recipient", flat=True)}


def words(cast: Cast, slug: str, kind: str) -> str:
    return Notification.objects.get(recipient=cast.users[slug], kind=kind).text


def test_what_nobody_acts_upon_is_told_to_the_leads_two_working_days_later_and_once(
    cast: Cast, action: PlanAction
) -> None:
    late_on = working_day_after(action.due_on, 2)
    sweep(cast, action.due_on)
    sweep(cast, late_on - timedelta(days=1))
    assert told(cast, "late-action") == set()
    for days in range(3):
        sweep(cast, late_on + timedelta(days=days))
    assert told(cast, "late-action") == {"lead", "lead-alternate"}
    assert Notification.objects.filter(kind="late-action").count() == 2
    assert words(cast, "lead", "late-action") == LATE


def test_what_is_done_in_time_is_not_late(cast: Cast, action: PlanAction) -> None:
    sweep(cast, action.due_on)
    planning.finish(action, by=cast["health"], outcome="Held")
    sweep(cast, action.due_on + timedelta(days=30))
    assert told(cast, "late-action") == set()


def test_a_restricted_case_is_late_for_its_alternates_and_not_for_the_leads(
    cast: Cast, case: Case, action: PlanAction
) -> None:
    cast.place(case, "other-unit-lead", Side.BOTH, Capacity.ALTERNATE, Grant.LEAD)
    Case.objects.filter(pk=case.pk).update(is_restricted=True)
    sweep(cast, action.due_on)
    sweep(cast, working_day_after(action.due_on, 2))
    assert told(cast, "late-action") == {"other-unit-lead"}


def test_a_lead_with_a_conflict_of_interest_is_not_told_that_it_is_late(
    cast: Cast, case: Case, action: PlanAction
) -> None:
    team.exclude(case, cast.users["lead"], by=cast["lead-alternate"], reason="His brother.")
    sweep(cast, action.due_on)
    sweep(cast, working_day_after(action.due_on, 2))
    assert told(cast, "late-action") == {"lead-alternate"}


def supervise(cast: Cast, case: Case) -> None:
    """The second advocate supervises the first, on this case."""
    Membership.objects.filter(user=cast.users["advocate-two"]).update(role="supervisor")
    cast.place(case, "advocate-two", Side.VICTIM)


@pytest.mark.parametrize("supervised", [False, True])
def test_a_contact_that_was_not_made_is_never_told_outside_the_agency(
    cast: Cast, case: Case, contact: SupportContact, supervised: bool
) -> None:
    on = localdate(cast.now) + timedelta(days=3)
    support.plan_next(contact, by=cast["advocate"], on=on)
    if supervised:
        supervise(cast, case)
    for days in (0, 10):
        sweep(cast, on + timedelta(days=days))
    assert told(cast, "contact") == {"advocate"}
    assert told(cast, "late-contact") == ({"advocate-two"} if supervised else set())


def test_who_covers_is_told_too_while_their_colleague_is_away(cast: Cast, case: Case, action: PlanAction) -> None:
    away(cast, "health", "outreach", first=0, last=30)
    sweep(cast, action.due_on)
    assert told(cast, "action") == {"health", "outreach"}
    assert words(cast, "outreach", "action") == FOR_A_COLLEAGUE
    assert told(cast, "late-action") == set()


@pytest.mark.parametrize("why", ["not away yet", "not on the case", "conflict"])
def test_a_cover_is_told_only_in_those_days_and_only_what_they_may_see(
    cast: Cast, case: Case, action: PlanAction, why: str
) -> None:
    first = 20 if why == "not away yet" else 0
    away(cast, "health", "advocate-two" if why == "not on the case" else "outreach", first=first, last=30)
    if why == "conflict":
        team.exclude(case, cast.users["outreach"], by=cast["lead"], reason="She knows him.")
    sweep(cast, action.due_on)
    assert told(cast, "action") == {"health"}


def test_where_nobody_at_work_can_be_told_the_leads_are_told_on_the_day(cast: Cast, action: PlanAction) -> None:
    away(cast, "health", first=0, last=30)
    sweep(cast, action.due_on)
    assert told(cast, "late-action") == {"lead", "lead-alternate"}


def test_an_owner_who_left_is_no_reason_that_nobody_hears_of_it(cast: Cast, case: Case, action: PlanAction) -> None:
    User.objects.filter(pk=cast.users["health"].pk).update(is_active=False)
    sweep(cast, action.due_on)
    assert told(cast, "late-action") == {"lead", "lead-alternate"}


@pytest.mark.parametrize(("side", "knows"), [(Side.SUSPECT, False), (Side.VICTIM, True)])
def test_an_action_for_her_safety_is_not_told_to_a_cover_from_his_side(
    cast: Cast, case: Case, safety_action: PlanAction, side: Side, knows: bool
) -> None:
    assert safety_action.strand == Strand.VICTIM_SAFETY
    TeamMember.objects.filter(case=case, user=cast.users["outreach"]).update(side=side)
    away(cast, "advocate", "outreach", first=0, last=30)
    sweep(cast, safety_action.due_on)
    assert ("outreach" in told(cast, "action")) is knows


def test_nobody_of_another_agency_covers_for_a_contact(cast: Cast, case: Case, contact: SupportContact) -> None:
    on = localdate(cast.now) + timedelta(days=3)
    support.plan_next(contact, by=cast["advocate"], on=on)
    absence = away(cast, "advocate", "police", first=0, last=30)
    sweep(cast, on)
    assert told(cast, "contact") == {"advocate"}
    cast.place(case, "advocate-two", Side.VICTIM)
    type(absence).objects.update(cover=cast.users["advocate-two"])
    sweep(cast, on)
    assert told(cast, "contact") == {"advocate", "advocate-two"}
