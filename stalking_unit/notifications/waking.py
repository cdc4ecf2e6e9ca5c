"""Waking a worker once what it should see is committed, and doing without one when the broker is away."""

from __future__ import annotations

import logging
from functools import partial
from typing import Any

from celery import Task
from django.db import transaction
from kombu.exceptions import OperationalError

logger = logging.getLogger(__name__)


def wake(task: Task[Any, Any], *args: str) -> None:
    """Ask for this task after the commit. The row it works from waits for the next sweep if nobody hears."""
    transaction.on_commit(partial(_ask, task, args))


def _ask(task: Task[Any, Any], args: tuple[str, ...]) -> None:
    try:
        task.apply_async(args, retry=False)
    except OperationalError:
        logger.warning("The broker is away: %s waits for its sweep", task.name)
