"""`./run walk`: everybody's every page, at both widths, by keyboard and without script, put to axe and pictured.

Each person of the demonstration follows every link they are shown. A page without any part that was not on one like it
is not looked at again, so what is looked at is every part of every page. A route that nobody's links lead to is a
fault: new pages are walked without being listed anywhere.
"""

import argparse
import os
import re
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import django
from playwright.sync_api import Browser, BrowserContext, Page

from tools import looks, pictures, product, routes, sheets
from tools.browser import WIDE, Complaints, browser
from tools.live import live
from tools.places import STATE
from tools.postgres import Postgres
from tools.servers import DEMO, environment
from tools.told import Told
from tools.visitor import Visitor

FOLDER = STATE / "walk"
STRANGER = "nobody"
# Pages that no link leads to, and what does.
UNLINKED = {
    "account_reset_password_from_key": "a letter by e-mail",
    "cases:calendar": "an address that is shown once and given to a calendar",
    "demo_sign_in": "the list of people to be",
}
DOOR = re.compile(r"/sign-in/([\w-]+)/$")


@dataclass
class Walk:
    """What everybody together has seen so far."""

    browser: Browser
    url: str
    routes: list[routes.Route]
    seen: set[tuple[object, ...]] = field(default_factory=set)
    reached: set[str] = field(default_factory=set)
    shots: list[sheets.Shot] = field(default_factory=list)
    asking: list[tuple[str, str]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def people(self) -> list[str]:
        """A stranger, then everybody whom the demonstration offers to be."""
        page = self.browser.new_page()
        page.goto(f"{self.url}/demo/")
        actions = [form.get_attribute("action") or "" for form in page.locator("main form").all()]
        page.close()
        return [STRANGER, *(door[1] for action in actions if (door := DOOR.search(action)))]

    def read(self, person: str) -> None:
        """Follow every link; look at what nobody has seen before."""
        with self.signed_in(person) as context, self.signed_in(person, script=False) as plain:
            visitor = Visitor(self.url, context.request)
            for path in visitor.finds(self.routes, self.seen):
                self.look(person, path, context, plain)
            self.reached |= visitor.reached
            self.faults += [f"{person}: {fault}" for fault in visitor.faults]
            print(f"{person}: {visitor.read} pages read; {len(self.shots)} kinds so far", flush=True)

    def look(self, person: str, path: str, context: BrowserContext, plain: BrowserContext) -> None:
        page = context.new_page()
        look = self.looking(page, person, path)
        page.goto(f"{self.url}{path}")
        self.keep(person, path, look, [*look.whole(), *looks.without_script(plain, page.url)])
        if page.locator(looks.ASKING).count():
            self.asking.append((person, path))
        page.close()

    def send(self, person: str, path: str) -> None:
        """Send each form of a page empty, and look at what it says is wrong."""
        with self.signed_in(person) as context:
            page = context.new_page()
            page.goto(f"{self.url}{path}")
            for number in range(page.locator(looks.ASKING).count()):
                look = self.looking(page, person, f"{path} sent empty")
                page.goto(f"{self.url}{path}")
                if page.locator(looks.ASKING).count() > number and looks.send_empty(page, number):
                    self.keep(person, f"{path} sent empty", look, look.errors())

    def looking(self, page: Page, person: str, path: str) -> looks.Look:
        name = re.sub(r"[^a-z]+", "-", path.lower()).strip("-")[:40] or "home"
        return looks.Look(page, Complaints(page), FOLDER / "pictures" / f"{len(self.shots):04}-{name}-{person}")

    def keep(self, person: str, path: str, look: looks.Look, faults: list[str]) -> None:
        self.shots.append(sheets.Shot(look.page.title(), person, path, look.picture))
        self.faults += [f"{path} as {person}: {fault}" for fault in faults]

    @contextmanager
    def signed_in(self, person: str, *, script: bool = True) -> Iterator[BrowserContext]:
        context = self.browser.new_context(viewport=WIDE, java_script_enabled=script, locale="en-GB")
        if person != STRANGER:
            page = context.new_page()
            page.goto(f"{self.url}/demo/")
            with page.expect_navigation():
                page.locator(f'form[action$="/sign-in/{person}/"] button').click()
            page.close()
        yield context
        context.close()

    def unreached(self) -> list[str]:
        left = [route.name for route in self.routes if route.name not in self.reached | UNLINKED.keys()]
        return [f"{name}: nobody’s links lead to this page" for name in left]


@contextmanager
def walked(url: str | None) -> Iterator[str]:
    """The address to walk: a demo that runs already, or a product started for it and thrown away."""
    if url:
        os.environ.update(environment(DEMO, Postgres(DEMO)) | product.environment(DEMO, url))
        yield url.rstrip("/")
        return
    with live("walk") as started:
        os.environ.update(started.env)
        yield started.url


def main(words: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="./run walk", description="Visit every state of every page in a browser.")
    parser.add_argument("--sheet", action="store_true", help="also lay the pictures out on contact sheets")
    parser.add_argument("--pictures", action="store_true", help="only take the README's pictures anew")
    parser.add_argument("--url", help="walk a demo that is running already; its forms are not sent")
    parser.add_argument("--person", action="append", help="walk as this person only; may be given again")
    given = parser.parse_args(words)
    if given.pictures:
        with walked(given.url) as url, browser() as opened:
            missing = pictures.take(opened, url)
        print("\n".join(missing) or f"Pictures: {pictures.FOLDER}")
        return 1 if missing else 0
    began = time.monotonic()
    shutil.rmtree(FOLDER / "pictures", ignore_errors=True)
    (FOLDER / "pictures").mkdir(parents=True)
    with walked(given.url) as url, browser() as opened:
        django.setup()
        walk = Walk(opened, url, routes.named_routes())
        for person in given.person or walk.people():
            walk.read(person)
        # Sending comes last: it may change what others would have seen.
        for person, path in [] if given.url else walk.asking:
            walk.send(person, path)
        walk.faults += [] if given.person else walk.unreached()
        if given.sheet:
            print(f"Contact sheets: {sheets.lay_out(FOLDER, walk.shots, opened)}")
    return report(walk, time.monotonic() - began)


def report(walk: Walk, seconds: float) -> int:
    lines = sorted(set(walk.faults))
    (FOLDER / "faults.txt").write_text("\n".join([*lines, ""]), encoding="utf-8")
    print(f"{len(walk.shots)} kinds of page in {seconds / 60:.1f} minutes. Pictures: {FOLDER / 'pictures'}")
    for line in lines:
        print(f"  {line}", file=sys.stderr)
    print(f"{len(lines)} faults." if lines else "No faults.")
    return 1 if lines else 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except Told as told:
        sys.exit(str(told))
