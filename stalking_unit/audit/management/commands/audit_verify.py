"""Says whether the trail is what was written, and names every line that is not."""

from argparse import ArgumentParser, ArgumentTypeError
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from stalking_unit.audit import seal
from stalking_unit.audit.verify import verify


class Command(BaseCommand):
    """Reads everything and changes nothing. It fails where anything is not as it was written."""

    help = "Check every line of the trail against its hash and its seal, and the seals against each other."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--witnessed",
            type=witnessed,
            metavar="FILE",
            help="roots that somebody else kept, one a line: 1.204 and 64 figures, as the messages to witnesses say",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        done = verify(options["witnessed"])
        for finding in done.findings:
            self.stdout.write(str(finding))
        newest = seal.newest()
        self.stdout.write(
            f"{done.lines} lines, {done.seals} seals; {done.unsealed} lines are newer than the last seal."
        )
        if newest:
            self.stdout.write(f"The last root is {newest.epoch}.{newest.number} {newest.root.hex()}")
        if done.findings:
            raise CommandError(f"The trail is not as it was written: {len(done.findings)} faults.")
        self.stdout.write("Every line is as it was written.")


def witnessed(name: str) -> dict[tuple[int, int], bytes]:
    """The roots in a file; other lines of a message are passed over."""
    try:
        lines = Path(name).read_text().splitlines()
    except OSError as problem:
        raise ArgumentTypeError(f"{name} cannot be read: {problem.strerror}") from problem
    found = {}
    for line in lines:
        words = line.split()
        match words:
            case [seal_number, root] if len(root) == 64 and seal_number.replace(".", "", 1).isdecimal():
                epoch, _, number = seal_number.partition(".")
                found[int(epoch), int(number or 0)] = bytes.fromhex(root)
    if not found:
        raise ArgumentTypeError(f"{name} holds no root, such as “1.204 {'0' * 6}…”.")
    return found
