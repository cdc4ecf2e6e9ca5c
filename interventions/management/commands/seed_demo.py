"""Fills the demonstration: its people, and its cases with the dates their stories have."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction
from django.db.models import Count

from cases.enums import State
from cases.models import Case
from interventions.management.demo import programme
from interventions.management.demo.tasks import tell_the_rest
from stalking_unit.accounts.actor import Actor, acting
from stalking_unit.notifications.waking import wake


class Command(BaseCommand):
    """Tells every story that is not there yet; run again, it changes nothing."""

    help = "Fill the demonstration with its people and cases, and say how many stand where."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--later", action="store_true", help="leave the lighter cases to the worker")
        parser.add_argument("--people", action="store_true", help="enter the people and no case")
        parser.add_argument("--stories", action="store_true", help="leave the lighter cases out")

    def handle(self, *args: Any, **options: Any) -> None:
        users = programme.gather()
        if options["people"]:
            return
        programme.tell(users, programme.STORIES)
        if options["later"]:
            wake(tell_the_rest)
        elif not options["stories"]:
            programme.tell(users, programme.LIGHTER)
        for state, count in standing():
            self.stdout.write(f"{count:4} {state.label}")


def standing() -> list[tuple[State, int]]:
    """How many cases stand where, in the order in which a case comes by."""
    with acting(Actor.system("demo")), transaction.atomic():
        counted = dict(Case.objects.order_by().values_list("state").annotate(Count("pk")))
    return [(state, counted[state]) for state in State if state in counted]
