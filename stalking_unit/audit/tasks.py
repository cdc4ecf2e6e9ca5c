"""The trail's housekeeping."""

from celery import shared_task

from stalking_unit.audit import partitions


@shared_task
def make_partitions() -> int:
    """Each month makes the month that two years ahead has come into view; missed months are caught up."""
    return partitions.make()
