"""Addresses and numbers: sealed, kept by one side, and every showing on the trail."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from cases.enums import Channel, LocationKind, PersonRole
from cases.models import Case, CasePerson, ContactPoint
from cases.services import places
from stalking_unit.audit import trail
from tests.cast import Cast

ADDRESS = "3 Imaginary Mews, Notown"


@pytest.fixture
def case(cast: Cast) -> Case:
    case = cast.case()
    cast.whole_team(case)
    return case


@pytest.fixture
def victim(case: Case) -> CasePerson:
    return CasePerson.objects.get(case=case, role=PersonRole.VICTIM)


@pytest.fixture
def suspect(case: Case) -> CasePerson:
    return CasePerson.objects.get(case=case, role=PersonRole.SUSPECT)


def test_the_advocate_keeps_her_address_and_the_officer_in_the_case_may_see_it(
    cast: Cast, case: Case, victim: CasePerson
) -> None:
    places.add_place(victim, LocationKind.HOME, by=cast["advocate"], address=ADDRESS, postcode="ZX1 1AA")
    for slug in ("advocate", "police", "lead"):
        assert [place.address for place in places.reveal_places(victim, by=cast[slug])] == [ADDRESS], slug


@pytest.mark.parametrize("slug", ["health", "outreach", "coordinator", "auditor", "advocate-two", "police-supervisor"])
def test_nobody_else_sees_it_and_the_asking_is_on_the_trail(
    cast: Cast, case: Case, victim: CasePerson, slug: str
) -> None:
    places.add_place(victim, LocationKind.HOME, by=cast["advocate"], address=ADDRESS)
    places.add_contact(victim, Channel.CALL, "07700 900101", by=cast["advocate"])
    assert places.reveal_places(victim, by=cast[slug]) == []
    assert places.reveal_contacts(victim, by=cast[slug]) == []
    asked = [row for row in trail.of_case(case.pk) if row.subtype == "reveal_places"]
    assert [row.actor_name for row in asked] == [cast[slug].name]


@pytest.mark.parametrize("slug", ["health", "outreach", "auditor", "coordinator"])
def test_only_her_side_writes_it(cast: Cast, victim: CasePerson, slug: str) -> None:
    with pytest.raises(PermissionDenied):
        places.add_place(victim, LocationKind.HOME, by=cast[slug], address=ADDRESS)


def test_his_address_is_for_those_who_work_with_him(cast: Cast, suspect: CasePerson) -> None:
    places.add_place(suspect, LocationKind.HOME, by=cast["police"], address="8 Fictive Row")
    for slug in ("police", "health", "outreach"):
        assert len(places.reveal_places(suspect, by=cast[slug])) == 1, slug
    assert places.reveal_places(suspect, by=cast["advocate"]) == []


def test_the_database_never_holds_the_words(cast: Cast, victim: CasePerson) -> None:
    places.add_place(victim, LocationKind.HOME, by=cast["advocate"], address=ADDRESS, postcode="ZX1 1AA")
    with connection.cursor() as cursor:
        cursor.execute("SELECT address, postcode, postcode_index FROM cases_location")
        [row] = cursor.fetchall()
    assert all(b"Imaginary" not in bytes(cell) and b"ZX1" not in bytes(cell) for cell in row)


def test_a_new_number_stands_beside_the_old_one_and_is_found_however_it_is_typed(
    cast: Cast, victim: CasePerson
) -> None:
    places.add_contact(victim, Channel.CALL, "07700 900101", by=cast["advocate"])
    places.add_contact(victim, Channel.CALL, "+44 7700 900102", by=cast["advocate"], is_confirmed=False)
    assert len(places.reveal_contacts(victim, by=cast["advocate"])) == 2
    assert ContactPoint.objects.filter(value_index="07700900102", is_confirmed=False).count() == 1
