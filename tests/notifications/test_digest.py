"""One e-mail each working morning, for those who chose it and of what can wait: never lost, and never of an alarm."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.core import mail
from django.db import transaction

from stalking_unit.accounts.actor import Actor
from stalking_unit.accounts.models import User
from stalking_unit.notifications import choosing, outbox
from stalking_unit.notifications.delivery import deliver_one
from stalking_unit.notifications.models import Message, Notification
from stalking_unit.notifications.outbox import Notice
from stalking_unit.notifications.presenters import delivery
from stalking_unit.working_days import LONDON, next_morning
from tests.notifications.test_delivery import Postbox

pytestmark = pytest.mark.django_db

FRIDAY = datetime(2026, 11, 27, 17, 30, tzinfo=LONDON)
MONDAY = datetime(2026, 11, 30, 8, 0, tzinfo=LONDON)


@pytest.fixture
def daily(asha: User) -> User:
    choosing.choose(daily=True, by=Actor.of(asha, now=FRIDAY))
    return asha


def tell(person: User, key: str, *, may_wait: bool = True, at: datetime = FRIDAY) -> None:
    notice = Notice(person.pk, "review", f"CHS-2026-{key}", "/", "A review is due.", key, may_wait=may_wait)
    outbox.tell_each([notice], by=Actor.system("test", at))


def deliver(at: datetime) -> int:
    before = len(mail.outbox)
    while deliver_one(now=at):
        pass
    return len(mail.outbox) - before


@pytest.mark.parametrize(
    ("now", "morning"),
    [
        ("2026-11-24T07:59", "2026-11-24T08:00"),
        ("2026-11-24T08:00", "2026-11-25T08:00"),
        ("2026-11-27T17:30", "2026-11-30T08:00"),
        ("2026-12-24T12:00", "2026-12-29T08:00"),
        ("2026-03-28T23:00", "2026-03-30T08:00"),
    ],
)
def test_the_next_working_morning_passes_over_weekends_and_bank_holidays(now: str, morning: str) -> None:
    at, expected = (datetime.fromisoformat(text).replace(tzinfo=LONDON) for text in (now, morning))
    assert next_morning(at) == expected


def test_what_waits_for_a_morning_is_one_email_with_a_line_and_a_link_each(daily: User) -> None:
    tell(daily, "one")
    tell(daily, "two", at=FRIDAY + timedelta(days=1))
    assert deliver(MONDAY - timedelta(minutes=1)) == 0
    assert deliver(MONDAY) == 1
    [sent] = mail.outbox
    assert (sent.to, sent.subject) == ([daily.email], "Stalking Unit: sign in to read your messages")
    links = [f"https://unit.example/inbox/{notice.pk}/" for notice in Notification.objects.order_by("told_at")]
    lines = [f"A review is due. CHS-2026-{key}" for key in ("one", "two")]
    assert sent.body.split("\n\n") == [f"{line}\n{link}" for line, link in zip(lines, links, strict=True)] + ["\n"]
    assert not Message.objects.filter(sent_at=None).exists()
    assert deliver(MONDAY + timedelta(days=1)) == 0


def test_what_cannot_wait_leaves_at_once_and_the_inbox_says_all_of_it_at_once(daily: User) -> None:
    tell(daily, "reminder")
    tell(daily, "alarm", may_wait=False)
    assert deliver(FRIDAY) == 1
    assert "CHS-2026-alarm" in mail.outbox[0].subject
    assert Notification.objects.of(daily.pk).unopened().count() == 2


def test_whoever_chose_nothing_is_mailed_at_once(bede: User) -> None:
    tell(bede, "one")
    assert deliver(FRIDAY) == 1


def test_a_worker_killed_after_sending_sends_the_same_morning_again_under_the_same_message_id(daily: User) -> None:
    tell(daily, "one")
    tell(daily, "two")
    with transaction.atomic():
        deliver_one(now=MONDAY)
        transaction.set_rollback(True)
    tell(daily, "three", at=MONDAY + timedelta(minutes=1))  # is of the next morning
    assert deliver(MONDAY + timedelta(minutes=2)) == 1
    first, again = (message.message()["Message-ID"] for message in mail.outbox)
    assert first == again
    assert mail.outbox[0].body == mail.outbox[1].body
    assert deliver(MONDAY + timedelta(days=1)) == 1
    assert mail.outbox[2].message()["Message-ID"] != first


def test_what_is_taken_back_before_the_morning_is_left_out_and_holds_nothing_up(daily: User) -> None:
    for key in ("one", "two", "three"):
        tell(daily, key)
    first = Message.objects.order_by("pk").values("notification")[:1]
    gone = Notification.objects.get(pk__in=first)
    outbox.withdraw(daily.pk, reference=gone.reference, by=Actor.system("test", FRIDAY))
    assert deliver(MONDAY) == 1
    assert gone.reference not in mail.outbox[0].body
    assert mail.outbox[0].body.count("A review is due.") == 2


def test_a_refused_morning_is_tried_again_whole(daily: User, settings: object, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.EMAIL_BACKEND = f"{Postbox.__module__}.Postbox"  # type: ignore[attr-defined]
    Postbox.may_go_on.set()
    monkeypatch.setattr(Postbox, "full", frozenset({daily.email}))
    tell(daily, "one")
    tell(daily, "two")
    assert deliver(MONDAY) == 0
    assert {(message.attempts, message.due_at) for message in Message.objects.all()} == {
        (1, MONDAY + timedelta(minutes=1))
    }
    monkeypatch.setattr(Postbox, "full", frozenset())
    assert deliver(MONDAY + timedelta(minutes=1)) == 1
    assert mail.outbox[0].body.count("A review is due.") == 2


def test_choosing_at_once_lets_go_of_what_waits(daily: User) -> None:
    tell(daily, "one")
    choosing.choose(daily=False, by=Actor.of(daily, now=FRIDAY + timedelta(minutes=5)))
    assert deliver(FRIDAY + timedelta(minutes=5)) == 1
    assert mail.outbox[0].subject == "CHS-2026-one: sign in to read a message"


def test_the_inbox_says_with_which_email_it_comes(daily: User) -> None:
    tell(daily, "one")
    notice = Notification.objects.select_related("message").get()
    assert delivery(notice, FRIDAY) == "It comes with your e-mail of 30 November 2026. Not opened yet."
