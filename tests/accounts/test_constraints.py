"""What the database refuses, whoever asks and however."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from stalking_unit.accounts.enums import AgencyKind, Role
from stalking_unit.accounts.models import Area, Membership, Unit, User
from tests.accounts.factories import LONG_AGO, make_agency, make_discipline, make_membership, make_unit, make_user

pytestmark = pytest.mark.django_db


def test_nobody_can_be_made_a_superuser() -> None:
    user = make_user()
    with pytest.raises(IntegrityError, match="nobody_is_superuser"):
        User.objects.filter(pk=user.pk).update(is_superuser=True)


def test_one_mailbox_has_one_account_however_it_is_spelled() -> None:
    user = make_user(email="Ines.Vented@Example.ORG")
    assert user.email == "ines.vented@example.org"
    with pytest.raises(IntegrityError, match="user_email_is_lower_case"):
        User.objects.filter(pk=user.pk).update(email="Ines.Vented@example.org")


def test_an_agency_cannot_end_before_it_starts() -> None:
    with pytest.raises(IntegrityError, match="agency_ends_after_it_starts"):
        make_agency(ended_on=date(2023, 12, 31))


def test_an_agency_cannot_succeed_itself() -> None:
    agency = make_agency(ended_on=date(2025, 3, 31))
    agency.successor = agency
    with pytest.raises(IntegrityError, match="agency_does_not_succeed_itself"):
        agency.save()


def test_an_agency_with_a_successor_has_ended() -> None:
    with pytest.raises(IntegrityError, match="agency_with_successor_has_ended"):
        make_agency(successor=make_agency())


def test_a_unit_code_is_three_capitals() -> None:
    with pytest.raises(IntegrityError, match="unit_code_is_three_capitals"):
        make_unit(code="chs")


def test_the_two_alternates_of_a_unit_are_two_people() -> None:
    user = make_user()
    with pytest.raises(IntegrityError, match="unit_alternates_are_two_people"):
        make_unit(first_alternate=user, second_alternate=user)


def test_an_area_has_its_name_once_in_a_unit_and_again_in_another() -> None:
    unit = make_unit()
    Area.objects.create(unit=unit, name="Halton")
    Area.objects.create(unit=make_unit(), name="Halton")
    with pytest.raises(IntegrityError, match="area_name_is_used_once_in_a_unit"):
        Area.objects.create(unit=unit, name="Halton")


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "allowed"),
    [
        pytest.param(date(2024, 6, 30), None, False, id="starting-on-the-last-day"),
        pytest.param(date(2024, 7, 1), None, True, id="starting-the-day-after"),
        pytest.param(date(2023, 1, 1), date(2024, 1, 1), False, id="ending-on-the-first-day"),
        pytest.param(date(2023, 1, 1), date(2023, 12, 31), True, id="ending-the-day-before"),
    ],
)
def test_one_seat_is_held_once_at_a_time(starts_on: date, ends_on: date | None, allowed: bool) -> None:
    held = make_membership()
    Membership.objects.filter(pk=held.pk).update(starts_on=LONG_AGO, ends_on=date(2024, 6, 30))
    again = Membership(
        user=held.user,
        agency=held.agency,
        unit=held.unit,
        discipline=held.discipline,
        role=held.role,
        starts_on=starts_on,
        ends_on=ends_on,
    )
    if allowed:
        again.save()
    else:
        with pytest.raises(IntegrityError, match="membership_seat_is_held_once_at_a_time"), transaction.atomic():
            again.save()


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [("agency", "kind", "militia"), ("discipline", "kind", "astrology"), ("membership", "role", "superintendent")],
)
def test_words_that_rules_are_written_in_are_the_only_ones(table: str, column: str, value: str) -> None:
    row = {"agency": make_agency, "discipline": make_discipline, "membership": make_membership}[table]()
    with pytest.raises(IntegrityError, match=f"{table}_{column}_is_known"):
        type(row)._default_manager.filter(pk=row.pk).update(**{column: value})


def test_units_know_the_permissions_that_grants_are_made_of() -> None:
    codes = [code for code, _ in Unit._meta.permissions]
    assert codes == ["lead_unit", "audit_unit", "screen_unit"]
    assert {Role.TEAM_LEAD, Role.AUDITOR} <= set(Role)
    assert AgencyKind.POLICE in AgencyKind
