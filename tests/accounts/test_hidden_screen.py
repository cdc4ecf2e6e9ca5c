"""Hide screen: one press covers every page, the second factor uncovers the same one."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from stalking_unit.accounts import visits
from stalking_unit.accounts.models import User
from tests.accounts.factories import make_membership, make_user, sign_in, totp_code

pytestmark = pytest.mark.django_db

HIDE, COVERED, YOU = reverse("hide_screen"), reverse("covered_screen"), reverse("you")
WAY_BACK = f"{COVERED}?next=/accounts/you/%3Ftab%3D2"


def hide(client: Client) -> Any:
    return client.post(HIDE, {"next": f"{YOU}?tab=2"})


def test_a_hidden_screen_shows_only_its_cover(client: Client, officer: User) -> None:
    sign_in(client, officer)
    assert hide(client).url == WAY_BACK
    assert client.get(f"{YOU}?tab=2").url == WAY_BACK
    page = client.get(WAY_BACK).content.decode()
    assert "This screen is hidden" in page
    assert officer.name not in page
    assert officer.email not in page


def test_the_code_uncovers_the_same_page(client: Client, officer: User) -> None:
    sign_in(client, officer)
    hide(client)
    assert client.post(COVERED, {"code": "000000", "next": f"{YOU}?tab=2"}).status_code == 200
    answer = client.post(COVERED, {"code": totp_code(officer), "next": f"{YOU}?tab=2"})
    assert answer.url == f"{YOU}?tab=2"
    assert client.get(answer.url).status_code == 200


def test_a_hidden_visit_acts_for_nobody(client: Client, officer: User) -> None:
    visit = sign_in(client, officer)
    hide(client)
    visit.refresh_from_db()
    assert visits.actor(visit, visit.seen_at) is None


def test_without_a_page_named_the_way_back_is_the_page_of_the_button(client: Client, officer: User) -> None:
    sign_in(client, officer)
    answer = client.post(HIDE, headers={"referer": f"http://testserver{YOU}?tab=2"})
    assert answer.url == WAY_BACK


def test_the_way_back_never_leads_out_of_the_product(client: Client, officer: User) -> None:
    sign_in(client, officer)
    assert client.post(HIDE, {"next": "https://elsewhere.example/"}).url == f"{COVERED}?next=/"


def test_a_hidden_screen_can_be_signed_out(client: Client, officer: User) -> None:
    sign_in(client, officer)
    hide(client)
    client.post(reverse("account_logout"))
    assert client.get(YOU).url.startswith(reverse("account_login"))


def test_nothing_is_sent_from_behind_a_cover(client: Client, officer: User) -> None:
    sign_in(client, officer)
    hide(client)
    answer = client.post(reverse("acting_for"), headers={"referer": f"http://testserver{YOU}?tab=2"})
    assert answer.url == WAY_BACK


def test_a_press_does_not_uncover_outside_the_demo(client: Client, officer: User) -> None:
    sign_in(client, officer)
    hide(client)
    assert client.post(COVERED, {"next": YOU}).status_code == 200
    assert client.get(YOU).url.startswith(COVERED)


def test_in_the_demo_a_press_uncovers(client: Client, settings: Any) -> None:
    settings.DEMO = True
    user = make_user()
    make_membership(user)
    sign_in(client, user)
    hide(client)
    assert client.post(COVERED, {"next": f"{YOU}?tab=2"}).url == f"{YOU}?tab=2"
    assert client.get(YOU).status_code == 200


def test_a_screen_that_is_not_hidden_has_no_cover(client: Client, officer: User) -> None:
    sign_in(client, officer)
    assert client.get(f"{COVERED}?next={YOU}").url == YOU


def test_hiding_takes_a_press_and_not_a_link(client: Client, officer: User) -> None:
    sign_in(client, officer)
    assert client.get(HIDE).status_code == 405
