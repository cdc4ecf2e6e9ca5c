"""A program that holds somebody's token acts as that person, and with any other token as nobody."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import path
from django.utils import timezone
from knox.models import AuthToken
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from stalking_unit import urls
from stalking_unit.accounts.models import Membership, User
from stalking_unit.db import context
from tests.accounts.factories import make_membership, make_user, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


class WhoActs(APIView):
    permission_classes = [IsAuthenticated]

    def get(self, request: Request) -> Response:
        actor = request._request.actor  # type: ignore[attr-defined]
        return Response({"actor": actor and actor.name, "via": actor and actor.via, "database": str(context.current())})


urlpatterns = [*urls.urlpatterns, path("who-acts/", WhoActs.as_view())]


def ask(client: Client, token: str) -> Any:
    return client.get("/who-acts/", headers={"authorization": f"Token {token}"})


def test_a_token_names_its_holder_to_the_database(client: Client, officer: User) -> None:
    _, token = AuthToken.objects.create(officer)
    assert ask(client, token).json() == {"actor": officer.name, "via": "api", "database": str(officer.pk)}


def test_the_token_decides_and_not_the_session_beside_it(client: Client, officer: User) -> None:
    other = make_user()
    make_membership(other)
    sign_in(client, other)
    _, token = AuthToken.objects.create(officer)
    assert ask(client, token).json()["actor"] == officer.name


def test_a_session_alone_does_not_open_the_api(client: Client, officer: User) -> None:
    sign_in(client, officer)
    assert client.get("/who-acts/").status_code == 401


@pytest.mark.parametrize("token", ["", "wrong", "wrong words", "f" * 64])
def test_a_bad_token_is_nobody(client: Client, token: str) -> None:
    assert ask(client, token).status_code == 401


def test_a_token_of_a_suspended_person_is_nobody(client: Client, officer: User) -> None:
    _, token = AuthToken.objects.create(officer)
    User.objects.filter(pk=officer.pk).update(is_active=False)
    assert ask(client, token).status_code == 401


def test_an_expired_token_is_nobody(client: Client, officer: User) -> None:
    _, token = AuthToken.objects.create(officer, expiry=timedelta(seconds=-1))
    assert ask(client, token).status_code == 401


def test_a_holder_whose_seat_has_ended_acts_for_nobody(client: Client, officer: User) -> None:
    _, token = AuthToken.objects.create(officer)
    Membership.objects.filter(user=officer).update(ends_on=timezone.localdate() - timedelta(days=1))
    assert ask(client, token).json()["actor"] is None
