"""The trail's housekeeping."""

from celery import shared_task

from stalking_unit.audit import partitions, seal, witness


@shared_task
def make_partitions() -> int:
    """Each month makes the month that two years ahead has come into view; missed months are caught up."""
    return partitions.make()


@shared_task
def seal_trail() -> int:
    """Each minute binds what was written to everything before. Late is safe: a line waits, and none is passed over."""
    return seal.seal()


@shared_task
def tell_witnesses() -> str:
    """Each hour: until then, whoever owns the database could make the last hour anew."""
    return witness.send()
