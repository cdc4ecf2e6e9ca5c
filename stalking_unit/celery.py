"""The Celery app and its timetable; task bodies live in the apps."""

import os
from typing import Any

from celery import Celery
from celery.schedules import crontab
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "stalking_unit.settings.base")

app = Celery("stalking_unit", task_cls="stalking_unit.accounts.tasks:ActingTask")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


def timetable() -> dict[str, Any]:
    """What happens by itself, and when."""
    often = settings.TIMETABLE_SECONDS
    return {
        "send what is waiting in the outbox": {"task": "stalking_unit.notifications.tasks.deliver", "schedule": often},
        "tell what is due": {"task": "cases.tasks.tell_what_is_due", "schedule": often},
        "ring what nobody has": {"task": "cases.tasks.ring_alarms", "schedule": often},
        "ring when a clock has run out": {"task": "cases.tasks.raise_overdue", "schedule": often},
        "compare what was screened": {"task": "cases.tasks.compare_searches", "schedule": often},
        "print what is waiting": {"task": "cases.tasks.print_waiting", "schedule": often},
        "print copies that are waiting": {"task": "interventions.tasks.print_waiting_copies", "schedule": often},
        "seal the trail": {"task": "stalking_unit.audit.tasks.seal_trail", "schedule": often},
        "tell who keeps the roots of the trail": {
            "task": "stalking_unit.audit.tasks.tell_witnesses",
            "schedule": crontab(minute=20),
        },
        "forget what has expired": {
            "task": "stalking_unit.accounts.tasks.forget_what_expired",
            "schedule": crontab(hour=3, minute=0),
        },
        "make room for the trail": {
            "task": "stalking_unit.audit.tasks.make_partitions",
            "schedule": crontab(hour=3, minute=10),
        },
        **{name: {"task": task, "schedule": often} for name, task in settings.TIMETABLE_ALSO.items()},
    }


app.add_defaults(lambda: {"beat_schedule": timetable()})  # asked for late: settings import this package
