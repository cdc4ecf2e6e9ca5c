"""The rules that every test keeps do catch what they are for."""

from __future__ import annotations

import socket
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import Group
from django.db import connection, transaction
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

from tests.conftest import pytest_collection_modifyitems
from tests.strictness import StrictClient

PAGES = {
    "clean": '<p>Plain</p><script src="/a.js" defer></script><script type="application/json">{"a": 1}</script>',
    "script": "<script>alert(1)</script>",
    "style": "<style>p { color: red }</style>",
    "attribute": '<p style="color: red">Red</p>',
    "handler": '<button onclick="go()">Go</button>',
    "address": '<a href="javascript:go()">Go</a>',
    "variable": "<p>{{ name }}</p>",
    "tag": "<p>{% if name %}</p>",
}
waiting: list[str] = []


def page(request: HttpRequest, name: str) -> HttpResponse:
    return HttpResponse(PAGES[name])


def wait(request: HttpRequest) -> HttpResponse:
    transaction.on_commit(lambda: waiting.append("done"))
    return HttpResponse("")


urlpatterns = [path("wait", wait), path("<name>", page)]


@pytest.fixture
def strict(settings: Any, client: StrictClient) -> StrictClient:
    settings.ROOT_URLCONF, settings.MIDDLEWARE = "tests.test_strictness", []
    return client


def test_a_clean_page_passes(strict: StrictClient) -> None:
    assert strict.get("/clean").status_code == 200


@pytest.mark.parametrize("name", sorted(PAGES.keys() - {"clean"}))
def test_a_page_that_the_content_policy_would_break_fails(strict: StrictClient, name: str) -> None:
    with pytest.raises(AssertionError, match=r"content policy|shows its template"):
        strict.get(f"/{name}")


@pytest.mark.django_db
def test_what_waits_for_the_commit_is_done(strict: StrictClient) -> None:
    waiting.clear()
    strict.get("/wait")
    assert waiting == ["done"]


@pytest.mark.django_db
def test_rows_asked_for_in_no_order_come_in_none() -> None:
    Group.objects.bulk_create([Group(name=f"{number:02}") for number in range(20)])
    orders = {tuple(Group.objects.values_list("name", flat=True)) for _ in range(5)}
    assert len(orders) > 1
    assert len({tuple(Group.objects.order_by("name")) for _ in range(5)}) == 1


@pytest.mark.django_db
def test_the_shuffle_leaves_every_other_question_alone() -> None:
    Group.objects.bulk_create([Group(name="a"), Group(name="b")])
    groups = Group.objects
    assert groups.count() == groups.distinct().count() == len(groups.distinct()) == 2
    assert groups.aggregate(Count("pk")) == {"pk__count": 2}
    assert len(groups.values("name").annotate(Count("user"))) == 2
    assert len(groups.filter(pk__in=groups.values("pk"))) == len(groups.all().union(groups.all())) == 2
    assert groups.get(name="a").name == groups.filter(name="a").values_list("name", flat=True).get() == "a"
    assert groups.exists()


@pytest.mark.django_db
def test_a_lock_says_what_it_locks() -> None:
    with pytest.raises(AssertionError, match="Say which rows"):
        Group.objects.select_for_update()
    assert list(Group.objects.select_for_update(of=("self",))) == []
    assert Group.objects.update_or_create(name="Django locks as it likes")[1]


def test_the_network_is_out_of_reach() -> None:
    with socket.socket() as outside, pytest.raises(AssertionError, match="reached for the network"):
        outside.connect(("192.0.2.1", 443))
    with socket.socket() as listener, socket.socket() as inside:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        inside.connect(listener.getsockname())


def test_a_template_uses_only_what_it_is_given() -> None:
    with pytest.raises(pytest.fail.Exception, match="Undefined template variable 'name'"):
        engines["django"].from_string("Dear {{ name }}").render({})


def test_a_test_that_commits_must_say_so_by_our_mark() -> None:
    bare = SimpleNamespace(nodeid="t", iter_markers=lambda _: [pytest.mark.django_db(transaction=True).mark])
    with pytest.raises(pytest.UsageError, match="mark it `committed`"):
        pytest_collection_modifyitems([bare])  # type: ignore[list-item]


def test_passwords_are_hashed_cheaply_and_tasks_run_at_once() -> None:
    assert settings.PASSWORD_HASHERS == ["django.contrib.auth.hashers.MD5PasswordHasher"]
    assert settings.CELERY_TASK_ALWAYS_EAGER


class TestCommitted:
    """What a committed test leaves behind is gone before the next."""

    @pytest.mark.committed
    @pytest.mark.parametrize("turn", [1, 2])
    def test_commits_and_finds_nothing_from_before(self, turn: int) -> None:
        assert not connection.in_atomic_block
        assert not Group.objects.exists()
        Group.objects.create(name="committed")
