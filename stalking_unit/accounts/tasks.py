"""How every task runs: as a named part of the product, in one transaction, with its refusals kept."""

from __future__ import annotations

from contextlib import nullcontext
from typing import Any

from celery import Task, shared_task
from django.contrib.sessions.backends.db import SessionStore
from django.core.mail import EmailMessage
from django.db import transaction
from knox.models import AuthToken

from stalking_unit import clock
from stalking_unit.accounts.actor import Actor, acting
from stalking_unit.audit.trail import keeping_refusals


class ActingTask(Task):  # type: ignore[type-arg]
    """Without an actor no rows show, so no task runs without one.

    A task that sends many things, each to be remembered at once, sets `in_one_transaction=False` and opens its own.
    """

    abstract = True
    in_one_transaction = True

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        whole = transaction.atomic() if self.in_one_transaction else nullcontext()
        with acting(Actor.system(self.name)), keeping_refusals(), whole:
            return super().__call__(*args, **kwargs)


@shared_task(autoretry_for=(OSError,), retry_backoff=True, max_retries=5)
def send_mail(subject: str, body: str, to: list[str]) -> None:
    """An e-mail about an account, such as the link that sets a password."""
    EmailMessage(subject, body, to=to).send()


@shared_task
def forget_what_expired() -> None:
    """Sessions and tokens that open nothing any more. Nothing depends on this having run."""
    SessionStore.clear_expired()
    AuthToken.objects.filter(expiry__lt=clock.now()).delete()
