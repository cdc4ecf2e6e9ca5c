"""Telling people: in the caller's transaction, once, and without a fact."""

from __future__ import annotations

import time

import pytest
from django.db import IntegrityError, transaction
from pytest_django import DjangoCaptureOnCommitCallbacks

from stalking_unit.accounts.actor import Actor
from stalking_unit.accounts.models import User
from stalking_unit.notifications import outbox, tasks
from stalking_unit.notifications.models import Message, Notification

pytestmark = pytest.mark.django_db


def tell(*people: User, by: Actor, **changed: str) -> int:
    notice = {
        "kind": "review-due",
        "reference": "CHS-2026-04711",
        "path": "/cases/1/",
        "text": "A review is due.",
        "key": "review:1",
    }
    return outbox.tell([person.pk for person in people], **(notice | changed), by=by)


def test_telling_somebody_puts_a_notice_in_their_inbox_and_an_email_in_the_outbox(asha: User, system: Actor) -> None:
    assert tell(asha, by=system) == 1

    notice = Notification.objects.get()
    assert (notice.recipient, notice.reference, notice.text) == (asha, "CHS-2026-04711", "A review is due.")
    assert (notice.told_at, notice.opened_at) == (system.now, None)
    assert (notice.message.due_at, notice.message.sent_at) == (system.now, None)


def test_the_same_thing_is_told_once(asha: User, bede: User, system: Actor) -> None:
    assert tell(asha, asha, by=system) == 1
    assert tell(asha, bede, by=system) == 1
    assert tell(asha, bede, by=system) == 0

    assert Notification.objects.count() == Message.objects.count() == 2


def test_another_key_is_another_thing_to_tell(asha: User, system: Actor) -> None:
    assert tell(asha, by=system) + tell(asha, by=system, key="review:2") == 2


def test_more_people_than_one_batch_are_all_told(asha: User, system: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outbox, "BATCH", 2)
    notices = [outbox.Notice(asha.pk, "review-due", "", "/", "A review is due.", f"review:{n}") for n in range(5)]

    assert outbox.tell_each(notices, by=system) == Message.objects.count() == 5


def test_what_is_rolled_back_was_never_told(asha: User, system: Actor) -> None:
    with transaction.atomic():
        tell(asha, by=system)
        transaction.set_rollback(True)

    assert not Notification.objects.exists()
    assert not Message.objects.exists()


def test_the_worker_is_woken_after_the_commit_and_only_for_news(
    asha: User,
    bede: User,
    system: Actor,
    mailoutbox: list[object],
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        tell(asha, bede, by=system)
        assert mailoutbox == []
    assert len(mailoutbox) == 2

    with django_capture_on_commit_callbacks() as asked:
        tell(asha, by=system)
    assert asked == []


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Ring 07700 900123.", id="telephone"),
        pytest.param("Moved to ZX1 1AA.", id="postcode"),
        pytest.param("Write to m@example.org.", id="address"),
        pytest.param("A review is due.\nShe has moved.", id="second-line"),
        pytest.param("", id="nothing"),
    ],
)
def test_a_sentence_with_a_figure_or_an_address_is_refused(text: str, asha: User, system: Actor) -> None:
    with pytest.raises(IntegrityError, match="notification_states_no_fact"):
        tell(asha, by=system, text=text)


@pytest.mark.parametrize("path", ["//evil.example", "https://evil.example", "/\\evil.example", "cases/1/", ""])
def test_a_notice_never_leads_out_of_the_product(path: str, asha: User, system: Actor) -> None:
    with pytest.raises(IntegrityError, match="notification_leads_inside"):
        tell(asha, by=system, path=path)


@pytest.mark.committed
def test_losing_the_broker_costs_a_minute_and_no_message(
    asha: User, system: Actor, mailoutbox: list[object], broken_broker: None
) -> None:
    started = time.monotonic()
    with transaction.atomic():
        tell(asha, by=system)
    assert mailoutbox == []
    assert time.monotonic() - started < 1

    tasks.deliver()

    assert len(mailoutbox) == 1
