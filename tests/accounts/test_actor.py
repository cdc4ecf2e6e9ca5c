"""Whom a person acts for, and when for nobody."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.utils import timezone

from stalking_unit.accounts.actor import Actor, acting
from stalking_unit.accounts.enums import AgencyKind, DisciplineKind, Regime, Role
from stalking_unit.accounts.models import Agency, Membership
from stalking_unit.audit.trail import By
from stalking_unit.db.context import SYSTEM
from tests.accounts.factories import make_actor, make_agency, make_membership, make_unit, make_user

pytestmark = pytest.mark.django_db


def test_an_actor_sits_in_a_seat_made_of_role_and_kind_of_discipline() -> None:
    actor = make_actor(Role.SUPERVISOR, DisciplineKind.HEALTH)
    assert actor.seat == (Role.SUPERVISOR, DisciplineKind.HEALTH)
    assert actor.agency is not None
    assert (actor.agency.kind, actor.role_name) == (AgencyKind.HEALTH, "Supervisor")


@pytest.mark.parametrize("when", ["ended", "not_begun"])
def test_a_membership_outside_its_dates_gives_no_seat(when: str) -> None:
    membership = make_membership(**{when: True})
    assert Actor.of(membership.user).seat is None


def test_a_membership_counts_on_its_last_day_and_not_the_day_after() -> None:
    last = timezone.localdate()
    membership = make_membership()
    Membership.objects.filter(pk=membership.pk).update(ends_on=last)
    assert Membership.objects.live(last).exists()
    assert not Membership.objects.live(last + timedelta(days=1)).exists()


@pytest.mark.parametrize("what", ["agency", "unit"])
def test_a_membership_ends_with_its_agency_and_with_its_unit(what: str) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    gone = {"agency": make_agency, "unit": make_unit}[what](ended_on=yesterday)
    membership = make_membership(**{what: gone})
    assert Actor.of(membership.user).membership is None
    assert not Membership.objects.get(pk=membership.pk).is_live(timezone.localdate())


def test_a_suspended_person_has_no_seat() -> None:
    membership = make_membership(make_user(suspended=True))
    assert not membership.user.seats(timezone.localdate()).exists()


def test_of_several_seats_the_oldest_is_first() -> None:
    user = make_user()
    newer, older = make_membership(user), make_membership(user)
    Membership.objects.filter(pk=older.pk).update(starts_on=date(2023, 1, 1))
    assert Actor.of(user).membership == older
    assert Actor.of(user, newer).membership == newer


def test_the_system_acts_under_a_name_and_in_no_seat() -> None:
    actor = Actor.system("review-reminders")
    assert (actor.user_id, actor.name, actor.seat) == (SYSTEM, "review-reminders", None)


def test_the_trail_can_remember_an_actor() -> None:
    by: By = make_actor()
    assert by.agency_name.startswith("Agency")
    assert by.role_name == "Practitioner"


def test_the_database_is_told_who_acts_and_forgets_it_after() -> None:
    actor = make_actor()
    with acting(actor):
        assert _app_user() == str(actor.user_id)
        with acting(Actor.system("test")):
            assert _app_user() == str(SYSTEM)
        assert _app_user() == str(actor.user_id)
    assert _app_user() is None


def line_of(agency: Agency) -> set[UUID]:
    return set(Agency.objects.filter(pk__in=agency.lineage()).values_list("pk", flat=True))


def test_an_agency_carries_the_lineage_of_all_it_came_from() -> None:
    heir = make_agency()
    merged = make_agency(ended_on=date(2025, 3, 31), successor=heir)
    twin = make_agency(ended_on=date(2025, 3, 31), successor=heir)
    first = make_agency(ended_on=date(2024, 3, 31), successor=merged)
    stranger = make_agency()
    assert line_of(heir) == {heir.pk, merged.pk, twin.pk, first.pk}
    assert line_of(merged) == {merged.pk, first.pk}
    assert line_of(stranger) == {stranger.pk}


def test_a_lineage_that_was_recorded_in_a_circle_still_ends() -> None:
    one = make_agency(ended_on=date(2025, 3, 31))
    other = make_agency(ended_on=date(2025, 3, 31), successor=one)
    Agency.objects.filter(pk=one.pk).update(successor=other)
    assert line_of(one) == {one.pk, other.pk}


@pytest.mark.parametrize(
    ("kind", "regime"),
    [
        (AgencyKind.POLICE, Regime.PART_3),
        (AgencyKind.PROBATION, Regime.PART_3),
        (AgencyKind.HEALTH, Regime.UK_GDPR),
        (AgencyKind.CHARITY, Regime.UK_GDPR),
        (AgencyKind.COUNCIL, Regime.UK_GDPR),
        (AgencyKind.OTHER, Regime.UK_GDPR),
    ],
)
def test_the_law_that_governs_an_agency_follows_from_its_kind(kind: AgencyKind, regime: Regime) -> None:
    assert make_agency(kind).regime is regime


def _app_user() -> str | None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nullif(current_setting('app.user', true), '')")
        return str(found) if (found := cursor.fetchone()[0]) else None
