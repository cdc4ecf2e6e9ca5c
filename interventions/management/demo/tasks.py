"""The worker goes on with the demonstration while people look at its stories."""

from celery import shared_task

from interventions.management.demo import programme
from stalking_unit.accounts.tasks import ActingTask


@shared_task(base=ActingTask, in_one_transaction=False)
def tell_the_rest() -> int:
    """Tell the lighter cases that are not there yet. Cut short, or asked twice, it goes on where it was.

    They follow the stories: where somebody asked for the people alone, there is nothing to go on with.
    """
    left = [] if programme.untold(programme.STORIES) else programme.untold(programme.LIGHTER)
    return programme.tell(programme.gather(), left) if left else 0
