"""Looking at one page as different people must be able to use it: wide, narrow, by keyboard, without script."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Page

from tools.browser import NARROW, NARROWEST, WIDE, Complaints, axe_faults

TALLEST = 3000
MOST_STOPS = 300

# What has the focus, and whether a person can see that it has.
FOCUS = """() => {
  const element = document.activeElement
  if (!element || element === document.body || element === document.documentElement) return null
  window.lookedAt = window.lookedAt || new Map()
  if (!window.lookedAt.has(element)) window.lookedAt.set(element, window.lookedAt.size)
  const styles = [getComputedStyle(element)]
  for (const label of element.labels || []) styles.push(getComputedStyle(label, '::before'))
  const shows = styles.some((style) =>
    (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== 'none')
  const box = element.getBoundingClientRect()
  const words = (element.innerText || element.labels?.[0]?.innerText || element.name || '').trim().slice(0, 40)
  return {
    number: window.lookedAt.get(element), shows, words, tag: element.tagName.toLowerCase(),
    inSight: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight,
    skips: element.classList.contains('govuk-skip-link'), inMain: Boolean(element.closest('main'))
  }
}"""

# Each line of the error summary must lead to something on the page.
DEAD_ENDS = """() => [...document.querySelectorAll('.govuk-error-summary a')]
  .filter((link) => !document.getElementById(link.getAttribute('href').slice(1))).map((link) => link.innerText)"""

# What sends a form that a person could be shown the errors of: it asks for something. What is folded away waits.
ASKING = "main form[method='post']:has(.govuk-form-group) button:not([type='button']):visible"

# A form that nothing in sight sends. One that is folded away opens without script, and needs a button there.
FOLDED = "details:not([open])"
IN_SIGHT = f"main form:not({FOLDED} form):not(:has({FOLDED} button))"
BARE = f"{IN_SIGHT}:not(:has(button:visible)), {FOLDED} form:not(:has(button))"


@dataclass
class Look:
    """One page, looked at by one person; the words of its faults, and where its pictures are."""

    page: Page
    complaints: Complaints
    picture: Path

    def whole(self) -> list[str]:
        """Both widths, the narrowest screen, and the keyboard."""
        faults = self.both_widths()
        faults += self.by_keyboard()
        return faults

    def both_widths(self) -> list[str]:
        faults: list[str] = []
        for name, viewport in (("wide", WIDE), ("narrow", NARROW)):
            self.page.set_viewport_size(viewport)
            faults += [f"{name}: {fault}" for fault in axe_faults(self.page)]
            self._take(name, viewport["width"])
        self.page.set_viewport_size({"width": NARROWEST, "height": 800})
        if (width := self.page.evaluate("document.documentElement.scrollWidth")) > NARROWEST:
            faults.append(f"{width} pixels wide on a screen of {NARROWEST}")
        self.page.set_viewport_size(WIDE)
        return faults + self.complaints.taken()

    def _take(self, name: str, width: int) -> None:
        tall = min(self.page.evaluate("document.documentElement.scrollHeight"), TALLEST)
        path = self.picture.with_name(f"{self.picture.name}-{name}.png")
        self.page.screenshot(path=path, full_page=True, clip={"x": 0, "y": 0, "width": width, "height": tall})

    def by_keyboard(self) -> list[str]:
        """The first stop skips to the main part; every stop is seen; the last is left again."""
        self.page.evaluate("() => { document.activeElement?.blur(); window.lookedAt = new Map(); scrollTo(0, 0) }")
        first = self._tab()
        if not first or not first["skips"]:
            return ["keyboard: the first stop is not the link that skips to the main content"]
        self.page.keyboard.press("Enter")
        if self.page.evaluate("document.activeElement?.id") != "main-content":
            return ["keyboard: skipping does not lead to the main content"]
        return self._stops()

    def _stops(self) -> list[str]:
        faults: list[str] = []
        last = -1
        for _ in range(MOST_STOPS):
            stop = self._tab()
            if stop is None or stop["skips"]:
                return faults
            if stop["number"] == last:
                return [*faults, f"keyboard: stuck on {stop['tag']} “{stop['words']}”"]
            last = stop["number"]
            if not stop["shows"] or not stop["inSight"]:
                faults.append(f"keyboard: nobody can see that {stop['tag']} “{stop['words']}” has the focus")
        return [*faults, f"keyboard: more than {MOST_STOPS} stops"]

    def _tab(self) -> dict[str, Any] | None:
        self.page.keyboard.press("Tab")
        stop: dict[str, Any] | None = self.page.evaluate(FOCUS)
        return stop

    def errors(self) -> list[str]:
        """A form that was sent empty: the summary has the focus, and each of its lines leads somewhere."""
        faults: list[str] = []
        if not self.page.title().startswith("Error: "):
            faults.append("the title does not begin with “Error: ”")
        if not self.page.evaluate("document.activeElement?.classList.contains('govuk-error-summary')"):
            faults.append("the error summary does not have the focus")
        faults += [f"“{line}” in the error summary leads nowhere" for line in self.page.evaluate(DEAD_ENDS)]
        return faults + self.both_widths()


def without_script(context: BrowserContext, address: str) -> list[str]:
    """The page stands and its forms can be sent where no script runs."""
    page = context.new_page()
    try:
        page.goto(address)
        if not page.locator("main h1").first.is_visible():
            return ["without script: the page has no heading in sight"]
        bare = page.locator(BARE).count()
        return [f"without script: {bare} forms have no button to send them"] if bare else []
    finally:
        page.close()


def send_empty(page: Page, number: int) -> bool:
    """Empty the boxes of a page's form and send it; whether the page answered with what is wrong."""
    button = page.locator(ASKING).nth(number)
    for box in button.locator("xpath=ancestor::form").locator("input[type=text]:visible, textarea:visible").all():
        box.fill("")
    with page.expect_navigation():
        button.click()
    return page.locator(".govuk-error-summary").count() > 0
