"""Fills an empty demonstration with its people."""

from typing import Any

from django.core.management.base import BaseCommand

from stalking_unit.accounts import demo


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        people = demo.ensure_people()
        self.stdout.write(f"{len(people)} people are there to be.")
