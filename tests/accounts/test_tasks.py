"""How a task runs: named, whole, and with its refusals kept."""

from __future__ import annotations

from datetime import timedelta

import pytest
from celery import shared_task
from django.contrib.sessions.models import Session
from django.core import mail
from django.db import connection
from django.test import Client
from django.utils import timezone
from knox.models import AuthToken

from stalking_unit.accounts.actor import Actor
from stalking_unit.accounts.enums import DisciplineKind
from stalking_unit.accounts.models import Discipline, User
from stalking_unit.accounts.tasks import forget_what_expired, send_mail
from stalking_unit.audit import trail
from stalking_unit.audit.models import AuditEvent
from stalking_unit.db.context import SYSTEM
from stalking_unit.db.errors import DomainError
from tests.accounts.factories import sign_in


@shared_task(name="tests.say_who_acts")
def say_who_acts() -> tuple[str, bool]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('app.user', true)")
        return cursor.fetchone()[0], connection.in_atomic_block


@shared_task(name="tests.refuse")
def refuse() -> None:
    Discipline.objects.create(code="half-done", name="Half done", kind=DisciplineKind.OTHER)
    error = DomainError("No.")
    by = Actor.system("tests.refuse")
    error.refusal = trail.Refusal(by, "tests", "accounts.discipline", None)  # type: ignore[attr-defined]
    raise error


@shared_task(name="tests.take_steps", in_one_transaction=False)
def take_steps() -> None:
    Discipline.objects.create(code="step", name="Step", kind=DisciplineKind.OTHER)
    raise DomainError("The second step fails.")


@pytest.mark.committed
def test_a_task_acts_as_the_system_in_one_transaction() -> None:
    assert say_who_acts.delay().get() == (str(SYSTEM), True)


@pytest.mark.committed
def test_a_task_that_is_refused_leaves_the_refusal_and_nothing_else() -> None:
    with pytest.raises(DomainError):
        refuse.delay()
    assert not Discipline.objects.exists()
    with trail.reading():
        assert AuditEvent.objects.get().outcome == "refused"


@pytest.mark.committed
def test_a_task_of_many_steps_keeps_those_it_took() -> None:
    with pytest.raises(DomainError):
        take_steps.delay()
    assert Discipline.objects.get().code == "step"


@pytest.mark.django_db
def test_mail_about_an_account_goes_out_as_it_was_written() -> None:
    send_mail.delay("Set your password", "Open this link", ["ines@example.org"])
    assert [(sent.subject, sent.body, sent.to) for sent in mail.outbox] == [
        ("Set your password", "Open this link", ["ines@example.org"])
    ]


@pytest.mark.django_db
def test_expired_sessions_and_tokens_are_forgotten_and_live_ones_stay(client: Client, officer: User) -> None:
    sign_in(client, officer)
    live, _ = AuthToken.objects.create(officer)
    AuthToken.objects.create(officer, expiry=timedelta(seconds=-1))
    Session.objects.create(session_key="old", session_data="", expire_date=timezone.now() - timedelta(seconds=1))
    forget_what_expired.delay()
    assert list(AuthToken.objects.all()) == [live]
    assert [session.pk for session in Session.objects.all()] == [client.session.session_key]
