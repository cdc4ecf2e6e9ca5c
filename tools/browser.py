"""Chromium for stories and for the walk: finding it, watching what it complains of, and asking axe."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from playwright.sync_api import Browser, ConsoleMessage, Page, Playwright, Response, ViewportSize, sync_playwright

from tools.places import ROOT
from tools.told import Told

NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
QUIET = (
    *("--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync", "--font-render-hinting=none"),
)
WIDE: ViewportSize = {"width": 1366, "height": 900}
NARROW: ViewportSize = {"width": 390, "height": 844}
NARROWEST = 320
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Chromium writes this line for a page that answers 422 to a form or 404 to a stranger. Whether a page may answer so
# is for whoever opened it to say; a file it asks for may not.
STATUS_LINE = "the server responded with a status of"


def chromium() -> str:
    """The browser's path; its absence is an error, never a reason to skip."""
    for name in (os.environ.get("CHROMIUM", ""), *NAMES):
        if name and (found := shutil.which(name)):
            return found
    raise Told("Chromium is missing, which the stories in a browser need. Install it, or set CHROMIUM to its path.")


@contextmanager
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright, launched(playwright) as opened:
        yield opened


@contextmanager
def launched(playwright: Playwright) -> Iterator[Browser]:
    flags = [*QUIET, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    opened = playwright.chromium.launch(executable_path=chromium(), args=flags)
    try:
        yield opened
    finally:
        opened.close()


class Complaints:
    """What the browser complained of: script errors, a refusal by the content policy, a file that is not there."""

    def __init__(self, page: Page) -> None:
        self.found: list[str] = []
        self._answered: dict[str, int] = {}
        page.on("response", self._note)
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.found.append(f"script failed: {error}"))

    def _note(self, response: Response) -> None:
        if response.request.is_navigation_request():
            self._answered[response.url] = response.status
        elif response.status >= 400:
            self.found.append(f"{response.url} answered {response.status}")

    def _hear(self, message: ConsoleMessage) -> None:
        is_page = message.location.get("url") in self._answered
        if message.type in ("error", "warning") and not (is_page and STATUS_LINE in message.text):
            self.found.append(f"the browser said: {message.text}")

    def taken(self) -> list[str]:
        """What was found since the last time this was asked."""
        found, self.found = self.found, []
        return found


@cache
def axe_script() -> str:
    return (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")


# A browser in which script is switched off runs no timers either. Axe waits for short ones; its long ones end a wait.
AT_ONCE = """() => { window.setTimeout = (work, wait = 0, ...given) => {
  if (wait < 1000) Promise.resolve().then(() => work(...given))
} }"""


def axe_faults(page: Page, *, script: bool = True) -> list[str]:
    """Every violation of WCAG 2.2 A and AA and of axe's good practice, as sentences."""
    if not script:
        page.evaluate(AT_ONCE)
    page.evaluate(axe_script())  # through the debugger, which the page's content policy does not bind
    result: dict[str, Any] = page.evaluate("rules => axe.run({runOnly: rules})", RULES)
    return [
        f"{rule['help']} ({rule['id']}): {', '.join(str(node['target'][0]) for node in rule['nodes'][:3])}"
        for rule in result["violations"]
    ]


def sideways(page: Page) -> list[str]:
    """A page may not be wider than the narrowest screen."""
    before = page.viewport_size or WIDE
    page.set_viewport_size({"width": NARROWEST, "height": 800})
    width = page.evaluate("document.documentElement.scrollWidth")
    page.set_viewport_size(before)
    return [f"is {width} pixels wide on a screen of {NARROWEST}"] if width > NARROWEST else []
