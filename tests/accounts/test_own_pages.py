"""Pages about oneself, and the choice of a seat."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from stalking_unit.accounts import services, visits
from stalking_unit.accounts.enums import DisciplineKind, Role
from stalking_unit.accounts.models import User, Visit
from stalking_unit.audit import trail
from stalking_unit.audit.models import AuditEvent
from tests.accounts.factories import (
    PASSWORD,
    make_actor,
    make_membership,
    make_unit,
    make_user,
    recovery_code,
    sign_in,
    totp_code,
)

pytestmark = pytest.mark.django_db

YOU, ACTING_FOR = reverse("you"), reverse("acting_for")


def test_your_account_says_who_you_are_and_for_whom(client: Client, officer: User) -> None:
    sign_in(client, officer)
    page = client.get(YOU).content.decode()
    seat = officer.memberships.get()
    assert officer.email in page
    assert f"Practitioner, Police, for {seat.agency} in {seat.unit}" in page
    assert ACTING_FOR not in page


def test_somebody_with_two_seats_chooses_at_sign_in_and_acts_in_the_one_chosen(client: Client, officer: User) -> None:
    second = make_membership(officer, role=Role.GUEST, kind=DisciplineKind.OTHER)
    client.post(reverse("account_login"), {"login": officer.email, "password": PASSWORD, "next": YOU})
    answer = client.post(reverse("mfa_authenticate"), {"code": totp_code(officer)})
    assert answer.url == f"{ACTING_FOR}?next={YOU}"
    assert str(second.agency) in client.get(answer.url).content.decode()
    assert client.post(ACTING_FOR, {"membership": second.pk, "next": YOU}, REMOTE_ADDR="192.0.2.7").url == YOU
    assert f"Guest, Other, for {second.agency}" in client.get(YOU).content.decode()
    with trail.reading():
        last = AuditEvent.objects.latest("recorded_at")
        assert (last.subtype, last.record_id, last.ip) == ("acting_for", second.pk, "192.0.2.7")


def test_a_seat_of_somebody_else_cannot_be_chosen(client: Client, officer: User) -> None:
    sign_in(client, officer)
    make_membership(officer)
    stranger = make_membership()
    page = client.post(ACTING_FOR, {"membership": stranger.pk})
    assert "Select who you are acting for" in page.content.decode()


def test_a_service_refuses_a_seat_that_is_not_ones_own(officer: User) -> None:
    actor = make_actor()
    visit = Visit.objects.create(user=officer, started_at=actor.now, seen_at=actor.now)
    with pytest.raises(visits.NotYourSeat):
        visits.act_for(visit, make_membership(), by=actor)


def test_the_chosen_seat_gives_way_when_it_ends(client: Client, officer: User) -> None:
    ended = make_membership(officer, ended=True)
    visit = sign_in(client, officer)
    Visit.objects.filter(pk=visit.pk).update(membership=ended)
    assert str(officer.memberships.exclude(pk=ended.pk).get().agency) in client.get(YOU).content.decode()


def test_a_new_password_signs_out_everywhere(client: Client, officer: User) -> None:
    elsewhere = Client()
    sign_in(elsewhere, officer)
    sign_in(client, officer)
    new = "another four invented words"
    client.post(reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": new, "password2": new})
    officer.refresh_from_db()
    assert officer.check_password(new)
    assert client.get(YOU).status_code == elsewhere.get(YOU).status_code == 302
    assert not Visit.objects.filter(ended_at=None).exists()


def test_changing_how_one_signs_in_asks_for_the_code_again_once_the_sign_in_is_old(
    client: Client, officer: User
) -> None:
    visit = sign_in(client, officer)
    codes = reverse("mfa_view_recovery_codes")
    assert recovery_code(officer) in client.get(codes).content.decode()
    Visit.objects.filter(pk=visit.pk).update(started_at=visit.started_at - timedelta(minutes=6))
    asked = client.get(codes)
    assert asked.url == f"{reverse('mfa_reauthenticate')}?next=%2Faccounts%2F2fa%2Frecovery-codes%2F"
    assert client.get(reverse("account_reauthenticate")).url.startswith(reverse("mfa_reauthenticate"))
    proved = client.post(asked.url, {"code": totp_code(officer)})
    assert proved.url == codes
    assert client.get(codes).status_code == 200


def test_new_recovery_codes_replace_the_old(client: Client, officer: User) -> None:
    sign_in(client, officer)
    before = recovery_code(officer)
    assert client.post(reverse("mfa_generate_recovery_codes")).url == reverse("mfa_view_recovery_codes")
    assert before not in client.get(reverse("mfa_view_recovery_codes")).content.decode()


def test_taking_the_app_away_leaves_only_setting_up_another(client: Client, officer: User) -> None:
    sign_in(client, officer)
    client.post(reverse("mfa_deactivate_totp"))
    assert client.get(YOU).url == f"{reverse('mfa_activate_totp')}?next={YOU}"


@pytest.mark.parametrize(
    "route",
    [
        "you", "acting_for", "account_logout", "account_change_password", "mfa_index", "mfa_view_recovery_codes",
        "mfa_generate_recovery_codes", "mfa_deactivate_totp", "mfa_reauthenticate",
    ],
)  # fmt: skip
def test_every_page_of_an_account_opens(client: Client, officer: User, route: str) -> None:
    sign_in(client, officer)
    page = client.get(reverse(route))
    assert page.status_code == 200
    assert page.content.decode().count("<h1") == 1


@pytest.mark.parametrize(
    "route", ["account_login", "account_signup", "account_inactive", "account_reset_password",
              "account_reset_password_done", "account_reset_password_from_key_done"]
)  # fmt: skip
def test_every_page_of_the_entrance_opens_to_strangers(client: Client, route: str) -> None:
    page = client.get(reverse(route))
    assert page.status_code == 200
    assert page.content.decode().count("<h1") == 1


def test_two_alternates_are_two_people(officer: User) -> None:
    with pytest.raises(services.SameAlternate):
        services.name_alternates(make_unit(), officer, officer, by=make_actor())


def test_somebody_without_a_password_is_asked_to_set_one(client: Client) -> None:
    user = make_user(second_factor=True)
    make_membership(user)
    sign_in(client, user)
    answer = client.get(reverse("account_change_password"))
    assert answer.url == reverse("account_set_password")
    assert "Set a password" in client.get(answer.url).content.decode()
