"""The inbox: one's own notices and nobody else's, each leading to its page."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from stalking_unit.accounts.actor import Actor
from stalking_unit.accounts.models import User
from stalking_unit.notifications import outbox
from stalking_unit.notifications.models import Message, Notification
from tests.accounts.factories import make_membership, make_user, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(system: Actor) -> User:
    user = make_user(second_factor=True)
    make_membership(user)
    return user


@pytest.fixture
def inbox(reader: User, client: Client) -> Client:
    sign_in(client, reader)
    return client


def tell(person: User, count: int = 1) -> Sequence[Notification]:
    for number in range(count):
        by = Actor.system("test", now=timezone.now() - timedelta(hours=number))
        outbox.tell(
            [person.pk],
            kind="review",
            reference=f"CHS-2026-{number:05}",
            path=f"/cases/{uuid.UUID(int=number)}/",
            text="A review is due.",
            key=f"review:{number}",
            by=by,
        )
    return Notification.objects.filter(recipient=person).newest_first()


def text(client: Client, path: str = "/inbox/") -> str:
    response = client.get(path)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_what_one_was_told_is_listed_newest_first_with_what_became_of_the_email(reader: User, inbox: Client) -> None:
    newest, older = tell(reader, 2)
    Message.objects.filter(notification=newest).update(sent_at=timezone.now(), attempts=1)

    page = text(inbox)

    assert page.index(newest.reference) < page.index(older.reference)
    assert page.count("A review is due.") == 2
    assert "E-mailed at" in page
    assert "Not e-mailed yet. Not opened yet." in page


def test_nobody_reads_anothers_inbox(inbox: Client) -> None:
    other = make_user()
    [notice] = tell(other)
    missing = inbox.get(f"/inbox/{uuid.uuid4()}/")

    response = inbox.get(f"/inbox/{notice.pk}/")

    assert notice.reference not in text(inbox)
    assert (response.status_code, response.content) == (404, missing.content)
    assert Notification.objects.get().opened_at is None


def test_somebody_not_signed_in_is_asked_to(reader: User, client: Client) -> None:
    [notice] = tell(reader)

    for path in ("/inbox/", f"/inbox/{notice.pk}/"):
        assert client.get(path)["Location"].startswith("/accounts/login/")


def test_opening_a_notice_marks_it_once_and_leads_to_its_page(reader: User, inbox: Client) -> None:
    [notice] = tell(reader)

    first = inbox.get(f"/inbox/{notice.pk}/")
    opened_at = Notification.objects.get().opened_at
    inbox.get(f"/inbox/{notice.pk}/")

    assert (first.status_code, first["Location"]) == (302, notice.path)
    assert opened_at is not None
    assert Notification.objects.get().opened_at == opened_at


def test_only_following_a_link_opens_a_notice(reader: User, inbox: Client) -> None:
    [notice] = tell(reader)

    assert inbox.head(f"/inbox/{notice.pk}/").status_code == 405
    assert inbox.post(f"/inbox/{notice.pk}/").status_code == 405
    assert Notification.objects.get().opened_at is None


def test_everything_of_ones_own_can_be_marked_as_read(reader: User, inbox: Client) -> None:
    other = make_user()
    tell(reader, 2)
    tell(other)
    assert "Mark all as read" in text(inbox)

    response = inbox.post("/inbox/read/")

    assert (response.status_code, response["Location"]) == (302, "/inbox/")
    assert [notice.recipient for notice in Notification.objects.unopened()] == [other]
    assert "Mark all as read" not in text(inbox)


def test_marking_as_read_takes_a_button(inbox: Client) -> None:
    assert inbox.get("/inbox/read/").status_code == 405


def test_every_page_says_how_much_is_new(reader: User, inbox: Client) -> None:
    tell(reader, 3)

    assert '3<span class="govuk-visually-hidden"> unread</span>' in text(inbox)

    inbox.post("/inbox/read/")
    assert "unread" not in text(inbox)


def test_an_empty_inbox_says_what_will_be_there(inbox: Client) -> None:
    page = text(inbox)

    assert "You have no messages" in page
    assert "When a case needs you, it says so here and you get an e-mail." in page


def test_a_long_inbox_has_pages(reader: User, inbox: Client) -> None:
    oldest = tell(reader, 26)[25]

    assert oldest.reference not in text(inbox)
    assert oldest.reference in text(inbox, "/inbox/?page=2")


def test_twenty_notices_cost_as_many_queries_as_two(
    reader: User, inbox: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    tell(reader, 2)
    text(inbox)
    with django_assert_max_num_queries(12) as two:
        text(inbox)
    tell(reader, 20)
    with django_assert_max_num_queries(12) as twenty:
        text(inbox)

    assert len(two.captured_queries) == len(twenty.captured_queries)
