"""Begins a new epoch of the trail where the database was restored since; otherwise it changes nothing."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import connections

from stalking_unit.audit import seal


class Command(BaseCommand):
    """Run after every migrate, as the owner of the tables. Until then, nothing in a restored database is sealed."""

    help = "Let the trail go on in a database that was restored from a copy."

    def handle(self, *args: Any, **options: Any) -> None:
        using = "owner" if "owner" in connections.databases else "default"
        self.stdout.write(f"The trail is in epoch {seal.begin_epoch(using)}.")
