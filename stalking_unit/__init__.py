"""The project package: its modules compose the apps, its sub-packages serve them and know nothing of cases."""

from stalking_unit.celery import app as celery

__all__ = ["celery"]
