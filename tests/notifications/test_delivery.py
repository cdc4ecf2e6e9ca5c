"""Sending what waits: never lost, never in each other's way, and never more than where to look."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from datetime import timedelta
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection, transaction
from pytest_django import Settings

from stalking_unit.accounts.actor import Actor, acting
from stalking_unit.accounts.models import User
from stalking_unit.notifications import outbox, tasks
from stalking_unit.notifications.delivery import deliver_one
from stalking_unit.notifications.mail import message_id
from stalking_unit.notifications.models import Message

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)


class Postbox(EmailBackend):
    """A mail server that can be told whom to refuse, when to be away, and when to take its time."""

    full: frozenset[str] = frozenset()
    away = False
    at_work = threading.Event()
    may_go_on = threading.Event()

    def send_messages(self, messages: Sequence[EmailMessage]) -> int:
        if self.away:
            raise SMTPServerDisconnected("Connection unexpectedly closed")
        for message in messages:
            if self.full.intersection(message.to):
                raise SMTPRecipientsRefused({message.to[0]: (452, b"Mailbox full")})
        self.at_work.set()
        assert self.may_go_on.wait(timeout=10)
        return super().send_messages(list(messages))


@pytest.fixture(autouse=True)
def postbox(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> type[Postbox]:
    settings.EMAIL_BACKEND = f"{__name__}.Postbox"
    monkeypatch.setattr(Postbox, "full", frozenset())
    monkeypatch.setattr(Postbox, "away", False)
    Postbox.at_work.clear()
    Postbox.may_go_on.set()
    return Postbox


def tell(person: User, by: Actor, key: str = "review:1") -> None:
    outbox.tell(
        [person.pk],
        kind="review-due",
        reference="CHS-2026-04711",
        path="/cases/1/",
        text="A review is due.",
        key=key,
        by=by,
    )


def test_an_email_holds_a_neutral_sentence_the_reference_and_a_link(asha: User, system: Actor) -> None:
    tell(asha, system)
    deliver_one(now=system.now)

    [sent] = mail.outbox
    notice = Message.objects.get().notification
    assert sent.to == ["asha.rao@police.example"]
    assert sent.subject == "CHS-2026-04711: sign in to read a message"
    assert sent.body == f"A review is due.\n\nCHS-2026-04711\n\nhttps://unit.example/inbox/{notice.pk}/\n"
    assert [part.get_content_type() for part in sent.message().walk()] == ["text/plain"]
    assert "review-due" not in sent.message().as_string()
    assert "Asha" not in sent.message().as_string()


def test_what_is_sent_is_not_sent_again(asha: User, system: Actor) -> None:
    tell(asha, system)

    assert deliver_one(now=system.now) is True
    assert deliver_one(now=system.now) is False

    assert len(mail.outbox) == 1
    assert Message.objects.get().sent_at == system.now


def test_a_full_mailbox_does_not_hold_up_the_next(
    asha: User, bede: User, system: Actor, postbox: type[Postbox]
) -> None:
    postbox.full = frozenset({asha.email})
    tell(asha, system)
    tell(bede, system)

    assert deliver_one(now=system.now)
    assert deliver_one(now=system.now)

    assert [message.to for message in mail.outbox] == [[bede.email]]
    refused = Message.objects.get(notification__recipient=asha)
    assert (refused.attempts, refused.sent_at) == (1, None)


def test_a_refused_email_is_tried_again_ever_more_patiently_until_it_is_taken(
    asha: User, system: Actor, postbox: type[Postbox]
) -> None:
    postbox.full = frozenset({asha.email})
    tell(asha, system)
    now, waited = system.now, []
    for _ in range(7):
        assert deliver_one(now=now)
        assert not deliver_one(now=now)
        due_at = Message.objects.get().due_at
        waited.append((due_at - now) // MINUTE)
        now = due_at
    postbox.full = frozenset()

    assert deliver_one(now=now)

    assert waited == [1, 5, 30, 120, 360, 360, 360]
    assert (Message.objects.get().attempts, len(mail.outbox)) == (8, 1)


def test_an_address_that_no_email_can_carry_is_put_aside_too(asha: User, bede: User, system: Actor) -> None:
    User.objects.filter(pk=asha.pk).update(email="asha\nrao@police.example")
    tell(asha, system)
    tell(bede, system)

    while deliver_one(now=system.now):
        pass

    assert [message.to for message in mail.outbox] == [[bede.email]]


def test_while_the_mail_server_is_away_nothing_is_lost_and_nobody_hammers_it(
    asha: User, bede: User, system: Actor, postbox: type[Postbox]
) -> None:
    postbox.away = True
    tell(asha, system)
    tell(bede, system)

    assert deliver_one(now=system.now) is False
    assert Message.objects.filter(attempts=1).count() == 1

    postbox.away = False
    assert deliver_one(now=system.now + MINUTE)
    assert deliver_one(now=system.now + MINUTE)
    assert len(mail.outbox) == 2


def test_a_worker_killed_after_sending_sends_again_under_the_same_message_id(asha: User, system: Actor) -> None:
    tell(asha, system)
    with transaction.atomic():
        deliver_one(now=system.now)
        transaction.set_rollback(True)  # what a kill does: the transaction never commits

    deliver_one(now=system.now)

    first, second = (message.message()["Message-ID"] for message in mail.outbox)
    assert first == second


def test_message_ids_differ_by_person_and_by_what_is_told(asha: User, bede: User) -> None:
    ids = {message_id(person.pk, key) for person in (asha, bede) for key in ("review:1", "review:2")}

    assert len(ids) == 4
    assert all(made.endswith("@unit.example>") for made in ids)


def test_somebody_who_has_left_gets_no_email(asha: User, system: Actor) -> None:
    tell(asha, system)
    User.objects.filter(pk=asha.pk).update(is_active=False)

    assert deliver_one(now=system.now) is False
    assert mail.outbox == []


@pytest.mark.committed
def test_two_workers_at_once_send_one_email_once(
    asha: User, system: Actor, postbox: type[Postbox], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tasks.deliver, "apply_async", lambda *args, **options: None)  # nobody is woken yet
    tell(asha, system)
    postbox.may_go_on.clear()

    def first_worker() -> None:
        with acting(system):
            deliver_one(now=system.now)
        connection.close()

    worker = threading.Thread(target=first_worker)
    worker.start()
    assert postbox.at_work.wait(timeout=10)
    try:
        assert deliver_one(now=system.now) is False
    finally:
        postbox.may_go_on.set()
        worker.join(timeout=10)

    assert len(mail.outbox) == 1
