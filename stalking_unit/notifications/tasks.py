"""What the worker does for the outbox: when it is woken, and each minute in case it was not."""

from celery import shared_task

from stalking_unit import clock
from stalking_unit.notifications.delivery import deliver_one
from stalking_unit.notifications.waking import wake


@shared_task
def deliver() -> None:
    """Send one e-mail and, once that is committed, ask for the next: a killed worker repeats one at most."""
    if deliver_one(now=clock.now()):
        wake(deliver)
