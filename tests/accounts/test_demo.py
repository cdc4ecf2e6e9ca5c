"""The people to be: complete, invented, made once, and never there in production."""

from __future__ import annotations

import base64
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import Resolver404, resolve, reverse

from stalking_unit.accounts import demo
from stalking_unit.accounts.actor import Actor
from stalking_unit.accounts.enums import AgencyKind, DisciplineKind, Role
from stalking_unit.accounts.models import Agency, Area, Discipline, Membership, Unit, User, Visit

SLUGS = {
    "police", "police-supervisor", "health", "health-supervisor", "outreach", "outreach-supervisor",
    "outreach-victim-side", "advocate", "advocate-two", "probation", "coordinator", "lead", "lead-alternate", "admin",
    "auditor", "guest", "other-unit-police", "other-unit-lead",
}  # fmt: skip
ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.django_db
def test_everybody_is_made_once_however_often_it_runs() -> None:
    first = demo.ensure_people()
    counts = [model.objects.count() for model in (User, Agency, Unit, Area, Discipline, Membership)]
    assert demo.ensure_people() == first
    assert [model.objects.count() for model in (User, Agency, Unit, Area, Discipline, Membership)] == counts
    assert set(first) == SLUGS
    assert len(set(first.values())) == len(SLUGS)


@pytest.mark.django_db
def test_everybody_has_one_live_seat_and_an_address_nobody_owns() -> None:
    for user in demo.ensure_people().values():
        assert Actor.of(user).seat is not None
        assert user.email.endswith("@example.org")
        assert not user.has_usable_password()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("slug", "role", "kind", "employer", "unit"),
    [
        ("police", Role.PRACTITIONER, DisciplineKind.POLICE, AgencyKind.POLICE, "CHS"),
        ("health-supervisor", Role.SUPERVISOR, DisciplineKind.HEALTH, AgencyKind.HEALTH, "CHS"),
        ("advocate", Role.PRACTITIONER, DisciplineKind.ADVOCACY, AgencyKind.CHARITY, "CHS"),
        ("outreach-victim-side", Role.PRACTITIONER, DisciplineKind.OUTREACH, AgencyKind.CHARITY, "CHS"),
        ("probation", Role.PRACTITIONER, DisciplineKind.PROBATION, AgencyKind.PROBATION, "CHS"),
        ("coordinator", Role.COORDINATOR, DisciplineKind.OTHER, AgencyKind.COUNCIL, "CHS"),
        ("lead", Role.TEAM_LEAD, DisciplineKind.OTHER, AgencyKind.COUNCIL, "CHS"),
        ("lead-alternate", Role.TEAM_LEAD, DisciplineKind.POLICE, AgencyKind.POLICE, "CHS"),
        ("auditor", Role.AUDITOR, DisciplineKind.OTHER, AgencyKind.COUNCIL, "CHS"),
        ("guest", Role.GUEST, DisciplineKind.OTHER, AgencyKind.OTHER, "CHS"),
        ("other-unit-police", Role.PRACTITIONER, DisciplineKind.POLICE, AgencyKind.POLICE, "HMP"),
    ],
)
def test_each_sits_where_the_page_says(
    slug: str, role: Role, kind: DisciplineKind, employer: AgencyKind, unit: str
) -> None:
    actor = Actor.of(demo.ensure_people()[slug])
    assert actor.agency
    assert actor.unit
    assert (actor.seat, actor.agency.kind, actor.unit.code) == ((role, kind), employer, unit)


@pytest.mark.django_db
def test_cheshire_has_its_areas_and_an_alternate_from_another_unit() -> None:
    people = demo.ensure_people()
    cheshire = Unit.objects.get(code="CHS")
    assert set(cheshire.areas.values_list("name", flat=True)) == {"Halton", "Warrington"}
    assert (cheshire.first_alternate, cheshire.second_alternate) == (
        people["other-unit-lead"],
        people["lead-alternate"],
    )


@pytest.mark.django_db
@pytest.mark.urls("tests.accounts.demo_routes")
def test_one_press_signs_in_completely(client: Client) -> None:
    people = demo.ensure_people()
    page = client.get("/demo/").content.decode()
    assert all(f"/demo/sign-in/{slug}/" in page for slug in SLUGS)
    assert client.post("/demo/sign-in/advocate/").url == "/"
    assert people["advocate"].name in client.get(reverse("you")).content.decode()


@pytest.mark.django_db
@pytest.mark.urls("tests.accounts.demo_routes")
def test_ten_minutes_lead_to_people_who_are_there_by_their_names(client: Client) -> None:
    page = client.get("/demo/").content.decode()
    names = {person.slug: person.name for person in demo.PEOPLE}
    for stop in demo.TEN_MINUTES:
        assert stop.who.startswith(names[stop.slug])
        assert f'href="#{stop.slug}"' in page
        assert f'id="{stop.slug}"' in page


@pytest.mark.django_db
@pytest.mark.urls("tests.accounts.demo_routes")
def test_being_somebody_else_ends_the_visit_before(client: Client) -> None:
    people = demo.ensure_people()
    client.post("/demo/sign-in/advocate/")
    before = client.cookies["__Host-sid"].value
    client.post("/demo/sign-in/lead/")
    assert client.cookies["__Host-sid"].value != before
    assert people["lead"].name in client.get(reverse("you")).content.decode()
    assert Visit.objects.get(user=people["advocate"]).ended_at


@pytest.mark.django_db
@pytest.mark.urls("tests.accounts.demo_routes")
def test_being_somebody_takes_a_press_and_somebody_who_is_there(client: Client) -> None:
    assert client.get("/demo/sign-in/advocate/").status_code == 405
    assert client.post("/demo/sign-in/advocate/").status_code == 404
    assert client.post("/demo/sign-in/nobody/").status_code == 404


@pytest.mark.parametrize("route", ["/demo/", "/demo/sign-in/police/"])
def test_the_routes_are_absent_where_demo_is_off(route: str, settings: Any) -> None:
    assert settings.DEMO is False
    with pytest.raises(Resolver404):
        resolve(route)


def test_production_settings_have_no_demo_and_none_of_its_routes(tmp_path: Path) -> None:
    """In a process of its own, with the settings that production starts with."""
    key = base64.b64encode(bytes(32)).decode()
    index = base64.b64encode(bytes(range(32))).decode()
    program = """
import django; django.setup()
from django.conf import settings
from django.urls import Resolver404, get_resolver, resolve
assert settings.SETTINGS_MODULE == "stalking_unit.settings.base" and settings.DEMO is False
assert resolve("/accounts/login/").url_name == "account_login"
for route in ("/demo/", "/demo/sign-in/police/"):
    try: resolve(route)
    except Resolver404: continue
    raise SystemExit(f"{route} is there")
assert not [name for name in get_resolver().reverse_dict if "demo" in str(name)]
"""
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "stalking_unit.settings.base",
        "SECRET_KEY": "only for this process " * 3,
        "FIELD_KEYS": f'{{"current": "k1", "keys": {{"k1": "{key}"}}, "index": "{index}"}}',
        "ALLOWED_HOSTS": "unit.example",
        "SITE_URL": "https://unit.example",
        "BROKER_URL": "redis://localhost/0",
        "PRIVATE_ROOT": str(tmp_path),
    }
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
