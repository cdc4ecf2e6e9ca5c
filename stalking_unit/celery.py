"""The Celery app and its timetable; task bodies live in the apps."""

import os

from celery import Celery
from celery.schedules import crontab

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "stalking_unit.settings.base")

app = Celery("stalking_unit", task_cls="stalking_unit.accounts.tasks:ActingTask")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

app.conf.beat_schedule = {
    "send what is waiting in the outbox": {"task": "stalking_unit.notifications.tasks.deliver", "schedule": 60.0},
    "tell what is due": {"task": "cases.tasks.tell_what_is_due", "schedule": 60.0},
    "print what is waiting": {"task": "cases.tasks.print_waiting", "schedule": 60.0},
    "forget what has expired": {
        "task": "stalking_unit.accounts.tasks.forget_what_expired",
        "schedule": crontab(hour=3, minute=0),
    },
    "make room for the trail": {
        "task": "stalking_unit.audit.tasks.make_partitions",
        "schedule": crontab(hour=3, minute=10),
    },
}
