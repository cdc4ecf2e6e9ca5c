"""Coming in by the front door: password, second factor, and what a stranger learns (nothing)."""

from __future__ import annotations

import re
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from stalking_unit.accounts.models import User, Visit
from stalking_unit.audit import trail
from stalking_unit.audit.models import AuditEvent
from tests.accounts.factories import PASSWORD, code_of, make_membership, make_user, recovery_code, sign_in, totp_code

pytestmark = pytest.mark.django_db

LOGIN, CODE, YOU = reverse("account_login"), reverse("mfa_authenticate"), reverse("you")


def give_password(client: Client, user: User, password: str = PASSWORD, **extra: Any) -> Any:
    return client.post(LOGIN, {"login": user.email, "password": password, **extra})


def lines() -> list[tuple[str, str, Any]]:
    with trail.reading():
        return list(AuditEvent.objects.order_by("recorded_at").values_list("subtype", "outcome", "record_id"))


def without_tokens(page: bytes) -> bytes:
    return re.sub(rb'name="csrfmiddlewaretoken" value="[^"]+"', b"", page)


def test_password_and_code_open_the_page_asked_for(client: Client, officer: User) -> None:
    asked = client.get(YOU)
    assert asked.url == f"{LOGIN}?next={YOU}"
    first = give_password(client, officer, next=YOU)
    assert first.url == CODE
    second = client.post(CODE, {"code": totp_code(officer)})
    assert second.url == YOU
    assert officer.name in client.get(YOU).content.decode()
    assert lines()[-1] == ("signed_in", "allowed", officer.pk)


def test_the_password_alone_opens_nothing(client: Client, officer: User) -> None:
    give_password(client, officer)
    assert client.get(YOU).url == f"{LOGIN}?next={YOU}"
    assert not Visit.objects.exists()


def test_a_recovery_code_stands_in_for_the_app_once(client: Client, officer: User) -> None:
    code = recovery_code(officer)
    give_password(client, officer)
    assert client.post(CODE, {"code": code}).status_code == 302
    other = Client()
    give_password(other, officer)
    assert other.post(CODE, {"code": code}).status_code == 200


@pytest.mark.parametrize("cache_emptied", [False, True])
def test_a_code_that_was_used_is_refused_even_when_the_cache_forgot_it(
    client: Client, officer: User, cache_emptied: bool
) -> None:
    code = totp_code(officer)
    give_password(client, officer)
    client.post(CODE, {"code": code})
    if cache_emptied:
        cache.clear()
    other = Client()
    give_password(other, officer)
    again = other.post(CODE, {"code": code})
    assert again.status_code == 200
    assert "Each code works once" in again.content.decode()
    assert lines()[-1] == ("second_factor_failed", "refused", officer.pk)


def test_a_code_from_before_the_last_one_used_is_refused(client: Client, officer: User) -> None:
    before = totp_code(officer, steps=-1)
    give_password(client, officer)
    client.post(CODE, {"code": totp_code(officer)})
    other = Client()
    give_password(other, officer)
    assert other.post(CODE, {"code": before}).status_code == 200


def test_the_session_gets_a_new_key_at_sign_in(client: Client, officer: User) -> None:
    """Whoever planted the key of the session before holds nothing after."""
    give_password(client, officer)
    planted = client.cookies["__Host-sid"].value
    client.post(CODE, {"code": totp_code(officer)})
    assert client.cookies["__Host-sid"].value != planted
    thief = Client()
    thief.cookies["__Host-sid"] = planted
    assert thief.get(YOU).url == f"{LOGIN}?next={YOU}"


def test_secrets_of_second_factors_are_sealed_in_the_database(officer: User) -> None:
    data = {row.type: row.data for row in Authenticator.objects.filter(user=officer)}
    assert not re.fullmatch(r"[A-Z2-7]{32}", data["totp"]["secret"])
    assert not re.fullmatch(r"[0-9a-f]{80}", data["recovery_codes"]["seed"])


def test_somebody_without_a_second_factor_can_only_set_one_up(client: Client) -> None:
    user = make_user(password=PASSWORD)
    make_membership(user)
    setup = reverse("mfa_activate_totp")
    give_password(client, user)
    assert client.get(YOU).url == f"{setup}?next={YOU}"
    page = client.get(setup)
    secret = page.context["form"].secret
    done = client.post(setup, {"code": code_of(secret)})
    assert done.url == reverse("mfa_view_recovery_codes")
    assert recovery_code(user) in client.get(done.url).content.decode()
    assert client.get(YOU).status_code == 200


def test_the_code_that_set_up_the_app_is_spent(client: Client) -> None:
    user = make_user(password=PASSWORD)
    make_membership(user)
    give_password(client, user)
    setup = reverse("mfa_activate_totp")
    code = code_of(client.get(setup).context["form"].secret)
    client.post(setup, {"code": code})
    other = Client()
    give_password(other, user)
    assert other.post(CODE, {"code": code}).status_code == 200


def test_setting_up_a_factor_elsewhere_does_not_open_this_visit(client: Client) -> None:
    """Somebody with a stolen password waits at the set-up page while the owner sets up the app."""
    owner = make_user(password=PASSWORD)
    make_membership(owner)
    thief = Client()
    give_password(thief, owner)
    give_password(client, owner)
    setup = reverse("mfa_activate_totp")
    client.post(setup, {"code": code_of(client.get(setup).context["form"].secret)})
    assert thief.get(YOU).url == f"{reverse('mfa_reauthenticate')}?next={YOU}"


def test_an_unknown_address_and_a_wrong_password_get_the_same_page_to_the_byte(client: Client, officer: User) -> None:
    def answer(email: str) -> tuple[int, bytes]:
        response = Client().post(LOGIN, {"login": email, "password": "not the password"})
        return response.status_code, without_tokens(response.content).replace(email.encode(), b"")

    assert answer(officer.email) == answer("nobody.at.all@example.org")


def test_asking_for_a_new_password_says_the_same_to_everyone_and_writes_only_to_people_with_accounts(
    client: Client, officer: User
) -> None:
    def ask(email: str) -> tuple[str, bytes]:
        response = client.post(reverse("account_reset_password"), {"email": email})
        return response.url, without_tokens(client.get(response.url).content)

    assert ask(officer.email) == ask("nobody.at.all@example.org")
    assert [message.to for message in mail.outbox] == [[officer.email]]
    assert officer.name not in str(mail.outbox[0].message())


def test_the_link_in_the_email_sets_a_password_and_ends_every_visit(client: Client, officer: User) -> None:
    elsewhere = Client()
    sign_in(elsewhere, officer)
    client.post(reverse("account_reset_password"), {"email": officer.email})
    link = re.search(r"https://unit\.example(/\S+)", str(mail.outbox[0].body))
    assert link
    form = client.get(client.get(link[1]).url)
    new = "another four invented words"
    done = client.post(form.context["action_url"], {"password1": new, "password2": new})
    assert done.url == reverse("account_reset_password_from_key_done")
    assert client.get(done.url).status_code == 200
    assert elsewhere.get(YOU).status_code == 302
    assert not Visit.objects.filter(ended_at=None).exists()
    assert give_password(client, officer, new).url == CODE
    assert "no longer works" in Client().get(link[1]).content.decode()


@pytest.mark.parametrize("password", ["short words", "1q2w3e4r5t6y7u8i9o0p"])
def test_a_short_or_common_password_is_refused(client: Client, officer: User, password: str) -> None:
    sign_in(client, officer)
    answer = client.post(
        reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": password, "password2": password}
    )
    assert answer.status_code == 200
    officer.refresh_from_db()
    assert officer.check_password(PASSWORD)


def test_nobody_can_sign_up(client: Client) -> None:
    address = reverse("account_signup")
    assert "Your agency opens accounts" in client.get(address).content.decode()
    client.post(address, {"email": "me@example.org", "password1": PASSWORD, "password2": PASSWORD})
    assert not User.objects.exists()


def test_a_suspended_account_does_not_open_with_the_right_password(client: Client) -> None:
    user = make_user(password=PASSWORD, second_factor=True, suspended=True)
    answer = give_password(client, user)
    assert answer.url == reverse("account_inactive")
    assert "suspended" in client.get(answer.url).content.decode()
    assert not Visit.objects.exists()


def test_a_failed_sign_in_is_recorded_without_what_was_typed(client: Client, officer: User) -> None:
    give_password(client, officer, "wrong")
    client.post(LOGIN, {"login": "my.password.by.mistake@example.org", "password": "wrong"})
    assert lines() == [("sign_in_failed", "refused", officer.pk), ("sign_in_failed", "refused", None)]
    with trail.reading():
        assert not [event for event in AuditEvent.objects.all() if "mistake" in str(event.__dict__)]


@pytest.mark.parametrize("known", [True, False])
def test_after_five_failures_the_right_password_waits_too_even_when_the_cache_forgot(
    client: Client, officer: User, known: bool
) -> None:
    email = officer.email if known else "nobody.at.all@example.org"
    for _ in range(5):
        client.post(LOGIN, {"login": email, "password": "wrong"})
    cache.clear()
    locked = Client().post(LOGIN, {"login": email.upper(), "password": PASSWORD})
    assert locked.status_code == 429


def test_signing_out_ends_the_visit_and_is_recorded(client: Client, officer: User) -> None:
    visit = sign_in(client, officer)
    client.post(reverse("account_logout"))
    visit.refresh_from_db()
    assert visit.ended_at
    assert lines()[-1] == ("signed_out", "allowed", officer.pk)
    assert client.get(YOU).url == f"{LOGIN}?next={YOU}"


def test_a_stolen_cookie_is_worth_nothing_after_sign_out(client: Client, officer: User) -> None:
    sign_in(client, officer)
    thief = Client()
    thief.cookies["__Host-sid"] = client.cookies["__Host-sid"].value
    client.post(reverse("account_logout"))
    assert thief.get(YOU).url.startswith(LOGIN)
