"""The launcher behind `./run`: reads the command, and turns whatever stops it into one sentence."""

import argparse
import signal
import sys
from types import FrameType

from tools import bench, checks, demo, locks, testing
from tools.told import Told


def parser() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(prog="./run", description="Start, test and check Stalking Unit.")
    commands = top.add_subparsers(dest="command", required=True, metavar="command")
    start = commands.add_parser("demo", help="start the product with demonstration data, on this machine only")
    start.add_argument("--port", type=int, help="the port to serve on (8000, or the next free one)")
    start.add_argument("--fresh", action="store_true", help="throw the demonstration's data away first")
    commands.add_parser("test", help="run the tests; what follows goes to pytest", add_help=False)
    commands.add_parser("check", help="run every check that is not a test")
    commands.add_parser("walk", help="visit every page state in a browser; --sheet makes pictures", add_help=False)
    measure = commands.add_parser("bench", help="measure what the product promises, in a database of its own")
    measure.add_argument("subject", nargs="?", default="pages", choices=sorted(bench.MEASURES))
    measure.add_argument("--cases", type=numbers, help="how many cases; of pages several, such as 10000,100000")
    commands.add_parser("manage", help="run a Django command on the demonstration's database", add_help=False)
    commands.add_parser("lock", help="choose package versions anew and write the lock files")
    return top


def numbers(text: str) -> list[int]:
    return [int(number) for number in text.split(",")]


def run(words: list[str]) -> int:
    given, rest = parser().parse_known_args(words)
    if rest and given.command not in {"test", "walk", "manage"}:
        parser().error(f"unknown words: {' '.join(rest)}")
    match given.command:
        case "demo":
            return demo.run(given.port, fresh=given.fresh)
        case "manage":
            return demo.manage(rest)
        case "test":
            return testing.run([sys.executable, "-m", "pytest", *rest]) if rest else testing.everything()
        case "walk":
            return testing.run([sys.executable, "-m", "tools.walk", *rest])
        case "bench":
            return bench.run(given.subject, given.cases)
        case "lock":
            return locks.write()
        case _:
            return checks.run()


def interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def main() -> int:
    signal.signal(signal.SIGTERM, interrupt)
    signal.signal(signal.SIGHUP, interrupt)
    try:
        return run(sys.argv[1:])
    except Told as told:
        print(told, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
