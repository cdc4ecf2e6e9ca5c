"""Reminders are told once: whatever repeats, runs beside another, falls over or misses a day."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.db import connection, transaction
from django.db.models import CharField, DateField, F, QuerySet, UUIDField, Value
from django.db.models.functions import NullIf
from pytest_django import DjangoAssertNumQueries

from stalking_unit.accounts.actor import Actor, acting
from stalking_unit.accounts.models import User
from stalking_unit.notifications.models import Message, Notification
from stalking_unit.reminders.dispatch import dispatch
from stalking_unit.reminders.models import SentReminder

pytestmark = pytest.mark.django_db

MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)


def dues(on: date = MONDAY, *, kind: str = "review-due", told: Any = None) -> QuerySet[User, Any]:
    """Something is due for each person: they stand for the subject, the case and the recipient alike."""
    return User.objects.values_list(
        Value(kind, CharField()), F("pk"), F("pk"), Value(on, DateField()), told or F("pk")
    ).order_by("email")


def references(cases: list[UUID]) -> Mapping[UUID, str]:
    return {case: f"CHS-{str(case)[:4]}" for case in cases}


def remind(due: QuerySet[User, Any], by: Actor) -> int:
    return dispatch(
        due,
        by=by,
        references=references,
        text_of={"review-due": "A review is due.", "action-due": "An action is due."},
        path_of=lambda kind, subject, case: f"/cases/{case}/{kind}/{subject}/",
    )


def people(count: int) -> list[User]:
    return User.objects.bulk_create(User(name=f"Person {n}", email=f"p{n}@unit.example") for n in range(count))


def test_what_is_due_is_told_in_the_inbox_and_by_email(system: Actor) -> None:
    [asha] = people(1)

    assert remind(dues(), system) == 1

    notice = Notification.objects.get()
    assert (notice.recipient, notice.kind, notice.text) == (asha, "review-due", "A review is due.")
    assert notice.reference == references([asha.pk])[asha.pk]
    assert notice.path == f"/cases/{asha.pk}/review-due/{asha.pk}/"
    assert notice.message.sent_at is None


def test_a_repeat_tells_nothing(system: Actor) -> None:
    people(3)

    assert [remind(dues(), system) for _ in range(3)] == [3, 0, 0]
    assert Notification.objects.count() == Message.objects.count() == SentReminder.objects.count() == 3


def test_another_day_another_kind_and_another_person_are_each_told(system: Actor) -> None:
    [asha] = people(1)
    remind(dues(), system)
    User.objects.create(name="Bede", email="bede@unit.example")

    assert remind(dues(), system) == 1
    assert remind(dues(TUESDAY), system) == 2
    assert remind(dues(kind="action-due"), system) == 2
    assert Notification.objects.filter(recipient=asha).count() == 3


def test_the_same_due_named_twice_in_one_sweep_is_told_once(system: Actor) -> None:
    people(2)

    assert remind(dues().order_by().union(dues().order_by(), all=True), system) == 2


def test_a_missed_day_is_caught_up_once(system: Actor) -> None:
    people(1)
    missed, today = dues(MONDAY).order_by(), dues(TUESDAY).order_by()

    assert remind(missed.union(today), system) == 2
    assert remind(missed.union(today), system) == 0


def test_what_nobody_is_named_for_waits_until_somebody_is(system: Actor) -> None:
    people(1)
    nobody = NullIf(F("pk"), F("pk"), output_field=UUIDField())

    assert remind(dues(told=nobody), system) == 0
    assert remind(dues(), system) == 1


def test_nothing_due_is_nothing_told(system: Actor) -> None:
    assert remind(dues().none(), system) == 0


def test_a_crash_between_claiming_and_telling_leaves_nothing_claimed(system: Actor) -> None:
    people(2)

    def crash(cases: list[UUID]) -> Mapping[UUID, str]:
        assert SentReminder.objects.count() == 2
        raise MemoryError

    with pytest.raises(MemoryError):
        dispatch(dues(), by=system, references=crash, text_of={}, path_of=lambda kind, subject, case: "/")

    assert not SentReminder.objects.exists()
    assert remind(dues(), system) == 2


def test_twenty_cost_as_many_queries_as_two(system: Actor, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    people(2)
    with django_assert_num_queries(9):
        remind(dues(MONDAY), system)
    User.objects.bulk_create(User(name="More", email=f"more{n}@unit.example") for n in range(18))
    with django_assert_num_queries(9):
        remind(dues(TUESDAY), system)


@pytest.mark.committed
def test_two_sweeps_at_once_tell_once(system: Actor) -> None:
    people(20)
    claimed, go_on, told = threading.Event(), threading.Event(), []

    def slowly(cases: list[UUID]) -> Mapping[UUID, str]:
        claimed.set()
        assert go_on.wait(timeout=10)
        return references(cases)

    def first_sweep() -> None:
        with acting(system):
            told.append(
                dispatch(
                    dues(),
                    by=system,
                    references=slowly,
                    text_of={"review-due": "A review is due."},
                    path_of=lambda kind, subject, case: "/",
                )
            )
        connection.close()

    def second_sweep() -> None:
        with acting(system):
            told.append(remind(dues(), system))
        connection.close()

    first, second = threading.Thread(target=first_sweep), threading.Thread(target=second_sweep)
    first.start()
    assert claimed.wait(timeout=10)
    second.start()
    second.join(timeout=0.3)
    assert second.is_alive(), "the second sweep must wait for the first to commit or fall over"
    go_on.set()
    first.join(timeout=10)
    second.join(timeout=10)

    assert sorted(told) == [0, 20]
    with transaction.atomic():
        assert Notification.objects.count() == 20
